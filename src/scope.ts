import { UserError } from './errors.ts'
import { quote } from './quote.ts'
import { trim } from './text.ts'

const ENTRY = /^(GET|POST|PUT|PATCH|DELETE)\s+(\/v\d+\/[!-~]+)$/i

/**
 * Reads a scope: a line for each request that the token is limited to, in the form that Apple's
 * `scope` claim takes, such as `GET /v1/apps?filter[platform]=IOS`.
 * https://developer.apple.com/documentation/appstoreconnectapi/generating-tokens-for-api-requests
 *
 * @throws {UserError} naming every line that is something else
 */
export function parseScope(text: string): string[] {
  const lines = text.split(/[\r\n]+/).map(trim)
  const problems: string[] = []
  const entries = lines.filter(Boolean).map((line) => {
    const [, method = '', path] = ENTRY.exec(line) ?? []
    if (path === undefined) problems.push(quote(line, 200))
    return `${method.toUpperCase()} ${path}`
  })
  if (problems.length === 0) return entries
  throw new UserError(
    `scope holds ${problems.join(' and ')}. Write a method, a blank and a path on each line, without the host: GET /v1/apps?limit=10.`,
  )
}

/** Whether an entry is for a request that changes something. Apple documents scopes for GET alone. */
export function isWriting(entry: string): boolean {
  return !entry.startsWith('GET ')
}

/** Whether Apple takes an entry in a token that is valid for more than 20 minutes. */
export function allowsLongLifetime(entry: string): boolean {
  return !isWriting(entry) && entry.split(/[ /?]/).some((part) => LONG_LIVED.has(part))
}

/**
 * The resources that Apple lists for long lifetimes, by their names in paths.
 * https://developer.apple.com/documentation/appstoreconnectapi/generating-tokens-for-api-requests
 */
const LONG_LIVED = new Set([
  'ciBuildActions',
  'ciBuildRuns',
  'ciIssues',
  'ciMacOsVersions',
  'ciProducts',
  'ciTestResults',
  'ciWorkflows',
  'ciXcodeVersions',
  'diagnosticSignatures',
  'perfPowerMetrics',
  'scmGitReferences',
  'scmProviders',
  'scmPullRequests',
  'scmRepositories',
])
