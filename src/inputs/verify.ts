import { UserError } from '../errors.ts'
import { quote } from '../redact.ts'
import { covers, isWriting, parseRequests, quoteLines } from './scope.ts'

/** Each costs some of the time that verifying has. */
const MAX_REQUESTS = 10

/**
 * Reads `verify`: whether to verify the token, or the requests to verify it with, one per line.
 *
 * @param scope the requests that the token allows; if none, all of them
 * @returns the requests, none for the default one; undefined if the token is not to be verified
 * @throws {UserError} for anything else, and for requests that cannot be verified
 */
export function parseVerify(text: string, scope: readonly string[]): string[] | undefined {
  if (/^(false)?$/i.test(text)) return undefined
  if (/^true$/i.test(text)) return []
  if (!/[\s/]/.test(text))
    throw new UserError(`verify is ${quote(text, /^(true|false)/i)}.`, CHOICES)

  const requests = Array.from(new Set(parseRequests('verify', text)))
  const writing = requests.filter(isWriting)
  if (writing.length > 0) {
    throw new UserError(
      `verify contains ${quoteLines(writing)}, but only GET requests are sent.`,
      'Keep only GET requests.',
    )
  }
  if (requests.length > MAX_REQUESTS) {
    throw new UserError(
      `verify contains ${requests.length} requests, but the maximum is ${MAX_REQUESTS}.`,
      'Keep one for each kind of access that the job needs.',
    )
  }
  const uncovered = requests.filter((request) => !scope.some((entry) => covers(entry, request)))
  if (scope.length > 0 && uncovered.length > 0) {
    throw new UserError(
      `verify contains ${quoteLines(uncovered)}, which no line of scope covers.`,
      'Add a line with the same path and query to scope, or remove this one; only limit, cursor and sort can differ.',
    )
  }
  return requests
}

const CHOICES = 'Use true or false, or write one request per line, such as GET /v1/apps?limit=1.'
