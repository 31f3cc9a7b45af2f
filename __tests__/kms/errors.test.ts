import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import type { UserError } from '../../src/errors.ts'
import { freshFolders } from '../helpers/folders.ts'
import { googleFile, ID_TOKEN_ENV, SERVICES, type ServiceName, useCloud } from '../helpers/kms.ts'

const temp = freshFolders()
const kms = useCloud()

/** Signs where that must fail, and returns the error. */
async function errorOf(signing: Promise<unknown>): Promise<UserError> {
  const error = await signing.catch((error: unknown) => error)
  expect(error).toMatchObject({ name: 'UserError' })
  return error as UserError
}

const aws = (code: string, message = 'Text.') => ({
  status: 400,
  body: { __type: `com.amazonaws.kms#${code}`, message },
})
const google = (status: number, code: string) => ({
  status,
  body: { error: { code: status, status: code, message: 'Text.', details: [{ reason: 'X' }] } },
})
const azure = (status: number, code: string, inner?: string) => ({
  status,
  body: { error: { code, message: 'Text.', ...(inner && { innererror: { code: inner } }) } },
})
const vault = (status: number, ...errors: string[]) => ({ status, body: { errors } })

const KEY_TYPE = 'Use a key with the usage SIGN_VERIFY and the spec ECC_NIST_P256.'
const LOGIN =
  'Check that AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN come from one login.'
const CLOCK =
  "If the signature is expired or not yet current, correct the runner's clock. Otherwise, AWS_SECRET_ACCESS_KEY does not belong to AWS_ACCESS_KEY_ID."
const STATE =
  'If the key is pending import, import the .p8 file. If it is pending deletion, cancel that.'
const ALLOW = 'Allow the app the key permissions get and sign.'
const EC = 'Use a key of the type EC on the curve P-256, with the operation sign.'
const ACTIVE = 'Set VAULT_ADDR to the active node.'

