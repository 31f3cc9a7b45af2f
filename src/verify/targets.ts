import type { Audience, TokenSpec } from '../token.ts'

/** A request to verify a token with. */
export interface VerifyRequest {
  readonly url: URL
  /** As in an input: `GET /v1/apps?limit=1`. */
  readonly line: string
  /** The input that the line comes from, or the default. */
  readonly origin: 'scope' | 'verify' | 'default'
}

/** At least one, all of them to the same host. */
export type VerifyRequests = readonly [VerifyRequest, ...VerifyRequest[]]

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
 * Returns the requests to verify a token with: those that `verify` lists; otherwise, if the token
 * has a scope, its first GET.
 *
 * @param lines what `verify` lists
 * @param apiUrl the base URL of the API, if it is not Apple's own
 */
export function chooseRequests(
  { audience, scope }: TokenSpec,
  lines: 'default' | readonly string[],
  apiUrl?: URL,
): VerifyRequests {
  const { url, path } = APIS[audience]
  // The paths start with the version.
  const base = (apiUrl?.href ?? url).replace(/\/(v\d+\/?)?$/, '')
  const request = (line: string, origin: VerifyRequest['origin']) => {
    return { url: new URL(`${base}${line.slice('GET '.length)}`), line, origin }
  }
  const [first, ...others] = (lines === 'default' ? [] : lines).map((line) =>
    request(line, 'verify'),
  )
  if (first !== undefined) return [first, ...others]
  const scoped = scope.find((entry) => entry.startsWith('GET '))
  return [scoped === undefined ? request(`GET ${path}`, 'default') : request(scoped, 'scope')]
}
