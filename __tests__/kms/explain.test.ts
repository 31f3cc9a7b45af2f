import { expect, test } from '@jest/globals'
import { explainFailure, explainTimeout, notInstalled } from '../../src/kms/explain.ts'
import { type KmsService, readKmsUri } from '../../src/kms/services.ts'

function serviceOf(uri: string): KmsService {
  const key = readKmsUri(uri)
  if (key === undefined) throw new Error('This is no URI.')
  return key.service
}

const aws = serviceOf('awskms:///alias/asc')
const vault = serviceOf('hashivault://asc')

test('reports a tool that is not installed', () => {
  expect(notInstalled(aws)).toMatchObject({
    problem:
      'private-key is in a KMS, but its command-line tool aws is not installed on this runner.',
    remedy: 'Add a step with aws-actions/configure-aws-credentials before this one.',
  })
})

test('reports a tool that does not answer', () => {
  expect(explainTimeout(vault, 1500)).toMatchObject({
    problem: 'vault did not answer within 1.5 s.',
    remedy: 'Check that this runner can reach the KMS, and rerun the job.',
  })
})

test.each([
  [
    'ExpiredToken',
    'aws has no valid credentials for the KMS',
    'Add a step with aws-actions/configure-aws-credentials before this one, and check its settings.',
  ],
  [
    'AccessDenied',
    "The job's credentials do not allow it to sign with this key",
    'Allow kms:Sign and kms:GetPublicKey for it.',
  ],
  [
    'NotFoundException',
    'The KMS has no such key or version',
    "Check private-key, and that the job's credentials belong to the account, project and region of the key.",
  ],
  [
    'DisabledException',
    'The key in the KMS is disabled or pending deletion',
    'Enable it, or use another key or version.',
  ],
  [
    'InvalidKeyUsage',
    'The key in the KMS cannot sign with ECDSA on the curve P-256 and SHA-256',
    'Import the .p8 file into the KMS as a key for signing, and use that key.',
  ],
  // A message about missing permission can also name the key that is not found.
  [
    'AccessDenied: NotFoundException',
    "The job's credentials do not allow it to sign with this key",
    'Allow kms:Sign and kms:GetPublicKey for it.',
  ],
])('explains %s', (error, problem, remedy) => {
  expect(explainFailure(aws, `An error occurred (${error}).\n`)).toMatchObject({
    problem: `${problem} (aws says "An error occurred (${error})").`,
    remedy,
  })
})

test('explains an error of which it shows nothing', () => {
  expect(explainFailure(aws, '::error::ExpiredToken').problem).toBe(
    'aws has no valid credentials for the KMS.',
  )
})

test.each([
  ['\nThe moon is full.\nSecond line', 'The moon is full'],
  [' \r\n  The moon is full.  \r\n', 'The moon is full'],
  ['v1.2 says: the moon is full', 'v1.2 says: the moon is full'],
  ['x'.repeat(300), 'x'.repeat(300)],
])('shows the first line of %j', (output, line) => {
  expect(explainFailure(vault, output)).toMatchObject({
    problem: `The KMS did not sign (vault says "${line}").`,
    remedy: 'Run vault in a step before this one to see why.',
  })
})

test.each([
  '',
  'token hvs.CAESIJ8aZ3kq0Lr5Yw2Xb7VnTtFgHjKlMnOpQrStUvWx',
  '\u001b[31mThe moon is full.',
  '::error::x',
  '##[error]x',
  'x'.repeat(301),
])('does not show %j', (output) => {
  expect(explainFailure(vault, output)).toMatchObject({
    problem: 'The KMS did not sign, and vault does not say why.',
    remedy: 'Run vault in a step before this one to see why.',
  })
})
