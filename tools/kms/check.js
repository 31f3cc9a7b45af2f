// `tools/kms/check.sh`: runs the commands and the jobs of docs/kms.md, as they are, for Vault and AWS.
import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { parse } from 'yaml'
import { ISSUER_ID, KEY_ID, makeKey, openToken } from '../../__tests__/helpers/keys.ts'
import { root, runStep } from '../runner.js'

const [bin = ''] = process.argv.slice(2)
const page = readFileSync(join(root, 'docs/kms.md'), 'utf8')
const { key, pem } = makeKey()
const temp = mkdtempSync(join(tmpdir(), 'kms-'))
writeFileSync(join(temp, `AuthKey_${KEY_ID}.p8`), pem)
mkdirSync(join(temp, 'bin'))
symlinkSync(join(bin, 'bao'), join(temp, 'bin/vault'))
const env = { ...process.env, PATH: `${temp}/bin:${bin}:${process.env['PATH']}`, HOME: temp }
/** @type {import('node:child_process').ChildProcess[]} */
const children = []
// Issues the job's ID tokens, which the emulator does not read.
const github = createServer((_, response) => {
  response.end(JSON.stringify({ value: `e30.${btoa('{"sub":"repo:acme/app"}')}.x` }))
})
try {
  await checkVault()
  await checkAws()
} finally {
  for (const child of children) child.kill()
  github.close()
  rmSync(temp, { recursive: true, force: true })
}

async function checkVault() {
  const port = await freePort()
  const dev = ['-dev', '-dev-no-store-token', '-dev-root-token-id=root-token']
  await start(port, 'vault', 'server', ...dev, `-dev-listen-address=127.0.0.1:${port}`)
  const admin = { VAULT_ADDR: `http://127.0.0.1:${port}`, VAULT_TOKEN: 'root-token' }
  const { step, commands } = section('HashiCorp Vault, OpenBao')
  const create = 'vault token create -field=token -policy='
  shell(`vault secrets enable transit\n${commands}`, admin)
  const user = { ...admin, VAULT_TOKEN: shell(`${create}app-store-connect`, admin) }
  await expectToken(step, user)

  const denied = 'permission denied'
  await expectError(denied, step, { ...user, VAULT_TOKEN: 'wrong-token' })
  const stranger = shell(`${create}default`, admin)
  await expectError(denied, step, { ...user, VAULT_TOKEN: stranger })
  const none = { ...admin, TRANSIT_SECRET_ENGINE_PATH: 'none' }
  await expectError('answered none/keys/asc with "404 no handler for route', step, none)
  await expectError('with "404 ', step, admin, 'hashivault://none')
  shell('vault write -f transit/keys/aes type=aes256-gcm96', admin)
  await expectError('is not an EC key', step, admin, 'hashivault://aes')

  const mount = { ...admin, TRANSIT_SECRET_ENGINE_PATH: 'team/ios' }
  shell('vault secrets enable -path=team/ios transit', admin)
  shell(commands.replaceAll('transit/', 'team/ios/'), admin)
  await expectToken(step, mount)
  const namespace = { ...admin, VAULT_NAMESPACE: 'ios' }
  shell('vault namespace create ios', admin)
  shell(`vault secrets enable transit\n${commands}`, namespace)
  await expectToken(step, namespace)
  shell('vault operator seal', admin)
  await expectError('with "503 Vault is sealed"', step, user)
}

