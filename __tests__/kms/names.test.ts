import { expect, test } from '@jest/globals'
import { readKmsName } from '../../src/kms/names.ts'
import { errorOf, makeKey } from '../helpers/support.ts'

const UUID = '1234abcd-12ab-34cd-56ef-1234567890ab'
const GCP = 'projects/acme/locations/global/keyRings/ring/cryptoKeys/asc'
const ARN = `arn:aws:kms:eu-central-1:123456789012`
const AWS =
  'private-key is not the full name of a key in AWS KMS. Write awskms:///KEY_ID, awskms:///alias/NAME or the ARN of the key.'
const GOOGLE =
  'private-key is not the full name of a key in Google Cloud KMS. Write projects/P/locations/L/keyRings/R/cryptoKeys/K/cryptoKeyVersions/V.'
const AZURE =
  'private-key is not the full name of a key in Azure Key Vault. Write https://VAULT.vault.azure.net/keys/KEY or azurekms://VAULT.vault.azure.net/KEY.'
const VAULT =
  'private-key is not the full name of a key in Vault. Write hashivault://KEY, and set VAULT_ADDR and VAULT_TOKEN in env: of this step.'

// What else is a name is in services.test.ts, with the requests that it leads to.
test.each([
  `awskms:///mrk-${'a1'.repeat(16)}`,
  `awskms:${UUID}`,
  'AWSKMS:///alias/asc',
  'awskms:///alias/ASC',
  'aws-kms:///alias/asc',
  'awskms://alias/asc',
  'awskms:///alias/app-store_connect/1',
  'awskms://localhost/alias/asc',
  'awskms://127.0.0.1:4566/alias/asc',
  `${ARN}:alias/asc`,
  `gcpkms://${GCP}/cryptoKeyVersions/12`,
  `gcpkms://projects/acme.example:p/locations/europe-west3/keyRings/R_1/cryptoKeys/k-1/versions/1`,
  'azure-kms://my-vault.vault.azure.net/asc',
  'azurekms://my-vault.managedhsm.usgovcloudapi.net/asc',
  'hashivault://app.store_connect-1',
  'hashivault:asc',
  'HashiVault://asc',
  'hashi-vault://asc',
])('reads %s', (name) => {
  expect(readKmsName(name)).toMatchObject({ uri: name })
})

