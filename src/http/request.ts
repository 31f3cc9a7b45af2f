import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { HttpProxy } from './proxy.ts'
import type { Timer } from './timer.ts'

/** What servers see of the action: its name, and the version in package.json. */
const USER_AGENT = 'create-app-store-connect-token/1.0.0'

/** As much of a body as is read, in bytes. */
const MAX_BODY = 65_536

/** A GET, or a POST if it has a body. */
export interface HttpRequest {
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  readonly proxy: HttpProxy | undefined
  /** The runner's clock. */
  readonly now: () => Date
  readonly timeout: Timer['timeout']
  /** Milliseconds for everything, from resolving the name to the last byte of the body. */
  readonly limit: number
  /** As PEM, the authorities to trust in place of those that Node trusts. */
  readonly ca?: string | undefined
}

export interface HttpResponse {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
  /** False if there was more than is read. */
  readonly complete: boolean
  /** By the runner's clock: halfway between sending the request and receiving the headers. */
  readonly at: Date
}

/** There is no response. The message says at which hop and why, as a part of a sentence. */
export class NoResponse extends Error {
  override name = 'NoResponse'
}

/**
 * Sends one request. A redirect is returned like any other response and not followed, so that what
 * authorizes the request goes nowhere else. Certificates are checked, whatever the environment says.
 *
 * @throws {NoResponse} if there is no complete response in time
 */
export async function sendRequest(request: HttpRequest): Promise<HttpResponse> {
  const { url, headers, body, proxy, now, timeout, limit, ca } = request
  const signal = timeout(limit)
  let hop = proxy ? `the proxy in ${proxy.variable}` : url.host
  let socket: Duplex | undefined
  const send = async () => {
    if (proxy) {
      socket = await openTunnel(proxy, url, signal)
      hop = `${url.host} behind ${hop}`
    }
    const client = await clientFor(url)
    const options = {
      ...{ signal, socket, ca, agent: false, rejectUnauthorized: true },
      method: body === undefined ? 'GET' : 'POST',
      headers: { 'user-agent': USER_AGENT, ...headers },
    }
    const sentAt = now().getTime()
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      client.request(url, options, resolve).on('error', reject).end(body)
    })
    const at = new Date((sentAt + now().getTime()) / 2)
    const { statusCode: status = 0 } = response
    return { status, headers: response.headers, at, ...(await read(response)) }
  }
  const fail = (cause: unknown) => {
    const late = `did not respond within ${Math.ceil(limit / 1000)} s`
    throw new NoResponse(`${hop} ${signal.aborted ? late : explain(cause, ca)}`, { cause })
  }
  return send()
    .catch(fail)
    .finally(() => socket?.destroy())
}

/** Node takes some milliseconds to load node:https. */
function clientFor({ protocol }: URL) {
  return protocol === 'https:' ? import('node:https') : import('node:http')
}

async function read(response: IncomingMessage): Promise<Pick<HttpResponse, 'body' | 'complete'>> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of response) {
    chunks.push(chunk)
    size += chunk.length
    if (size > MAX_BODY) break
  }
  return { body: Buffer.concat(chunks).toString('utf8', 0, MAX_BODY), complete: size <= MAX_BODY }
}

/**
 * Opens a connection to the host of a URL through a proxy. Node's agents can do that too, but a proxy
 * that sends its response in pieces makes them add listeners without end:
 * https://github.com/nodejs/node/pull/64545
 */
export async function openTunnel(
  { url, authorization }: HttpProxy,
  target: URL,
  signal: AbortSignal,
): Promise<Duplex> {
  const client = await clientFor(url)
  const path = `${target.hostname}:${target.port || 443}`
  const proxyAuthorization = authorization && { 'proxy-authorization': authorization }
  const options = {
    ...{ method: 'CONNECT', path, signal, agent: false, rejectUnauthorized: true },
    headers: { host: path, connection: 'keep-alive', ...proxyAuthorization },
    // Node would expect the certificate of the host in the header. An IP address is no server name.
    servername: /^\[|\.\d+$/.test(url.hostname) ? '' : url.hostname,
  }
  return new Promise((resolve, reject) => {
    const request = client.request(url, options).on('error', reject).end()
    request.on('connect', ({ statusCode: status = 0 }, socket) => {
      // TLS reports what goes wrong from here on.
      socket.on('error', () => {})
      if (status >= 200 && status < 300) return resolve(socket)
      socket.destroy()
      reject(Object.assign(new Error(), { code: `status ${status}` }))
    })
  })
}

const UNTRUSTED = 'has a certificate that is not trusted'
const TRUST =
  '; if a proxy inspects TLS traffic here, set NODE_EXTRA_CA_CERTS to the file of its CA certificate'

/** What codes mean, as a predicate, by parts of them separated by spaces. The first that fits counts. */
const REASONS: Readonly<Record<string, string>> = {
  'ENOTFOUND EAI_': 'cannot be resolved',
  ECONNREFUSED: 'refused the connection',
  'ECONNRESET EPIPE': 'closed the connection',
  'ETIMEDOUT ENETUNREACH EHOSTUNREACH': 'cannot be reached',
  HPE_: 'sent a response that is not HTTP',
  INVALID_CHAR: 'cannot be sent a credential with an invalid character',
  ALTNAME: 'has a certificate for another name',
  'CERT_NOT_YET_VALID CERT_HAS_EXPIRED':
    "has a certificate that is expired or not yet valid, according to the runner's clock",
  'CERT SIGNATURE ISSUER': UNTRUSTED,
}

/** @throws what is neither an error of the operating system nor one of the other side's making */
function explain(cause: unknown, ca?: string): string {
  const { code } = Object(cause)
  // Codes of Node itself start with ERR_, and so do some of TLS.
  if (typeof code !== 'string' || /^ERR_(?!INVALID_CHAR|SSL_|OSSL_|TLS_)/.test(code)) throw cause
  const rows = Object.entries(REASONS)
  const row = rows.find(([parts]) => parts.split(' ').some((part) => code.includes(part)))
  const reason = row?.[1] ?? 'did not open a connection'
  // With certificates of its own, a server does not need those of the environment.
  return `${reason}${reason === UNTRUSTED && !ca ? TRUST : ''} (${code})`
}
