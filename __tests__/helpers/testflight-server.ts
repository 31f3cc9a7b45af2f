import http, { type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

/** How a request ends instead: carried out with its response lost, not at all, or with a status. */
export type Fault = 'lost' | 'hanging' | number

export interface Exchange {
  /** Method and path, without the query. */
  readonly target: string
  readonly query: Record<string, string>
  /** The `data` of the request's body. */
  readonly data: unknown
  readonly authorization: string | undefined
  readonly headers: IncomingHttpHeaders
  status: number
  body: unknown
}

type Attributes = Record<string, unknown>

export interface TestFlightOptions {
  readonly fault?: ((target: string) => Fault | undefined) | undefined
  /** Sent as the body of every success. */
  readonly body?: unknown
  /** The builds, each as the filters that find it. */
  readonly builds?: readonly Record<string, string>[]
  /** The state that an earlier run left its upload in. */
  readonly earlier?: string
  /** The number of parts that an app is sent in, and what else is in the operation of each. */
  readonly parts?: number
  readonly operation?: Attributes
  /** What becomes of an upload and of its build, look by look. The last one stays. */
  readonly uploadStates?: readonly Attributes[]
  readonly buildStates?: readonly string[]
  /** What Apple knows of the build's encryption. */
  readonly usesNonExemptEncryption?: boolean
}

/** In every signed URL. */
export const SIGNATURE = 'X-Signature=5a3f9c'

/** The filters that find the build. */
export const BUILD = {
  'filter[app]': '1234',
  'filter[preReleaseVersion.version]': '1.2.3',
  'filter[preReleaseVersion.platform]': 'IOS',
  'filter[version]': '5',
}
const UPLOAD = {
  'filter[cfBundleShortVersionString]': '1.2.3',
  'filter[cfBundleVersion]': '5',
  'filter[platform]': 'IOS',
}
const PROCESSING = { state: 'PROCESSING' }
const SUBMITTED = 'WAITING_FOR_BETA_REVIEW'

const resource = (type: string, id: string, attributes: Attributes, build?: string) => ({
  ...{ type, id, attributes },
  ...(build && { relationships: { build: { data: { type: 'builds', id: build } } } }),
})
const APPS = [
  resource('apps', '9999', { bundleId: 'com.example.app.watch' }),
  resource('apps', '1234', { bundleId: 'com.example.app' }),
]
const GROUPS = [
  resource('betaGroups', 'G1', { name: 'Team', isInternalGroup: true, hasAccessToAllBuilds: true }),
  resource('betaGroups', 'G2', { name: 'Friends', isInternalGroup: false }),
]
const DEVELOPMENT = {
  certificateType: 'DEVELOPMENT',
  serialNumber: '7A',
  expirationDate: '2027-11-25',
}
const CERTIFICATES = [
  resource('certificates', 'C1', { ...DEVELOPMENT, displayName: 'Created via API' }),
  resource('certificates', 'C2', { ...DEVELOPMENT, displayName: 'Created via API by Eva' }),
  resource('certificates', 'C3', {
    certificateType: 'DISTRIBUTION',
    displayName: 'Created via API',
  }),
]

/**
 * A server on loopback that plays the part of App Store Connect that the examples use. As with Apple, a
 * change that was made already is a 409.
 */
export async function startTestFlight(options: TestFlightOptions = {}) {
  const { builds = [BUILD], buildStates = ['PROCESSING', 'VALID'], parts = 1, operation } = options
  const { uploadStates = [PROCESSING, { state: 'COMPLETE' }] } = options
  const exchanges: Exchange[] = []
  const received: Buffer[] = []
  const uploads = new Map<string, Attributes>()
  if (options.earlier)
    uploads.set(
      'EARLIER',
      options.earlier === 'PROCESSING' ? PROCESSING : { state: options.earlier },
    )
  const certificates = new Map(CERTIFICATES.map((one) => [one.id, one]))
  let encryption = options.usesNonExemptEncryption ?? null
  let file: Attributes | undefined
  let text: Attributes | undefined
  let review = 'READY_FOR_BETA_SUBMISSION'
  let looks = 0

  const now = <T>(states: readonly T[]) => states[Math.min(looks, states.length - 1)]
  const build = () =>
    resource('builds', 'BUILD', {
      ...{ version: '5', usesNonExemptEncryption: encryption },
      processingState: now(buildStates),
    })
  const upload = (id: string) => {
    const state = uploads.get(id) === PROCESSING ? now(uploadStates) : uploads.get(id)
    return resource('buildUploads', id, { state }, 'BUILD')
  }
  const fileOf = () => resource('buildUploadFiles', 'FILE', file ?? {})
  const textOf = () => resource('betaBuildLocalizations', 'TEXT', text ?? {})
  const split = (size: number) =>
    Array.from({ length: parts }, (_, n) => {
      const offset = Math.floor((size * n) / parts)
      const length = Math.floor((size * (n + 1)) / parts) - offset
      return {
        method: 'PUT',
        url: `${origin}/parts/${n}?${SIGNATURE}`,
        offset,
        length,
        ...operation,
      }
    })

  /** The status, and the data and the rest of the body. */
  type Answer = readonly [status: number, data?: unknown, included?: unknown[]]
  type Route = (request: Pick<Exchange, 'query'> & { attributes: Attributes; id: string }) => Answer
  const routes: Record<string, Route> = {
    'GET /v1/apps': ({ query }) => {
      const start = query['filter[bundleId]'] ?? ''
      return [200, APPS.filter(({ attributes }) => `${attributes['bundleId']}`.startsWith(start))]
    },
    'GET /v1/builds': ({ query }) => {
      const found = builds.filter((filters) => isFound(filters, query)).map(build)
      looks++
      return [200, found, [resource('buildUploads', 'UPLOAD', { state: now(uploadStates) })]]
    },
    'GET /v1/apps/1234/buildUploads': ({ query }) => [
      200,
      isFound(UPLOAD, query) ? [...uploads.keys()].map(upload) : [],
    ],
    'POST /v1/buildUploads': () => {
      if (uploads.size > 0) return [409]
      uploads.set('UPLOAD', { state: 'AWAITING_UPLOAD' })
      return [201, upload('UPLOAD')]
    },
    'GET /v1/buildUploads/UPLOAD': ({ id }) => {
      if (!uploads.has(id)) return [404]
      const answer: Answer = [200, upload(id), [build()]]
      if (uploads.get(id) === PROCESSING) looks++
      return answer
    },
    'DELETE /v1/buildUploads/UPLOAD': ({ id }) => [uploads.delete(id) ? 204 : 404],
    'GET /v1/buildUploads/UPLOAD/buildUploadFiles': () => [200, file ? [fileOf()] : []],
    'POST /v1/buildUploadFiles': ({ attributes }) => {
      if (file !== undefined) return [409]
      file = { ...attributes, uploadOperations: split(Number(attributes['fileSize'])) }
      return [201, fileOf()]
    },
    'PATCH /v1/buildUploadFiles/FILE': ({ attributes }) => {
      if (file?.['uploaded'] !== undefined) return [409]
      file = { ...file, ...attributes }
      uploads.set('UPLOAD', PROCESSING)
      return [200, fileOf()]
    },
    'GET /v1/builds/BUILD': () => [200, build()],
    'PATCH /v1/builds/BUILD': ({ attributes }) => {
      if (encryption !== null) return [409]
      encryption = attributes['usesNonExemptEncryption'] as boolean
      return [200, build()]
    },
    'GET /v1/builds/BUILD/betaBuildLocalizations': () => [200, text ? [textOf()] : []],
    'POST /v1/betaBuildLocalizations': ({ attributes }) => {
      if (text !== undefined) return [409]
      text = attributes
      return [201, textOf()]
    },
    'PATCH /v1/betaBuildLocalizations/TEXT': ({ attributes }) => {
      text = { ...text, ...attributes }
      return [200, textOf()]
    },
    'GET /v1/betaGroups': () => [200, GROUPS],
    'POST /v1/betaGroups/G1/relationships/builds': () => [422],
    'POST /v1/betaGroups/G2/relationships/builds': () => [204],
    'GET /v1/builds/BUILD/buildBetaDetail': () => [
      200,
      resource('buildBetaDetails', 'DETAIL', { externalBuildState: review }),
    ],
    'POST /v1/betaAppReviewSubmissions': () => {
      if (review === SUBMITTED) return [409]
      review = SUBMITTED
      return [201, resource('betaAppReviewSubmissions', 'REVIEW', {})]
    },
    'GET /v1/certificates': ({ query }) => {
      const types = query['filter[certificateType]']?.split(',')
      const isFound = ({ attributes }: { attributes: Attributes }) =>
        types?.includes(`${attributes['certificateType']}`) ?? true
      return [200, [...certificates.values()].filter(isFound)]
    },
    'DELETE /v1/certificates/C1': () => [certificates.delete('C1') ? 204 : 404],
  }

  const server = http.createServer(async (request, response) => {
    const url = new URL(request.url ?? '', origin)
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const sent = Buffer.concat(chunks)
    const part = /^\/parts\/(\d+)$/.exec(url.pathname)?.[1]
    const exchange: Exchange = {
      target: `${request.method} ${url.pathname}`,
      query: Object.fromEntries(url.searchParams),
      data: part === undefined && sent.length > 0 ? JSON.parse(`${sent}`).data : undefined,
      authorization: request.headers.authorization,
      headers: request.headers,
      ...{ status: 200, body: undefined },
    }
    exchanges.push(exchange)
    const fault = options.fault?.(exchange.target)
    if (fault === 'hanging') return
    if (typeof fault === 'number') exchange.status = fault
    else if (part !== undefined) received[Number(part)] = sent
    else {
      const route = routes[exchange.target.replace('EARLIER', 'UPLOAD')]
      const id = url.pathname.split('/')[3] ?? ''
      const { attributes = {} } = Object(exchange.data)
      const [status, data, included] = route?.({ query: exchange.query, attributes, id }) ?? [404]
      exchange.status = status
      exchange.body = { data, ...(included && { included }), links: { self: `${url}` } }
    }
    if (exchange.status >= 400)
      exchange.body = { errors: [{ code: 'CODE', detail: 'The reason.' }] }
    else if (options.body !== undefined) exchange.body = options.body
    if (fault === 'lost') request.socket.destroy()
    else {
      response.writeHead(exchange.status, { 'content-type': 'application/json' })
      response.end(exchange.status === 204 ? '' : JSON.stringify(exchange.body))
    }
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    origin,
    exchanges,
    /** What the parts add up to. */
    app: () => Buffer.concat(received),
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** Whether a filter of a query is not one of these, so that a missing filter finds more. */
function isFound(filters: Record<string, string>, query: Record<string, string>): boolean {
  return Object.entries(filters).every(([name, value]) => (query[name] ?? value) === value)
}