// Every error of the services' documentation that a request about a key can have.
test.each<[ServiceName, { status: number; body: unknown }, string, string]>([
  [
    'aws',
    aws('AccessDeniedException'),
    '400 AccessDeniedException Text.',
    'Allow this role or user kms:Sign and kms:GetPublicKey on this key.',
  ],
  [
    'aws',
    { status: 400, body: { __type: 'NotFoundException', Message: 'Text.' } },
    '400 NotFoundException Text.',
    'Check the name of the key, its region and its account.',
  ],
  [
    'aws',
    aws('DisabledException'),
    '400 DisabledException Text.',
    'Enable the key: aws kms enable-key.',
  ],
  [
    'aws',
    aws('KMSInvalidStateException', 'x is pending import.'),
    '400 KMSInvalidStateException x is pending import.',
    STATE,
  ],
  [
    'aws',
    aws('KMSInvalidStateException', 'x is pending deletion.'),
    '400 KMSInvalidStateException x is pending deletion.',
    STATE,
  ],
  ['aws', aws('InvalidKeyUsageException'), '400 InvalidKeyUsageException Text.', KEY_TYPE],
  [
    'aws',
    aws('UnsupportedOperationException'),
    '400 UnsupportedOperationException Text.',
    KEY_TYPE,
  ],
  ['aws', aws('ValidationException'), '400 ValidationException Text.', KEY_TYPE],
  ['aws', aws('ThrottlingException'), '400 ThrottlingException Text.', 'Rerun the job.'],
  ['aws', aws('LimitExceededException'), '400 LimitExceededException Text.', 'Rerun the job.'],
  ['aws', aws('UnrecognizedClientException'), '400 UnrecognizedClientException Text.', LOGIN],
  ['aws', aws('InvalidClientTokenId'), '400 InvalidClientTokenId Text.', LOGIN],
  ['aws', aws('IncompleteSignatureException'), '400 IncompleteSignatureException Text.', LOGIN],
  [
    'aws',
    aws('MissingAuthenticationTokenException'),
    '400 MissingAuthenticationTokenException Text.',
    LOGIN,
  ],
  [
    'aws',
    aws('ExpiredTokenException'),
    '400 ExpiredTokenException Text.',
    'Sign in right before this step.',
  ],
  [
    'aws',
    aws('InvalidSignatureException', 'Signature expired: 1 is now earlier than 2'),
    '400 InvalidSignatureException Signature expired: 1 is now earlier than 2',
    CLOCK,
  ],
  // In the words of other services of AWS, which emulators use.
  [
    'aws',
    aws('AccessDenied'),
    '400 AccessDenied Text.',
    'Allow this role or user kms:Sign and kms:GetPublicKey on this key.',
  ],
  ['aws', aws('SignatureDoesNotMatch'), '400 SignatureDoesNotMatch Text.', CLOCK],
  [
    'aws',
    { ...aws('KeyUnavailableException'), status: 500 },
    '500 KeyUnavailableException Text.',
    'Rerun the job.',
  ],
  [
    'aws',
    { ...aws('DependencyTimeoutException'), status: 503 },
    '503 DependencyTimeoutException Text.',
    'Rerun the job.',
  ],
  [
    'aws',
    { ...aws('KMSInternalException'), status: 500 },
    '500 KMSInternalException Text.',
    'Rerun the job.',
  ],
  [
    'aws',
    aws('NewException'),
    '400 NewException Text.',
    "Look up this error in the service's documentation.",
  ],
  [
    'google',
    google(401, 'UNAUTHENTICATED'),
    '401 UNAUTHENTICATED Text.',
    'Sign in right before this step: the access token is not valid or expired.',
  ],
  [
    'google',
    google(403, 'PERMISSION_DENIED'),
    '403 PERMISSION_DENIED Text.',
    'Grant roles/cloudkms.signerVerifier on this key to the account that signs in, and check that the key exists.',
  ],
  [
    'google',
    google(404, 'NOT_FOUND'),
    '404 NOT_FOUND Text.',
    'Check the name of the key and version, the project and the location.',
  ],
  [
    'google',
    google(400, 'FAILED_PRECONDITION'),
    '400 FAILED_PRECONDITION Text.',
    'Enable this version of the key, or wait until it is imported.',
  ],
  [
    'google',
    google(400, 'INVALID_ARGUMENT'),
    '400 INVALID_ARGUMENT Text.',
    'Use a key with the algorithm EC_SIGN_P256_SHA256.',
  ],
  ['google', google(429, 'RESOURCE_EXHAUSTED'), '429 RESOURCE_EXHAUSTED Text.', 'Rerun the job.'],
  ['google', google(503, 'UNAVAILABLE'), '503 UNAVAILABLE Text.', 'Rerun the job.'],
  [
    'azure',
    azure(401, 'Unauthorized'),
    '401 Unauthorized Text.',
    'Check that AZURE_TENANT_ID is the tenant of the vault.',
  ],
  [
    'azure',
    azure(403, 'Forbidden', 'ForbiddenByRbac'),
    '403 ForbiddenByRbac Text.',
    'Assign the app the role Key Vault Crypto User on this key.',
  ],
  ['azure', azure(403, 'Forbidden', 'ForbiddenByPolicy'), '403 ForbiddenByPolicy Text.', ALLOW],
  ['azure', azure(403, 'Forbidden', 'AccessDenied'), '403 AccessDenied Text.', ALLOW],
  ['azure', azure(403, 'Forbidden'), '403 Forbidden Text.', ALLOW],
  [
    'azure',
    azure(403, 'Forbidden', 'ForbiddenByFirewall'),
    '403 ForbiddenByFirewall Text.',
    'Allow this runner in the firewall of the vault.',
  ],
  [
    'azure',
    azure(403, 'Forbidden', 'KeyDisabled'),
    '403 KeyDisabled Text.',
    'Enable this version of the key, or use another one.',
  ],
  [
    'azure',
    azure(403, 'Forbidden', 'KeyOperationForbidden'),
    '403 KeyOperationForbidden Text.',
    EC,
  ],
  [
    'azure',
    azure(404, 'KeyNotFound'),
    '404 KeyNotFound Text.',
    'Check the name of the vault, the key and the version.',
  ],
  ['azure', azure(400, 'BadParameter'), '400 BadParameter Text.', EC],
  [
    'vault',
    vault(403, 'permission denied'),
    '403 permission denied',
    'VAULT_TOKEN is not valid, or its policies lack `read` on MOUNT/keys/KEY or `update` on MOUNT/sign/KEY.',
  ],
  [
    'vault',
    vault(400, 'signing key not found'),
    '400 signing key not found',
    'Use a key of the type ecdsa-p256.',
  ],
  [
    'vault',
    vault(404, 'no handler for route "transit/keys/asc"'),
    '404 no handler for route "transit/keys/asc"',
    'Check the name of the key, TRANSIT_SECRET_ENGINE_PATH and VAULT_NAMESPACE.',
  ],
  [
    'vault',
    vault(404),
    '404 {"errors":[]}',
    'Check the name of the key, TRANSIT_SECRET_ENGINE_PATH and VAULT_NAMESPACE.',
  ],
  [
    'vault',
    vault(503, 'Vault is sealed'),
    '503 Vault is sealed',
    'Unseal the server, or wait until it is up.',
  ],
  ['vault', vault(472), '472 {"errors":[]}', ACTIVE],
  ['vault', vault(473), '473 {"errors":[]}', ACTIVE],
  ['vault', { status: 307, body: '' }, '307', ACTIVE],
])('reports what %s says: %j', async (service, reply, says, remedy) => {
  kms.behave(({ headers, target }) => {
    const isKms = /amazonaws|cloudkms|my-vault|vault\.example/.test(String(headers.host))
    return isKms && !target.includes('sts.') ? reply : undefined
  })
  const error = await errorOf(kms.signWith(service))
  expect(error.remedy).toBe(remedy)
  expect(error.problem).toBe(`${START[service]} with "${says}".`)
})

