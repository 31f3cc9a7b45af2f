import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { freshFolders } from '../helpers/folders.ts'
import { googleFile, ID_TOKEN_ENV, ROLE, type ServiceName, useCloud } from '../helpers/kms.ts'

const temp = freshFolders()
const kms = useCloud()

const SUBJECT = 'the ID token of repo:acme/app:environment:release'
const ACCOUNT = 'https://iamcredentials.googleapis.com/v1/x:generateAccessToken'
const googleLogin = () => googleFile(temp(), { service_account_impersonation_url: ACCOUNT })

/** All that is sent requests: who needs it, its host, what errors call it, and its errors. */
const SERVERS = {
  kms: {
    service: 'aws',
    host: 'kms.eu-central-1.amazonaws.com',
    start: 'AWS KMS (kms.eu-central-1.amazonaws.com) answered kms:GetPublicKey',
    error: (code: string) => ({ __type: `com.amazonaws.kms#${code}`, message: 'Text.' }),
  },
  sts: {
    service: 'aws',
    env: () => ROLE,
    host: 'sts.eu-central-1.amazonaws.com',
    start: `AWS STS (sts.eu-central-1.amazonaws.com) answered ${SUBJECT}`,
    error: (Code: string) => ({ Error: { Type: 'Sender', Code, Message: 'Text.' } }),
  },
  google: {
    service: 'google',
    host: 'cloudkms.googleapis.com',
    start: 'Google Cloud KMS (cloudkms.googleapis.com) answered publicKey',
    error: (status: string) => ({
      error: { code: 403, status, message: 'Text.', details: [{ reason: 'X' }] },
    }),
  },
  googleSts: {
    service: 'google',
    env: googleLogin,
    host: 'sts.googleapis.com',
    start: `Google STS (sts.googleapis.com) answered ${SUBJECT}`,
    error: (error: string) => ({ error, error_description: 'Text.' }),
  },
  iam: {
    service: 'google',
    env: googleLogin,
    host: 'iamcredentials.googleapis.com',
    start: 'Google STS (iamcredentials.googleapis.com) answered generateAccessToken',
    error: (status: string) => ({ error: { code: 403, status, message: 'Text.' } }),
  },
  azure: {
    service: 'azure',
    host: 'my-vault.vault.azure.net',
    start: 'Azure Key Vault (my-vault.vault.azure.net) answered the request for the key',
    error: (code: string) => ({
      error: { code: 'Outer', message: 'Text.', innererror: { code, innererror: null } },
    }),
  },
  entra: {
    service: 'azure',
    host: 'login.microsoftonline.com',
    start: `Microsoft Entra ID (login.microsoftonline.com) answered ${SUBJECT}`,
    error: (error: string) => ({ error, error_description: 'Text.', error_codes: [700213] }),
  },
  github: {
    service: 'azure',
    host: 'token.actions.githubusercontent.com',
    start: 'GitHub (token.actions.githubusercontent.com) answered the request for an ID token',
    error: () => ({ message: 'Text.' }),
  },
  vault: {
    service: 'vault',
    host: 'vault.example.org',
    start: 'Vault (vault.example.org) answered transit/keys/asc',
    error: () => ({ errors: ['Text.'] }),
  },
} as const
type ServerName = keyof typeof SERVERS

/** Signs where a server gives an answer. */
function signAgainst(server: ServerName, reply: { status?: number; body: unknown }) {
  const { service, host, ...more } = SERVERS[server]
  kms.behave(({ headers }) => (headers.host === host ? reply : undefined))
  return kms.sign(service, 'env' in more ? more.env() : {})
}

const LOOK_UP = "Look up this error in the service's documentation."

