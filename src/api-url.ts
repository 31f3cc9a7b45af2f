import { UserError } from './errors.ts'
import { isWriting } from './scope.ts'
import type { Audience, TokenRequest } from './token.ts'

/**
 * Where a token of an audience is asked about by default, and for what: a collection that holds
 * neither secrets nor personal data.
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
 * Reads the address of an API. The token is sent there, so it is https, or http on this machine.
 *
 * @throws {UserError} for anything else
 */
export function parseApiUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url))
  if (url && isSafe && !url.username && !url.search && !url.hash) return url
  throw new UserError(
    'api-url is not the address of an API alone. Write it without user, query and fragment, such as https://api.appstoreconnect.apple.com; http is only for this machine.',
  )
}

function isLoopback({ hostname }: URL): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)
}

/**
 * The request that is to prove a token: if it has a scope, the first that only reads.
 *
 * @param apiUrl the address of the API, if it is not Apple's own
 */
export function requestToProve({ audience, scope }: TokenRequest, apiUrl?: URL): URL {
  const { url, path } = APIS[audience]
  const [, scoped] = scope.find((entry) => !isWriting(entry))?.split(' ') ?? []
  return new URL(`${(apiUrl?.href ?? url).replace(/\/$/, '')}${scoped ?? path}`)
}
