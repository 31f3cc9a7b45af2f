import type { IncomingHttpHeaders } from 'node:http'
import { type Topic, UserError } from '../errors.ts'
import { redact } from '../http/redact.ts'
import type { HttpResponse } from '../http/request.ts'
import { member, parseJson, textMember } from '../json.ts'
import { notice, type Remark, warning } from '../log.ts'
import { type AppleError, applyRules } from './rules.ts'
import type { VerifyRequest } from './targets.ts'

/** What a response means for the token. A reason is a part of a sentence. */
export type Interpretation =
  | {
      readonly kind: 'accepted'
      readonly remarks: readonly Remark[]
      /** Why Apple does not carry out the request, which the step fails with if the job needs it. */
      readonly failure?: UserError
    }
  /** The IDs are those by which Apple finds the request in its logs; may be empty. */
  | { readonly kind: 'rejected'; readonly reason: string; readonly requestIds: string }
  /** Apple accepts the token, but the team is blocked until its Account Holder acts. */
  | { readonly kind: 'blocked'; readonly reason: string; readonly failure: UserError }
  /** The key's quota is used up, there were too few rejections, or no response of Apple's. */
  | { readonly kind: 'unclear'; readonly reason: string; readonly topic: UnclearTopic }

type UnclearTopic = Extract<Topic, 'quota' | 'rejected' | 'network'>

/** How many errors of a response are shown. */
const MAX_ERRORS = 3

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
  const { status, headers, body, complete } = response
  const json = parseJson(body)
  const data = member(json, 'data')
  const errors = readErrors(json, secrets)
  const type = String(headers['content-type']).toLowerCase()
  const isPage = type.includes('html')
  const reason = `status ${status}${describeResponse(status, isPage, errors)}`
  if (status === 401 && !isPage) {
    return { kind: 'rejected', reason, requestIds: readRequestIds(headers, secrets) }
  }
  const isReport = /^application\/(a-gzip|vnd\.apple\.)/.test(type)
  const isLong = !complete && /^\s*\{\s*"data"\s*:/.test(body)
  if (status >= 200 && status < 300 && (data !== undefined || isReport || isLong)) {
    const isEmpty = data === null || (Array.isArray(data) && data.length === 0)
    return { kind: 'accepted', remarks: isEmpty ? [foundNothing(request)] : [] }
  }
  const isApples = status >= 400 && status < 500 && errors.length > 0
  if (!isApples) return { kind: 'unclear', reason, topic: 'network' }
  if (status === 429) return { kind: 'unclear', reason, topic: 'quota' }

  const { problem, remedy, topic, decisive } = applyRules(errors, request)
  const shown = quoteErrors([...decisive, ...errors], secrets)
  const failure = new UserError(`${problem} (${status} ${shown}).`, remedy, topic)
  if (topic === 'agreement') return { kind: 'blocked', reason, failure }
  if (topic === 'nothing') return { kind: 'accepted', remarks: [notice(failure.message, topic)] }
  const say = topic === 'role' ? notice : warning
  return { kind: 'accepted', remarks: [say(failure.message, topic)], failure }
}

function foundNothing({ line, origin }: VerifyRequest): Remark {
  const say = origin === 'default' ? notice : warning
  return say(
    `Apple accepts the key, but found nothing for ${line}. If there should be something, the key belongs to another team, or to a user who cannot see it, or an ID or a filter in the line is wrong.`,
    'nothing',
  )
}

function describeResponse(status: number, isPage: boolean, errors: readonly AppleError[]): string {
  if (errors.length > 0) {
    const codes = new Set(errors.slice(0, MAX_ERRORS).map(({ code }) => code))
    return ` ${Array.from(codes).join(', ')}`
  }
  if (status >= 300 && status < 400) return ', a redirect, which is not followed'
  if (!isPage && (status === 401 || status >= 500)) return ''
  return ` with a ${isPage ? 'web page' : 'response'} that does not come from Apple's API`
}

const REQUEST_IDS = ['x-apple-request-uuid', 'x-apple-jingle-correlation-key', 'x-request-id']

function readRequestIds(headers: IncomingHttpHeaders, secrets: readonly string[]): string {
  const given = REQUEST_IDS.filter((name) => headers[name])
  return given.map((name) => `${name} ${redact(String(headers[name]), secrets)}`).join(', ')
}

/** The errors in a response of Apple's API; none if it comes from elsewhere. */
function readErrors(json: unknown, secrets: readonly string[]): AppleError[] {
  return [member(json, 'errors')].flat().flatMap((error) => {
    const code = textMember(error, 'code')
    if (!/^[A-Z][A-Z0-9_.]{2,79}$/.test(code)) return []
    const places = [['title'], ['detail'], ['source', 'parameter']]
    const texts = places.map((path) => textMember(error, ...path)).filter(Boolean)
    return [{ code: redact(code, secrets), texts }]
  })
}

/** Quotes errors, the first ones first, each text apart. */
function quoteErrors(errors: readonly AppleError[], secrets: readonly string[]): string {
  const quotes = errors.map(({ code, texts }) => {
    const quoted = texts.map((text) => `"${redact(text, secrets)}"`).join(', ')
    return quoted === '' ? code : `${code}: ${quoted}`
  })
  return Array.from(new Set(quotes)).slice(0, MAX_ERRORS).join('; ')
}