/** Every error that has a remedy of its own, by its code or status, and what the remedy is about. */
const REMEDIES: Readonly<Record<ServerName, Readonly<Record<string, string>>>> = {
  kms: {
    // The second of each is what other services of AWS call it, and emulators.
    'AccessDeniedException AccessDenied': 'kms:Sign and kms:GetPublicKey on this key.',
    'InvalidSignatureException SignatureDoesNotMatch': "correct the runner's clock. Otherwise, ",
    NotFoundException: 'Check the name of the key, its region and its account.',
    DisabledException: 'aws kms enable-key.',
    KMSInvalidStateException: 'import the .p8 file. If it is pending deletion, cancel that.',
    'InvalidKeyUsageException UnsupportedOperationException ValidationException': 'ECC_NIST_P256.',
    LimitExceededException: 'Rerun the job.',
    'UnrecognizedClientException InvalidClientTokenId': 'come from one login.',
    'IncompleteSignatureException MissingAuthenticationTokenException': 'come from one login.',
    ExpiredTokenException: 'Sign in right before this step.',
  },
  sts: {
    AccessDenied: 'the trust policy of the role in AWS_ROLE_ARN accept this subject.',
    InvalidIdentityToken: 'with the audience sts.amazonaws.com.',
  },
  google: {
    UNAUTHENTICATED: 'Sign in right before this step: the access token is not valid or expired.',
    PERMISSION_DENIED: 'Grant roles/cloudkms.signerVerifier on this key to the account ',
    NOT_FOUND: 'Check the name of the key and version, the project and the location.',
    FAILED_PRECONDITION: 'Enable or restore this version of the key, or wait until it is imported.',
    INVALID_ARGUMENT: 'EC_SIGN_P256_SHA256.',
  },
  googleSts: {
    'unauthorized_client invalid_grant': 'the attribute condition of the workload identity ',
    invalid_target: 'Check workload_identity_provider, and that the provider is enabled.',
  },
  iam: { PERMISSION_DENIED: 'Grant roles/iam.workloadIdentityUser on the service account ' },
  azure: {
    Unauthorized: 'Check that AZURE_TENANT_ID is the tenant of the vault.',
    ForbiddenByRbac: 'the role Key Vault Crypto User on this key.',
    'Forbidden ForbiddenByPolicy AccessDenied': 'the key permissions get and sign.',
    ForbiddenByFirewall: 'the firewall of the vault.',
    KeyDisabled: 'Enable this version of the key, or use another one.',
    KeyNotFound: 'Check the name of the vault, the key and the version.',
    'BadParameter KeyOperationForbidden': 'on the curve P-256, with the operation sign.',
  },
  entra: {
    'invalid_client unauthorized_client invalid_request': 'federated credentials of the app ',
  },
  github: { 403: LOOK_UP },
  vault: {
    400: 'Use a key of the type ecdsa-p256.',
    403: 'VAULT_TOKEN is not valid, or its policies lack `read` on MOUNT/keys/KEY ',
    404: 'Check the name of the key, TRANSIT_SECRET_ENGINE_PATH and VAULT_NAMESPACE.',
    '307 472 473': 'Set VAULT_ADDR to the active node.',
    503: 'Unseal the server, or wait until it is up.',
  },
}

test.each(
  (Object.keys(SERVERS) as ServerName[]).flatMap((server) =>
    Object.entries(REMEDIES[server]).flatMap(([codes, remedy]) =>
      codes.split(' ').map((code) => [server, code, remedy] as const),
    ),
  ),
)('reports what %s says: %s', async (server, code, remedy) => {
  const { start, error } = SERVERS[server]
  const status = Number(code) || 401
  const says = status === 401 ? `401 ${code} Text.` : `${status} Text.`
  await expect(signAgainst(server, { status, body: error(code) })).rejects.toMatchObject({
    problem: `${start} with "${says}".`,
    remedy: expect.stringContaining(remedy),
    topics: [/^(kms|google|azure|vault)$/.test(server) ? 'kms' : 'sign-in'],
  })
})

test.each([
  [300, LOOK_UP],
  [499, LOOK_UP],
  [429, 'Rerun the job.'],
  [500, 'Rerun the job.'],
])('says what to do about the status %i of an unknown error', async (status, remedy) => {
  const reply = { status, body: { error: { status: 'NEW' } } }
  await expect(signAgainst('google', reply)).rejects.toMatchObject({ remedy })
})

test.each<[ServerName, unknown, string]>([
  ['kms', { __type: 'NewException', Message: 'Text.' }, '403 NewException Text.'],
  ['sts', '<Error><Code>X</Code><Message>Not authorized</Message></Error>', '403 X Not authorized'],
  ['azure', { error: { code: 'Forbidden', message: 'Text.' } }, '403 Forbidden Text.'],
  ['vault', { errors: [] }, '403 {"errors":[]}'],
  ['vault', '<html><title>Bad gateway</title>', '403 <html><title>Bad gateway</title>'],
  ['vault', '"busy"', '403 "busy"'],
  ['vault', '', '403'],
])('reads what %s says in %j', async (server, body, says) => {
  const { start } = SERVERS[server]
  const problem = `${start} with "${says}".`
  await expect(signAgainst(server, { status: 403, body })).rejects.toMatchObject({ problem })
})

