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

/**
 * Returns the URL to verify a token with: if the token has a scope, that of its first GET.
 *
 * @param apiUrl the base URL of the API, if it is not Apple's own
 */
export function verificationUrl({ audience, scope }: TokenSpec, apiUrl?: URL): URL {
  const { url, path } = APIS[audience]
  const [, scoped] = scope.find((entry) => !isWriting(entry))?.split(' ') ?? []
  return new URL(`${(apiUrl?.href ?? url).replace(/\/$/, '')}${scoped ?? path}`)
}
