import type { IncomingHttpHeaders } from 'node:http'
import type { HttpProxy } from '../http/proxy.ts'
import { NoResponse, sendRequest } from '../http/request.ts'
import type { Timer } from '../http/timer.ts'
import type { Token } from '../token.ts'
import { isWithin, measureSkew, TOLERANCE } from './clock-skew.ts'
import { type Interpretation, interpret } from './response.ts'
import type { VerifyRequest } from './targets.ts'

/** What all requests of one verification share. */
export interface Session {
  readonly proxy: HttpProxy | undefined
  /** The runner's clock. */
  readonly now: () => Date
  readonly timer: Timer
  /** When the last response must be there, by the timer. */
  readonly deadline: number
  readonly sign: (now: Date) => Promise<Token>
}

/** A token, and by how many milliseconds the clock that it is based on is ahead of the runner's. */
export interface Candidate {
  readonly token: Token
  readonly ahead: number
}

/** What the responses to a request mean, and the token that was sent last. */
export type Outcome = Interpretation & {
  readonly request: VerifyRequest
  readonly candidate: Candidate
  readonly headers: IncomingHttpHeaders
  /** By how many milliseconds Apple's clock is ahead of the runner's; undefined if unknown. */
  readonly skew: number | undefined
}

/** Milliseconds for one request: four without any response fit into the time for all. */
const REQUEST_LIMIT = 10_000

/** Milliseconds between one request and the next. */
const PAUSES = [1000, 1500]
const LAST_PAUSE = 2000

/**
 * Apple rejects good tokens now and then, and accepts them when they are sent again; the same goes
 * for agreements that it misses: https://github.com/codemagic-ci-cd/cli-tools/issues/176
 */
const BELIEVED = 3

/** If tokens based on two clocks take turns, each gets its chances. */
const BELIEVED_OF_TWO = 5

/** Signs a token based on a clock that is ahead of the runner's, by milliseconds. */
export async function signAhead({ now, sign }: Session, ahead: number): Promise<Candidate> {
  return { token: await sign(new Date(now().getTime() + ahead)), ahead }
}

interface RetryOptions {
  /** Whether a token that is rejected may be replaced. */
  readonly mayResign: boolean
  /** How many responses that say nothing about the token end it. */
  readonly maxUnclear: number
}

/**
 * Sends a request with a token, or with the one that is to be output instead. If Apple rejects it,
 * the next one is based on the clock that Apple shows. An accepted token gives way only to one that
 * is accepted as well.
 */
export async function verifyRequest(
  request: VerifyRequest,
  first: Candidate,
  session: Session,
  maxUnclear: number,
): Promise<Outcome> {
  const outcome = await sendUntilClear(request, first, session, { mayResign: true, maxUnclear })
  const { candidate, skew } = outcome
  if (!isAccepted(outcome) || !skew || candidate.ahead !== 0) return outcome
  if (!isWithin(candidate.token, skew, session.now())) return outcome
  const resigned = await signAhead(session, skew)
  const options = { mayResign: false, maxUnclear }
  const second = await sendUntilClear(request, resigned, session, options)
  return isAccepted(second) ? second : outcome
}

export function isAccepted({ kind }: Interpretation): boolean {
  return kind === 'accepted' || kind === 'limited'
}

/** Sends a request until the result can be believed, or time is up. */
export async function sendUntilClear(
  request: VerifyRequest,
  first: Candidate,
  session: Session,
  { mayResign, maxUnclear }: RetryOptions,
): Promise<Outcome> {
  const { timer, deadline } = session
  const reasons = new Set<string>()
  const counts = { rejected: 0, blocked: 0, unclear: 0 }
  const limits = { rejected: BELIEVED, blocked: BELIEVED, unclear: maxUnclear }
  let candidate = first
  let skew: number | undefined
  for (;;) {
    const response = await send(request, candidate, session)
    skew = mayResign ? (response.skew ?? skew) : first.ahead
    const outcome = { ...response, request, candidate, skew }
    const { kind } = outcome
    if (kind === 'accepted' || kind === 'limited') return outcome

    counts[kind] += 1
    reasons.add(outcome.reason)
    const ahead = mayResign && kind === 'rejected' ? nextClock(outcome) : candidate.ahead
    // A rejection that the clock explains is no reason to wait, but only once.
    const isExplained = ahead !== candidate.ahead && limits.rejected === BELIEVED
    if (isExplained) limits.rejected = BELIEVED_OF_TWO
    if (ahead !== candidate.ahead) candidate = await signAhead(session, ahead)
    if (kind !== 'unclear' && counts[kind] === limits[kind]) return outcome

    const sent = counts.rejected + counts.blocked + counts.unclear
    const pause = isExplained ? 0 : (PAUSES[sent - 1] ?? LAST_PAUSE)
    const wait = Math.max(pause, readRetryAfter(outcome.headers))
    const cause = kind === 'unclear' && sent === counts.unclear ? outcome.cause : 'doubt'
    const isEnough = counts.unclear === limits.unclear || cause === 'path'
    if (isEnough || timer.elapsed() + wait >= deadline) {
      const reason = Array.from(reasons).join(', then ')
      return { ...outcome, candidate, kind: 'unclear', cause, reason }
    }
    await timer.sleep(wait)
  }
}

/**
 * Which clock the token after a rejected one is based on: Apple's, if that explains the rejection.
 * Otherwise the runner's, since the Date may have been somebody else's.
 */
function nextClock({ candidate, skew = 0 }: Pick<Outcome, 'candidate' | 'skew'>): number {
  return Math.abs(skew - candidate.ahead) > TOLERANCE ? skew : 0
}

async function send(
  request: VerifyRequest,
  { token: { jwt } }: Candidate,
  { proxy, now, timer, deadline }: Session,
): Promise<Interpretation & Pick<Outcome, 'headers' | 'skew'>> {
  const limit = Math.min(REQUEST_LIMIT, Math.max(1, Math.ceil(deadline - timer.elapsed())))
  try {
    const headers = { authorization: `Bearer ${jwt}` }
    const response = await sendRequest(
      { method: 'GET', url: request.url, headers },
      { proxy, now, timeout: timer.timeout, limit },
    )
    const interpretation = interpret(response, jwt, request)
    // An unclear response may not be Apple's, nor its Date.
    const skew = interpretation.kind === 'unclear' ? undefined : measureSkew(response)
    return { ...interpretation, headers: response.headers, skew }
  } catch (error) {
    if (!(error instanceof NoResponse)) throw error
    return { kind: 'unclear', reason: error.message, cause: 'outage', headers: {}, skew: undefined }
  }
}

/** @returns milliseconds; 0 if there is no number of seconds */
function readRetryAfter(headers: IncomingHttpHeaders): number {
  const seconds = String(headers['retry-after'])
  return /^\d+$/.test(seconds) ? Number(seconds) * 1000 : 0
}