test('reads deeply nested arrays in place of an error', async () => {
  const body = `${'['.repeat(30_000)}${']'.repeat(30_000)}`
  await expect(signAgainst('vault', { status: 403, body })).rejects.toThrow('with "403…".')
})

test.each<[ServiceName, string, string]>([
  ['aws', '.Sign', 'AWS KMS (kms.eu-central-1.amazonaws.com) answered kms:Sign'],
  ['google', ':asymm', 'Google Cloud KMS (cloudkms.googleapis.com) answered asymmetricSign'],
  ['azure', '/sign?', 'Azure Key Vault (my-vault.vault.azure.net) answered sign'],
  ['vault', '/sign/', 'Vault (vault.example.org) answered transit/sign/asc'],
])('reports that %s did not sign', async (service, mark, start) => {
  kms.behave(({ target, headers }) =>
    `${target} ${headers['x-amz-target']}`.includes(mark) ? { status: 418, body: '' } : undefined,
  )
  await expect(kms.sign(service)).rejects.toThrow(`${start} with "418".`)
})

test.each<[ServerName, string]>([
  ['sts', 'AccessKeyId'],
  ['github', 'value'],
  ['vault', 'latest_version'],
])('reports that %s answered something else', async (server, member) => {
  await expect(signAgainst(server, { body: '<html>' })).rejects.toMatchObject({
    problem: `${SERVERS[server].start} with something else than expected: no ${member}.`,
    remedy: 'Check that this runner can reach the service itself, and rerun the job.',
  })
})

const AWS_LOGIN =
  'Set it in env: of this step and `permissions: id-token: write` for the job, or sign in with aws-actions/configure-aws-credentials.'
const PERMIT =
  'Set `permissions: id-token: write` for the job. Pull requests from forks never get an ID token.'
const WIF =
  'Set it or GOOGLE_OAUTH_ACCESS_TOKEN in env: of this step, from google-github-actions/auth with workload_identity_provider.'
const ONE_LOGIN =
  'Check that AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN come from one login.'
const SET = 'Set it in env: of this step.'

test.each<[ServiceName, string, string, NodeJS.ProcessEnv?]>([
  ['aws', 'AWS_REGION', 'Set it to the region of the key, or use its ARN.'],
  ['aws', 'AWS_SECRET_ACCESS_KEY', ONE_LOGIN],
  ['aws', 'AWS_ROLE_ARN', AWS_LOGIN, { AWS_ACCESS_KEY_ID: '' }],
  ['aws', 'ACTIONS_ID_TOKEN_REQUEST_URL', PERMIT, ROLE],
  ['google', 'GOOGLE_APPLICATION_CREDENTIALS', WIF, { GOOGLE_OAUTH_ACCESS_TOKEN: '' }],
  ['azure', 'AZURE_CLIENT_ID', SET],
  ['azure', 'AZURE_TENANT_ID', SET],
  ['azure', 'ACTIONS_ID_TOKEN_REQUEST_TOKEN', PERMIT],
  ['vault', 'VAULT_ADDR', SET],
  ['vault', 'VAULT_TOKEN', SET],
])('says that %s needs %s, before anything is sent', async (service, name, remedy, more = {}) => {
  const problem = `${name} is not set.`
  const signing = kms.sign(service, { ...more, [name]: '' })
  await expect(signing).rejects.toMatchObject({ problem, remedy, topics: ['sign-in'] })
  expect(kms.targets()).toStrictEqual([])
})