const REACH = 'Check that this runner can reach the service itself, and rerun the job.'

const START = {
  aws: 'AWS KMS (kms.eu-central-1.amazonaws.com) answered kms:GetPublicKey',
  google: 'Google Cloud KMS (cloudkms.googleapis.com) answered publicKey',
  azure: 'Azure Key Vault (my-vault.vault.azure.net) answered the request for the key',
  vault: 'Vault (vault.example.org) answered transit/keys/asc',
}

test.each<[ServiceName, string, string]>([
  ['aws', 'Sign', 'AWS KMS (kms.eu-central-1.amazonaws.com) answered kms:Sign'],
  [
    'google',
    ':asymmetricSign',
    'Google Cloud KMS (cloudkms.googleapis.com) answered asymmetricSign',
  ],
  ['azure', '/sign?', 'Azure Key Vault (my-vault.vault.azure.net) answered sign'],
  ['vault', '/sign/', 'Vault (vault.example.org) answered transit/sign/asc'],
])('reports that %s did not sign', async (service, mark, start) => {
  kms.behave(({ target, headers }) =>
    `${target} ${headers['x-amz-target']}`.endsWith(mark) || target.includes(mark)
      ? { status: 418, body: 'No.' }
      : undefined,
  )
  expect((await errorOf(kms.signWith(service))).problem).toBe(`${start} with "418 No.".`)
})

