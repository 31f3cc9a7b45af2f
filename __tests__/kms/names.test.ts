import { expect, test } from '@jest/globals'
import { readKmsName } from '../../src/kms/names.ts'
import { errorOf, makeKey } from '../helpers/support.ts'

const UUID = '1234abcd-12ab-34cd-56ef-1234567890ab'
const GCP = 'projects/acme/locations/global/keyRings/ring/cryptoKeys/asc'
const ARN = `arn:aws:kms:eu-central-1:123456789012`

// What else is a name is in services.test.ts, with the requests that it leads to.
test.each([
  `awskms:///mrk-${'a1'.repeat(16)}`,
  `awskms:${UUID}`,
  'AWSKMS:///alias/ASC',
  'aws-kms://alias/asc',
  `awskms:///alias/${'a/_-1'.repeat(50)}`,
  'awskms://localhost/alias/asc',
  'awskms://127.0.0.1:4566/alias/asc',
  `${ARN}:alias/asc`,
  `gcp-kms:${GCP}/cryptoKeyVersions/12`,
  `google-kms://${GCP.replace('acme', '123456789012')}/cryptoKeyVersions/1`,
  `//cloudkms.googleapis.com/${GCP}/cryptoKeyVersions/1`,
  'my-vault.vault.azure.net/keys/asc',
  'GCPKMS://projects/acme.example:p/locations/europe-west3/keyRings/R_1/cryptoKeys/k-1/versions/1',
  'azure-kms://my-vault.managedhsm.usgovcloudapi.net/asc',
  'hashivault://app.store_connect-1',
  'Hashi-Vault:asc',
])('reads %s', (name) => {
  expect(readKmsName(name)).toMatchObject({ uri: name })
})

const SERVICES = {
  'AWS KMS': {
    form: 'awskms:///KEY_ID, awskms:///alias/NAME or the ARN of the key',
    names: [
      'awskms://',
      'awskms:///alias/',
      'alias/asc',
      `awskms:///${UUID}x`,
      `awskms:///key/${UUID}`,
      `${ARN}:${UUID}`,
      `${ARN}:role/asc`,
      'arn:aws:kms:eu-central-1.evil.example:123456789012:alias/asc',
      'awskms:///alias/a b',
      'awskms:///alias/a\rx-header: 1',
      'awskms:///alias/%2e%2e',
      `awskms:///alias/${'a'.repeat(251)}`,
      'awskms://evil.example/alias/asc',
      'awskms://kms.eu-central-1.amazonaws.com.evil.example/alias/asc',
      'awskms://kms.eu-central-1.amazonaws.com@evil.example/alias/asc',
      'awskms://evil.example#.kms.eu-central-1.amazonaws.com/alias/asc',
      'awskms://evilkms.eu-central-1.amazonaws.com/alias/asc',
      'awskms://kms.s3.amazonaws.com/alias/asc',
      'awskms://kms.eu-central-1.s3.amazonaws.com/alias/asc',
      'awskms://ec2-1-2-3-4.eu-central-1.compute.amazonaws.com/alias/asc',
      'awskms://kms.eu-central-1.amazonaws.com:8443/alias/asc',
      'awskms://user:password@localhost/alias/asc',
      'awskms://localhost.evil.example/alias/asc',
      'awskms://localhost:999999/alias/asc',
      'awskms://127.0.0.1.evil.example/alias/asc',
      'awskms://169.254.169.254/alias/asc',
    ],
  },
  'Google Cloud KMS': {
    form: 'projects/P/locations/L/keyRings/R/cryptoKeys/K/cryptoKeyVersions/V',
    names: [
      GCP,
      `gcpkms://${GCP}/cryptoKeyVersions/latest`,
      `gcpkms://${GCP}/cryptoKeyVersions/1:destroy`,
      `gcpkms://${GCP}/cryptoKeyVersions/1?x=1`,
      `gcpkms://${GCP.replace('acme', '..')}/cryptoKeyVersions/1`,
      `gcpkms://evil.example/${GCP}/cryptoKeyVersions/1`,
      `https://cloudkms.evil.example/v1/${GCP}/cryptoKeyVersions/1`,
      `//cloudkms.evil.example/${GCP}/cryptoKeyVersions/1`,
    ],
  },
  'Azure Key Vault': {
    form: 'https://VAULT.vault.azure.net/keys/KEY or azurekms://VAULT.vault.azure.net/KEY',
    names: [
      'azurekms://my-vault.vault.azure.net',
      'azurekms://my-vault/asc',
      'azurekms://my-vault.vault.azure.net.evil.example/asc',
      'azurekms://evil.example/my-vault.vault.azure.net/asc',
      'azurekms://evil.example#my-vault.vault.azure.net/asc',
      'azurekms://my-vault.vault.azure.net:8443/asc',
      'azurekms://evil.example:1@my-vault.vault.azure.net/asc',
      'azurekms://my-vault.vault.azure.net/asc/latest',
      'azurekms://my-vault.vault.azure.net/../secrets/asc',
      'https://my-vault.vault.azure.net/keys/asc?x=1',
    ],
  },
  Vault: {
    form: 'hashivault://KEY, and set VAULT_ADDR and VAULT_TOKEN in env: of this step',
    names: [
      'hashivault://',
      'hashivault://transit/asc',
      'hashivault://..',
      'hashivault://asc?x=1',
      'hashivault://asc\r',
      `hashivault://${'a'.repeat(129)}`,
      'transit/keys/asc',
      'transit/sign/asc',
      'https://vault.example.org:8200/v1/transit/keys/hashivault:asc',
      'http://127.0.0.1:8200/v1/team/transit/sign/asc',
    ],
  },
}

