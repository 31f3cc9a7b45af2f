import { createPublicKey, type KeyObject } from 'node:crypto'
import http, { type IncomingMessage, type ServerResponse } from 'node:http'
import https from 'node:https'
import type { AddressInfo } from 'node:net'
import tls from 'node:tls'
import { startProxy } from './apple-server.ts'
import { makeCertificate } from './certificate.ts'
import { signDigest } from './ecdsa.ts'

/** A request as it arrived. */
export interface CloudRequest {
  /** Method, host and path. */
  readonly target: string
  readonly headers: Readonly<http.IncomingHttpHeaders>
  /** Parsed, if it is JSON or a form. */
  readonly body: Readonly<Record<string, unknown>>
}

/** What a request is answered with: a body, with a status if it is not 200; or what happens instead. */
export type CloudReply =
  | { readonly status?: number; readonly body: unknown }
  | ((request: IncomingMessage, response: ServerResponse) => void)

/** What answers a request in place of the services; undefined leaves it to them. */
export type Behavior = (request: CloudRequest, count: number) => CloudReply | undefined

export const ID_TOKEN = [
  '{"alg":"RS256"}',
  '{"sub":"repo:acme/app:environment:release"}',
  'signature',
]
  .map((part) => Buffer.from(part).toString('base64url'))
  .join('.')

/** The hosts that the certificate is for: what a key in each service, and each way to sign in, leads to. */
const HOSTS = [
  'kms.eu-central-1.amazonaws.com',
  'sts.eu-central-1.amazonaws.com',
  'kms.us-gov-west-1.amazonaws.com',
  'kms.cn-north-1.amazonaws.com.cn',
  'sts.cn-north-1.amazonaws.com.cn',
  'kms.eusc-de-east-1.amazonaws.eu',
  'kms-fips.us-east-1.amazonaws.com',
  'vpce-1.kms.eu-central-1.vpce.amazonaws.com',
  'kms.eu-central-1.api.aws',
  'cloudkms.googleapis.com',
  'sts.googleapis.com',
  'iamcredentials.googleapis.com',
  'my-vault.vault.azure.net',
  'my-hsm.managedhsm.azure.net',
  'my-vault.vault.azure.cn',
  'my-vault.vault.usgovcloudapi.net',
  'login.microsoftonline.com',
  'login.partner.microsoftonline.cn',
  'login.microsoftonline.us',
  'token.actions.githubusercontent.com',
  'vault.example.org',
  'localhost',
]
export const certificate = makeCertificate(...HOSTS)

/**
 * The four services, GitHub's ID tokens and what exchanges them, on loopback under their own names: the
 * requests come through a proxy, and the certificate is trusted until it is closed.
 *
 * @param keys the versions of the key that the services sign with, oldest first
 */
export async function startCloud(keys: readonly KeyObject[], behave: Behavior = () => undefined) {
  const requests: CloudRequest[] = []
  const listener = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const text = Buffer.concat(chunks).toString()
    const { headers, method, url } = request
    const isForm = headers['content-type'] === 'application/x-www-form-urlencoded'
    const body = isForm ? Object.fromEntries(new URLSearchParams(text)) : JSON.parse(text || '{}')
    const seen = { target: `${method} ${headers.host}${url}`, headers, body }
    requests.push(seen)
    const reply = behave(seen, requests.length) ?? answer(seen, keys)
    if (typeof reply === 'function') return reply(request, response)
    const { status = 200, body: content } = reply
    response.writeHead(status).end(typeof content === 'string' ? content : JSON.stringify(content))
  }
  const before = tls.getCACertificates('default')
  tls.setDefaultCACertificates([...before, certificate.cert])
  const secure = https.createServer(certificate, listener)
  const plain = http.createServer(listener)
  const [securePort, plainPort] = await Promise.all([secure, plain].map(listen))
  const proxy = await startProxy(new URL(`https://127.0.0.1:${securePort}`))
  return {
    requests,
    /** What the step needs to get there under the services' names. */
    env: { HTTPS_PROXY: `http://${proxy.address}` },
    /** The same without TLS, and without a name. */
    url: `http://127.0.0.1:${plainPort}`,
    securePort,
    close: async () => {
      tls.setDefaultCACertificates(before)
      await proxy.close()
      for (const server of [secure, plain]) {
        server.close()
        server.closeAllConnections()
      }
    },
  }
}

async function listen(server: http.Server | https.Server): Promise<number> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return (server.address() as AddressInfo).port
}