const SUBJECT = 'the ID token of repo:acme/app:environment:release'
const ROLE = { AWS_REGION: 'eu-central-1', AWS_ROLE_ARN: 'role', ...ID_TOKEN_ENV }
const NAMES = {
  aws: 'awskms:///alias/asc',
  google: SERVICES.google.name,
  azure: SERVICES.azure.name,
  vault: 'hashivault://asc',
}
const TRUST = 'Have the attribute condition of the workload identity provider accept this subject.'
const FEDERATE = 'Add this subject to the federated credentials of the app in AZURE_CLIENT_ID.'
const STS = `AWS STS (sts.eu-central-1.amazonaws.com) answered ${SUBJECT}`
const GOOGLE_STS = `Google STS (sts.googleapis.com) answered ${SUBJECT}`
const ENTRA = `Microsoft Entra ID (login.microsoftonline.com) answered ${SUBJECT}`
const GITHUB = 'GitHub (token.actions.githubusercontent.com) answered the request for an ID token'

test.each<[keyof typeof NAMES, string, { status?: number; body: unknown }, string, string]>([
  [
    'aws',
    'sts.',
    {
      status: 403,
      body: {
        Error: {
          Code: 'AccessDenied',
          Message: 'Not authorized to perform sts:AssumeRoleWithWebIdentity',
          Type: 'Sender',
        },
      },
    },
    `${STS} with "403 AccessDenied Not authorized to perform sts:AssumeRoleWithWebIdentity".`,
    'Have the trust policy of the role in AWS_ROLE_ARN accept this subject.',
  ],
  [
    'aws',
    'sts.',
    {
      status: 400,
      body: '<ErrorResponse><Error><Type>Sender</Type><Code>InvalidIdentityToken</Code><Message>No OpenIDConnect provider found</Message></Error></ErrorResponse>',
    },
    `${STS} with "400 InvalidIdentityToken No OpenIDConnect provider found".`,
    'Add the identity provider token.actions.githubusercontent.com to the account, with the audience sts.amazonaws.com.',
  ],
  [
    'aws',
    'sts.',
    { status: 400, body: { Error: { Code: 'ExpiredTokenException', Message: 'Text.' } } },
    `${STS} with "400 ExpiredTokenException Text.".`,
    "Look up this error in the service's documentation.",
  ],
  [
    'aws',
    'sts.',
    { status: 500, body: { Error: { Code: 'IDPCommunicationError', Message: 'Text.' } } },
    `${STS} with "500 IDPCommunicationError Text.".`,
    'Rerun the job.',
  ],
  ['aws', 'sts.', { body: {} }, `${STS} with something else than expected: no AccessKeyId.`, REACH],
  [
    'google',
    'sts.',
    { status: 400, body: { error: 'invalid_grant', error_description: 'Text.' } },
    `${GOOGLE_STS} with "400 invalid_grant Text.".`,
    TRUST,
  ],
  [
    'google',
    'sts.',
    {
      status: 401,
      body: {
        error: 'unauthorized_client',
        error_description: 'The given credential is rejected by the attribute condition.',
      },
    },
    `${GOOGLE_STS} with "401 unauthorized_client The given credential is rejected by the attribute condition.".`,
    TRUST,
  ],
  [
    'google',
    'sts.',
    { status: 400, body: { error: 'invalid_target', error_description: 'Text.' } },
    `${GOOGLE_STS} with "400 invalid_target Text.".`,
    'Check workload_identity_provider, and that the provider is enabled.',
  ],
  [
    'google',
    'iamcredentials',
    google(403, 'PERMISSION_DENIED'),
    'Google STS (iamcredentials.googleapis.com) answered generateAccessToken with "403 PERMISSION_DENIED Text.".',
    'Grant roles/iam.workloadIdentityUser on the service account to the principal of this job.',
  ],
  [
    'azure',
    'login.',
    {
      status: 401,
      body: {
        error: 'invalid_client',
        error_description:
          "AADSTS700213: No matching federated identity record found for presented assertion subject 'repo:acme/app:environment:release'.",
        error_codes: [700213],
      },
    },
    `${ENTRA} with "401 invalid_client AADSTS700213: No matching federated identity record found for presented assertion subject 'repo:acme/app:environment:release'.".`,
    FEDERATE,
  ],
  [
    'azure',
    'login.',
    {
      status: 400,
      body: { error: 'unauthorized_client', error_description: 'AADSTS700016: Text.' },
    },
    `${ENTRA} with "400 unauthorized_client AADSTS700016: Text.".`,
    FEDERATE,
  ],
  [
    'azure',
    'githubusercontent',
    { status: 403, body: { message: 'Text.' } },
    `${GITHUB} with "403 Text.".`,
    "Look up this error in the service's documentation.",
  ],
  [
    'azure',
    'githubusercontent',
    { body: '<html>' },
    `${GITHUB} with something else than expected: no value.`,
    REACH,
  ],
  [
    'vault',
    'vault',
    { body: '<html>' },
    'Vault (vault.example.org) answered transit/keys/asc with something else than expected: no latest_version.',
    REACH,
  ],
])(
  'reports why the login to %s failed at %s: %j',
  async (service, host, reply, problem, remedy) => {
    kms.behave(({ headers }) => (headers.host?.includes(host) ? reply : undefined))
    const account = 'https://iamcredentials.googleapis.com/v1/x:generateAccessToken'
    const file = googleFile(temp(), { service_account_impersonation_url: account })
    const env = {
      aws: ROLE,
      google: { ...ID_TOKEN_ENV, GOOGLE_APPLICATION_CREDENTIALS: file },
      azure: SERVICES.azure.env,
      vault: SERVICES.vault.env,
    }
    const error = await errorOf(kms.sign(NAMES[service], env[service]))
    expect(error).toMatchObject({ problem, remedy })
  },
)