// Incomplete, in another notation, or hostile: nothing of this may become a request.
test.each([
  ['awskms://', AWS],
  ['awskms:///', AWS],
  ['awskms:///alias/', AWS],
  ['alias/asc', AWS],
  [`awskms:///${UUID}x`, AWS],
  [`awskms:///key/${UUID}`, AWS],
  [`${ARN}:${UUID}`, AWS],
  ['arn:aws:kms:eu-central-1:123456789012:role/asc', AWS],
  [`arn:aws:kms:eu-central-1.evil.example:123456789012:alias/asc`, AWS],
  ['awskms:///alias/a b', AWS],
  ['awskms:///alias/a\rx-header: 1', AWS],
  ['awskms:///alias/%2e%2e', AWS],
  [`awskms:///alias/${'a'.repeat(251)}`, AWS],
  ['awskms://evil.example/alias/asc', AWS],
  ['awskms://kms.eu-central-1.amazonaws.com.evil.example/alias/asc', AWS],
  ['awskms://kms.eu-central-1.amazonaws.com@evil.example/alias/asc', AWS],
  ['awskms://evil.example#.kms.eu-central-1.amazonaws.com/alias/asc', AWS],
  ['awskms://evilkms.eu-central-1.amazonaws.com/alias/asc', AWS],
  ['awskms://kms.s3.amazonaws.com/alias/asc', AWS],
  ['awskms://kms.eu-central-1.s3.amazonaws.com/alias/asc', AWS],
  ['awskms://kms.eu-central-1.elb.amazonaws.com/alias/asc', AWS],
  ['awskms://ec2-1-2-3-4.eu-central-1.compute.amazonaws.com/alias/asc', AWS],
  ['awskms://kms.eu-central-1.amazonaws.com:8443/alias/asc', AWS],
  ['awskms://user:password@localhost/alias/asc', AWS],
  ['awskms://localhost.evil.example/alias/asc', AWS],
  ['awskms://127.0.0.1.evil.example/alias/asc', AWS],
  ['awskms://localhost:99999999/alias/asc', AWS],
  ['awskms://KMS.EU-CENTRAL-1.amazonaws.com/alias/asc', AWS],
  [`${ARN.toUpperCase()}:alias/asc`, AWS],
  [`awskms:///${UUID.toUpperCase()}`, AWS],
  ['awskms://169.254.169.254/alias/asc', AWS],
  [`gcpkms://${GCP}`, GOOGLE],
  [GCP, GOOGLE],
  [`gcpkms://${GCP}/cryptoKeyVersions/latest`, GOOGLE],
  [`gcpkms://${GCP}/cryptoKeyVersions/1:destroy`, GOOGLE],
  [`gcpkms://${GCP}/cryptoKeyVersions/1?x=1`, GOOGLE],
  [`gcpkms://${GCP.replace('acme', '..')}/cryptoKeyVersions/1`, GOOGLE],
  [`gcpkms://evil.example/${GCP}/cryptoKeyVersions/1`, GOOGLE],
  [`https://cloudkms.evil.example/v1/${GCP}/cryptoKeyVersions/1`, GOOGLE],
  ['azurekms://my-vault.vault.azure.net', AZURE],
  ['azurekms://my-vault/asc', AZURE],
  ['azurekms://evil.example/asc', AZURE],
  ['azurekms://my-vault.vault.azure.net.evil.example/asc', AZURE],
  ['azurekms://evil.example/my-vault.vault.azure.net/asc', AZURE],
  ['azurekms://evil.example#my-vault.vault.azure.net/asc', AZURE],
  ['azurekms://my-vault.vault.azure.net:8443/asc', AZURE],
  ['azurekms://evil.example:1@my-vault.vault.azure.net/asc', AZURE],
  ['azurekms://my-vault.vault.azure.net/asc/latest', AZURE],
  ['azurekms://my-vault.vault.azure.net/../secrets/asc', AZURE],
  ['https://my-vault.vault.azure.net/keys/asc?x=1', AZURE],
  ['hashivault://', VAULT],
  ['hashivault://transit/asc', VAULT],
  ['hashivault://..', VAULT],
  ['hashivault://asc?x=1', VAULT],
  ['hashivault://asc\r', VAULT],
  ['transit/keys/asc', VAULT],
  ['transit/sign/asc', VAULT],
  ['https://vault.example.org:8200/v1/transit/keys/asc', VAULT],
  ['http://127.0.0.1:8200/v1/team/transit/sign/asc', VAULT],
])('answers %j with the right form', (name, message) => {
  expect(errorOf(() => readKmsName(name)).message).toBe(message)
})

const { pem } = makeKey()

test.each([
  pem,
  pem.replaceAll('\n', ''),
  Buffer.from(pem).toString('base64'),
  '',
  UUID,
  '2X9R4HXF34',
  'AuthKey_2X9R4HXF34.p8',
  'alias/AuthKey_2X9R4HXF34.p8',
  'keys/transit/AuthKey.p8',
  'transit/keys/AuthKey.p8',
  'projects/acme/AuthKey.p8',
  '/awskms/AuthKey.p8',
  './alias/asc',
  'C:\\keys\\AuthKey.p8',
  'file:///keys/AuthKey.p8',
  '~/keys/AuthKey.p8',
  'arn:aws:secretsmanager:eu-central-1:123456789012:secret:asc',
  'https://my-vault.vault.azure.net/secrets/asc',
  'https://example.org/keys/asc',
  'vault://secret/asc',
  'projects/acme/secrets/asc',
  `{"private_key":"awskms:///alias/asc"}`,
  `KEY=awskms:///alias/asc`,
  'awskms:///alias/a\r\nx-header: 1',
  'hashivault://asc\n',
  `KEY=${GCP}`,
  'KEY=azurekms://my-vault.vault.azure.net/asc',
  'KEY=hashivault://asc',
])('does not read %j', (text) => {
  expect(readKmsName(text)).toBeUndefined()
})

test('is fast with long texts', () => {
  for (const start of [
    'awskms://',
    'gcpkms://projects/',
    'azurekms://',
    'hashivault://',
    'transit/keys/',
    'https://a/v1/',
  ]) {
    for (const shape of ['a', '/', 'a/', 'a-', '-1.', 'keys/']) {
      const before = process.cpuUsage()
      try {
        readKmsName(`${start}${shape.repeat(50_000)}!`)
      } catch {
        // It need not be a name.
      }
      expect(process.cpuUsage(before).user).toBeLessThan(1_000_000)
    }
  }
})