test.each<readonly [ServiceName, string, string, string?]>([
  ['aws', 'AWS_ROLE_ARN', 'AWS_PROFILE', 'AWS_ACCESS_KEY_ID'],
  ['aws', 'AWS_ROLE_ARN', 'AWS_DEFAULT_PROFILE', 'AWS_ACCESS_KEY_ID'],
  ['aws', 'AWS_ROLE_ARN', 'AWS_CONTAINER_CREDENTIALS_FULL_URI', 'AWS_ACCESS_KEY_ID'],
  ['aws', 'AWS_ROLE_ARN', 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI', 'AWS_ACCESS_KEY_ID'],
  ...['CLOUDSDK_CONFIG', 'CLOUDSDK_AUTH_CREDENTIAL_FILE_OVERRIDE'].map(
    (other) =>
      ['google', 'GOOGLE_APPLICATION_CREDENTIALS', other, 'GOOGLE_OAUTH_ACCESS_TOKEN'] as const,
  ),
  ['azure', 'AZURE_CLIENT_ID', 'AZURE_CLIENT_SECRET'],
  ['azure', 'AZURE_TENANT_ID', 'AZURE_CREDENTIALS'],
  ['azure', 'AZURE_CLIENT_ID', 'IDENTITY_ENDPOINT'],
  ['azure', 'AZURE_CLIENT_ID', 'MSI_ENDPOINT'],
])('says of %s, which lacks %s, that %s is not used', async (service, name, other, more = name) => {
  const signing = kms.sign(service, { [name]: '', [more]: '', [other]: 'x' })
  await expect(signing).rejects.toThrow(`${name} is not set, and ${other} is not used. `)
})

const INVALID = 'is not valid.'
const NOT_HTTPS = 'is not the https URL of a server.'

test.each<[ServiceName, string, string, string]>([
  ['aws', 'AWS_REGION', 'eu-central-1.evil.example/', INVALID],
  ['aws', 'AWS_REGION', 's3', INVALID],
  ['aws', 'AWS_SESSION_TOKEN', 'a\r\nb', INVALID],
  ['google', 'GOOGLE_OAUTH_ACCESS_TOKEN', 'a b', INVALID],
  ['vault', 'VAULT_TOKEN', 'hvs.x\u00e4', INVALID],
  ['azure', 'AZURE_TENANT_ID', '../x', INVALID],
  ['azure', 'AZURE_TENANT_ID', 'x/y', INVALID],
  ['vault', 'VAULT_NAMESPACE', '../x', INVALID],
  ['vault', 'TRANSIT_SECRET_ENGINE_PATH', '../sys', INVALID],
  ['vault', 'TRANSIT_SECRET_ENGINE_PATH', 'x?y=', INVALID],
  ['aws', 'AWS_ENDPOINT_URL', 'http://evil.example', NOT_HTTPS],
  ['aws', 'AWS_ENDPOINT_URL_KMS', 'kms.example', NOT_HTTPS],
  ['aws', 'AWS_ENDPOINT_URL', 'https://user:secret@example.org', NOT_HTTPS],
  ['aws', 'AWS_ENDPOINT_URL', 'https://:secret@example.org', NOT_HTTPS],
  ['google', 'CLOUDSDK_API_ENDPOINT_OVERRIDES_CLOUDKMS', 'http://evil.example/', NOT_HTTPS],
  ['azure', 'AZURE_AUTHORITY_HOST', 'http://evil.example', NOT_HTTPS],
  ['azure', 'ACTIONS_ID_TOKEN_REQUEST_URL', 'http://evil.example', NOT_HTTPS],
  ['vault', 'VAULT_ADDR', 'unix:///run/vault.sock', NOT_HTTPS],
  ['vault', 'VAULT_CACERT', '/none/ca.pem', 'points to a file that cannot be read (ENOENT).'],
])('says that, for %s, %s=%j is not valid', async (service, name, value, predicate) => {
  await expect(kms.sign(service, { [name]: value })).rejects.toMatchObject({
    problem: `${name} ${predicate}`,
    remedy: 'Correct it in env: of this step, or in the step that sets it.',
    topics: ['sign-in'],
  })
  expect(kms.targets()).toStrictEqual([])
})

test.each([
  ['a program to start', { credential_source: { executable: { command: '/bin/sh' } } }],
  ['a file to read', { credential_source: { file: '/var/run/token' } }],
  ['a URL without an audience', { credential_source: { url: 'https://example.org/' } }],
  ['the type service_account', { type: 'service_account' }],
])('does not sign in to Google by a file with %s', async (_, content) => {
  await expect(kms.sign('google', googleFile(temp(), content))).rejects.toMatchObject({
    problem: 'GOOGLE_APPLICATION_CREDENTIALS points to a file for another way to sign in.',
    remedy: WIF,
    topics: ['sign-in'],
  })
  expect(kms.targets()).toStrictEqual([])
})

test('shows the subject of a token in a file as one line without commands', async () => {
  const file = join(temp(), 'token')
  const payload = Buffer.from(JSON.stringify({ sub: 'a\n::error::b ##[c]' })).toString('base64url')
  writeFileSync(file, `x.${payload}.y`)
  kms.behave(() => ({ status: 400, body: '' }))
  const env = { ...ROLE, ...ID_TOKEN_ENV, AWS_WEB_IDENTITY_TOKEN_FILE: file }
  await expect(kms.sign('aws', env)).rejects.toThrow(
    'AWS STS (sts.eu-central-1.amazonaws.com) answered the ID token of a : :error: :b ## [c] with "400".',
  )
})
