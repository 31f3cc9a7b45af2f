import { createPublicKey, sign as signMessage } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { readKmsUri } from '../../src/kms/services.ts'
import { fromDer } from '../../src/kms/signature.ts'
import { errorOf, makeKey } from '../helpers/support.ts'

const UUID = '1234abcd-12ab-34cd-56ef-1234567890ab'
const AWS = ['--output', 'json']
const GCP = 'projects/my-project/locations/global/keyRings/ring/cryptoKeys/asc'
const GCP_WHERE = ['--project=my-project', '--location=global', '--keyring=ring', '--key=asc']
const AZ = ['--output', 'json', '--only-show-errors']
const digest = Buffer.alloc(32, 7)

test.each([
  [`/${UUID}`, ['--key-id', UUID, ...AWS]],
  [`/mrk-${'a1'.repeat(16)}`, ['--key-id', `mrk-${'a1'.repeat(16)}`, ...AWS]],
  ['/alias/app-store_connect/1', ['--key-id', 'alias/app-store_connect/1', ...AWS]],
  [
    `/arn:aws:kms:eu-central-1:123456789012:key/${UUID}`,
    ['--key-id', `arn:aws:kms:eu-central-1:123456789012:key/${UUID}`, ...AWS].concat([
      ...['--region', 'eu-central-1'],
    ]),
  ],
  [
    '/arn:aws-us-gov:kms:us-gov-west-1:123456789012:alias/asc',
    ['--key-id', 'arn:aws-us-gov:kms:us-gov-west-1:123456789012:alias/asc', ...AWS].concat([
      ...['--region', 'us-gov-west-1'],
    ]),
  ],
  [
    'kms.example.org:8443/alias/asc',
    ['--key-id', 'alias/asc', ...AWS, '--endpoint-url', 'https://kms.example.org:8443'],
  ],
  [
    'localhost:4566/alias/asc',
    ['--key-id', 'alias/asc', ...AWS, '--endpoint-url', 'http://localhost:4566'],
  ],
  ...[
    ['localhost', 'http'],
    ['127.0.0.1:4566', 'http'],
    ['kms.localhost', 'https'],
    ['localhost.example.org', 'https'],
  ].map(
    ([host, scheme]) =>
      [
        `${host}/alias/asc`,
        ['--key-id', 'alias/asc', ...AWS, '--endpoint-url', `${scheme}://${host}`],
      ] as const,
  ),
])('reads awskms://%s', (rest, options) => {
  const key = readKmsUri(`awskms://${rest}`)
  expect(key?.publicKey.args).toStrictEqual(['kms', 'get-public-key', ...options])
  expect(key?.sign(digest).args).toStrictEqual([
    ...['kms', 'sign', '--signing-algorithm', 'ECDSA_SHA_256', '--message-type', 'DIGEST'],
    ...['--message', 'fileb://digest', ...options],
  ])
})

test('reads a URI of gcpkms with digits', () => {
  const rest = `${GCP}-2/cryptoKeyVersions/12`
  const uri = `gcpkms://${rest.replace('my-project', 'project-1').replace('global', 'europe-west3')}`
  expect(readKmsUri(uri)?.publicKey.args).toStrictEqual([
    ...['kms', 'keys', 'versions', 'get-public-key', '12', '--project=project-1'],
    ...['--location=europe-west3', '--keyring=ring', '--key=asc-2', '--output-file=output'],
    '--quiet',
  ])
})

test.each([`${GCP}/cryptoKeyVersions/1`, `${GCP}/versions/1`])('reads gcpkms://%s', (rest) => {
  const key = readKmsUri(`gcpkms://${rest}`)
  expect(key?.publicKey.args).toStrictEqual([
    ...['kms', 'keys', 'versions', 'get-public-key', '1'],
    ...[...GCP_WHERE, '--output-file=output', '--quiet'],
  ])
  expect(key?.sign(digest).args).toStrictEqual([
    ...['kms', 'asymmetric-sign', '--version=1', ...GCP_WHERE, '--digest-algorithm=sha256'],
    ...['--input-file=message', '--signature-file=output', '--quiet'],
  ])
})

