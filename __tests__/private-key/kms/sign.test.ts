import { generateKeyPairSync } from 'node:crypto'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeEach, expect, test } from '@jest/globals'
import { readKmsUri } from '../../../src/private-key/kms/services.ts'
import { type KmsOptions, signWithKms } from '../../../src/private-key/kms/sign.ts'
import { freshFolders } from '../../helpers/folders.ts'
import { makeKey, openToken, posixTest } from '../../helpers/support.ts'

const STAND_IN = fileURLToPath(new URL('../../helpers/kms-stand-in.ts', import.meta.url))
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
  return signWithKms(key, { env: {}, platform: 'linux', ...options })
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

test.each([
  [URIS.gcloud, 'gcloud', 'google-github-actions/auth and google-github-actions/setup-gcloud'],
  [URIS.az, 'az', 'azure/login'],
  [URIS.vault, 'vault', 'hashicorp/vault-action, and a step that installs vault,'],
  ['awskms:///alias/asc', 'aws', 'aws-actions/configure-aws-credentials'],
])('%s: reports that the tool is not installed', async (uri, tool, login) => {
  await expect(
    sign(uri, { PATH: join(temp(), 'none'), RUNNER_TEMP: temp() }),
  ).rejects.toMatchObject({
    problem: `private-key is in a KMS, but its command-line tool ${tool} is not installed on this runner.`,
    remedy: `Add a step with ${login} before this one.`,
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

const CREDENTIALS = 'has no valid credentials for the KMS'
const PERMISSION = "The job's credentials do not allow it to sign with this key"
const MISSING = 'The KMS has no such key or version'
const DISABLED = 'The key in the KMS is disabled or pending deletion'
const TYPE = 'The key in the KMS cannot sign with ECDSA on the curve P-256 and SHA-256'
const called = (error: string) =>
  `An error occurred (${error}) when calling the Sign operation: The reason.`

// As the tools print them, by public reports and their documentation.
posixTest.each([
  [
    'aws',
    'Unable to locate credentials. You can configure credentials by running "aws configure".',
    CREDENTIALS,
  ],
  ['aws', called('ExpiredTokenException'), CREDENTIALS],
  ['aws', called('UnrecognizedClientException'), CREDENTIALS],
  ['aws', 'You must specify a region. You can also configure your region.', CREDENTIALS],
  ['aws', called('AccessDeniedException'), PERMISSION],
  ['aws', called('NotFoundException'), MISSING],
  ['aws', called('DisabledException'), DISABLED],
  ['aws', called('KMSInvalidStateException'), DISABLED],
  ['aws', called('InvalidKeyUsageException'), TYPE],
  ['aws', called('UnsupportedOperationException'), TYPE],
  [
    'gcloud',
    'ERROR: (gcloud.kms.asymmetric-sign) You do not currently have an active account selected.',
    CREDENTIALS,
  ],
  ['gcloud', 'ERROR: There was a problem refreshing your current auth tokens: x', CREDENTIALS],
  [
    'gcloud',
    "ERROR: PERMISSION_DENIED: Permission 'x' denied on resource (or it may not exist).",
    PERMISSION,
  ],
  ['gcloud', 'ERROR: NOT_FOUND: CryptoKeyVersion x not found.', MISSING],
  ['gcloud', 'ERROR: FAILED_PRECONDITION: x is not enabled, current state is: DISABLED.', DISABLED],
  ['gcloud', 'ERROR: INVALID_ARGUMENT: x has purpose ENCRYPT_DECRYPT.', TYPE],
  ['az', "ERROR: Please run 'az login' to setup account.", CREDENTIALS],
  ['az', 'ERROR: AADSTS700024: Client assertion is not within its valid time range.', CREDENTIALS],
  [
    'az',
    'ERROR: (Forbidden) The user does not have keys sign permission on key vault x.',
    PERMISSION,
  ],
  ['az', 'ERROR: (Forbidden) Caller is not authorized to perform action on resource.', PERMISSION],
  ['az', 'ERROR: (KeyNotFound) A key with (name/id) asc was not found in this key vault.', MISSING],
  ['az', 'ERROR: (Forbidden) Operation sign is not allowed on a disabled key.', DISABLED],
  ['az', 'ERROR: (BadParameter) Key and signing algorithm are incompatible.', TYPE],
  ['vault', 'Error writing data: Code: 400. Errors: * missing client token', CREDENTIALS],
  ['vault', 'Error: dial tcp 127.0.0.1:8200: connect: connection refused', CREDENTIALS],
  ['vault', 'Error reading transit/keys/asc: Code: 403. Errors: * permission denied', PERMISSION],
  ['vault', 'No value found at transit/keys/asc', MISSING],
  ['vault', 'Error writing data: Code: 400. Errors: * signing key not found', MISSING],
  ['vault', 'Error writing data: Code: 500. Errors: * unsupported key type aes256-gcm96', TYPE],
])('%s %j: finds the cause', async (tool, output, problem) => {
  const uri = { ...URIS, aws: 'awskms:///alias/asc' }[tool] ?? ''
  const env = environment({ STAND_IN_FAILURE: output })
  await expect(sign(uri, env)).rejects.toMatchObject({ problem: expect.stringContaining(problem) })
})

posixTest.each([
  ['aws', called('AccessDeniedException'), 'Allow kms:Sign and kms:GetPublicKey for it.'],
  [
    'aws',
    called('ExpiredTokenException'),
    'Add a step with aws-actions/configure-aws-credentials before this one, and check its settings.',
  ],
  [
    'aws',
    called('NotFoundException'),
    "Check private-key, and that the job's credentials belong to the account, project and region of the key.",
  ],
  ['aws', called('DisabledException'), 'Enable it, or use another key or version.'],
  ['aws', called('InvalidKeyUsageException'), IMPORT],
  [
    'gcloud',
    'PERMISSION_DENIED',
    'Allow cloudkms.cryptoKeyVersions.useToSign and cloudkms.cryptoKeyVersions.viewPublicKey for it.',
  ],
  ['az', 'ForbiddenByRbac', 'Allow the key permissions sign and get for it.'],
  [
    'vault',
    'permission denied',
    'Allow update on transit/sign/KEY and read on transit/keys/KEY for it.',
  ],
])('%s %j: says what to do', async (tool, output, remedy) => {
  const uri = { ...URIS, aws: 'awskms:///alias/asc' }[tool] ?? ''
  await expect(sign(uri, environment({ STAND_IN_FAILURE: output }))).rejects.toMatchObject({
    remedy,
  })
})

posixTest('shows the first line of an error that it does not know', async () => {
  const env = environment({ STAND_IN_FAILURE: '\nThe moon is full.\nSecond line' })
  await expect(sign(URIS.vault, env)).rejects.toMatchObject({
    problem: 'The KMS did not sign (vault says "The moon is full").',
    remedy: 'Run vault in a step before this one to see why.',
  })
})

posixTest.each([
  '',
  'token hvs.CAESIJ8aZ3kq0Lr5Yw2Xb7VnTtFgHjKlMnOpQrStUvWx',
  '\u001b[31mThe moon is full.',
  '::error::x',
  '##[error]x',
  'x'.repeat(301),
])('does not show %j', async (line) => {
  const env = environment({ STAND_IN_FAILURE: line })
  await expect(sign(URIS.vault, env)).rejects.toMatchObject({
    problem: 'The KMS did not sign, and vault does not say why.',
  })
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

posixTest('reads a signature of gcloud that is Base64', async () => {
  const token = await sign(URIS.gcloud, environment({ STAND_IN_BASE64: 'true' }))
  expect(openToken(token, key).header).toStrictEqual(HEADER)
})
