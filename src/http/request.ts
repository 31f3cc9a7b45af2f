import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type HttpProxy, openTunnel } from './proxy.ts'
import type { Timer } from './timer.ts'

/** As much of a body as is read, in bytes. Apple's errors take less than one thousand. */
const MAX_BODY = 65_536

export interface HttpResponse {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
  /** False if there was more than is read. */
  readonly complete: boolean
  /** By the runner's clock: halfway between sending the request and receiving the headers. */
  readonly at: Date
}

/** There is no response. The message says why, as a part of a sentence. */
export class NoResponse extends Error {
  override name = 'NoResponse'
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST'
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

export interface RequestOptions {
  readonly proxy: HttpProxy | undefined
  /** The runner's clock. */
  readonly now: () => Date
  readonly timeout: Timer['timeout']
  /** Milliseconds for everything, from resolving the name to the last byte of the body. */
  readonly limit: number
}

/**
 * Sends one request. A redirect is returned like any other response and not followed, so that what
 * authorizes the request goes nowhere else.
 *
 * @throws {NoResponse} if there is no complete response in time
 */
export async function sendRequest(
  request: HttpRequest,
  options: RequestOptions,
): Promise<HttpResponse> {
  const signal = options.timeout(options.limit)
  const sockets: Duplex[] = []
  try {
    return await exchange(request, options, signal, sockets).catch((cause: unknown) => {
      throw signal.aborted
        ? new NoResponse(`no response within ${Math.ceil(options.limit / 1000)} s`, { cause })
        : explainNetworkError(cause)
    })
  } finally {
    for (const socket of sockets) socket.destroy()
  }
}

async function exchange(
  { method, url, headers, body }: HttpRequest,
  { proxy, now }: RequestOptions,
  signal: AbortSignal,
  sockets: Duplex[],
): Promise<HttpResponse> {
  const client = await (url.protocol === 'https:' ? import('node:https') : import('node:http'))
  const socket = proxy && (await connectThrough(proxy, url, signal, sockets))
  const options = {
    method,
    agent: false,
    headers: { 'user-agent': 'create-app-store-connect-token', ...headers },
    signal,
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

async function connectThrough(
  proxy: HttpProxy,
  url: URL,
  signal: AbortSignal,
  sockets: Duplex[],
): Promise<Duplex> {
  const { socket, status } = await openTunnel(proxy, url, signal)
  sockets.push(socket)
  if (status >= 200 && status < 300) return socket
  throw new NoResponse(`the proxy did not open a connection (status ${status})`)
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

const REASONS: readonly (readonly [RegExp, string])[] = [
  [/ENOTFOUND|EAI_/, 'the host name cannot be resolved'],
  [/ECONNREFUSED/, 'connection refused'],
  [/ECONNRESET|EPIPE/, 'connection closed'],
  [/ETIMEDOUT|ENETUNREACH|EHOSTUNREACH/, 'the host cannot be reached'],
  [/HPE_/, 'the response is not HTTP'],
  [
    /CERT_(NOT_YET_VALID|HAS_EXPIRED)/,
    "the certificate is expired or not yet valid, according to the runner's clock",
  ],
  [
    /CERT|SIGNATURE|ISSUER/,
    'the certificate is not trusted; if a proxy inspects TLS traffic here, set NODE_EXTRA_CA_CERTS to the file of its CA certificate',
  ],
  // Codes of the operating system and of OpenSSL. Those of Node itself start with ERR_.
  [/^(?!ERR_)|ERR_(SSL|OSSL|TLS)_/, 'the request failed'],
]

/** @throws what is neither an error of the operating system nor one of the other side's making */
function explainNetworkError(cause: unknown): NoResponse {
  const { code } = Object(cause)
  const reason = REASONS.find(([codes]) => typeof code === 'string' && codes.test(code))?.[1]
  if (reason === undefined) throw cause
  return new NoResponse(`${reason} (${code})`, { cause })
}