test.each([
  ['my-vault.vault.azure.net/asc', 'https://my-vault.vault.azure.net/keys/asc'],
  [
    `my-vault.vault.azure.cn/asc/${'0a'.repeat(16)}`,
    `https://my-vault.vault.azure.cn/keys/asc/${'0a'.repeat(16)}`,
  ],
  ['2my-vault3.vault.azure.net/asc', 'https://2my-vault3.vault.azure.net/keys/asc'],
  ['hsm.managedhsm.azure.net/asc', 'https://hsm.managedhsm.azure.net/keys/asc'],
])('reads azurekms://%s', (rest, id) => {
  const key = readKmsUri(`azurekms://${rest}`)
  expect(key?.publicKey.args).toStrictEqual([
    ...['keyvault', 'key', 'download', '--file', 'output', '--encoding', 'PEM', '--id', id, ...AZ],
  ])
  expect(key?.sign(digest).args).toStrictEqual([
    ...['keyvault', 'key', 'sign', '--algorithm', 'ES256', '--digest', digest.toString('base64')],
    ...['--id', id, ...AZ],
  ])
})

test('reads hashivault://asc', () => {
  const key = readKmsUri('hashivault://asc')
  expect(key?.publicKey.args).toStrictEqual(['read', '-format=json', 'transit/keys/asc'])
  expect(key?.sign(digest).args).toStrictEqual([
    ...['write', '-format=json', 'transit/sign/asc', 'hash_algorithm=sha2-256', 'prehashed=true'],
    ...['marshaling_algorithm=jws', `input=${digest.toString('base64')}`],
  ])
})

const gcp = (change: readonly [string, string]) => `gcpkms://${GCP.replace(...change)}`

/** What has a length in a URI: how to write it, and its shortest and longest. */
const NAMES: readonly [name: string, uri: (name: string) => string, least: number, most: number][] =
  [
    ['an alias', (name) => `awskms:///alias/${name}`, 1, 250],
    ['a port', (port) => `awskms://localhost:${port}/alias/asc`, 1, 5],
    ['a project', (name) => `${gcp(['my-project', `p${name}`])}/versions/1`, 4, 62],
    ['a location', (name) => `${gcp(['global', name])}/versions/1`, 1, 40],
    ['a key ring', (name) => `${gcp(['/ring/', `/${name}/`])}/versions/1`, 1, 63],
    ['a key', (name) => `${gcp(['/asc', `/${name}`])}/versions/1`, 1, 63],
    ['a version', (version) => `gcpkms://${GCP}/versions/${version}`, 1, 6],
    ['a vault', (name) => `azurekms://a${name}.vault.azure.net/asc`, 1, 62],
    ['a key of Azure', (name) => `azurekms://a1.vault.azure.net/${name}`, 1, 127],
    ['a key of Vault', (name) => `hashivault://a${name}`, 0, 127],
  ]

test.each(NAMES)('reads %s by its length', (_, uri, least, most) => {
  const read = (length: number) => readKmsUri(uri('1'.repeat(length)))
  for (const length of [least, most]) expect(read(length)).toBeDefined()
  for (const length of [least - 1, most + 1]) {
    if (length >= 0) expect(errorOf(() => read(length)).problem).toContain(' is not ')
  }
})

const REMEDIES: Record<string, string> = {
  awskms: 'Write awskms:///KEY_ID, awskms:///alias/NAME or awskms:///ARN.',
  gcpkms: 'Write gcpkms://projects/P/locations/L/keyRings/R/cryptoKeys/K/cryptoKeyVersions/V.',
  azurekms:
    'Write azurekms://VAULT.vault.azure.net/KEY or azurekms://VAULT.vault.azure.net/KEY/VERSION.',
  hashivault: 'Write hashivault://KEY.',
}

test.each([
  ['awskms', ''],
  ['awskms', UUID],
  ['awskms', '/'],
  ['awskms', '/alias/'],
  ['awskms', '/alias/a b'],
  ['awskms', '/alias/a&calc'],
  ['awskms', '/alias/%PATH%'],
  ['awskms', '/--endpoint-url=x'],
  ['awskms', `/${UUID}x`],
  ['awskms', '/arn:aws:iam::123456789012:role/asc'],
  ['awskms', 'host:port/alias/asc'],
  ['gcpkms', GCP],
  ['gcpkms', `x/${GCP}/cryptoKeyVersions/1`],
  ['gcpkms', `${GCP}/cryptoKeyVersions/latest`],
  ['gcpkms', `${GCP}/cryptoKeyVersions/1/`],
  ['gcpkms', `${GCP}/cryptoKeyVersions/1 --x`],
  ['azurekms', 'vault.azure.net/asc'],
  ['azurekms', 'example.org/asc'],
  ['azurekms', 'x.vault.azure.net.example.org/asc'],
  ['azurekms', 'example.org.my-vault.vault.azure.net/asc'],
  ['azurekms', 'my-vault.vault.azure.net'],
  ['azurekms', 'my-vault.vault.azure.net/asc/latest'],
  ['azurekms', 'my-vault.vault.azure.net/a"c'],
  ['hashivault', ''],
  ['hashivault', 'a/b'],
  ['hashivault', '-x'],
  ['hashivault', '../sys/raw'],
  ['hashivault', 'a b'],
])('rejects %s://%s', (scheme, rest) => {
  expect(errorOf(() => readKmsUri(`${scheme}://${rest}`))).toMatchObject({
    problem: `private-key starts with ${scheme}://, but is not the URI of a key.`,
    remedy: REMEDIES[scheme],
  })
})

