import { createPublicKey, sign as signMessage } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { readKmsUri } from '../../../src/private-key/kms/services.ts'
import { fromDer } from '../../../src/private-key/kms/signature.ts'
import { errorOf, makeKey } from '../../helpers/support.ts'

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
])('reads awskms://%s', (rest, options) => {
  const key = readKmsUri(`awskms://${rest}`)
  expect(key?.publicKey.args).toStrictEqual(['kms', 'get-public-key', ...options])
  expect(key?.sign(digest).args).toStrictEqual([
    ...['kms', 'sign', '--signing-algorithm', 'ECDSA_SHA_256', '--message-type', 'DIGEST'],
    ...['--message', 'fileb://digest', ...options],
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
  ['gcpkms', `${GCP}/cryptoKeyVersions/latest`],
  ['gcpkms', `${GCP}/cryptoKeyVersions/1/`],
  ['gcpkms', `${GCP}/cryptoKeyVersions/1 --x`],
  ['azurekms', 'vault.azure.net/asc'],
  ['azurekms', 'example.org/asc'],
  ['azurekms', 'x.vault.azure.net.example.org/asc'],
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
])('does not treat %j as a URI of a KMS', (text) => {
  expect(readKmsUri(text)).toBeUndefined()
})

test.each(['awskms:///alias/a', 'azurekms://vault.vault.azure.net/a', 'hashivault://a'])(
  '%s: reads nothing else as a signature',
  (uri) => {
    const key = readKmsUri(uri)
    for (const text of [
      '',
      'null',
      '[]',
      '"x"',
      '{}',
      '{"data":null}',
      '{"Signature":7}',
      'text',
    ]) {
      expect(key?.sign(digest).read(Buffer.from(text))).toBeUndefined()
    }
  },
)

test('reads what aws prints', () => {
  const { key } = makeKey()
  const read = readKmsUri('awskms:///alias/a')
  const publicKey = createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64')
  const signature = signMessage('sha256', Buffer.from('message'), key)
  const print = (value: object) => Buffer.from(JSON.stringify(value))
  expect(read?.publicKey.read(print({ PublicKey: publicKey }))).toBe(publicKey)
  expect(read?.publicKey.read(print({}))).toBeUndefined()
  const Signature = signature.toString('base64')
  expect(read?.sign(digest).read(print({ Signature }))).toStrictEqual(fromDer(signature))
})
