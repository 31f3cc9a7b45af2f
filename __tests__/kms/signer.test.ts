import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeEach, expect, test } from '@jest/globals'
import { readKmsUri } from '../../src/kms/services.ts'
import { type KmsOptions, signWithKms } from '../../src/kms/signer.ts'
import { freshFolders } from '../helpers/folders.ts'
import { makeKey, openToken, posixTest } from '../helpers/support.ts'

const STAND_IN = fileURLToPath(new URL('../helpers/kms-stand-in.js', import.meta.url))
const URIS = {
  gcloud:
    'gcpkms://projects/my-project/locations/global/keyRings/ring/cryptoKeys/asc/cryptoKeyVersions/1',
  az: 'azurekms://my-vault.vault.azure.net/asc',
  vault: 'hashivault://asc',
}
const HEADER = { alg: 'ES256', kid: '2X9R4HXF34', typ: 'JWT' } as const
const PAYLOAD = Buffer.from('{"aud":"appstoreconnect-v1"}')
const temp = freshFolders()
const { key, pem } = makeKey()

beforeEach(() => {
  for (const tool of [...Object.keys(URIS), 'aws']) {
    const script = `#!/bin/sh\nexec '${process.execPath}' '${STAND_IN}' ${tool} "$@"\n`
    writeFileSync(join(temp(), tool), script, { mode: 0o700 })
  }
})

/** The environment of the job, in which the tools sign with a key. */
function environment(more: NodeJS.ProcessEnv = {}, keyPem = pem): NodeJS.ProcessEnv {
  const path = join(temp(), 'key.pem')
  writeFileSync(path, keyPem)
  return { PATH: temp(), RUNNER_TEMP: temp(), STAND_IN_KEY: path, INPUT_SCOPE: 'x', ...more }
}

function signer(uri: string, options: Partial<KmsOptions> = {}) {
  const key = readKmsUri(uri)
  if (key === undefined) throw new Error('This is no URI.')
  return signWithKms(key, { env: {}, platform: 'linux', ...options }).sign
}

const sign = (uri: string, env: NodeJS.ProcessEnv, timeout = 20_000) =>
  signer(uri, { env, timeout })(HEADER, PAYLOAD)

posixTest.each(Object.entries(URIS))('signs with %s, and leaves nothing behind', async (_, uri) => {
  const env = environment()
  const before = readdirSync(temp())
  const signJws = signer(uri, { env })
  for (let count = 0; count < 2; count++) {
    expect(openToken(await signJws(HEADER, PAYLOAD), key)).toStrictEqual({
      header: HEADER,
      payload: { aud: 'appstoreconnect-v1' },
    })
  }
  expect(readdirSync(temp())).toStrictEqual(before)
})

const IMPORT = 'Import the .p8 file into the KMS as a key for signing, and use that key.'

posixTest.each([
  ['P-384', 'an EC key on the curve P-384'],
  ['P-521', 'an EC key on the curve P-521'],
  ['secp256k1', 'an EC key on the curve secp256k1'],
  ['brainpoolP256r1', 'an EC key on the curve brainpoolP256r1'],
])('rejects a key on the curve %s', async (curve, name) => {
  await expect(sign(URIS.vault, environment({}, makeKey(curve).pem))).rejects.toMatchObject({
    problem: `The key in the KMS is ${name}. App Store Connect API keys are EC keys on the curve P-256.`,
    remedy: IMPORT,
  })
})

posixTest('rejects an RSA key, and a key that has no public key', async () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const rsa = String(privateKey.export({ type: 'pkcs8', format: 'pem' }))
  await expect(sign(URIS.az, environment({}, rsa))).rejects.toMatchObject({
    problem: expect.stringMatching(/^The key in the KMS is an RSA key\. /),
  })
  const { privateKey: edwards } = generateKeyPairSync('ed25519')
  const other = String(edwards.export({ type: 'pkcs8', format: 'pem' }))
  await expect(sign(URIS.az, environment({}, other))).rejects.toMatchObject({
    problem: expect.stringMatching(/^The key in the KMS is a key of another type\. /),
  })
  const data = { type: 'aes256-gcm96', latest_version: 1, keys: { 1: 1_700_000_000 } }
  const output = environment({ STAND_IN_OUTPUT: JSON.stringify({ data }) })
  await expect(sign(URIS.vault, output)).rejects.toMatchObject({
    problem: expect.stringMatching(/^The key in the KMS is not a key for signing\. /),
  })
})

