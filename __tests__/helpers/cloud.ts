import { createPublicKey, type KeyObject } from 'node:crypto'
import http, { type IncomingMessage, type ServerResponse } from 'node:http'
import https from 'node:https'
import tls from 'node:tls'
import { startProxy } from './apple-server.ts'
import { makeCertificate } from './certificate.ts'
import { signDigest } from './ecdsa.ts'
import { close, listen } from './loopback.ts'

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

const CLAIMS = Buffer.from('{"sub":"repo:acme/app:environment:release"}').toString('base64url')
export const ID_TOKEN = `eyJhbGciOiJSUzI1NiJ9.${CLAIMS}.signature`

/** The hosts that the certificate is for: what a key in each service, and each way to sign in, leads to. */
const HOSTS = [
  '*.eu-central-1.amazonaws.com',
  '*.us-gov-west-1.amazonaws.com',
  '*.us-east-1.amazonaws.com',
  '*.cn-north-1.amazonaws.com.cn',
  '*.eusc-de-east-1.amazonaws.eu',
  '*.kms.eu-central-1.vpce.amazonaws.com',
  'kms.eu-central-1.api.aws',
  '*.googleapis.com',
  '*.vault.azure.net',
  '*.managedhsm.azure.net',
  '*.vault.azure.cn',
  '*.vault.usgovcloudapi.net',
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
      await Promise.all([proxy.close(), close(secure), close(plain)])
    },
  }
}

/** What the services answer if all is well, by their documentation: see docs/kms.md. */
function answer(request: CloudRequest, keys: readonly KeyObject[]): CloudReply {
  const { target, headers, body } = request
  const [key] = keys.slice(-1) as [KeyObject]
  const path = target.replace(/^\w+ [^/]+/, '')
  const sign = (digest: unknown) => {
    return signDigest(Buffer.from(String(digest), 'base64'), key, 'der').toString('base64')
  }
  const operation = String(headers['x-amz-target']).replace('TrentService.', '')
  if (operation === 'GetPublicKey') {
    const PublicKey = createPublicKey(key).export({ type: 'spki', format: 'der' })
    return { body: { KeySpec: 'ECC_NIST_P256', PublicKey: PublicKey.toString('base64') } }
  }
  if (operation === 'Sign') return { body: { Signature: sign(body['Message']) } }
  if (body['Action'] === 'AssumeRoleWithWebIdentity') return { body: STS_JSON }
  if (path.endsWith('/publicKey')) {
    return { body: { pem: toPem(key), algorithm: 'EC_SIGN_P256_SHA256' } }
  }
  if (path.endsWith(':asymmetricSign')) {
    return { body: { signature: sign(Object(body['digest']).sha256) } }
  }
  if (path === '/v1/token') return { body: { access_token: 'federated-token', expires_in: 3600 } }
  if (path.endsWith(':generateAccessToken')) return { body: { accessToken: 'account-token' } }
  if (path.startsWith('/keys/')) return answerAzure(request, key)
  if (path.endsWith('/oauth2/v2.0/token')) return { body: { access_token: 'entra-token' } }
  if (path.includes('/keys/') || path.includes('/sign/')) return answerVault(request, keys)
  if (path.startsWith('/id-token')) return { body: { count: 1, value: ID_TOKEN } }
  return { status: 404, body: '404 page not found' }
}

const toPem = (key: KeyObject) => createPublicKey(key).export({ type: 'spki', format: 'pem' })

const STS_JSON = {
  AssumeRoleWithWebIdentityResponse: {
    AssumeRoleWithWebIdentityResult: {
      Credentials: {
        ...{ AccessKeyId: 'ASIAEXAMPLE', SecretAccessKey: 'temporary/secret' },
        ...{ SessionToken: 'session-token==', Expiration: 1.7e9 },
      },
    },
  },
}

export const STS_XML = `<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
  <AssumeRoleWithWebIdentityResult><Credentials>
    <AccessKeyId>ASIAEXAMPLE</AccessKeyId><SecretAccessKey>temporary/secret</SecretAccessKey>
    <SessionToken>session-token==</SessionToken>
  </Credentials></AssumeRoleWithWebIdentityResult>
</AssumeRoleWithWebIdentityResponse>`

function answerAzure({ target, body }: CloudRequest, key: KeyObject): CloudReply {
  const [, host, path] = /^\w+ ([^/]+)(\/keys\/[^/?]+)/.exec(target) ?? []
  const kid = `https://${host}${path}/${'0a'.repeat(16)}`
  if (target.includes('/sign?')) {
    const digest = Buffer.from(String(body['value']), 'base64url')
    return { body: { kid, value: signDigest(digest, key, 'raw').toString('base64url') } }
  }
  const { x, y } = createPublicKey(key).export({ format: 'jwk' })
  const jwk = { kid, kty: 'EC-HSM', key_ops: ['sign'], crv: 'P-256', x, y }
  return { body: { key: jwk, attributes: { enabled: true }, tags: { kid: 'mine', x: 'mine' } } }
}

function answerVault({ target, body }: CloudRequest, keys: readonly KeyObject[]): CloudReply {
  if (target.includes('/sign/')) {
    const version = Number(body['key_version'])
    const digest = Buffer.from(String(body['input']), 'base64')
    const bytes = signDigest(digest, keys[version - 1] as KeyObject, 'raw')
    const signature = `vault:v${version}:${bytes.toString('base64url')}`
    return { body: { data: { signature, key_version: version } } }
  }
  const versions = keys.map((key, at) => [at + 1, { name: 'P-256', public_key: toPem(key) }])
  const data = { type: 'ecdsa-p256', latest_version: keys.length }
  return { body: { data: { ...data, keys: Object.fromEntries(versions) }, warnings: null } }
}