test.each([
  '',
  'https://example.org',
  'kms://x',
  'toString://x',
  'awskms:/x',
  'x awskms:///alias/asc',
  'awskms',
  'hashivault://asc\nx',
])('does not treat %j as a URI of a KMS', (text) => {
  expect(readKmsUri(text)).toBeUndefined()
})

const URIS: Readonly<Record<string, string>> = {
  aws: 'awskms:///alias/asc',
  gcloud: `gcpkms://${GCP}/cryptoKeyVersions/1`,
  az: 'azurekms://my-vault.vault.azure.net/asc',
  vault: 'hashivault://asc',
}

test.each([
  ['aws', 'aws-actions/configure-aws-credentials', 'kms:Sign and kms:GetPublicKey'],
  [
    'gcloud',
    'google-github-actions/auth and google-github-actions/setup-gcloud',
    'cloudkms.cryptoKeyVersions.useToSign and cloudkms.cryptoKeyVersions.viewPublicKey',
  ],
  ['az', 'azure/login', 'the key permissions sign and get'],
  [
    'vault',
    'hashicorp/vault-action, and a step that installs vault,',
    'update on transit/sign/KEY and read on transit/keys/KEY',
  ],
])('says that %s needs %s, and to be allowed %s', (tool, login, permissions) => {
  const { service } = readKmsUri(URIS[tool] ?? '') ?? {}
  expect(service).toMatchObject({ tool, login, permissions })
})

const called = (error: string) =>
  `An error occurred (${error}) when calling the Sign operation: The reason.`

// As the tools print them, by public reports and their documentation.
test.each([
  [
    'aws',
    'Unable to locate credentials. You can configure credentials by running "aws configure".',
    'credentials',
  ],
  ['aws', called('ExpiredTokenException'), 'credentials'],
  ['aws', called('UnrecognizedClientException'), 'credentials'],
  ['aws', 'You must specify a region. You can also configure your region.', 'credentials'],
  ['aws', 'The config profile (asc) could not be found', 'credentials'],
  ['aws', called('AccessDeniedException'), 'permission'],
  ['aws', called('NotFoundException'), 'missing'],
  ['aws', called('DisabledException'), 'disabled'],
  ['aws', called('KMSInvalidStateException'), 'disabled'],
  ['aws', called('InvalidKeyUsageException'), 'type'],
  ['aws', called('UnsupportedOperationException'), 'type'],
  [
    'gcloud',
    'ERROR: (gcloud.kms.asymmetric-sign) You do not currently have an active account selected.',
    'credentials',
  ],
  ['gcloud', 'ERROR: There was a problem refreshing your current auth tokens: x', 'credentials'],
  [
    'gcloud',
    "ERROR: PERMISSION_DENIED: Permission 'x' denied on resource (or it may not exist).",
    'permission',
  ],
  ['gcloud', 'ERROR: NOT_FOUND: CryptoKeyVersion x not found.', 'missing'],
  [
    'gcloud',
    'ERROR: FAILED_PRECONDITION: x is not enabled, current state is: DISABLED.',
    'disabled',
  ],
  ['gcloud', 'ERROR: INVALID_ARGUMENT: x has purpose ENCRYPT_DECRYPT.', 'type'],
  ['az', "ERROR: Please run 'az login' to setup account.", 'credentials'],
  [
    'az',
    'ERROR: AADSTS700024: Client assertion is not within its valid time range.',
    'credentials',
  ],
  [
    'az',
    'ERROR: (Forbidden) The user does not have keys sign permission on key vault x.',
    'permission',
  ],
  [
    'az',
    'ERROR: (Forbidden) Caller is not authorized to perform action on resource.',
    'permission',
  ],
  [
    'az',
    'ERROR: (KeyNotFound) A key with (name/id) asc was not found in this key vault.',
    'missing',
  ],
  ['az', 'ERROR: (Forbidden) Operation sign is not allowed on a disabled key.', 'disabled'],
  ['az', 'ERROR: (BadParameter) Key and signing algorithm are incompatible.', 'type'],
  ['vault', 'Error writing data: Code: 400. Errors: * missing client token', 'credentials'],
  ['vault', 'Error: dial tcp 127.0.0.1:8200: connect: connection refused', 'credentials'],
  ['vault', 'Error reading transit/keys/asc: Code: 403. Errors: * permission denied', 'permission'],
  ['vault', 'No value found at transit/keys/asc', 'missing'],
  ['vault', 'Error writing data: Code: 400. Errors: * signing key not found', 'missing'],
  ['vault', 'Error writing data: Code: 500. Errors: * unsupported key type aes256-gcm96', 'type'],
  ['vault', 'Error writing data: Code: 400. Errors: * key is softdeleted', 'disabled'],
  ['vault', 'Error writing data: Code: 400. Errors: * key is soft-deleted', 'disabled'],
] as const)('%s %j: finds the cause %s', (tool, output, cause) => {
  const { service } = readKmsUri(URIS[tool] ?? '') ?? {}
  expect(service?.failures[cause].test(output)).toBe(true)
})

