import { UserError } from '../errors.ts'
import { isQuotable, measure } from '../redact.ts'
import { trim } from '../trim.ts'

/** The `(?<!…)` keeps the search linear. */
const SEPARATORS = /(?<![,;])[,;]+$/
const ENTRY = /^(GET|POST|PUT|PATCH|DELETE) \/v\d+\/[\w\-.~%!$&'()+,;=:@/?[\]]+$/

/**
 * Reads requests, one per line, in the form that Apple's `scope` claim has, such as
 * `GET /v1/apps?filter[platform]=IOS`.
 * https://developer.apple.com/documentation/appstoreconnectapi/generating-tokens-for-api-requests
 *
 * @param name the input that contains them
 * @throws {UserError} quoting the lines that are something else
 */
export function parseRequests(name: string, text: string): string[] {
  const lines = text.split(/[\r\n]/).map((line) => trim(trim(line).replace(SEPARATORS, '')))
  const given = lines.filter(Boolean)
  const wrong = given.filter((line) => !ENTRY.test(normalize(line)))
  if (wrong.length > 0) throw new UserError(`${name} contains ${quoteLines(wrong)}.`, FORM)
  return given.map(normalize)
}

/** Writes the method in capital letters, and one space after it. */
function normalize(line: string): string {
  return line.replace(/\S+/, (method) => method.toUpperCase()).replace(/\s+/, ' ')
}

const FORM =
  'Write one request per line: a method, a space and a path without the host, such as GET /v1/apps?limit=10.'

/** Quotes up to three lines, or none if one may be a secret, since then the others may be, too. */
export function quoteLines(lines: readonly string[]): string {
  if (lines.some((line) => !OWN.test(line) || !isQuotable(line, OWN, 200))) {
    return `unrecognized text (${measure(lines.join('\n'))})`
  }
  const quoted = lines.map((line) => `"${line}"`)
  const more = quoted.length > 3 ? [`${quoted.length - 3} more`] : []
  return [...quoted.slice(0, 3), ...more].join(' and ')
}

/** How an entry starts, or an attempt at one: with a method, with a path, or as an item of a list. */
const OWN = /^(- )?((GET|HEAD|POST|PUT|PATCH|DELETE) |\/v\d)/i

/** Whether an entry is for a request that changes something. Apple documents scopes only for GET. */
export function isWriting(entry: string): boolean {
  return !entry.startsWith('GET ')
}

/**
 * Whether an entry of a scope allows a request. The order of the query does not matter, nor do the
 * parameters that only choose a part of a list.
 */
export function covers(entry: string, request: string): boolean {
  const [own, asked] = [entry, request].map((line) => {
    const [path, query] = line.split('?')
    const parameters = Array.from(new URLSearchParams(query))
    const named = parameters.filter(([name]) => !PAGING.has(name))
    return [path, ...named.map((parameter) => parameter.join('=')).sort()].join('\n')
  })
  return own === asked
}

const PAGING = new Set(['limit', 'cursor', 'sort'])

/** Whether Apple accepts an entry in a token that is valid for more than 20 minutes. */
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