async function checkAws() {
  const port = await freePort()
  await start(port, 'python', join(root, 'tools/kms/emulator.py'), `${port}`)
  const region = { AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`, AWS_REGION: 'eu-central-1' }
  const anyone = { AWS_ACCESS_KEY_ID: 'anyone', AWS_SECRET_ACCESS_KEY: 'anything' }
  const admin = { ...region, ...anyone, AWS_DEFAULT_REGION: region.AWS_REGION }
  /** @param {string} command */
  const aws = (command) => shell(`aws ${command} --output text`, admin)
  const { commands, policies } = section('AWS KMS')
  const { step } = section('Keep the key in a KMS')
  shell(commands, admin)

  const [policy = '', trust = ''] = policies.map((text) => text.replace(/"arn[^"]+KEY_ID"/, '"*"'))
  const put = `--policy-name sign --policy-document '${policy}'`
  const role = '--role-name app-store-connect'
  aws(`iam create-role ${role} --assume-role-policy-document '${trust}'`)
  aws(`iam put-role-policy ${role} ${put}`)
  const [user, stranger] = ['signer', 'stranger'].map((name) => {
    aws(`iam create-user --user-name ${name}`)
    const [, id, , secret] = aws(`iam create-access-key --user-name ${name}`).split('\t')
    return { ...region, AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret }
  })
  aws(`iam put-user-policy --user-name signer ${put}`)
  // From now on, the emulator checks signatures and policies, with the code of the AWS SDK for Python.
  await fetch(`${region.AWS_ENDPOINT_URL}/moto-api/reset-auth`, { method: 'POST', body: '0' })

  const idToken = {
    ACTIONS_ID_TOKEN_REQUEST_URL: `http://127.0.0.1:${await listen(github)}/`,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'request-token',
  }
  await expectToken(step, { ...region, ...idToken })
  await expectToken(step, { ...user })
  await expectToken(step, { ...user }, `awskms://127.0.0.1:${port}/alias/app-store-connect`)
  await expectError('SignatureDoesNotMatch', step, { ...user, AWS_SECRET_ACCESS_KEY: 'wrong' })
  await expectError('InvalidClientTokenId', step, { ...region, ...anyone })
  await expectError('AccessDenied', step, { ...stranger })
  await expectError('NotFoundException', step, { ...user }, 'awskms:///alias/none')
}

/**
 * Reads a section of the page: the step of its job, its commands and its policies.
 *
 * @param {string} title
 */
function section(title) {
  const text = page.split(/^##? /m).find((part) => part.startsWith(`${title}\n`)) ?? ''
  const blocks = text.split('```')
  /** @param {string} language */
  const read = (language) =>
    blocks
      .filter((block) => block.startsWith(`${language}\n`))
      .map((block) => block.slice(language.length))
  const [[job = ''], [commands = ''], policies] = [read('yaml'), read('sh'), read('json')]
  return { step: parse(job)?.jobs.release.steps.at(-1), commands, policies }
}

/**
 * @param {{ with: Record<string, string>, env: NodeJS.ProcessEnv }} step
 * @param {NodeJS.ProcessEnv} env in place of what differs here
 * @param {string} [name] of another key
 */
function run(step, env, name = step.with['private-key'] ?? '') {
  const inputs = { ...step.with, 'issuer-id': ISSUER_ID, 'key-id': KEY_ID, 'private-key': name }
  return runStep({ inputs, env: { ...step.env, ...env } })
}

/** @param {Parameters<typeof run>} args */
async function expectToken(...args) {
  const { outputs, stdout } = await run(...args)
  if (!outputs['token']) throw new Error(stdout)
  openToken(outputs['token'], key)
  console.log(`A token: ${Object.keys(args[1]).join(', ')}`)
}

/** @param {string} message @param {Parameters<typeof run>} args */
async function expectError(message, ...args) {
  const { outputs, stdout, exitCode } = await run(...args)
  const error = stdout.match(/^::error::(.*)/m)?.[1] ?? ''
  if (exitCode !== 1 || outputs['token'] || !error.includes(message)) throw new Error(stdout)
  console.log(error)
}

/** @param {string} commands @param {object} more @returns what they print */
function shell(commands, more) {
  const options = { cwd: temp, env: { ...env, ...more }, encoding: /** @type {const} */ ('utf8') }
  return execFileSync('bash', ['-e', '-c', commands], options).trim()
}

/** Starts a server, and waits for it. @param {number} port @param {string} file @param {string[]} args */
async function start(port, file, ...args) {
  children.push(spawn(file, args, { env, stdio: 'ignore' }))
  for (let attempt = 0; attempt < 300; attempt++) {
    const isUp = await fetch(`http://127.0.0.1:${port}/v1/sys/health`).catch(() => undefined)
    if (isUp) return
    await setTimeout(200)
  }
  throw new Error(`${file} did not start.`)
}

/** @param {import('node:http').Server} server @returns {Promise<number>} its port */
function listen(server) {
  return new Promise((done) => {
    server.listen(0, '127.0.0.1', () => done(Object(server.address()).port))
  })
}

async function freePort() {
  const server = createServer()
  const port = await listen(server)
  await new Promise((done) => server.close(done))
  return port
}
