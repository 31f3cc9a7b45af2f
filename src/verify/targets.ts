import type { Audience, TokenSpec } from '../token.ts'

/** A request to verify a token with. */
export interface VerifyRequest {
  readonly url: URL
  /** As in an input: `GET /v1/apps?limit=1`. */
  readonly line: string
  /** The input that the line comes from, or the default. */
  readonly origin: 'scope' | 'verify' | 'default'
}

/**
 * The base URL of each API, and the default request: a collection without secrets or personal data.
 * https://developer.apple.com/documentation/appstoreconnectapi/list-apps
 * https://developer.apple.com/documentation/enterpriseprogramapi/list-bundle-ids
 */
const APIS: Readonly<Record<Audience, readonly [url: string, line: string]>> = {
  'appstoreconnect-v1': ['https://api.appstoreconnect.apple.com', 'GET /v1/apps?limit=1'],
  'apple-developer-enterprise-v1': [
    'https://api.enterprise.developer.apple.com',
    'GET /v1/bundleIds?limit=1',
  ],
}

/**
 * Returns the requests to verify a token with: those that `verify` lists, the first GET of the scope,
 * or else the default one.
 *
 * @param apiUrl the base URL of the API, if it is not Apple's own
 */
export function chooseRequests(
  { audience, scope }: TokenSpec,
  lines: 'default' | readonly string[],
  apiUrl?: URL,
): VerifyRequest[] {
  const [url, line] = APIS[audience]
  // The paths start with the version.
  const base = (apiUrl?.href ?? url).replace(/\/(v\d+\/?)?$/, '')
  const request = (line: string, origin: VerifyRequest['origin']) => {
    return { url: new URL(`${base}${line.slice('GET '.length)}`), line, origin }
  }
  if (lines !== 'default') return lines.map((line) => request(line, 'verify'))
  const scoped = scope.find((entry) => entry.startsWith('GET '))
  return [scoped === undefined ? request(line, 'default') : request(scoped, 'scope')]
}
