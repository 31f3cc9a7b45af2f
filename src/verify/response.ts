import type { HttpResponse } from '../http/request.ts'
import { parseObject } from '../json.ts'
import type { Remark } from '../log.ts'
import { allowingRoles } from './roles.ts'
import type { VerifyRequest } from './targets.ts'

/** What a response means for the token. A reason is a part of a sentence. */
export type Interpretation =
  | { readonly kind: 'accepted' }
  /** Apple accepts the token, but does not carry out this request. */
  | { readonly kind: 'limited'; readonly level: Remark['level']; readonly error: Explanation }
  | { readonly kind: 'rejected'; readonly reason: string }
  /** Apple accepts the token, but the team is blocked until its Account Holder acts. */
  | { readonly kind: 'blocked'; readonly reason: string; readonly error: Explanation }
  | { readonly kind: 'unclear'; readonly reason: string; readonly cause: Cause }

/** Why it is unclear: the key's quota, an invalid path, rejections that may be strays, or the rest. */
export type Cause = 'quota' | 'path' | 'doubt' | 'outage'

/** The remedy may be empty. */
export type Explanation = readonly [problem: string, remedy: string]

/** How many errors of a response are shown, and how many characters of the text of each. */
const MAX_ERRORS = 3
const MAX_TEXT = 200

/** Request timeout, too early, too many requests. */
const RETRYABLE = [408, 425, 429]

/**
 * Says what a response means for the token, whatever it contains. Apple answers 401 to a token that
 * it rejects, so any other client error means that the token was accepted.
 * https://developer.apple.com/documentation/appstoreconnectapi/interpreting-and-handling-errors
 *
 * @param jwt the token that was sent, no part of which may come back in a message
 */
export function interpret(
  response: HttpResponse,
  jwt: string,
  request: VerifyRequest,
): Interpretation {
  const { status } = response
  const errors = readErrors(response)
  const reason = `status ${status}${describeResponse(response, errors)}`
  const isPage = mediaType(response).includes('html')
  if (status === 401 && !isPage) return { kind: 'rejected', reason }
  if (status >= 200 && status < 300 && isResult(response)) return { kind: 'accepted' }
  const isApples = status >= 400 && status < 500 && errors.length > 0
  if (!isApples || RETRYABLE.includes(status)) {
    return { kind: 'unclear', reason, cause: status === 429 && !isPage ? 'quota' : 'outage' }
  }
  if (errors.some(({ code }) => /^PATH_ERROR\b/.test(code))) {
    return { kind: 'unclear', reason, cause: 'path' }
  }
  const { is, level, problem, remedy } = (status === 403 ? FORBIDDEN : OTHER).find(({ is }) =>
    errors.some((error) => matches(error, is)),
  ) as Rule
  const decisive = errors.filter((error) => matches(error, is))
  const shown = quoteErrors([...decisive, ...errors], jwt)
  const error = [`${problem(request)} (${status} ${shown}).`, remedy(request)] as const
  return level === undefined
    ? { kind: 'blocked', reason, error }
    : { kind: 'limited', level, error }
}

/** How one kind of error is explained; without a level, it blocks the team. */
interface Rule {
  /** Its codes, and its texts where the code is a general one. Codes are stable, texts change. */
  readonly is: readonly [code: RegExp, text?: RegExp]
  readonly level?: Remark['level']
  readonly problem: (request: VerifyRequest) => string
  readonly remedy: (request: VerifyRequest) => string
}

/** The first that is among the errors decides, and the last is every error. */
const FORBIDDEN: readonly Rule[] = [
  {
    is: [/AGREEMENT|[._]PLA_/, /agreement/i],
    problem: ({ line }) =>
      `Apple accepts the key, but blocks ${line} until an agreement is accepted`,
    remedy: () =>
      'The Account Holder must accept it in App Store Connect > Business or, for the license agreement, at https://developer.apple.com/account. After that, it can take some minutes to take effect. A new key will not help.',
  },
  {
    is: [
      /MEMBERSHIP/,
      /not associated with an active membership|not have a program membership|membership (has|is) expired|unable to find a team/i,
    ],
    problem: ({ line }) =>
      `Apple accepts the key, but the team has no active membership that covers ${line}`,
    remedy: () =>
      'The Account Holder can renew or change it at https://developer.apple.com/account.',
  },
  {
    is: [/^FORBIDDEN\.REQUEST_DOES_NOT_MATCH_SCOPE$/],
    level: 'warning',
    problem: ({ line, origin }) =>
      origin === 'default'
        ? 'Apple accepts the key, but scope contains no GET request, so there is nothing more to verify'
        : `Apple accepts the key, but the token's scope does not cover ${line}`,
    remedy: ({ origin }) =>
      origin === 'default'
        ? ''
        : "Check the lines of scope: one of them must have the request's path and query; only limit, cursor and sort can differ.",
  },
  {
    is: [/^$/, /does not allow '\w+'/i],
    level: 'warning',
    problem: ({ line }) => `Apple allows ${line} to nobody`,
    remedy: correctLine,
  },
  {
    is: [/^FORBIDDEN_ERROR\b/],
    level: 'notice',
    problem: ({ line }) => `Apple accepts the key, but its role does not allow ${line}`,
    remedy: ({ line }) =>
      `If the job needs this, create a key whose role allows it, since the role of a key cannot be changed. ${allowingRoles(line)}`,
  },
  {
    is: [/^/],
    level: 'warning',
    problem: ({ line }) => `Apple accepts the key, but forbids ${line}`,
    remedy: () => 'Expect the same in later steps.',
  },
]