const AWS_LOGIN =
  'Set it in env: of this step and `permissions: id-token: write` for the job, or sign in with aws-actions/configure-aws-credentials.'
const PERMIT =
  'Set `permissions: id-token: write` for the job. Pull requests from forks never get an ID token.'
const WIF =
  'Sign in with workload identity federation: google-github-actions/auth with workload_identity_provider.'
const SET = 'Set it in env: of this step.'
const REGION = { AWS_REGION: 'eu-central-1' }

test.each<[keyof typeof NAMES, NodeJS.ProcessEnv, string, string]>([
  ['aws', {}, 'AWS_REGION is not set.', 'Set it to the region of the key, or use its ARN.'],
  ['aws', REGION, 'AWS_ROLE_ARN is not set.', AWS_LOGIN],
  [
    'aws',
    { ...REGION, AWS_PROFILE: 'x' },
    'AWS_ROLE_ARN is not set, and AWS_PROFILE is not used.',
    AWS_LOGIN,
  ],
  ['aws', { ...REGION, AWS_ACCESS_KEY_ID: 'x' }, 'AWS_SECRET_ACCESS_KEY is not set.', LOGIN],
  ['aws', { ...REGION, AWS_ROLE_ARN: 'x' }, 'ACTIONS_ID_TOKEN_REQUEST_URL is not set.', PERMIT],
  ['google', {}, 'GOOGLE_APPLICATION_CREDENTIALS is not set.', WIF],
  [
    'google',
    { CLOUDSDK_CONFIG: 'x' },
    'GOOGLE_APPLICATION_CREDENTIALS is not set, and CLOUDSDK_CONFIG is not used.',
    WIF,
  ],
  ['azure', {}, 'AZURE_CLIENT_ID is not set.', SET],
  [
    'azure',
    { AZURE_CLIENT_SECRET: 'x' },
    'AZURE_CLIENT_ID is not set, and AZURE_CLIENT_SECRET is not used.',
    SET,
  ],
  [
    'azure',
    { AZURE_CREDENTIALS: 'x' },
    'AZURE_CLIENT_ID is not set, and AZURE_CREDENTIALS is not used.',
    SET,
  ],
  [
    'google',
    { CLOUDSDK_AUTH_CREDENTIAL_FILE_OVERRIDE: 'x' },
    'GOOGLE_APPLICATION_CREDENTIALS is not set, and CLOUDSDK_AUTH_CREDENTIAL_FILE_OVERRIDE is not used.',
    WIF,
  ],
  [
    'aws',
    { ...REGION, AWS_DEFAULT_PROFILE: 'x' },
    'AWS_ROLE_ARN is not set, and AWS_DEFAULT_PROFILE is not used.',
    AWS_LOGIN,
  ],
  [
    'aws',
    { ...REGION, AWS_CONTAINER_CREDENTIALS_FULL_URI: 'x' },
    'AWS_ROLE_ARN is not set, and AWS_CONTAINER_CREDENTIALS_FULL_URI is not used.',
    AWS_LOGIN,
  ],
  ['azure', { AZURE_CLIENT_ID: 'x' }, 'AZURE_TENANT_ID is not set.', SET],
  [
    'azure',
    { AZURE_CLIENT_ID: 'x', AZURE_TENANT_ID: 'x', ACTIONS_ID_TOKEN_REQUEST_URL: 'https://x' },
    'ACTIONS_ID_TOKEN_REQUEST_TOKEN is not set.',
    PERMIT,
  ],
  ['vault', {}, 'VAULT_ADDR is not set.', SET],
  ['vault', { VAULT_ADDR: 'https://x', VAULT_TOKEN: ' ' }, 'VAULT_TOKEN is not set.', SET],
])('says what %s needs, before anything is sent: %j', async (service, env, problem, remedy) => {
  expect(await errorOf(kms.sign(NAMES[service], env))).toMatchObject({ problem, remedy })
  expect(kms.targets()).toStrictEqual([])
})

