import { type KeyObject, randomUUID } from 'node:crypto'
import http, { type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import https from 'node:https'
import { connect, type Socket } from 'node:net'
import { ISSUER_ID, KEY_ID, openToken } from './keys.ts'
import { close, listen } from './loopback.ts'

/** What a request is answered with. What is left out is as Apple has it. */
export interface Reply {
  readonly status?: number
  readonly headers?: Record<string, string | string[]>
  /** Sent as is if it is a string, as JSON otherwise. */
  readonly body?: unknown
}

/** Answers a request by itself, or not at all. */
export type Behavior = (request: IncomingMessage, response: ServerResponse) => void

export interface AppleServer {
  readonly url: URL
  /** What was asked, one entry a request. */
  readonly requests: readonly { readonly target: string; readonly token: string }[]
  /** What was answered, except by a behavior. */
  readonly responses: readonly {
    readonly token: string
    readonly status: number
    readonly code: string | undefined
  }[]
  close(): Promise<void>
}

export interface AppleServerOptions {
  /** Its clock, in milliseconds since 1970; this machine's by default. */
  readonly clock?: () => number
  /** What it answers the first requests with instead, one each; undefined is as Apple does. */
  readonly script?: readonly (Reply | Behavior | undefined)[]
  /** Headers of all responses, in addition to Apple's or in place of them, by how many came before. */
  readonly headers?: Reply['headers'] | ((count: number) => Reply['headers'])
  /** Whether the last of the script goes for all requests that follow. */
  readonly repeat?: boolean
  /** What kind of key it knows. */
  readonly keyType?: 'team' | 'individual'
  readonly audience?: string
  /** Its certificate; without one it speaks http. */
  readonly tls?: { readonly key: string; readonly cert: string }
}

/**
 * A server on loopback that accepts and rejects tokens by Apple's rules: the signature, the IDs and the
 * audience, `iat` not in the future, at most 1200 s from `iat` to `exp` and from now to `exp` unless
 * there is a scope, and a request that is in the scope.
 *
 * @param key the one key that it knows
 */
export async function startAppleServer(
  key: KeyObject,
  options: AppleServerOptions = {},
): Promise<AppleServer> {
  const { clock = Date.now, script = [], repeat = false, headers = {}, tls } = options
  const requests: { target: string; token: string }[] = []
  const responses: AppleServer['responses'][number][] = []
  const listener: RequestListener = (request, response) => {
    const now = new Date(clock())
    const target = `${request.method} ${request.url}`
    const token = (request.headers.authorization ?? '').replace('Bearer ', '')
    const index = repeat ? Math.min(requests.length, script.length - 1) : requests.length
    requests.push({ target, token })
    const reply = script[index] ?? judge(target, token, key, now, options)
    response.sendDate = false
    response.setHeader('date', now.toUTCString())
    const more = typeof headers === 'function' ? headers(requests.length - 1) : headers
    for (const [name, value] of Object.entries(more ?? {})) response.setHeader(name, value)
    if (typeof reply === 'function') return reply(request, response)
    const code = Object(reply.body).errors?.[0]?.code
    responses.push({ token, status: reply.status ?? 200, code })
    send(response, reply)
  }
  const server = tls ? https.createServer(tls, listener) : http.createServer(listener)
  const port = await listen(server)
  return {
    url: new URL(`${tls ? 'https' : 'http'}://127.0.0.1:${port}/v1/apps?limit=1`),
    requests,
    responses,
    close: () => close(server),
  }
}

/** An error as Apple words it. */
export function appleError(status: number, code: string, title = 'Title.', detail = 'Detail.') {
  return {
    status,
    body: { errors: [{ id: randomUUID(), status: `${status}`, code, title, detail }] },
  }
}

export const UNAUTHORIZED = appleError(
  401,
  'NOT_AUTHORIZED',
  'Authentication credentials are missing or invalid.',
  'Provide a properly configured and signed bearer token, and make sure that it has not expired.',
)

/** Takes the request and never answers. @param then what else happens, such as that time passes */
export function hang(then = () => {}): Behavior {
  return (_, response) => {
    then()
    response.on('error', () => {})
  }
}

/** Sends the headers and half a body. @param then what else happens, such as that time passes */
export function stall(then: () => void): Behavior {
  return (_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    response.write('{"data":', then)
  }
}

/** Closes the connection instead of answering. */
export const reset: Behavior = (request) => {
  request.socket.destroy()
}

/**
 * A proxy on loopback that connects every CONNECT to one server, whatever host it names.
 *
 * @param tls its certificate; without one it speaks http
 */
export async function startProxy(target: URL, tls?: AppleServerOptions['tls']) {
  const requests: {
    authority: string
    authorization: string | undefined
    connection: string | undefined
  }[] = []
  const tunnels: Socket[] = []
  const server = (tls ? https.createServer(tls) : http.createServer()).on(
    'connect',
    ({ url = '', headers }, socket) => {
      const { 'proxy-authorization': authorization, connection } = headers
      requests.push({ authority: url, authorization, connection })
      const tunnel = connect(Number(target.port), target.hostname, () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
        socket.pipe(tunnel).pipe(socket)
      })
      tunnels.push(tunnel)
      for (const end of [socket, tunnel]) end.on('error', () => {})
      socket.on('close', () => tunnel.destroy())
      tunnel.on('close', () => socket.destroy())
    },
  )
  return {
    address: `127.0.0.1:${await listen(server)}`,
    requests,
    close: () => {
      for (const tunnel of tunnels) tunnel.destroy()
      return close(server)
    },
  }
}

