import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { HttpProxy } from './proxy.ts'
import type { Timer } from './timer.ts'

/** What servers see of the action: its name, and the version in package.json. */
export const USER_AGENT = 'create-app-store-connect-token/1.0.0'

/** As much of a body as is read, in bytes. Apple's errors take less than one thousand. */
const MAX_BODY = 65_536

export interface HttpRequest {
  readonly method: 'GET' | 'POST'
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
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

export interface RequestOptions {
  readonly proxy: HttpProxy | undefined
  /** The runner's clock. */
  readonly now: () => Date
  readonly timeout: Timer['timeout']
  /** Milliseconds for everything, from resolving the name to the last byte of the body. */
  readonly limit: number
  /** As PEM, who may have issued the host's certificate, in place of those that Node trusts. */
  readonly ca?: string | undefined
}

/**
 * Sends one request. A redirect is returned like any other response and not followed, so that what
 * authorizes the request goes nowhere else. Certificates are checked, whatever the environment says.
 *
 * @throws {NoResponse} if there is no complete response in time
 */
export async function sendRequest(
  request: HttpRequest,
  options: RequestOptions,
): Promise<HttpResponse> {
  const { proxy, limit, ca } = options
  const { host } = request.url
  const signal = options.timeout(limit)
  const explain = (hop: string, ca?: string) => (cause: unknown) => {
    const reason = signal.aborted
      ? `did not respond within ${Math.ceil(limit / 1000)} s`
      : explainNetworkError(cause, ca)
    throw new NoResponse(`${hop} ${reason}`, { cause })
  }
  if (proxy === undefined) return exchange(request, options, signal).catch(explain(host, ca))
  const name = `the proxy in ${proxy.variable}`
  const socket = await openTunnel(proxy, request.url, signal).catch(explain(name))
  try {
    const response = exchange(request, options, signal, socket)
    return await response.catch(explain(`${host} behind ${name}`, ca))
  } finally {
    socket.destroy()
  }
}

async function exchange(
  { method, url, headers, body }: HttpRequest,
  { now, ca }: RequestOptions,
  signal: AbortSignal,
  socket?: Duplex,
): Promise<HttpResponse> {
  const client = await (url.protocol === 'https:' ? import('node:https') : import('node:http'))
  const options = {
    ...{ method, signal, agent: false, rejectUnauthorized: true },
    headers: { 'user-agent': USER_AGENT, ...headers },
    ...(ca && { ca }),
    ...(socket && { socket }),
  }
  const sentAt = now().getTime()
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    client.request(url, options, resolve).on('error', reject).end(body)
  })
  const at = new Date((sentAt + now().getTime()) / 2)
  const { statusCode: status = 0 } = response
  return { status, headers: response.headers, ...(await read(response)), at }
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
  { url: proxy, authorization }: HttpProxy,
  target: URL,
  signal: AbortSignal,
): Promise<Duplex> {
  const client = await (proxy.protocol === 'https:' ? import('node:https') : import('node:http'))
  const { isIPv4 } = await import('node:net')
  // Node would expect the certificate of the host in the header. An IP address is no server name.
  const isAddress = isIPv4(proxy.hostname) || proxy.hostname.startsWith('[')
  const path = `${target.hostname}:${target.port || 443}`
  const headers = {
    host: path,
    connection: 'keep-alive',
    ...(authorization && { 'proxy-authorization': authorization }),
  }
  const options = {
    ...{ method: 'CONNECT', path, headers, signal, agent: false, rejectUnauthorized: true },
    servername: isAddress ? '' : proxy.hostname,
  }
  return new Promise((resolve, reject) => {
    client
      .request(proxy, options)
      .on('connect', ({ statusCode: status = 0 }, socket) => {
        // TLS reports what goes wrong from here on.
        socket.on('error', () => {})
        if (status >= 200 && status < 300) return resolve(socket)
        socket.destroy()
        reject(Object.assign(new Error(), { code: `status ${status}` }))
      })
      .on('error', reject)
      .end()
  })
}

const UNTRUSTED = 'has a certificate that is not trusted'
const TRUST =
  '; if a proxy inspects TLS traffic here, set NODE_EXTRA_CA_CERTS to the file of its CA certificate'

/** What the parts of codes mean, as a predicate. The first that fits counts. */
const REASONS: readonly (readonly [parts: readonly string[], reason: string])[] = [
  [['ENOTFOUND', 'EAI_'], 'cannot be resolved'],
  [['ECONNREFUSED'], 'refused the connection'],
  [['ECONNRESET', 'EPIPE'], 'closed the connection'],
  [['ETIMEDOUT', 'ENETUNREACH', 'EHOSTUNREACH'], 'cannot be reached'],
  [['HPE_'], 'sent a response that is not HTTP'],
  [['ALTNAME'], 'has a certificate for another name'],
  [
    ['CERT_NOT_YET_VALID', 'CERT_HAS_EXPIRED'],
    "has a certificate that is expired or not yet valid, according to the runner's clock",
  ],
  [['CERT', 'SIGNATURE', 'ISSUER'], UNTRUSTED],
]

/**
 * @param ca if this says who is trusted, the environment does not
 * @throws what is neither an error of the operating system nor one of the other side's making
 */
function explainNetworkError(cause: unknown, ca?: string): string {
  const { code } = Object(cause)
  // Codes of Node itself start with ERR_, and so do some of TLS.
  const isForeign = /^(?!ERR_)|^ERR_(SSL|OSSL|TLS)_/
  if (typeof code !== 'string' || !isForeign.test(code)) throw cause
  const row = REASONS.find(([parts]) => parts.some((part) => code.includes(part)))
  const reason = row?.[1] ?? 'did not open a connection'
  return `${reason}${reason === UNTRUSTED && !ca ? TRUST : ''} (${code})`
}
