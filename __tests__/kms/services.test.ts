import { createPublicKey } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { certificate, ID_TOKEN, STS_XML } from '../helpers/cloud.ts'
import { freshFolders } from '../helpers/folders.ts'
import { googleFile, HEADER, ID_TOKEN_ENV, PAYLOAD, SERVICES, useCloud } from '../helpers/kms.ts'
import { openToken } from '../helpers/support.ts'

const temp = freshFolders()
const kms = useCloud()
const ALL = Object.entries(SERVICES)

const UUID = '1234abcd-12ab-34cd-56ef-1234567890ab'
const GCP = 'projects/acme/locations/global/keyRings/ring/cryptoKeys/asc/cryptoKeyVersions'
const KMS = 'POST kms.eu-central-1.amazonaws.com/'
const STS = 'POST sts.eu-central-1.amazonaws.com/'
const GITHUB = 'GET token.actions.githubusercontent.com/id-token?api=2&audience='

test.each(ALL)('signs with %s, by one login and one public key', async (_, { name, env }) => {
  const signer = kms.signer(name, env)
  for (let count = 0; count < 2; count++) {
    expect(openToken(await signer.sign(HEADER, PAYLOAD), kms.key)).toStrictEqual({
      header: HEADER,
      payload: { aud: 'appstoreconnect-v1' },
    })
  }
  const { length } = kms.targets()
  await signer.sign(HEADER, PAYLOAD)
  expect(kms.targets()).toHaveLength(length + 1)
})

test.each(ALL)('returns the public key of %s, and keeps it', async (_, { name, env }) => {
  const signer = kms.signer(name, env)
  const expected = createPublicKey(kms.key).export({ type: 'spki', format: 'der' })
  expect(await signer.publicKey()).toStrictEqual(expected)
  const { length } = kms.targets()
  expect(await signer.publicKey()).toStrictEqual(expected)
  await signer.sign(HEADER, PAYLOAD)
  expect(kms.targets()).toHaveLength(length + 1)
})

test('asks AWS for public key and signature at once', async () => {
  await kms.signWith('aws', { AWS_SESSION_TOKEN: 'session-token' })
  const headers = {
    host: 'kms.eu-central-1.amazonaws.com',
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-date': '20261125T120000Z',
    'x-amz-security-token': 'session-token',
    authorization: expect.stringMatching(
      /^AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE\/20261125\/eu-central-1\/kms\/aws4_request, SignedHeaders=content-type;host;x-amz-date;x-amz-security-token;x-amz-target, Signature=[\da-f]{64}$/,
    ),
  }
  expect(kms.requests()).toHaveLength(2)
  expect(kms.requests()).toStrictEqual(
    expect.arrayContaining([
      {
        target: KMS,
        headers: expect.objectContaining({
          ...headers,
          'x-amz-target': 'TrentService.GetPublicKey',
        }),
        body: { KeyId: 'alias/asc' },
      },
      {
        target: KMS,
        headers: expect.objectContaining({ ...headers, 'x-amz-target': 'TrentService.Sign' }),
        body: {
          KeyId: 'alias/asc',
          Message: expect.stringMatching(/^[\w+/]{43}=$/),
          MessageType: 'DIGEST',
          SigningAlgorithm: 'ECDSA_SHA_256',
        },
      },
    ]),
  )
  expect(kms.masked).toStrictEqual(['AKIAEXAMPLE', 'aws-secret-access-key', 'session-token'])
})

const AWS = SERVICES.aws.env
const arn = (region: string, partition = 'aws') =>
  `arn:${partition}:kms:${region}:123456789012:key/${UUID}`