const OTHER: readonly Rule[] = [
  {
    is: [/^/],
    level: 'notice',
    problem: ({ line }) => `Apple did not reject the token, but could not complete ${line}`,
    remedy: correctLine,
  },
]

/** A code with more parts is a kind of the shorter one, which says less. */
function matches({ code, text }: AppleError, [codes, texts]: Rule['is']): boolean {
  const isGeneral = code === 'FORBIDDEN' || code === 'FORBIDDEN_ERROR'
  return codes.test(code) || (isGeneral && texts?.test(text) === true)
}

function correctLine({ origin }: VerifyRequest): string {
  return origin === 'default'
    ? ''
    : `Check the path, the IDs and the query of this line of ${origin}.`
}

/** Collections and reports: https://developer.apple.com/documentation/appstoreconnectapi */
function isResult(response: HttpResponse): boolean {
  const { body, complete } = response
  const type = mediaType(response)
  if (/^application\/(a-gzip|vnd\.apple\.[\w.+-]+)$/.test(type)) return true
  if (!/^application\/(json|vnd\.api\+json)$/.test(type)) return false
  return complete ? 'data' in readDocument(body) : /^\s*\{\s*"data"\s*:/.test(body)
}

/** https://www.rfc-editor.org/rfc/rfc9110#section-8.3.1 */
function mediaType({ headers }: HttpResponse): string {
  return String(headers['content-type']).replace(/;.*/s, '').trim().toLowerCase()
}

function describeResponse(response: HttpResponse, errors: readonly AppleError[]): string {
  const { status } = response
  if (errors.length > 0) {
    return ` ${Array.from(new Set(errors.slice(0, MAX_ERRORS).map(showCode))).join(', ')}`
  }
  if (status >= 300 && status < 400) return ', a redirect, which is not followed'
  if (mediaType(response).includes('html')) return ` with a web page that ${FOREIGN}`
  const isPlain = status === 401 || status >= 500 || RETRYABLE.includes(status)
  return isPlain ? '' : ` with a response that ${FOREIGN}`
}

const FOREIGN = "does not come from Apple's API"

interface AppleError {
  readonly code: string
  readonly text: string
}

/** The errors in a response of Apple's API, as they are; none if it comes from elsewhere. */
function readErrors({ body }: HttpResponse): AppleError[] {
  const { errors } = readDocument(body)
  if (!Array.isArray(errors)) return []
  return errors.flatMap((error) => {
    const { code, title, detail } = Object(error)
    if (typeof code !== 'string' || !/^[A-Z][A-Z0-9_.]{2,79}$/.test(code)) return []
    return [{ code, text: [title, detail].filter((text) => typeof text === 'string').join(' ') }]
  })
}

function readDocument(body: string): Record<string, unknown> {
  return parseObject(body.replace(/^\ufeff/, ''))
}

function quoteErrors(errors: readonly AppleError[], jwt: string): string {
  const quotes = Array.from(new Set(errors)).map((error) => {
    const text = clean(error.text, jwt)
    return text === '' ? showCode(error) : `${showCode(error)}: "${text}"`
  })
  return quotes.slice(0, MAX_ERRORS).join('; ')
}

/** A long word may be the token in some encoding. */
function showCode({ code }: AppleError): string {
  return /[^._]{16}/.test(code) ? 'an unknown code' : code
}

/**
 * Turns text from a server into one printable line. The runner looks for commands of the form
 * `::name::` at the start of a line, and of the older form `##[name]` anywhere in it:
 * https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 */
function clean(text: string, jwt: string): string {
  const line = text
    .replaceAll(/[^\x20-\x7e]|::|##\[/g, ' ')
    .replaceAll(/\S{16,}/g, '…')
    .replaceAll(/ +/g, ' ')
    .slice(0, MAX_TEXT)
    .trim()
  const letters = line.replaceAll(/[^\w-]/g, '')
  const pieces = Array.from({ length: letters.length - 7 }, (_, at) => letters.slice(at, at + 8))
  return pieces.some((piece) => jwt.includes(piece)) ? '' : line
}