// Incomplete, in another notation, or hostile: nothing of this may become a request.
test.each(
  Object.entries(SERVICES).flatMap(([service, { form, names }]) =>
    names.map((name) => [name, service, form] as const),
  ),
)('answers %j with the form for %s', (name, service, form) => {
  expect(errorOf(() => readKmsName(name))).toMatchObject({
    problem: `private-key is not the full name of a key in ${service}.`,
    remedy: `Write ${form}.`,
    topics: ['kms'],
  })
})

const { pem } = makeKey()

test.each([
  pem,
  pem.replaceAll('\n', ''),
  Buffer.from(pem).toString('base64'),
  '',
  UUID,
  '2X9R4HXF34',
  'alias/AuthKey_2X9R4HXF34.p8',
  'keys/transit/AuthKey.p8',
  'transit/keys/AuthKey.p8',
  'projects/acme/AuthKey.p8',
  '/awskms/AuthKey.p8',
  './alias/asc',
  'C:\\keys\\AuthKey.p8',
  'file:///keys/AuthKey.p8',
  'arn:aws:secretsmanager:eu-central-1:123456789012:secret:asc',
  'https://my-vault.vault.azure.net/secrets/asc',
  'https://example.org/keys/asc',
  'vault://secret/asc',
  `{"private_key":"awskms:///alias/asc"}`,
  'KEY=awskms:///alias/asc',
  `KEY=${GCP}`,
  'KEY=azurekms://my-vault.vault.azure.net/asc',
  'KEY=hashivault://asc',
  'awskms:///alias/a\r\nx-header: 1',
])('does not read %j', (text) => {
  expect(readKmsName(text)).toBeUndefined()
})

const STARTS = ['awskms://', 'gcpkms://projects/', 'azurekms://', 'transit/keys/', 'https://a/v1/']

test.each(STARTS)('is fast with long texts after %s', (start) => {
  for (const shape of ['a', '/', 'a/', 'a-', '-1.', 'keys/']) {
    const before = process.cpuUsage()
    try {
      readKmsName(`${start}${shape.repeat(50_000)}!`)
    } catch {
      // It need not be a name.
    }
    expect(process.cpuUsage(before).user).toBeLessThan(1_000_000)
  }
})
