import { UserError } from '../errors.ts'

/**
 * Reads the base URL of an API. The token is sent there, so it is https, or http on the runner.
 *
 * @throws {UserError} for anything else
 */
export function parseApiUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isLocal = url?.protocol === 'http:' && LOCAL_HOSTS.includes(url.hostname)
  const isSafe = url?.protocol === 'https:' || isLocal
  if (url && isSafe && !url.username && !url.search && !url.hash) return url
  throw new UserError(
    'api-url is not the base URL of an API.',
    'Use https without a user name, query or fragment, such as https://api.appstoreconnect.apple.com; http is allowed only on the runner itself.',
    'value',
  )
}

const LOCAL_HOSTS = ['localhost', '127.0.0.1', '[::1]']
