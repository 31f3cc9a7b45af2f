import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'

/** As much of a body as is read, in bytes. Apple's errors take less than one thousand. */
const MAX_BODY = 65_536

export interface HttpResponse {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
  /** False if there was more than is read. */
  readonly complete: boolean
  /** By the runner's clock: halfway between asking and hearing. */
  readonly at: Date
}

/** Nobody answered. The message says why, as a part of a sentence. */
export class NoResponse extends Error {
  override name = 'NoResponse'
}

export interface GetOptions {
  readonly env: NodeJS.ProcessEnv
  readonly now: () => Date
  /** Milliseconds for everything, from the name's resolution to the body's last byte. */
  readonly limit: number
}

/**
 * Asks once, with the token in the Authorization header. A redirect is an answer like any other and
 * is not followed, so that the token goes nowhere else.
 *
 * https goes through the proxy that HTTPS_PROXY and NO_PROXY name, http never does. Node knows proxies
 * of http and https since 24.5 and 22.21. An older Node asks directly, as does any Node if the proxy
 * is one of SOCKS: where only the proxy leads out, that ends in a NoResponse.
 * https://nodejs.org/api/http.html#built-in-proxy-support
 *
 * @throws {NoResponse} if there is no complete answer in time
 */
export async function get(url: URL, jwt: string, options: GetOptions): Promise<HttpResponse> {
  const connection: Connection = {}
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<never>((_, reject) => {
    const error = new NoResponse(`no answer within ${Math.ceil(options.limit / 1000)} s`)
    timer = setTimeout(reject, options.limit, error)
  })
  const response = exchange(url, jwt, options, connection).catch((cause) => {
    throw new NoResponse(explainNetworkError(cause), { cause })
  })
  return Promise.race([response, timeout]).finally(() => {
    clearTimeout(timer)
    connection.socket?.destroy()
  })
}

interface Connection {
  socket?: Duplex | null | undefined
}

async function exchange(
  url: URL,
  jwt: string,
  { env, now }: GetOptions,
  connection: Connection,
): Promise<HttpResponse> {
  const client = await (url.protocol === 'https:' ? import('node:https') : import('node:http'))
  const agent = new client.Agent({ proxyEnv: proxyVariables(env) })
  // A request that is destroyed while the proxy keeps it waiting leaves the connection to the proxy
  // open, and the process running. So the connection itself is kept at hand.
  const connect = agent.createConnection
  agent.createConnection = (...args) => {
    connection.socket = connect.apply(agent, args)
    return connection.socket
  }
  const headers = { authorization: `Bearer ${jwt}`, 'user-agent': 'create-app-store-connect-token' }
  const sentAt = now().getTime()
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    client.get(url, { agent, headers }, resolve).on('error', reject)
  })
  const at = new Date((sentAt + now().getTime()) / 2)
  const { statusCode: status = 0 } = response
  return { status, headers: response.headers, ...(await read(response)), at }
}

/**
 * The proxy as the runner itself understands these variables: an address without a scheme is one
 * of http, and a domain in NO_PROXY stands for its subdomains too.
 */
function proxyVariables(env: NodeJS.ProcessEnv) {
  const proxy = env['https_proxy'] || env['HTTPS_PROXY'] || ''
  const exceptions = (env['no_proxy'] || env['NO_PROXY'] || '')
    .split(',')
    .map((host) => host.trim())
    .filter(Boolean)
  return {
    HTTPS_PROXY: proxy === '' || proxy.includes('://') ? proxy : `http://${proxy}`,
    NO_PROXY: exceptions.flatMap((host) => [host, `.${host}`]).join(),
  }
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
  [/^(ENOTFOUND|EAI_\w+)$/, 'the name of the host cannot be resolved'],
  [/^ECONNREFUSED$/, 'connection refused'],
  [/^(ECONNRESET|EPIPE)$/, 'connection cut off'],
  [/^(ETIMEDOUT|ENETUNREACH|EHOSTUNREACH)$/, 'the host cannot be reached'],
  [/^ERR_PROXY_TUNNEL$/, 'the proxy does not connect'],
  [/^ERR_PROXY/, 'HTTPS_PROXY is not the URL of a proxy'],
  [/^HPE_/, 'the answer is not HTTP'],
  [
    /^CERT_(NOT_YET_VALID|HAS_EXPIRED)$/,
    "the certificate is not valid at the time of the runner's clock",
  ],
  [
    /CERT|SIGNATURE|ISSUER/,
    'the certificate is not trusted; if a proxy opens TLS here, name its certificate in NODE_EXTRA_CA_CERTS',
  ],
]

function explainNetworkError(error: NodeJS.ErrnoException & { statusCode?: number }): string {
  const code = error.code ?? error.name
  const reason = REASONS.find(([codes]) => codes.test(code))?.[1] ?? 'the request failed'
  return `${reason} (${error.statusCode === undefined ? code : `${code} ${error.statusCode}`})`
}