const CORRECT = 'Correct it in env: of this step, or in the step that sets it.'
const NOT_HTTPS = 'is not the https URL of a server.'

test.each<[keyof typeof NAMES, NodeJS.ProcessEnv, string]>([
  ['aws', { AWS_REGION: 'eu-central-1.evil.example/' }, 'AWS_REGION is not valid.'],
  ['aws', { AWS_REGION: 's3' }, 'AWS_REGION is not valid.'],
  ['aws', { AWS_REGION: '', AWS_DEFAULT_REGION: 'x@y' }, 'AWS_DEFAULT_REGION is not valid.'],
  ['aws', { AWS_SESSION_TOKEN: 'a\r\nb' }, 'AWS_SESSION_TOKEN is not valid.'],
  ['aws', { AWS_ENDPOINT_URL: 'http://evil.example' }, `AWS_ENDPOINT_URL ${NOT_HTTPS}`],
  ['aws', { AWS_ENDPOINT_URL_KMS: 'kms.example' }, `AWS_ENDPOINT_URL_KMS ${NOT_HTTPS}`],
  ['aws', { AWS_ENDPOINT_URL: 'https://user:secret@example.org' }, `AWS_ENDPOINT_URL ${NOT_HTTPS}`],
  ['aws', { AWS_ENDPOINT_URL: 'https://:secret@example.org' }, `AWS_ENDPOINT_URL ${NOT_HTTPS}`],
  ['google', { GOOGLE_OAUTH_ACCESS_TOKEN: 'a b' }, 'GOOGLE_OAUTH_ACCESS_TOKEN is not valid.'],
  [
    'google',
    { CLOUDSDK_API_ENDPOINT_OVERRIDES_CLOUDKMS: 'http://evil.example/' },
    `CLOUDSDK_API_ENDPOINT_OVERRIDES_CLOUDKMS ${NOT_HTTPS}`,
  ],
  ['azure', { AZURE_TENANT_ID: '../x' }, 'AZURE_TENANT_ID is not valid.'],
  ['azure', { AZURE_TENANT_ID: 'x/y' }, 'AZURE_TENANT_ID is not valid.'],
  ['azure', { AZURE_AUTHORITY_HOST: 'http://evil.example' }, `AZURE_AUTHORITY_HOST ${NOT_HTTPS}`],
  [
    'azure',
    { ACTIONS_ID_TOKEN_REQUEST_URL: 'http://evil.example' },
    `ACTIONS_ID_TOKEN_REQUEST_URL ${NOT_HTTPS}`,
  ],
  ['vault', { VAULT_ADDR: 'vault.example.org:8200' }, `VAULT_ADDR ${NOT_HTTPS}`],
  ['vault', { VAULT_ADDR: 'unix:///run/vault.sock' }, `VAULT_ADDR ${NOT_HTTPS}`],
  ['vault', { VAULT_TOKEN: 'hvs.x\u00e4' }, 'VAULT_TOKEN is not valid.'],
  ['vault', { VAULT_NAMESPACE: 'a\r\nx: 1' }, 'VAULT_NAMESPACE is not valid.'],
  ['vault', { VAULT_NAMESPACE: '../x' }, 'VAULT_NAMESPACE is not valid.'],
  ['vault', { TRANSIT_SECRET_ENGINE_PATH: '../sys' }, 'TRANSIT_SECRET_ENGINE_PATH is not valid.'],
  ['vault', { TRANSIT_SECRET_ENGINE_PATH: 'x?y=' }, 'TRANSIT_SECRET_ENGINE_PATH is not valid.'],
  [
    'vault',
    { VAULT_CACERT: '/none/ca.pem' },
    'VAULT_CACERT points to a file that cannot be read (ENOENT).',
  ],
])('names what is not valid for %s, before anything is sent: %j', async (service, env, problem) => {
  const error = await errorOf(kms.signWith(service, env))
  expect(error).toMatchObject({ problem, remedy: CORRECT })
  expect(kms.targets()).toStrictEqual([])
})

