import { UserError } from '../errors.ts'
import { info, notice, type Remark, warning } from '../remark.ts'
import type { HttpResponse } from './http.ts'

export type Interpretation =
  | { readonly kind: 'accepted'; readonly remark: Remark }
  | { readonly kind: 'rejected'; readonly reason: string }
  /** The response says nothing about the token. The reason is a part of a sentence. */
  | { readonly kind: 'unclear'; readonly reason: string }

/** How much of a title and of a detail of Apple's is shown, in characters. */
const MAX_TEXT = 200

/**
 * Tells what a response means for the token. Apple responses a token that it does not take with 401, so
 * that another error of a request's own making is taken to mean that the token was good.
 * https://developer.apple.com/documentation/appstoreconnectapi/interpreting-and-handling-errors
 *
 * @param jwt the token that was sent, no piece of which is to come back in a message
 * @param request what was asked for, such as `GET /v1/apps?limit=1`
 * @throws {UserError} if an agreement must be accepted first
 */
export function interpret(response: HttpResponse, jwt: string, request: string): Interpretation {
  const { status } = response
  const errors = readErrors(response, jwt)
  const codes = errors.map(({ code }) => code).join(', ')
  if (status === 401) return { kind: 'rejected', reason: `status 401 ${codes}`.trimEnd() }
  if (status >= 200 && status < 300 && isResult(response)) {
    return accepted(info(`Apple accepted the token (${request}).`))
  }
  if (status < 400 || status >= 500 || RETRYABLE.has(status) || errors.length === 0) {
    return { kind: 'unclear', reason: describe(response, codes) }
  }
  return status === 403
    ? interpretForbidden(errors, request)
    : interpretOther(response, errors, request)
}

/** The client is told to ask again: timed out, too early, too often. */
const RETRYABLE = new Set([408, 425, 429])

function interpretForbidden(errors: readonly AppleError[], request: string): Interpretation {
  const all = quoteErrors(errors)
  if (/agreement/i.test(all)) {
    throw new UserError(
      `Apple accepts the key, but blocks all requests until an agreement is accepted (403 ${all}).`,
      'The Account Holder must accept it in App Store Connect > Business or, for the license agreement, at https://developer.apple.com/account. A new key will not help.',
    )
  }
  const has = (code: string) => errors.some((error) => error.code === code)
  if (has('FORBIDDEN.REQUEST_DOES_NOT_MATCH_SCOPE')) {
    return accepted(
      warning(
        `The key works, but the token's scope does not cover ${request} (403 ${all}). Check the lines of scope: the path must be the request's, and of its query only limit, cursor and sort may be left out.`,
      ),
    )
  }
  if (has('FORBIDDEN_ERROR')) {
    return accepted(
      notice(
        `The key works, but its role is too narrow for ${request}, or the membership has lapsed (403 ${all}). If the steps that follow are refused as well, use a key with a wider role.`,
      ),
    )
  }
  return accepted(
    warning(
      `Apple takes the key, but forbids ${request} (403 ${all}). Expect the same in the steps that follow.`,
    ),
  )
}

function interpretOther(
  { status }: HttpResponse,
  errors: readonly AppleError[],
  request: string,
): Interpretation {
  return accepted(
    notice(
      `Apple did not refuse the token, but could not carry out ${request} (${status} ${quoteErrors(errors)}).`,
    ),
  )
}

function accepted(remark: Remark): Interpretation {
  return { kind: 'accepted', remark }
}

/** Collections and reports: https://developer.apple.com/documentation/appstoreconnectapi */
function isResult({ headers, body, complete }: HttpResponse): boolean {
  const [type = ''] = (headers['content-type'] ?? '').split(';')
  if (/^application\/(a-gzip|vnd\.apple\.[\w.+-]+)$/.test(type)) return true
  if (!/^application\/(json|vnd\.api\+json)$/.test(type)) return false
  return complete ? 'data' in readDocument(body) : /^\s*\{/.test(body)
}

function describe({ status, headers }: HttpResponse, codes: string): string {
  if (codes !== '') return `status ${status} ${codes}`
  if (status >= 300 && status < 400) return `status ${status}, a redirect, which is not followed`
  if (status >= 500 || RETRYABLE.has(status)) return `status ${status}`
  const page = /html/.test(headers['content-type'] ?? '') ? 'a web page' : 'a response'
  return `status ${status} with ${page} that is not of Apple's API`
}

interface AppleError {
  readonly code: string
  readonly text: string
}

/** The errors of a response of Apple's API, fit to be shown; none if it is somebody else's. */
function readErrors({ body }: HttpResponse, jwt: string): AppleError[] {
  const { errors } = readDocument(body)
  if (!Array.isArray(errors)) return []
  return errors.slice(0, 3).flatMap((error) => {
    const { code, title, detail } = Object(error)
    if (typeof code !== 'string' || !/^[A-Z][A-Z0-9_.]{2,79}$/.test(code)) return []
    const text = [title, detail].map((text) => clean(text, jwt)).filter(Boolean)
    return [{ code: clean(code, jwt), text: text.join(' ') }]
  })
}

function readDocument(body: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(body))
  } catch {
    return {}
  }
}

function quoteErrors(errors: readonly AppleError[]): string {
  return errors.map(({ code, text }) => (text === '' ? code : `${code}: "${text}"`)).join('; ')
}

/**
 * Makes one printable line of what a server wrote. The runner looks for commands of the form
 * `::name::` at the start of a line, and of the older form `##[name]` anywhere in it:
 * https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 */
function clean(text: unknown, jwt: string): string {
  if (typeof text !== 'string') return ''
  const line = text
    .replaceAll(/[^\x20-\x7e]|::|##\[/g, ' ')
    .replaceAll(/ +/g, ' ')
    .slice(0, MAX_TEXT)
    .trim()
  const letters = line.replaceAll(/[^\w-]/g, '')
  const pieces = Array.from({ length: letters.length - 7 }, (_, at) => letters.slice(at, at + 8))
  return pieces.some((piece) => jwt.includes(piece)) ? '' : line
}