/** What the services answer if all is well, by their documentation: see docs/kms.md. */
function answer({ target, headers, body }: CloudRequest, keys: readonly KeyObject[]): CloudReply {
  const [latest] = keys.slice(-1) as [KeyObject]
  const path = target.replace(/^\w+ [^/]+/, '')
  const key = createPublicKey(latest)
  const operation = String(headers['x-amz-target']).replace('TrentService.', '')
  if (operation === 'GetPublicKey') {
    const PublicKey = key.export({ type: 'spki', format: 'der' }).toString('base64')
    return { body: { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY', PublicKey } }
  }
  if (operation === 'Sign') {
    const digest = Buffer.from(String(body['Message']), 'base64')
    const Signature = signDigest(digest, latest, 'der').toString('base64')
    return { body: { Signature, SigningAlgorithm: 'ECDSA_SHA_256' } }
  }
  if (body['Action'] === 'AssumeRoleWithWebIdentity') return { body: STS_JSON }
  if (path.endsWith('/publicKey')) {
    const pem = key.export({ type: 'spki', format: 'pem' })
    return { body: { pem, algorithm: 'EC_SIGN_P256_SHA256', protectionLevel: 'SOFTWARE' } }
  }
  if (path.endsWith(':asymmetricSign')) {
    const digest = Buffer.from(Object(body['digest']).sha256, 'base64')
    return { body: { signature: signDigest(digest, latest, 'der').toString('base64') } }
  }
  if (path === '/v1/token') return { body: { access_token: 'federated-token', expires_in: 3600 } }
  if (path.endsWith(':generateAccessToken')) return { body: { accessToken: 'account-token' } }
  if (path.startsWith('/keys/')) return answerAzure(target, body, latest)
  if (path.endsWith('/oauth2/v2.0/token')) return { body: { access_token: 'entra-token' } }
  if (path.includes('/keys/') || path.includes('/sign/')) return answerVault(path, body, keys)
  if (path.startsWith('/id-token')) return { body: { count: 1, value: ID_TOKEN } }
  return { status: 404, body: '404 page not found' }
}

const CREDENTIALS = {
  AccessKeyId: 'ASIAEXAMPLE',
  SecretAccessKey: 'temporary/secret',
  SessionToken: 'session-token==',
}

const STS_JSON = {
  AssumeRoleWithWebIdentityResponse: {
    AssumeRoleWithWebIdentityResult: { Credentials: { ...CREDENTIALS, Expiration: 1.7e9 } },
    ResponseMetadata: { RequestId: '1' },
  },
}

export const STS_XML = `<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
  <AssumeRoleWithWebIdentityResult><Credentials>${Object.entries(CREDENTIALS)
    .map(([name, value]) => `<${name}>${value}</${name}>`)
    .join('\n')}</Credentials></AssumeRoleWithWebIdentityResult>
</AssumeRoleWithWebIdentityResponse>`

const VERSION = '0a'.repeat(16)

function answerAzure(target: string, body: CloudRequest['body'], key: KeyObject): CloudReply {
  const [, host, path] = /^\w+ ([^/]+)(\/keys\/[^/?]+)/.exec(target) ?? []
  const kid = `https://${host}${path}/${VERSION}`
  if (target.includes('/sign?')) {
    const digest = Buffer.from(String(body['value']), 'base64url')
    return { body: { kid, value: signDigest(digest, key, 'raw').toString('base64url') } }
  }
  const { x, y } = createPublicKey(key).export({ format: 'jwk' })
  const jwk = { kid, kty: 'EC-HSM', key_ops: ['sign'], crv: 'P-256', x, y }
  return { body: { key: jwk, attributes: { enabled: true }, tags: { kid: 'mine', x: 'mine' } } }
}

function answerVault(
  path: string,
  body: CloudRequest['body'],
  keys: readonly KeyObject[],
): CloudReply {
  const version = Number(body['key_version'])
  if (path.includes('/sign/')) {
    const digest = Buffer.from(String(body['input']), 'base64')
    const signature = signDigest(digest, keys[version - 1] as KeyObject, 'raw').toString(
      'base64url',
    )
    return { body: { data: { signature: `vault:v${version}:${signature}`, key_version: version } } }
  }
  const versions = keys.map((key, index) => {
    const pem = createPublicKey(key).export({ type: 'spki', format: 'pem' })
    return [index + 1, { name: 'P-256', public_key: pem }]
  })
  const data = {
    type: 'ecdsa-p256',
    latest_version: keys.length,
    keys: Object.fromEntries(versions),
  }
  return { body: { request_id: '1', data, warnings: null } }
}