test.each([
  [`awskms:///${UUID}`, AWS, KMS],
  [arn('eu-central-1'), { ...AWS, AWS_REGION: 'us-east-1' }, KMS],
  [arn('eu-central-1').replace('arn', 'ARN'), AWS, KMS],
  [`awskms:///${arn('eu-central-1')}`, { ...AWS, AWS_REGION: '' }, KMS],
  ['awskms:///alias/asc', { ...AWS, AWS_REGION: '', AWS_DEFAULT_REGION: 'eu-central-1' }, KMS],
  [arn('us-gov-west-1', 'aws-us-gov'), AWS, 'POST kms.us-gov-west-1.amazonaws.com/'],
  [arn('cn-north-1', 'aws-cn'), AWS, 'POST kms.cn-north-1.amazonaws.com.cn/'],
  [arn('eusc-de-east-1', 'aws-eusc'), AWS, 'POST kms.eusc-de-east-1.amazonaws.eu/'],
  ...[
    'kms-fips.us-east-1.amazonaws.com',
    'vpce-1.kms.eu-central-1.vpce.amazonaws.com',
    'kms.eu-central-1.api.aws',
  ].map((host) => [`awskms://${host}/alias/asc`, AWS, `POST ${host}/`] as const),
])('signs with %s', async (name, env, target) => {
  expect(openToken(await kms.sign(name, env), kms.key).header).toStrictEqual(HEADER)
  expect(kms.targets()).toStrictEqual([target, target])
  const region = /(?:kms|fips)\.([^.]+)/.exec(target)?.[1]
  const authorization = kms.requests()[0]?.headers.authorization
  expect(authorization).toContain(`/${region}/kms/aws4_request`)
  expect(kms.requests()[0]?.body['KeyId']).toMatch(/^(arn:|alias\/|1234abcd)/)
})

test.each(['AWS_ENDPOINT_URL_KMS', 'AWS_ENDPOINT_URL'])(
  'sends requests to %s',
  async (variable) => {
    await kms.signWith('aws', {
      [variable]: `${kms.cloud().url}/path?x=1`,
      AWS_ENDPOINT_URL_STS: 'x',
    })
    const target = `POST ${new URL(kms.cloud().url).host}/`
    expect(kms.targets()).toStrictEqual([target, target])
  },
)

test('sends requests to a host of this machine', async () => {
  const { host } = new URL(kms.cloud().url)
  const env = { AWS_ENDPOINT_URL: 'https://none.example.org' }
  await kms.signWith('aws', env, `awskms://${host}/alias/asc`)
  expect(kms.targets()).toStrictEqual([`POST ${host}/`, `POST ${host}/`])
  await expect(kms.signWith('aws', {}, 'awskms://localhost:65536/alias/asc')).rejects.toThrow(
    'private-key is not the https URL of a server.',
  )
})

