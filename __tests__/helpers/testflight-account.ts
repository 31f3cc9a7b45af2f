type Attributes = Record<string, unknown>

/** What an account of App Store Connect has before a script runs. */
export interface Account {
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
  /** The text for testers that the build has. */
  readonly whatsNew?: string
}

/** A status, and the data and the rest of a body. */
export type Answer = readonly [status: number, data?: unknown, included?: unknown[]]

/** What a route gets: its query, the attributes in its body, and the ID in its path. */
export interface Sent {
  readonly query: Record<string, string>
  readonly attributes: Attributes
  readonly id: string
}

/** By method and path, in which the ID of any upload is UPLOAD. */
export type Routes = Record<string, (sent: Sent) => Answer>

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
const certificate = (id: string, certificateType: string, displayName: string) =>
  resource('certificates', id, {
    ...{ certificateType, displayName, serialNumber: '7A' },
    expirationDate: '2027-11-25T12:00:00Z',
  })

/** The requests that an account carries out. As with Apple, a change that was made already is a 409. */
export function routesOf(account: Account, origin: string): Routes {
  const { buildStates = ['PROCESSING', 'VALID'] } = account
  const { uploadStates = [PROCESSING, { state: 'COMPLETE' }] } = account
  const progress: Progress = {
    encryption: account.usesNonExemptEncryption,
    looks: 0,
    build: () =>
      resource('builds', 'BUILD', {
        ...{ version: '5', usesNonExemptEncryption: progress.encryption },
        processingState: buildStates[Math.min(progress.looks, buildStates.length - 1)],
      }),
    state: () => uploadStates[Math.min(progress.looks, uploadStates.length - 1)],
  }
  return {
    ...uploadRoutes(account, origin, progress),
    ...buildRoutes(account, progress),
    ...testerRoutes(account),
    ...accountRoutes(),
  }
}

/** How far Apple is with the build and its upload. */
interface Progress {
  encryption: boolean | undefined
  looks: number
  build(): unknown
  state(): unknown
}

function uploadRoutes(
  { earlier, parts = 1, operation }: Account,
  origin: string,
  progress: Progress,
): Routes {
  const uploads = new Map<string, Attributes>()
  if (earlier) uploads.set('EARLIER', earlier === 'PROCESSING' ? PROCESSING : { state: earlier })
  let file: Attributes | undefined
  const upload = (id: string) => {
    const state = uploads.get(id)
    return resource(
      'buildUploads',
      id,
      { state: state === PROCESSING ? progress.state() : state },
      'BUILD',
    )
  }
  const files = () => (file ? [resource('buildUploadFiles', 'FILE', file)] : [])
  const split = (size: number) =>
    Array.from({ length: parts }, (_, n) => {
      const offset = Math.floor((size * n) / parts)
      const length = Math.floor((size * (n + 1)) / parts) - offset
      const url = `${origin}/parts/${n}?${SIGNATURE}`
      return { method: 'PUT', url, offset, length, ...operation }
    })
  return {
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
      const answer: Answer = [200, upload(id), [progress.build()]]
      if (uploads.get(id) === PROCESSING) progress.looks++
      return answer
    },
    'DELETE /v1/buildUploads/UPLOAD': ({ id }) => [uploads.delete(id) ? 204 : 404],
    'GET /v1/buildUploads/UPLOAD/buildUploadFiles': () => [200, files()],
    'POST /v1/buildUploadFiles': ({ attributes }) => {
      if (file !== undefined) return [409]
      file = { ...attributes, uploadOperations: split(Number(attributes['fileSize'])) }
      return [201, files()[0]]
    },
    'PATCH /v1/buildUploadFiles/FILE': ({ attributes }) => {
      if (uploads.get('UPLOAD') === PROCESSING) return [409]
      file = { ...file, sourceFileChecksums: attributes['sourceFileChecksums'] }
      uploads.set('UPLOAD', PROCESSING)
      return [200, files()[0]]
    },
  }
}

function buildRoutes({ builds = [BUILD] }: Account, progress: Progress): Routes {
  return {
    'GET /v1/builds': ({ query }) => {
      const found = builds.filter((filters) => isFound(filters, query)).map(progress.build)
      const upload = resource('buildUploads', 'UPLOAD', { state: progress.state() })
      progress.looks++
      return [200, found, [upload]]
    },
    'GET /v1/builds/BUILD': () => [200, progress.build()],
    'PATCH /v1/builds/BUILD': ({ attributes }) => {
      if (progress.encryption !== undefined) return [409]
      progress.encryption = attributes['usesNonExemptEncryption'] === true
      return [200, progress.build()]
    },
  }
}

function testerRoutes({ whatsNew }: Account): Routes {
  let text: Attributes | undefined = whatsNew ? { locale: 'en-US', whatsNew } : undefined
  let review = 'READY_FOR_BETA_SUBMISSION'
  const texts = () => (text ? [resource('betaBuildLocalizations', 'TEXT', text)] : [])
  const team = { name: 'Team', isInternalGroup: true, hasAccessToAllBuilds: true }
  const friends = { name: 'Friends', isInternalGroup: false }
  return {
    'GET /v1/builds/BUILD/betaBuildLocalizations': () => [200, texts()],
    'POST /v1/betaBuildLocalizations': ({ attributes }) => {
      if (text !== undefined) return [409]
      text = attributes
      return [201, texts()[0]]
    },
    'PATCH /v1/betaBuildLocalizations/TEXT': ({ attributes }) => {
      text = { ...text, ...attributes }
      return [200, texts()[0]]
    },
    'GET /v1/betaGroups': () => [
      200,
      [resource('betaGroups', 'G1', team), resource('betaGroups', 'G2', friends)],
    ],
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
  }
}

function accountRoutes(): Routes {
  const apps = Object.entries({ '1234': 'com.example.app', '9999': 'com.example.app.watch' })
  const certificates = new Map(
    [
      certificate('C1', 'DEVELOPMENT', 'Created via API'),
      certificate('C2', 'DEVELOPMENT', 'Created via API by Eva'),
      certificate('C3', 'DISTRIBUTION', 'Created via API'),
    ].map((one) => [one.id, one]),
  )
  return {
    'GET /v1/apps': ({ query }) => {
      const found = apps.filter(([, id]) => id.startsWith(query['filter[bundleId]'] ?? ''))
      return [200, found.map(([id, bundleId]) => resource('apps', id, { bundleId })).reverse()]
    },
    'GET /v1/certificates': ({ query }) => {
      const types = query['filter[certificateType]']?.split(',')
      const isOf = ({ attributes }: { attributes: Attributes }) =>
        types?.includes(`${attributes['certificateType']}`) ?? true
      return [200, [...certificates.values()].filter(isOf)]
    },
    'DELETE /v1/certificates/C1': () => [certificates.delete('C1') ? 204 : 404],
  }
}

/** Whether no filter of a query is another than these: without a filter, more is found. */
function isFound(filters: Record<string, string>, query: Record<string, string>): boolean {
  return Object.entries(filters).every(([name, value]) => (query[name] ?? value) === value)
}