posixTest('reads the public key that aws prints', async () => {
  const publicKey = createPublicKey(makeKey('P-384').key).export({ type: 'spki', format: 'der' })
  const output = JSON.stringify({ PublicKey: publicKey.toString('base64') })
  const env = environment({ STAND_IN_OUTPUT: output })
  await expect(sign('awskms:///alias/asc', env)).rejects.toMatchObject({
    problem: expect.stringMatching(/^The key in the KMS is an EC key on the curve P-384\. /),
  })
})

posixTest('reports a signature of another key', async () => {
  const signJws = signer(URIS.vault, { env: environment() })
  await signJws(HEADER, PAYLOAD)
  environment({}, makeKey().pem)
  await expect(signJws(HEADER, PAYLOAD)).rejects.toMatchObject({
    problem: 'The signature of the KMS does not verify with the public key that the KMS returned.',
    remedy: 'If the key has just been rotated, rerun the job.',
  })
})

posixTest('reports output that is none', async () => {
  const env = environment({ STAND_IN_OUTPUT: 'A new version is available.' })
  await expect(sign(URIS.vault, env)).rejects.toMatchObject({
    problem: 'vault printed something else than expected.',
    remedy: 'Update vault on this runner.',
  })
})

test('reports that the tool is not installed', async () => {
  const env = { PATH: join(temp(), 'none'), RUNNER_TEMP: temp() }
  await expect(sign(URIS.vault, env)).rejects.toMatchObject({
    problem: expect.stringContaining('its command-line tool vault is not installed'),
  })
})

posixTest('reports a tool that does not finish', async () => {
  writeFileSync(join(temp(), 'vault'), '#!/bin/sh\nexec sleep 60\n', { mode: 0o700 })
  const env = { ...environment(), PATH: `${temp()}:/usr/bin:/bin` }
  await expect(sign(URIS.vault, env, 200)).rejects.toMatchObject({
    problem: 'vault did not answer within 0.2 s.',
    remedy: 'Check that this runner can reach the KMS, and rerun the job.',
  })
})

posixTest('reports a tool that fails', async () => {
  const env = environment({ STAND_IN_FAILURE: 'permission denied' })
  await expect(sign(URIS.vault, env)).rejects.toMatchObject({
    problem: `The job's credentials do not allow it to sign with this key (vault says "permission denied").`,
    remedy: 'Allow update on transit/sign/KEY and read on transit/keys/KEY for it.',
  })
})

posixTest('runs the tool in a folder of its own, which the tool may remove', async () => {
  const script = '#!/bin/sh\npwd >"$RUNNER_TEMP/log"\nrmdir "$PWD"\necho why >&2\nexit 1\n'
  writeFileSync(join(temp(), 'vault'), script, { mode: 0o700 })
  const env = { PATH: `${temp()}:/usr/bin:/bin`, RUNNER_TEMP: temp() }
  await expect(sign(URIS.vault, env)).rejects.toMatchObject({
    problem: 'The KMS did not sign (vault says "why").',
  })
  const folder = readFileSync(join(temp(), 'log'), 'utf8').trim()
  expect(dirname(folder)).toBe(realpathSync(temp()))
  expect(basename(folder)).toMatch(/^kms-/)
})

test('reports that its folder cannot be created', async () => {
  const env = { ...environment(), RUNNER_TEMP: join(temp(), 'none') }
  await expect(sign(URIS.vault, env)).rejects.toMatchObject({
    problem: 'No folder for the request to the KMS could be created in RUNNER_TEMP (ENOENT).',
    remedy: "Check the runner's disk and the permissions of its work folder.",
  })
})

posixTest('works without RUNNER_TEMP', async () => {
  const token = await sign(URIS.vault, environment({ RUNNER_TEMP: '' }))
  expect(openToken(token, key).header).toStrictEqual(HEADER)
})
