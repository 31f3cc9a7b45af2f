import { NoResponse, sendRequest } from '../http/request.ts'
import { agree, measureClock } from './clock-skew.ts'
import { interpret } from './response.ts'
import type { VerifyRequest } from './targets.ts'
import {
  bestToken,
  type DatedToken,
  isAccepted,
  type Outcome,
  type Session,
} from './verification.ts'

/** Milliseconds for one request: four without any response fit into the time for all. */
const REQUEST_LIMIT = 10_000

/** Milliseconds between one request and the next: at first 1000, then half a second more each time. */
const MAX_PAUSE = 2000

/**
 * How often Apple has to reject a token, or to miss an agreement. It does so now and then with good
 * ones, and accepts them when they are sent again:
 * https://github.com/codemagic-ci-cd/cli-tools/issues/176
 */
const ENOUGH = 3

/** The same if the clock may be off: there can be two tokens, and each gets its chances. */
const ENOUGH_OF_TWO = 5

/** How many responses say nothing about the token before a request is given up, if none was yet. */
const MAX_UNCLEAR = 4

/** Signs a token based on a clock that is ahead of the runner's, by milliseconds. */
export async function signAhead(session: Session, ahead: number): Promise<DatedToken> {
  const { now, sign, tokens } = session
  const token = { ...(await sign(new Date(now().getTime() + ahead))), ahead }
  tokens.push(token)
  return token
}

/** Sends a request until its responses are enough to go by, or time is up. */
export async function sendUntilClear(request: VerifyRequest, session: Session): Promise<Outcome> {
  const { timer, deadline, tokens, report } = session
  const responses: Outcome[] = []
  let token = bestToken(session)
  for (;;) {
    const last = await send(request, token, session)
    const sent = responses.push(last)
    const next = decide(responses, session)
    if ('kind' in next) return next
    const known = tokens.find(({ ahead }) => ahead === next.ahead)
    token = known ?? (await signAhead(session, next.ahead))
    // A response that the clock explains is no reason to wait.
    const pause = known ? Math.min(500 * (sent + 1), MAX_PAUSE) : 0
    const wait = Math.max(pause, last.retryAfter)
    if (timer.elapsed() + wait >= deadline) return giveUp(responses)
    report(describeRetry(last, wait, token))
    await timer.sleep(wait)
  }
}

/**
 * Decides whether the responses to a request are enough. A token is based on a clock other than the
 * runner's only once per step, and only if two responses agree on that clock: otherwise a server could
 * collect tokens for many times. An accepted token gives way only to one that is accepted, too.
 *
 * @param responses at least one
 * @returns what they come to, or by how much the clock for the next token is ahead of the runner's
 */
function decide(
  responses: readonly Outcome[],
  { tokens, outcomes }: Session,
): Outcome | Pick<DatedToken, 'ahead'> {
  const last = responses.at(-1) as Outcome
  const count = responses.filter(({ kind }) => kind === last.kind).length
  const accepted = responses.findLast(isAccepted)
  const isSettled = outcomes.some(isAccepted)

  const otherClocks = responses.flatMap(({ clock }) => (clock?.skew ? [clock] : []))
  const mayCorrect = tokens.length === 1 && !isSettled
  const clock = mayCorrect && last.clock?.skew ? last.clock : undefined
  if (clock && otherClocks.some((other) => agree(other, clock))) return { ahead: clock.skew }
  if (last === accepted) return clock && count === 1 ? last.token : last
  if (last.kind === 'unclear') {
    const isKnown = last.topic === 'request' || outcomes.some(({ kind }) => kind === 'unclear')
    return isKnown || count === MAX_UNCLEAR ? giveUp(responses) : last.token
  }
  const isOpen = last.kind === 'rejected' && !accepted && !isSettled
  const enough = isOpen && otherClocks.length > 0 ? ENOUGH_OF_TWO : ENOUGH
  if (count >= enough) return accepted ?? last
  const other = tokens.find((token) => token !== last.token)
  return isOpen && other ? other : last.token
}

/** Returns what responses to a request come to if it is not sent again. */
function giveUp(responses: readonly Outcome[]): Outcome {
  const last = responses.at(-1) as Outcome
  const reasons = responses.flatMap((outcome) => ('reason' in outcome ? [outcome.reason] : []))
  const reason = Array.from(new Set(reasons)).join(', then ')
  const isOutage = responses.every(({ kind }) => kind === 'unclear')
  const isClear = last.kind === 'unclear' && (isOutage || last.topic === 'request')
  const topic = isClear ? last.topic : 'rejected'
  return responses.findLast(isAccepted) ?? { ...last, kind: 'unclear', reason, topic }
}

async function send(
  request: VerifyRequest,
  token: DatedToken,
  { proxy, now, timer, deadline, tokens }: Session,
): Promise<Outcome> {
  const limit = Math.min(REQUEST_LIMIT, Math.max(1, Math.ceil(deadline - timer.elapsed())))
  const headers = { authorization: `Bearer ${token.jwt}` }
  const sent = { request, token }
  try {
    const { timeout } = timer
    const response = await sendRequest({ url: request.url, headers, proxy, now, timeout, limit })
    const secrets = tokens.map(({ jwt }) => jwt)
    const meaning = interpret(response, request, secrets)
    const accepted = meaning.kind === 'rejected' ? undefined : token
    // An unclear response may not be Apple's, nor its Date.
    const clock = meaning.kind === 'unclear' ? undefined : measureClock(response, accepted)
    // The header can also be a date, or be missing.
    const retryAfter = Number(response.headers['retry-after']) * 1000 || 0
    return { ...meaning, ...sent, retryAfter, clock }
  } catch (error) {
    if (!(error instanceof NoResponse)) throw error
    const unclear = { kind: 'unclear', reason: error.message, topic: 'network' } as const
    return { ...unclear, ...sent, retryAfter: 0, clock: undefined }
  }
}

function describeRetry(last: Outcome, wait: number, { ahead }: DatedToken): string {
  const what = 'reason' in last ? last.reason : "accepted, but by another clock than the runner's"
  const when = wait === 0 ? 'now' : `in ${wait / 1000} s`
  const whose = ahead === 0 ? "the runner's" : "Apple's"
  const change = ahead === last.token.ahead ? '' : ` with a token based on ${whose} clock`
  return `${last.request.line}: ${what}. Retrying ${when}${change}.`
}
