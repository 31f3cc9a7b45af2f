import http, { type IncomingHttpHeaders, type IncomingMessage } from 'node:http'
import { close, listen } from './loopback.ts'
import { type Account, routesOf } from './testflight-account.ts'

/** How a request ends instead: carried out with its response lost, not at all, or with a status. */
export type Fault = 'lost' | 'hanging' | number

export interface Exchange {
  /** Method and path, without the query. */
  readonly target: string
  readonly query: Record<string, string>
  /** The `data` of the request's body. */
  readonly data: unknown
  readonly headers: IncomingHttpHeaders
  status: number
  body: unknown
}

export interface TestFlightOptions extends Account {
  readonly fault?: ((target: string) => Fault | undefined) | undefined
  /** Sent as the body of every success. */
  readonly body?: unknown
}

/** A server on loopback that plays the part of App Store Connect that the examples use. */
export async function startTestFlight(options: TestFlightOptions = {}) {
  const exchanges: Exchange[] = []
  const parts: Buffer[] = []
  const server = http.createServer(async (request, response) => {
    const { exchange, sent } = await receive(request)
    exchanges.push(exchange)
    const fault = options.fault?.(exchange.target)
    if (fault === 'hanging') return
    if (typeof fault === 'number') exchange.status = fault
    else carryOut(exchange, sent)
    if (exchange.status >= 400) exchange.body = { errors: [{ code: 'X', detail: 'The reason.' }] }
    else if (options.body !== undefined) exchange.body = options.body
    if (fault === 'lost') {
      request.socket.destroy()
      return
    }
    response.writeHead(exchange.status, { 'content-type': 'application/json' })
    response.end(exchange.status === 204 ? '' : JSON.stringify(exchange.body))
  })
  const origin = `http://127.0.0.1:${await listen(server)}`
  const routes = routesOf(options, origin)

  function carryOut(exchange: Exchange, sent: Buffer): void {
    const [, , type, id = ''] = exchange.target.split('/')
    if (exchange.target.startsWith('PUT /parts/')) {
      parts[Number(type)] = sent
      return
    }
    const { attributes = {} } = Object(exchange.data)
    const route = routes[exchange.target.replace('EARLIER', 'UPLOAD')]
    const [status, data, included] = route?.({ query: exchange.query, attributes, id }) ?? [404]
    exchange.status = status
    exchange.body = { data, ...(included && { included }), links: { self: origin } }
  }

  return {
    origin,
    exchanges,
    /** What the parts add up to. */
    app: () => Buffer.concat(parts),
    close: () => close(server),
  }
}

async function receive(request: IncomingMessage): Promise<{ exchange: Exchange; sent: Buffer }> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const sent = Buffer.concat(chunks)
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://apple')
  const isJson = pathname.startsWith('/v1/') && sent.length > 0
  const exchange = {
    target: `${request.method} ${pathname}`,
    query: Object.fromEntries(searchParams),
    data: isJson ? JSON.parse(`${sent}`).data : undefined,
    headers: request.headers,
    ...{ status: 200, body: undefined },
  }
  return { exchange, sent }
}