function judge(
  target: string,
  token: string,
  key: KeyObject,
  now: Date,
  { keyType = 'team', audience = 'appstoreconnect-v1' }: AppleServerOptions,
): Reply {
  const opened = open(token, key)
  if (opened === undefined) return UNAUTHORIZED
  const seconds = now.getTime() / 1000
  // Apple accepts tokens without iat, which many clients leave out.
  const { alg, kid, iss, sub, aud, iat = Math.floor(seconds), exp, scope } = opened
  const subject = keyType === 'team' ? iss === ISSUER_ID && !sub : sub === 'user' && !iss
  const inTime = iat <= seconds && seconds < exp
  const brief = exp - iat <= 1200 && exp <= seconds + 1200
  const known = alg === 'ES256' && kid === KEY_ID && subject && aud === audience
  if (!known || !inTime || !(brief || scope)) return UNAUTHORIZED
  if (scope?.some((entry) => isSameRequest(entry, target)) === false) {
    return appleError(403, 'FORBIDDEN.REQUEST_DOES_NOT_MATCH_SCOPE')
  }
  return { body: collection(target) }
}

/** What there is, by the first part of its path. */
const RESOURCES: Readonly<Record<string, object>> = {
  // Clients read these.
  apps: {
    ...{ name: 'App', bundleId: 'com.example.app', sku: 'APP', primaryLocale: 'en-US' },
    contentRightsDeclaration: 'DOES_NOT_USE_THIRD_PARTY_CONTENT',
    isOrEverWasMadeForKids: false,
  },
  builds: { version: '7', processingState: 'VALID' },
  bundleIds: { identifier: 'com.example.app' },
}

/**
 * A page of what was asked for, with the links that clients follow: one app with one build and a
 * bundle ID. As from Apple, a bundle ID in place of the app's number finds nothing.
 */
function collection(target: string) {
  const [, self = ''] = target.split(' ')
  const [, type = ''] = /^\/v1\/(\w+)/.exec(self) ?? []
  const attributes = /filter\[app\]=\D/.test(self) ? undefined : RESOURCES[type]
  const data = attributes ? [{ type, id: '1', attributes, links: { self: `/v1/${type}/1` } }] : []
  return { data, links: { self }, meta: { paging: { total: data.length, limit: 1 } } }
}

/** Whether path and query are the same, in any order and apart from what pages through a list. */
function isSameRequest(one: string, other: string): boolean {
  const [first, second] = [one, other].map((line) => {
    const { pathname, searchParams } = new URL(line.slice('GET '.length), 'http://apple')
    for (const name of ['limit', 'cursor', 'sort']) searchParams.delete(name)
    searchParams.sort()
    return `${line.startsWith('GET ')} ${pathname}?${searchParams}`
  })
  return first === second
}

interface Claims {
  [name: string]: unknown
  iat?: number
  exp: number
  scope?: string[]
}

/** Header and payload in one. */
function open(token: string, key: KeyObject): Claims | undefined {
  try {
    const { header, payload } = openToken(token, key)
    return { ...(header as object), ...(payload as Claims) }
  } catch {
    return undefined
  }
}

function send(response: ServerResponse, { status = 200, headers, body = '' }: Reply): void {
  response.writeHead(status, {
    'content-type': 'application/json',
    'x-apple-request-uuid': randomUUID(),
    'x-apple-jingle-correlation-key': 'TXF6QUVS6OY66YVUNINVLKXZFA',
    ...headers,
  })
  response.end(typeof body === 'string' ? body : JSON.stringify(body, null, 2))
}