const ROLE = {
  AWS_REGION: 'eu-central-1',
  AWS_ROLE_ARN: 'arn:aws:iam::123456789012:role/asc',
}
const ASSUME = {
  target: STS,
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

test.each(['JSON', 'XML'])(
  'assumes a role with an ID token, by an answer in %s',
  async (format) => {
    kms.behave(({ body }) =>
      format === 'XML' && 'WebIdentityToken' in body ? { body: STS_XML } : undefined,
    )
    const token = await kms.sign('awskms:///alias/asc', { ...ROLE, ...ID_TOKEN_ENV })
    expect(openToken(token, kms.key).header).toStrictEqual(HEADER)
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
  },
)

test('assumes a role with the token in AWS_WEB_IDENTITY_TOKEN_FILE, not that of GitHub', async () => {
  const file = join(temp(), 'token')
  writeFileSync(file, `${ID_TOKEN}\n`)
  const env = { ...ROLE, ...ID_TOKEN_ENV, AWS_WEB_IDENTITY_TOKEN_FILE: file }
  await kms.sign('awskms:///alias/asc', env)
  expect(kms.requests()[0]).toStrictEqual(ASSUME)
  expect(kms.masked).toContain(ID_TOKEN)
})

test('uses credentials before a role', async () => {
  await kms.signWith('aws', { ...ROLE, ...ID_TOKEN_ENV })
  expect(kms.targets()).toStrictEqual([KMS, KMS])
  expect(kms.masked).toStrictEqual(['AKIAEXAMPLE', 'aws-secret-access-key'])
})

test('assumes a role where its region and AWS_ENDPOINT_URL_STS say', async () => {
  const env = { ...ROLE, ...ID_TOKEN_ENV }
  await kms.sign(arn('cn-north-1', 'aws-cn'), env)
  expect(kms.targets()[1]).toBe('POST sts.cn-north-1.amazonaws.com.cn/')
  await kms.sign('awskms:///alias/asc', { ...env, AWS_ENDPOINT_URL_STS: kms.cloud().url })
  expect(kms.targets()).toContain(`POST ${new URL(kms.cloud().url).host}/`)
})

test.each([
  `gcpkms://${GCP}/1`,
  `gcpkms://${GCP.replace('cryptoKeyVersions', 'versions')}/1`,
  `${GCP}/1`,
  `https://cloudkms.googleapis.com/v1/${GCP}/1`,
  `gcpkms:${GCP}/1`,
  `GCP-KMS://${GCP}/1`,
])('asks Google for public key and signature at once: %s', async (name) => {
  const env = { CLOUDSDK_AUTH_ACCESS_TOKEN: 'access-token', GOOGLE_OAUTH_ACCESS_TOKEN: 'other' }
  await kms.sign(name, env)
  const headers = expect.objectContaining({ authorization: 'Bearer access-token' })
  expect(kms.requests()).toHaveLength(2)
  expect(kms.requests()).toStrictEqual(
    expect.arrayContaining([
      { target: `GET cloudkms.googleapis.com/v1/${GCP}/1/publicKey`, headers, body: {} },
      {
        target: `POST cloudkms.googleapis.com/v1/${GCP}/1:asymmetricSign`,
        headers: expect.objectContaining({
          authorization: 'Bearer access-token',
          'content-type': 'application/json',
        }),
        body: { digest: { sha256: expect.stringMatching(/^[\w+/]{43}=$/) } },
      },
    ]),
  )
  expect(kms.masked).toStrictEqual(['access-token'])
})

test('sends requests to CLOUDSDK_API_ENDPOINT_OVERRIDES_CLOUDKMS', async () => {
  const { url } = kms.cloud()
  await kms.signWith('google', { CLOUDSDK_API_ENDPOINT_OVERRIDES_CLOUDKMS: `${url}/` })
  expect(kms.targets()).toContain(`GET ${new URL(url).host}/v1/${GCP}/1/publicKey`)
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
  const file = googleFile(temp(), content)
  await kms.sign(`${GCP}/1`, { ...ID_TOKEN_ENV, GOOGLE_APPLICATION_CREDENTIALS: file })
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
  const env = { ...ID_TOKEN_ENV, GOOGLE_APPLICATION_CREDENTIALS: googleFile(temp()) }
  await kms.sign(`${GCP}/1`, env)
  expect(kms.requests()).toHaveLength(4)
  expect(kms.requests()[2]?.headers.authorization).toBe('Bearer federated-token')
})

test('sends nothing of Google elsewhere, whatever path the file has', async () => {
  const account = 'https://iamcredentials.googleapis.com//my-vault.vault.azure.net/v1/token'
  const file = googleFile(temp(), { service_account_impersonation_url: account })
  const env = { ...ID_TOKEN_ENV, GOOGLE_APPLICATION_CREDENTIALS: file }
  await expect(kms.sign(`${GCP}/1`, env)).rejects.toThrow('(iamcredentials.googleapis.com)')
  expect(kms.targets()).toHaveLength(3)
})

const VERSION = '0a'.repeat(16)
const VAULTS = 'https://vault.azure.net/.default'

test.each([
  ['azurekms://my-vault.vault.azure.net/asc', VAULTS, ''],
  ['AzureKMS://my-vault.vault.azure.net/keys/asc', VAULTS, ''],
  [`https://my-vault.vault.azure.net/keys/asc/${VERSION}`, VAULTS, `/${VERSION}`],
  ['azurekms://my-hsm.managedhsm.azure.net/asc', 'https://managedhsm.azure.net/.default', ''],
])(
  'asks Azure for the key, and for a signature by its version: %s',
  async (name, scope, version) => {
    const token = await kms.sign(name, SERVICES.azure.env)
    expect(openToken(token, kms.key).header).toStrictEqual(HEADER)
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
        scope,
      },
    })
    const [, host] = /\/\/([^/]+)/.exec(name) ?? []
    const headers = expect.objectContaining({ authorization: 'Bearer entra-token' })
    expect(calls).toHaveLength(2)
    expect(calls).toStrictEqual(
      expect.arrayContaining([
        { target: `GET ${host}/keys/asc${version}?api-version=7.4`, headers, body: {} },
        {
          target: `POST ${host}/keys/asc/${VERSION}/sign?api-version=7.4`,
          headers,
          body: { alg: 'ES256', value: expect.stringMatching(/^[\w-]{43}$/) },
        },
      ]),
    )
    expect(kms.masked).toStrictEqual(['request-token', ID_TOKEN, 'entra-token'])
  },
)

