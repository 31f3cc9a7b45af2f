import { createPublicKey } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { certificate, ID_TOKEN, STS_XML } from '../helpers/cloud.ts'
import { freshFolders } from '../helpers/folders.ts'
import { googleFile, HEADER, PAYLOAD, ROLE, SERVICE_NAMES, useCloud } from '../helpers/kms.ts'
import { openToken } from '../helpers/support.ts'

const temp = freshFolders()
const kms = useCloud()

const UUID = '1234abcd-12ab-34cd-56ef-1234567890ab'
const GCP = 'projects/acme/locations/global/keyRings/ring/cryptoKeys/asc/cryptoKeyVersions'
const KMS = 'POST kms.eu-central-1.amazonaws.com/'
const GITHUB = 'GET token.actions.githubusercontent.com/id-token?api=2&audience='
const hostOfCloud = () => new URL(kms.cloud().url).host

test.each(SERVICE_NAMES)('%s signs after one login and one public key', async (service) => {
  const signer = kms.signer(service)
  const der = createPublicKey(kms.key).export({ type: 'spki', format: 'der' })
  expect(await signer.publicKey()).toStrictEqual(der)
  const { length } = kms.targets()
  for (const count of [1, 2]) {
    expect(openToken(await signer.sign(HEADER, PAYLOAD), kms.key)).toStrictEqual({
      header: HEADER,
      payload: { aud: 'appstoreconnect-v1' },
    })
    expect(kms.targets()).toHaveLength(length + count)
  }
})

test('asks AWS for the public key, and for a signature', async () => {
  await kms.sign('aws', { AWS_SESSION_TOKEN: 'session-token' })
  const headers = {
    host: 'kms.eu-central-1.amazonaws.com',
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-date': '20261125T120000Z',
    'x-amz-security-token': 'session-token',
    authorization: expect.stringMatching(
      /^AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE\/20261125\/eu-central-1\/kms\/aws4_request, SignedHeaders=content-type;host;x-amz-date;x-amz-security-token;x-amz-target, Signature=[\da-f]{64}$/,
    ),
  }
  const getKey = { ...headers, 'x-amz-target': 'TrentService.GetPublicKey' }
  const sign = { ...headers, 'x-amz-target': 'TrentService.Sign' }
  expect(kms.requests()).toStrictEqual([
    { target: KMS, headers: expect.objectContaining(getKey), body: { KeyId: 'alias/asc' } },
    {
      target: KMS,
      headers: expect.objectContaining(sign),
      body: {
        KeyId: 'alias/asc',
        Message: expect.stringMatching(/^[\w+/]{43}=$/),
        MessageType: 'DIGEST',
        SigningAlgorithm: 'ECDSA_SHA_256',
      },
    },
  ])
  expect(kms.masked).toStrictEqual(['AKIAEXAMPLE', 'aws-secret-access-key', 'session-token'])
})

const arn = (region: string, partition = 'aws') =>
  `arn:${partition}:kms:${region}:123456789012:key/${UUID}`

test.each([
  [`awskms:///${UUID}`, {}, 'kms.eu-central-1.amazonaws.com'],
  [arn('eu-central-1'), { AWS_REGION: 'us-east-1' }, 'kms.eu-central-1.amazonaws.com'],
  [arn('eu-central-1').replace('arn', 'ARN'), {}, 'kms.eu-central-1.amazonaws.com'],
  [`awskms:///${arn('eu-central-1')}`, { AWS_REGION: '' }, 'kms.eu-central-1.amazonaws.com'],
  [
    'awskms:///alias/asc',
    { AWS_REGION: '', AWS_DEFAULT_REGION: 'us-east-1' },
    'kms.us-east-1.amazonaws.com',
  ],
  [arn('us-gov-west-1', 'aws-us-gov'), {}, 'kms.us-gov-west-1.amazonaws.com'],
  [arn('cn-north-1', 'aws-cn'), {}, 'kms.cn-north-1.amazonaws.com.cn'],
  [arn('eusc-de-east-1', 'aws-eusc'), {}, 'kms.eusc-de-east-1.amazonaws.eu'],
  ...[
    'kms-fips.us-east-1.amazonaws.com',
    'vpce-1.kms.eu-central-1.vpce.amazonaws.com',
    'kms.eu-central-1.api.aws',
  ].map((host) => [`awskms://${host}/alias/asc`, {}, host] as const),
])('signs with %s, with %j', async (name, env, host) => {
  await kms.sign('aws', env, name)
  expect(kms.targets()).toStrictEqual([`POST ${host}/`, `POST ${host}/`])
  const [request] = kms.requests()
  const [, region] = /(?:kms|fips)\.([^.]+)/.exec(host) ?? []
  expect(request?.headers.authorization).toContain(`/${region}/kms/aws4_request`)
  expect(request?.body['KeyId']).toMatch(/^(arn:|alias\/|1234abcd)/)
})

