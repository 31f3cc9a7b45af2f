// `tools/kms/check.sh`: signs with a key in AWS KMS, by the real aws and the bundle, against moto; and
// shows the commands for Azure to the real az.
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { readKmsUri } from '../../src/kms/services.ts'
import { runStep } from '../runner.js'

const ISSUER_ID = '57246542-96fe-1a63-e053-0824d011072a'
const KEY_ID = '2X9R4HXF34'
const [bin = '', azureBin = ''] = process.argv.slice(2)

const port = await freePort()
const aws = {
  AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
  AWS_DEFAULT_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'emulated',
  AWS_SECRET_ACCESS_KEY: 'emulated',
}
const env = { ...process.env, PATH: `${bin}:${process.env['PATH']}`, ...aws }
const temp = mkdtempSync(join(tmpdir(), 'kms-'))
const emulator = spawn(join(bin, 'python'), [join(import.meta.dirname, 'emulator.py'), `${port}`], {
  stdio: 'ignore',
})
try {
  await untilReady()
  await checkAws()
  checkAzure()
} finally {
  emulator.kill()
  rmSync(temp, { recursive: true, force: true })
}

async function checkAws() {
  const key = createKey('--key-spec', 'ECC_NIST_P256', '--key-usage', 'SIGN_VERIFY')
  const alias = 'alias/app-store-connect'
  call('create-alias', '--alias-name', alias, '--target-key-id', key)
  const arn = `arn:aws:kms:eu-central-1:123456789012:key/${key}`
  for (const uri of [key, alias, arn]) await expectToken(`awskms:///${uri}`, key)
  await expectToken(`awskms://127.0.0.1:${port}/${alias}`, key)

  const rsa = createKey('--key-spec', 'RSA_2048', '--key-usage', 'SIGN_VERIFY')
  const p384 = createKey('--key-spec', 'ECC_NIST_P384', '--key-usage', 'SIGN_VERIFY')
  const disabled = createKey('--key-spec', 'ECC_NIST_P256', '--key-usage', 'SIGN_VERIFY')
  call('disable-key', '--key-id', disabled)
  await expectError(`awskms:///${rsa}`, 'The key in the KMS is an RSA key.')
  await expectError(`awskms:///${p384}`, 'The key in the KMS is an EC key on the curve P-384.')
  await expectError(`awskms:///${disabled}`, 'The key in the KMS is disabled or pending deletion')
  await expectError('awskms:///alias/none', 'The KMS has no such key or version')
  const uri = `awskms:///${alias}`
  await expectError(uri, 'aws has no valid credentials for the KMS', { AWS_ACCESS_KEY_ID: '' })
  await expectError(
    uri,
    'private-key is in a KMS, but its command-line tool aws is not installed',
    {
      PATH: temp,
    },
  )
}

/** Without a login, az fails only after it has accepted the arguments. */
function checkAzure() {
  const key = readKmsUri('azurekms://my-vault.vault.azure.net/app-store-connect')
  const calls = [key?.publicKey.args, key?.sign(Buffer.alloc(32, 0xfb)).args]
  for (const args of calls) {
    const { stderr } = spawnSync(join(azureBin, 'az'), [...(args ?? [])], {
      cwd: temp,
      encoding: 'utf8',
      env: { ...env, AZURE_CONFIG_DIR: temp },
    })
    if (!stderr.includes("Please run 'az login'")) throw new Error(`az: ${stderr}`)
    console.log(`az ${args?.slice(0, 3).join(' ')}: the arguments are accepted`)
  }
}

/** @param {string} privateKey @param {NodeJS.ProcessEnv} [more] */
function run(privateKey, more = {}) {
  const inputs = { 'issuer-id': ISSUER_ID, 'key-id': KEY_ID, 'private-key': privateKey }
  return runStep({ inputs, env: { PATH: env.PATH, ...aws, ...more } })
}

/** @param {string} uri @param {string} key the ID of the key that has to sign */
async function expectToken(uri, key) {
  const { outputs, stdout } = await run(uri)
  const publicKey = call('get-public-key', '--key-id', key, '--query', 'PublicKey')
  const program = [
    'import base64, jwt, sys',
    'from cryptography.hazmat.primitives.serialization import load_der_public_key as load',
    'key = load(base64.b64decode(sys.argv[2]))',
    'claims = jwt.decode(sys.argv[1], key, ["ES256"], audience="appstoreconnect-v1")',
    'print(claims["iss"], jwt.get_unverified_header(sys.argv[1])["kid"])',
  ].join('\n')
  const printed = execFileSync(
    join(bin, 'python'),
    ['-c', program, outputs['token'] ?? '', publicKey],
    { encoding: 'utf8' },
  )
  if (printed !== `${ISSUER_ID} ${KEY_ID}\n`) throw new Error(`${uri}: ${printed}${stdout}`)
  console.log(`${uri}: PyJWT accepts the token`)
}

/** @param {string} uri @param {string} message @param {NodeJS.ProcessEnv} [more] */
async function expectError(uri, message, more) {
  const { stdout, exitCode, outputs } = await run(uri, more)
  if (exitCode !== 1 || !stdout.includes(`::error::${message}`) || outputs['token']) {
    throw new Error(`${uri}: ${stdout}`)
  }
  console.log(`${uri}: ${stdout.trim().replace('::error::', '')}`)
}

/** @param {string[]} options */
function createKey(...options) {
  return call('create-key', ...options, '--query', 'KeyMetadata.KeyId')
}

/** @param {string[]} args */
function call(...args) {
  return execFileSync(join(bin, 'aws'), ['kms', ...args, '--output', 'text'], {
    encoding: 'utf8',
    env,
  }).trim()
}

async function untilReady() {
  for (let attempt = 0; attempt < 100; attempt++) {
    try {
      await fetch(aws.AWS_ENDPOINT_URL)
      return
    } catch {
      await setTimeout(200)
    }
  }
  throw new Error('The emulator did not start.')
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
      server.close(() => done(port))
    })
  })
}