test.each([
  ['azure.cn', 'login.partner.microsoftonline.cn', 'China'],
  ['usgovcloudapi.net', 'login.microsoftonline.us', 'USGov'],
])('signs in to the cloud of %s', async (cloud, host, audience) => {
  await kms.signWith('azure', {}, `azurekms://my-vault.vault.${cloud}/asc`)
  const [getIdToken, login] = kms.requests()
  expect(getIdToken?.target).toBe(`${GITHUB}api%3A%2F%2FAzureADTokenExchange${audience}`)
  expect(login?.target).toBe(`POST ${host}/tenant/oauth2/v2.0/token`)
  expect(login?.body['scope']).toBe(`https://vault.${cloud}/.default`)
})

test('signs in at AZURE_AUTHORITY_HOST', async () => {
  const { url } = kms.cloud()
  await kms.signWith('azure', { AZURE_AUTHORITY_HOST: url })
  expect(kms.targets()[1]).toBe(`POST ${new URL(url).host}/tenant/oauth2/v2.0/token`)
})

test.each([
  [{}, '/v1/transit/sign/asc', undefined],
  [
    { TRANSIT_SECRET_ENGINE_PATH: 'team/transit-2/', VAULT_NAMESPACE: 'admin/ios/' },
    '/v1/team/transit-2/sign/asc',
    'admin/ios/',
  ],
  [{ VAULT_ADDR: 'https://vault.example.org/up/' }, '/up/v1/transit/sign/asc', undefined],
  [{ TRANSIT_SECRET_ENGINE_PATH: 'a/b/c' }, '/v1/a/b/c/sign/asc', undefined],
  // Two slashes start no other host.
  [{ VAULT_ADDR: 'https://vault.example.org//' }, '/v1/transit/sign/asc', undefined],
  [{ VAULT_ADDR: 'https://vault.example.org//up' }, '/up/v1/transit/sign/asc', undefined],
])(
  'asks Vault for the key, and for a signature by its version: %j',
  async (env, path, namespace) => {
    await kms.signWith('vault', env)
    const headers = expect.objectContaining({
      'x-vault-token': 'hvs.vault-token',
      'x-vault-request': 'true',
      ...(namespace && { 'x-vault-namespace': namespace }),
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
  },
)

test('trusts the certificate in VAULT_CACERT, on this machine without the proxy', async () => {
  const file = join(temp(), 'ca.pem')
  writeFileSync(file, certificate.cert)
  const address = `https://localhost:${kms.cloud().securePort}`
  await kms.signWith('vault', { VAULT_ADDR: address, VAULT_CACERT: file })
  expect(kms.requests()).toHaveLength(2)
})

test('sends http to VAULT_ADDR, which may be anywhere', async () => {
  await kms.signWith('vault', { VAULT_ADDR: kms.cloud().url })
  expect(kms.requests()).toHaveLength(2)
  const remote = kms.signWith('vault', { VAULT_ADDR: `http://${'a'.repeat(64)}.example.org` })
  await expect(remote).rejects.toThrow(' cannot be resolved ')
})