test.each(['AWS_ENDPOINT_URL_KMS', 'AWS_ENDPOINT_URL'])(
  'sends requests for AWS to %s',
  async (variable) => {
    const url = `${kms.cloud().url}/path?x=1`
    await kms.sign('aws', { [variable]: url, AWS_ENDPOINT_URL_STS: 'x' })
    expect(kms.targets()).toStrictEqual([`POST ${hostOfCloud()}/`, `POST ${hostOfCloud()}/`])
  },
)

test('sends requests for AWS to a host of this machine', async () => {
  const env = { AWS_ENDPOINT_URL: 'https://none.example.org' }
  await kms.sign('aws', env, `awskms://${hostOfCloud()}/alias/asc`)
  expect(kms.targets()).toStrictEqual([`POST ${hostOfCloud()}/`, `POST ${hostOfCloud()}/`])
  await expect(kms.sign('aws', {}, 'awskms://localhost:65536/alias/asc')).rejects.toThrow(
    'private-key is not the https URL of a server.',
  )
})

const ASSUME = {
  target: 'POST sts.eu-central-1.amazonaws.com/',
  headers: expect.objectContaining({
    accept: 'application/json',
    'content-type': 'application/x-www-form-urlencoded',
  }),
  body: {
    Action: 'AssumeRoleWithWebIdentity',
    Version: '2011-06-15',
    RoleArn: ROLE.AWS_ROLE_ARN,
    RoleSessionName: 'create-app-store-connect-token',
    WebIdentityToken: ID_TOKEN,
    DurationSeconds: '900',
  },
}

test.each(['JSON', 'XML'])('assumes a role with an ID token, by %s', async (format) => {
  kms.behave(({ body }) =>
    format === 'XML' && 'WebIdentityToken' in body ? { body: STS_XML } : undefined,
  )
  await kms.sign('aws', ROLE)
  const [getIdToken, assume, ...calls] = kms.requests()
  expect(getIdToken?.target).toBe(`${GITHUB}sts.amazonaws.com`)
  expect(getIdToken?.headers.authorization).toBe('bearer request-token')
  expect(assume).toStrictEqual(ASSUME)
  for (const { headers } of calls) {
    expect(headers['x-amz-security-token']).toBe('session-token==')
    expect(headers.authorization).toContain('Credential=ASIAEXAMPLE/')
  }
  expect(kms.masked).toStrictEqual([
    ...['request-token', ID_TOKEN],
    ...['ASIAEXAMPLE', 'temporary/secret', 'session-token=='],
  ])
})

test('assumes a role with the token in AWS_WEB_IDENTITY_TOKEN_FILE, not that of GitHub', async () => {
  const file = join(temp(), 'token')
  writeFileSync(file, `${ID_TOKEN}\n`)
  await kms.sign('aws', { ...ROLE, AWS_WEB_IDENTITY_TOKEN_FILE: file })
  expect(kms.requests()[0]).toStrictEqual(ASSUME)
  expect(kms.masked).toContain(ID_TOKEN)
})