const { key } = makeKey()
const pem = createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString()
const spki = createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64')
const signature = signMessage('sha256', Buffer.from('message'), key)
const raw = fromDer(signature) ?? Buffer.alloc(0)
const readerOf = (tool: string) => {
  const { publicKey, sign } = readKmsUri(URIS[tool] ?? '') ?? {}
  const bytesOf = (printed: string | Buffer | object) =>
    typeof printed === 'string' || Buffer.isBuffer(printed)
      ? Buffer.from(printed)
      : Buffer.from(JSON.stringify(printed))
  return {
    readKey: (printed: string | object) => publicKey?.read(bytesOf(printed)),
    readSignature: (printed: string | Buffer | object) => sign?.(digest).read(bytesOf(printed)),
  }
}

const keys = { 9: { public_key: 'old' }, 10: { name: 'P-256', public_key: pem } }

test.each([
  ['aws', 'as Base64', { PublicKey: spki }, spki],
  ['aws', 'if it prints none', {}, undefined],
  ['aws', 'if it prints a number', { PublicKey: 7 }, undefined],
  ['gcloud', 'as PEM', pem, pem],
  ['az', 'as PEM', pem, pem],
  ['vault', 'of the latest version', { data: { type: 'x', latest_version: 10, keys } }, pem],
  ['vault', 'or else the type', { data: { type: 'x', latest_version: 1, keys: { 1: 7 } } }, 'x'],
  ['vault', 'if it prints no key', { data: {} }, undefined],
  ['vault', 'if it prints no data', {}, undefined],
])('%s: reads the public key %s', (tool, _, printed, expected) => {
  expect(readerOf(tool).readKey(printed)).toBe(expected)
})

const [base64, url] = [raw.toString('base64'), raw.toString('base64url')]

test.each([
  ['aws', 'Base64', { Signature: signature.toString('base64') }],
  ['gcloud', 'DER', signature],
  ['gcloud', 'Base64', `${signature.toString('base64')}\n`],
  ['az', 'Base64', { algorithm: 'ES256', signature: base64 }],
  ['az', 'base64url', { algorithm: 'ES256', signature: url }],
  ['vault', 'base64url', { data: { signature: `vault:v10:${url}` } }],
])('%s: reads a signature as %s', (tool, _, printed) => {
  expect(readerOf(tool).readSignature(printed)).toStrictEqual(raw)
})

test.each(
  Object.keys(URIS).flatMap((tool) =>
    ['', 'null', '[]', '"x"', '{}', 'text', '{"data":null}', '{"Signature":7}'].map(
      (text) => [tool, text] as const,
    ),
  ),
)('%s: does not read %j as a signature', (tool, text) => {
  expect(readerOf(tool).readSignature(text)).toBeUndefined()
})

test.each([
  ['az', 'another character before it', { signature: `!${base64}` }],
  ['az', 'another character behind it', { signature: `${base64}!` }],
  ['vault', 'nothing before it', { data: { signature: url } }],
  ['vault', 'a word before it', { data: { signature: `a vault:v1:${url}` } }],
  ['vault', 'a line behind it', { data: { signature: `vault:v1:${url}\nx` } }],
])('%s: does not read a signature with %s', (tool, _, printed) => {
  expect(readerOf(tool).readSignature(printed)).toBeUndefined()
})
