import { UserError } from '../errors.ts'
import type { Audience, TokenSpec } from '../token.ts'
import { isWriting } from './scope.ts'

/**
 * The default request to verify a token of each audience with: a collection that contains neither
 * secrets nor personal data.
 * https://developer.apple.com/documentation/appstoreconnectapi/list-apps
 * https://developer.apple.com/documentation/enterpriseprogramapi/list-bundle-ids
 */
const APIS: Readonly<Record<Audience, { readonly url: string; readonly path: string }>> = {
  'appstoreconnect-v1': {
    url: 'https://api.appstoreconnect.apple.com',
    path: '/v1/apps?limit=1',
  },
  'apple-developer-enterprise-v1': {
    url: 'https://api.enterprise.developer.apple.com',
    path: '/v1/bundleIds?limit=1',
  },
}

/**
 * Reads the base URL of an API. The token is sent there, so it is https, or http on the runner.
 *
 * @throws {UserError} for anything else
 */
export function parseApiUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url))
  if (url && isSafe && !url.username && !url.search && !url.hash) return url
  throw new UserError(
    'api-url is not the base URL of an API.',
    'Use https without a user name, query or fragment, such as https://api.appstoreconnect.apple.com; http is allowed only on the runner itself.',
  )
}

function isLoopback({ hostname }: URL): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)
}

/** A request to verify a token with. */
export interface VerificationRequest {
  readonly url: URL
  /** As in an input: `GET /v1/apps?limit=1`. */
  readonly line: string
  /** The input that the line comes from; undefined if it is the default. */
  readonly input: 'scope' | 'verify' | undefined
}

/**
 * Returns the requests to verify a token with: those that `verify` lists; otherwise, if the token
 * has a scope, its first GET.
 *
 * @param lines what `verify` lists
 * @param apiUrl the base URL of the API, if it is not Apple's own
 */
export function verificationRequests(
  { audience, scope }: TokenSpec,
  lines: readonly string[],
  apiUrl?: URL,
): readonly [VerificationRequest, ...VerificationRequest[]] {
  const { url, path } = APIS[audience]
  // The paths start with the version.
  const base = (apiUrl?.href ?? url).replace(/\/(v\d+\/?)?$/, '')
  const request = (line: string, input: VerificationRequest['input']) => {
    return { url: new URL(`${base}${line.slice('GET '.length)}`), line, input }
  }
  const [first, ...others] = lines.map((line) => request(line, 'verify'))
  if (first !== undefined) return [first, ...others]
  const scoped = scope.find((entry) => !isWriting(entry))
  return [scoped === undefined ? request(`GET ${path}`, undefined) : request(scoped, 'scope')]
}