test('uses credentials before a role', async () => {
  await kms.sign('aws', { ...ROLE, AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE' })
  expect(kms.targets()).toStrictEqual([KMS, KMS])
  expect(kms.masked).toStrictEqual(['AKIAEXAMPLE', 'aws-secret-access-key'])
})

test('assumes a role where its region and AWS_ENDPOINT_URL_STS say', async () => {
  await kms.sign('aws', ROLE, arn('cn-north-1', 'aws-cn'))
  expect(kms.targets()[1]).toBe('POST sts.cn-north-1.amazonaws.com.cn/')
  await kms.sign('aws', { ...ROLE, AWS_ENDPOINT_URL_STS: kms.cloud().url })
  expect(kms.targets()).toContain(`POST ${hostOfCloud()}/`)
})

test.each([
  `gcpkms://${GCP}/1`,
  `gcpkms://${GCP.replace('cryptoKeyVersions', 'versions')}/1`,
  `${GCP}/1`,
  `https://cloudkms.googleapis.com/v1/${GCP}/1`,
])('asks Google for the public key, and for a signature: %s', async (name) => {
  const env = { CLOUDSDK_AUTH_ACCESS_TOKEN: 'access-token', GOOGLE_OAUTH_ACCESS_TOKEN: 'other' }
  await kms.sign('google', env, name)
  const headers = expect.objectContaining({
    authorization: 'Bearer access-token',
    'content-type': 'application/json',
  })
  expect(kms.requests()).toStrictEqual([
    { target: `GET cloudkms.googleapis.com/v1/${GCP}/1/publicKey`, headers, body: {} },
    {
      target: `POST cloudkms.googleapis.com/v1/${GCP}/1:asymmetricSign`,
      headers,
      body: { digest: { sha256: expect.stringMatching(/^[\w+/]{43}=$/) } },
    },
  ])
  expect(kms.masked).toStrictEqual(['access-token'])
})

test('sends requests to CLOUDSDK_API_ENDPOINT_OVERRIDES_CLOUDKMS', async () => {
  await kms.sign('google', { CLOUDSDK_API_ENDPOINT_OVERRIDES_CLOUDKMS: `${kms.cloud().url}/` })
  expect(kms.targets()[0]).toBe(`GET ${hostOfCloud()}/v1/${GCP}/1/publicKey`)
})

const ACCOUNT =
  '/v1/projects/-/serviceAccounts/asc@acme.iam.gserviceaccount.com:generateAccessToken'

test.each([
  ['https://iamcredentials.googleapis.com', 'https://sts.googleapis.com'],
  // What the file says does not lead elsewhere.
  ['https://example.org', 'https://example.org'],
])('signs in by the file of google-github-actions/auth, with %s', async (account, sts) => {
  const content = {
    token_url: `${sts}/v1/token`,
    service_account_impersonation_url: `${account}${ACCOUNT}`,
  }
  await kms.sign('google', googleFile(temp(), content))
  const [getIdToken, exchange, impersonate, ...calls] = kms.requests()
  expect(getIdToken?.target).toBe(`${GITHUB}https%3A%2F%2Fiam.googleapis.com%2Fg`)
  expect(exchange).toStrictEqual({
    target: 'POST sts.googleapis.com/v1/token',
    headers: expect.anything(),
    body: {
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      audience: '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p',
      scope: 'https://www.googleapis.com/auth/cloud-platform',
      requested_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
      subject_token: ID_TOKEN,
    },
  })
  expect(impersonate).toStrictEqual({
    target: `POST iamcredentials.googleapis.com${ACCOUNT}`,
    headers: expect.objectContaining({ authorization: 'Bearer federated-token' }),
    body: { scope: ['https://www.googleapis.com/auth/cloudkms'] },
  })
  for (const { headers } of calls) expect(headers.authorization).toBe('Bearer account-token')
  expect(kms.masked).toStrictEqual(['request-token', ID_TOKEN, 'federated-token', 'account-token'])
})

test('signs in by that file without a service account', async () => {
  await kms.sign('google', googleFile(temp()))
  expect(kms.requests()).toHaveLength(4)
  expect(kms.requests()[2]?.headers.authorization).toBe('Bearer federated-token')
})

test('sends nothing of Google elsewhere, whatever path the file has', async () => {
  const account = 'https://iamcredentials.googleapis.com//my-vault.vault.azure.net/v1/token'
  const file = googleFile(temp(), { service_account_impersonation_url: account })
  await expect(kms.sign('google', file)).rejects.toThrow('(iamcredentials.googleapis.com)')
  expect(kms.targets()).toHaveLength(3)
})

const VERSION = '0a'.repeat(16)

test.each([
  ['azurekms://my-vault.vault.azure.net/asc', 'vault', ''],
  ['AzureKMS://My-Vault.Vault.Azure.net/keys/asc', 'vault', ''],
  [`https://my-vault.vault.azure.net/keys/asc/${VERSION}`, 'vault', `/${VERSION}`],
  ['azurekms://my-vault.managedhsm.azure.net/asc', 'managedhsm', ''],
])('asks Azure for the key, and for a signature by its version: %s', async (name, kind, given) => {
  await kms.sign('azure', {}, name)
  const [getIdToken, login, ...calls] = kms.requests()
  expect(getIdToken?.target).toBe(`${GITHUB}api%3A%2F%2FAzureADTokenExchange`)
  expect(login).toStrictEqual({
    target: 'POST login.microsoftonline.com/tenant/oauth2/v2.0/token',
    headers: expect.anything(),
    body: {
      grant_type: 'client_credentials',
      client_id: 'client',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: ID_TOKEN,
      scope: `https://${kind}.azure.net/.default`,
    },
  })
  const url = `my-vault.${kind}.azure.net/keys/asc`
  const headers = expect.objectContaining({ authorization: 'Bearer entra-token' })
  expect(calls).toStrictEqual([
    { target: `GET ${url}${given}?api-version=7.4`, headers, body: {} },
    {
      target: `POST ${url}/${VERSION}/sign?api-version=7.4`,
      headers,
      body: { alg: 'ES256', value: expect.stringMatching(/^[\w-]{43}$/) },
    },
  ])
  expect(kms.masked).toStrictEqual(['request-token', ID_TOKEN, 'entra-token'])
})

test.each([
  ['azure.cn', 'login.partner.microsoftonline.cn', 'China'],
  ['usgovcloudapi.net', 'login.microsoftonline.us', 'USGov'],
])('signs in to the cloud of %s', async (cloud, host, audience) => {
  await kms.sign('azure', {}, `azurekms://my-vault.vault.${cloud}/asc`)
  const [getIdToken, login] = kms.requests()
  expect(getIdToken?.target).toBe(`${GITHUB}api%3A%2F%2FAzureADTokenExchange${audience}`)
  expect(login?.target).toBe(`POST ${host}/tenant/oauth2/v2.0/token`)
  expect(login?.body['scope']).toBe(`https://vault.${cloud}/.default`)
})

test('signs in at AZURE_AUTHORITY_HOST', async () => {
  await kms.sign('azure', { AZURE_AUTHORITY_HOST: kms.cloud().url })
  expect(kms.targets()[1]).toBe(`POST ${hostOfCloud()}/tenant/oauth2/v2.0/token`)
})

test.each([
  [{ VAULT_TOKEN: ' hvs.vault-token\n' }, '/v1/transit/sign/asc'],
  [
    { TRANSIT_SECRET_ENGINE_PATH: 'a/b/transit-2/', VAULT_NAMESPACE: 'admin/ios' },
    '/v1/a/b/transit-2/sign/asc',
  ],
  [{ VAULT_ADDR: 'https://vault.example.org/up/' }, '/up/v1/transit/sign/asc'],
  // Two slashes start no other host.
  [{ VAULT_ADDR: 'https://vault.example.org//up' }, '/up/v1/transit/sign/asc'],
])('asks Vault for the key, and for a signature by its version: %j', async (env, path) => {
  await kms.sign('vault', env)
  const headers = expect.objectContaining({
    'x-vault-token': 'hvs.vault-token',
    'x-vault-request': 'true',
    ...('VAULT_NAMESPACE' in env && { 'x-vault-namespace': env.VAULT_NAMESPACE }),
  })
  expect(kms.requests()).toStrictEqual([
    { target: `GET vault.example.org${path.replace('sign', 'keys')}`, headers, body: {} },
    {
      target: `POST vault.example.org${path}`,
      headers,
      body: {
        input: expect.stringMatching(/^[\w+/]{43}=$/),
        key_version: 1,
        prehashed: true,
        hash_algorithm: 'sha2-256',
        marshaling_algorithm: 'jws',
      },
    },
  ])
  expect(kms.masked).toStrictEqual(['hvs.vault-token'])
})

test('trusts the certificate in VAULT_CACERT, on this machine without the proxy', async () => {
  const file = join(temp(), 'ca.pem')
  writeFileSync(file, certificate.cert)
  const address = `https://localhost:${kms.cloud().securePort}`
  await kms.sign('vault', { VAULT_ADDR: address, VAULT_CACERT: file })
  expect(kms.requests()).toHaveLength(2)
})

test('sends http to VAULT_ADDR, which may be anywhere', async () => {
  await kms.sign('vault', { VAULT_ADDR: kms.cloud().url })
  expect(kms.requests()).toHaveLength(2)
  const remote = kms.sign('vault', { VAULT_ADDR: `http://${'a'.repeat(64)}.example.org` })
  await expect(remote).rejects.toThrow(' cannot be resolved ')
})
