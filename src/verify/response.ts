import { type Topic, UserError } from '../errors.ts'
import { redact } from '../http/redact.ts'
import type { HttpResponse } from '../http/request.ts'
import { member, parseJson, textMember } from '../json.ts'
import { notice, type Remark, warning } from '../log.ts'
import type { Rejection } from './rejection.ts'
import { type AppleError, applyRules, isKind } from './rules.ts'
import { pathOf, type VerifyRequest } from './targets.ts'

/** What a response means for the token. A reason is a part of a sentence. */
export type Interpretation =
  | {
      readonly kind: 'accepted'
      readonly remarks: readonly Remark[]
      /** Why Apple does not carry out the request, which the step fails with if the job needs it. */
      readonly failure?: UserError
    }
  | ({ readonly kind: 'rejected' } & Rejection)
  /** Apple accepts the token, but the team is blocked until its Account Holder acts. */
  | { readonly kind: 'blocked'; readonly reason: string; readonly failure: UserError }
  | { readonly kind: 'unclear'; readonly reason: string; readonly topic: UnclearTopic }

/** The key's quota, an invalid path, too few rejections, or no response of Apple's. */
export type UnclearTopic = Extract<Topic, 'quota' | 'request' | 'rejected' | 'network'>

/** How many errors of a response are shown. */
const MAX_ERRORS = 3

/** Request timeout, too early, too many requests. */
const RETRYABLE = [408, 425, 429]

/**
 * Says what a response means for the token, whatever it contains. Apple answers 401 to a token that
 * it rejects, so any other client error means that the token was accepted.
 * https://developer.apple.com/documentation/appstoreconnectapi/interpreting-and-handling-errors
 *
 * @param secrets the tokens that were sent, no part of which may come back in a message
 */
export function interpret(
  response: HttpResponse,
  request: VerifyRequest,
  secrets: readonly string[],
): Interpretation {
  const { status } = response
  const errors = readErrors(response, secrets)
  const reason = `status ${status}${describeResponse(response, errors)}`
  const isPage = mediaType(response).includes('html')
  if (status === 401 && !isPage) {
    return { kind: 'rejected', reason, requestIds: readRequestIds(response, secrets) }
  }
  if (status >= 200 && status < 300 && isResult(response)) {
    return { kind: 'accepted', remarks: isEmpty(response) ? [foundNothing(request)] : [] }
  }
  const isApples = status >= 400 && status < 500 && errors.length > 0
  if (!isApples || RETRYABLE.includes(status)) {
    return { kind: 'unclear', reason, topic: status === 429 && !isPage ? 'quota' : 'network' }
  }
  if (errors.some(({ code }) => isKind(code, 'PATH_ERROR'))) {
    return { kind: 'unclear', reason, topic: 'request' }
  }

  const { effect, problem, remedy, topic, decisive } = applyRules(status, errors, request)
  const shown = quoteErrors([...decisive, ...errors], secrets)
  const failure = new UserError(`${problem} (${status} ${shown}).`, remedy, topic)
  const { message } = failure
  if (effect === 'blocked') return { kind: 'blocked', reason, failure }
  if (effect === 'accepted') return { kind: 'accepted', remarks: [notice(message, topic)] }
  return { kind: 'accepted', remarks: [{ level: effect, message, topic }], failure }
}

/** https://www.rfc-editor.org/rfc/rfc9110#section-8.3.1 */
function mediaType({ headers }: HttpResponse): string {
  return String(headers['content-type']).split(';', 1).join().trim().toLowerCase()
}

const JSON_TYPES = ['application/json', 'application/vnd.api+json']

/** Collections and reports: https://developer.apple.com/documentation/appstoreconnectapi */
function isResult(response: HttpResponse): boolean {
  const { body, complete } = response
  const type = mediaType(response)
  if (type === 'application/a-gzip' || type.startsWith('application/vnd.apple.')) return true
  if (!JSON_TYPES.includes(type)) return false
  return complete ? member(parseJson(body), 'data') !== undefined : /^\s*\{\s*"data"\s*:/.test(body)
}

function isEmpty({ body }: HttpResponse): boolean {
  const data = member(parseJson(body), 'data')
  return data === null || (Array.isArray(data) && data.length === 0)
}

function foundNothing(request: VerifyRequest): Remark {
  const { line, origin } = request
  if (origin === 'default') {
    const message = `Apple accepts the key, but it sees no ${pathOf(request).at(-1)} (${line}). If the team has some, the key belongs to another team, or to a user who cannot see them.`
    return notice(message, 'nothing')
  }
  const message = `Apple accepts the key, but found nothing for ${line}. Unless there is none yet, an ID or a filter in this line of ${origin} is wrong, or the key belongs to another team.`
  return warning(message, 'nothing')
}

function describeResponse(response: HttpResponse, errors: readonly AppleError[]): string {
  const { status } = response
  if (errors.length > 0) {
    const codes = new Set(errors.slice(0, MAX_ERRORS).map(({ code }) => code))
    return ` ${Array.from(codes).join(', ')}`
  }
  if (status >= 300 && status < 400) return ', a redirect, which is not followed'
  const isPage = mediaType(response).includes('html')
  if (!isPage && (status === 401 || status >= 500 || RETRYABLE.includes(status))) return ''
  return ` with a ${isPage ? 'web page' : 'response'} that does not come from Apple's API`
}

const REQUEST_IDS = ['x-apple-request-uuid', 'x-apple-jingle-correlation-key', 'x-request-id']

function readRequestIds({ headers }: HttpResponse, secrets: readonly string[]): string {
  const given = REQUEST_IDS.filter((name) => headers[name])
  return given.map((name) => `${name} ${redact(String(headers[name]), secrets)}`).join(', ')
}

/** The errors in a response of Apple's API; none if it comes from elsewhere. */
function readErrors({ body }: HttpResponse, secrets: readonly string[]): AppleError[] {
  const errors = member(parseJson(body), 'errors')
  return (Array.isArray(errors) ? errors : []).flatMap((error) => {
    const code = textMember(error, 'code')
    if (!/^[A-Z][A-Z0-9_.]{2,79}$/.test(code)) return []
    const texts = [textMember(error, 'title'), textMember(error, 'detail')].filter(Boolean)
    const parameter = textMember(error, 'source', 'parameter')
    return [{ code: redact(code, secrets), texts, parameter }]
  })
}

/** Quotes errors, the first ones first, title and detail apart. */
function quoteErrors(errors: readonly AppleError[], secrets: readonly string[]): string {
  const quotes = errors.map(({ code, texts, parameter }) => {
    const names = [code, redact(parameter, secrets)].filter(Boolean).join(', ')
    const quoted = texts.map((text) => `"${redact(text, secrets)}"`).join(', ')
    return quoted === '' ? names : `${names}: ${quoted}`
  })
  return Array.from(new Set(quotes)).slice(0, MAX_ERRORS).join('; ')
}