test.each([
  ['a program to start', { credential_source: { executable: { command: '/bin/sh' } } }],
  ['a file to read', { credential_source: { file: '/var/run/token' } }],
  ['a URL without an audience', { credential_source: { url: 'https://example.org/' } }],
  ['no source', { credential_source: undefined }],
  ['the type service_account', { type: 'service_account' }],
  ['the type authorized_user', { type: 'authorized_user' }],
])('does not sign in to Google by a file with %s', async (_, content) => {
  const file = googleFile(temp(), content)
  const env = { ...ID_TOKEN_ENV, GOOGLE_APPLICATION_CREDENTIALS: file }
  expect(await errorOf(kms.sign(NAMES.google, env))).toMatchObject({
    problem: 'GOOGLE_APPLICATION_CREDENTIALS points to a file for another way to sign in.',
    remedy: WIF,
  })
  expect(kms.targets()).toStrictEqual([])
})

test('shows the subject of a token in a file as one line without commands', async () => {
  const file = join(temp(), 'token')
  const payload = Buffer.from(JSON.stringify({ sub: 'a\n::error::b ##[c]' })).toString('base64url')
  writeFileSync(file, `x.${payload}.y`)
  kms.behave(() => ({ status: 400, body: '' }))
  const env = { ...ROLE, AWS_WEB_IDENTITY_TOKEN_FILE: file }
  expect((await errorOf(kms.sign(NAMES.aws, env))).problem).toBe(
    'AWS STS (sts.eu-central-1.amazonaws.com) answered the ID token of a : :error: :b ## [c] with "400".',
  )
})

test('does not sign in to AWS by a file that cannot be read', async () => {
  const env = { ...ROLE, AWS_WEB_IDENTITY_TOKEN_FILE: temp() }
  expect((await errorOf(kms.sign(NAMES.aws, env))).problem).toBe(
    'AWS_WEB_IDENTITY_TOKEN_FILE points to a file that cannot be read (EISDIR).',
  )
})
