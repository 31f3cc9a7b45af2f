import { UserError } from '../errors.ts'
import { trim } from '../trim.ts'
import { cannotBe } from './choice.ts'

const ENTRY = /^(GET|POST|PUT|PATCH|DELETE) \/v\d+\/[\w\-.~%!$&'()+,;=:@/?[\]]+$/

/**
 * Reads requests, one per line, in the form that Apple's `scope` claim has, such as
 * `GET /v1/apps?filter[bundleId]=com.example.app`.
 * https://developer.apple.com/documentation/appstoreconnectapi/generating-tokens-for-api-requests
 *
 * @param name the input that contains them
 * @throws {UserError} naming the lines that are something else by their numbers, since they may be secret
 */
export function parseRequests(name: string, text: string): string[] {
  const lines = text.split(/\r\n|[\r\n]/).map((line) => line && normalize(line))
  const wrong = lines.flatMap((line, at) => (!line || ENTRY.test(line) ? [] : `line ${at + 1}`))
  if (wrong.length === 0) return lines.filter(Boolean)
  throw new UserError(`${name} is wrong in ${listSome(wrong)}.`, FORM, 'value')
}

/** Writes the method in capital letters, one space after it, and no punctuation at the end. */
function normalize(line: string): string {
  const bare = trim(trim(line).replace(/[,;]$/, ''))
  return bare.replace(/\S+/, (method) => method.toUpperCase()).replace(/\s+/, ' ')
}

const FORM =
  'Write one request per line: a method, a space and a path without the host, such as GET /v1/apps?limit=10.'

/** Quotes requests, up to three of them, and as much of each as a line has room for. */
export function quoteRequests(requests: readonly string[]): string {
  return listSome(requests.map((request) => `"${request.replace(/(?<=^.{200}).+/, '…')}"`))
}

function listSome(items: readonly string[]): string {
  const more = items.length > 3 ? [`${items.length - 3} more`] : []
  return [...items.slice(0, 3), ...more].join(' and ')
}

/** Whether an entry is for a request that changes something. Apple documents scopes only for GET. */
export function isWriting(entry: string): boolean {
  return !entry.startsWith('GET ')
}

/** Writes the requests that a scope does not tell apart in the same way. */
function normalizeQuery(request: string): string {
  const [path, query] = request.split('?')
  const parameters = new URLSearchParams(query)
  for (const name of ['limit', 'cursor', 'sort']) parameters.delete(name)
  parameters.sort()
  return `${path}?${parameters}`
}

/** Whether Apple accepts a GET in a token that is valid for more than 20 minutes. */
export function allowsLongLifetime(entry: string): boolean {
  return entry.split(/[ /?]/).some((part) => LONG_LIVED.includes(part))
}

/**
 * The resources that Apple lists for long lifetimes, by their names in paths.
 * https://developer.apple.com/documentation/appstoreconnectapi/generating-tokens-for-api-requests
 */
const LONG_LIVED = [
  ...['ciBuildActions', 'ciBuildRuns', 'ciIssues', 'ciMacOsVersions', 'ciProducts'],
  ...['ciTestResults', 'ciWorkflows', 'ciXcodeVersions', 'diagnosticSignatures'],
  ...['perfPowerMetrics', 'scmGitReferences', 'scmProviders', 'scmPullRequests', 'scmRepositories'],
]

/** Whether to verify the token: not at all, with the default request, or with these. */
export type Verify = 'off' | 'default' | readonly string[]

/** Each costs some of the time that verifying has. */
const MAX_REQUESTS = 10

/**
 * Reads `verify`: whether to verify the token, or the requests to verify it with, one per line.
 *
 * @param scope the requests that the token allows; if none, all of them
 * @throws {UserError} for anything else, and for requests that cannot be verified
 */
export function parseVerify(text: string, scope: readonly string[]): Verify {
  if (text.toLowerCase() === 'false') return 'off'
  if (text.toLowerCase() === 'true') return 'default'
  if (!text.includes('/')) throw new UserError(cannotBe('verify', text), CHOICES, 'value')

  const requests = Array.from(new Set(parseRequests('verify', text)))
  const writing = requests.filter(isWriting)
  if (writing.length > 0) {
    throw new UserError(
      `verify contains ${quoteRequests(writing)}, but only GET requests are sent.`,
      'Keep only GET requests.',
      'value',
    )
  }
  if (requests.length > MAX_REQUESTS) {
    throw new UserError(
      `verify contains ${requests.length} requests, but the maximum is ${MAX_REQUESTS}.`,
      'Keep one for each kind of access that the job needs.',
      'value',
    )
  }
  const covered = scope.map(normalizeQuery)
  const uncovered = requests.filter((request) => !covered.includes(normalizeQuery(request)))
  if (scope.length > 0 && uncovered.length > 0) {
    throw new UserError(
      `verify contains ${quoteRequests(uncovered)}, which no line of scope covers.`,
      'Add a line with the same path and query to scope, or remove this one; only limit, cursor and sort can differ.',
      'scope',
    )
  }
  return requests
}

const CHOICES = 'Use true or false, or write one request per line, such as GET /v1/apps?limit=1.'
