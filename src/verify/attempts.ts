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

/** Milliseconds between a response and the next request. */
const PAUSE = 1500

/**
 * How often Apple has to reject a token, or to miss an agreement: it does so now and then with good
 * ones. https://github.com/codemagic-ci-cd/cli-tools/issues/176
 */
const ENOUGH = 3

/** How many responses say nothing about the token before a request is given up, if none was yet. */
const MAX_UNCLEAR = 4

/** Sends a request until its responses are enough to go by, or time is up. */
export async function sendUntilClear(request: VerifyRequest, session: Session): Promise<Outcome> {
  const { timer, deadline, tokens, sign, report } = session
  const responses: Outcome[] = []
  let token = bestToken(session)
  for (;;) {
    const last = await send(request, token, session)
    responses.push(last)
    const next = decide(responses, session)
    if (typeof next !== 'number') return next
    const known = tokens.find(({ ahead }) => ahead === next)
    token = known ?? (await sign(next))
    if (!known) tokens.push(token)
    const wait = Math.max(PAUSE, last.retryAfter)
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
 * @returns what they come to, or by how much the clock for the next token is ahead of the runner's
 */
function decide(responses: readonly Outcome[], { tokens, outcomes }: Session): Outcome | number {
  const last = responses.at(-1) as Outcome
  const again = last.token.ahead
  const count = responses.filter(({ kind }) => kind === last.kind).length
  const accepted = responses.findLast(isAccepted)
  const isSettled = outcomes.some(isAccepted)

  const otherClocks = responses.flatMap(({ clock }) => (clock?.skew ? [clock] : []))
  const mayCorrect = tokens.length === 1 && !isSettled
  const clock = mayCorrect && last.clock?.skew ? last.clock : undefined
  if (clock && otherClocks.some((other) => agree(other, clock))) return clock.skew
  if (last === accepted) return clock && count === 1 ? again : last
  if (last.kind === 'unclear') {
    const isKnown = outcomes.some(({ kind }) => kind === 'unclear')
    return isKnown || count === MAX_UNCLEAR ? giveUp(responses) : again
  }
  const isOpen = last.kind === 'rejected' && !accepted && !isSettled
  // If the clock may be off, there can be two tokens, and each gets its chances.
  if (count >= ENOUGH + (isOpen && otherClocks.length > 0 ? 2 : 0)) return accepted ?? last
  const other = tokens.find((token) => token !== last.token)
  return isOpen && other ? other.ahead : again
}

/** Returns what responses to a request come to if it is not sent again. */
function giveUp(responses: readonly Outcome[]): Outcome {
  const last = responses.at(-1) as Outcome
  const reasons = responses.flatMap((outcome) => ('reason' in outcome ? [outcome.reason] : []))
  const reason = Array.from(new Set(reasons)).join(', then ')
  const isOutage = last.kind === 'unclear' && responses.every(({ kind }) => kind === 'unclear')
  const topic = isOutage ? last.topic : 'rejected'
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

function describeRetry(last: Outcome, wait: number, token: DatedToken): string {
  const what = 'reason' in last ? last.reason : "accepted, but by another clock than the runner's"
  const change = token === last.token ? '' : ' with a token based on the other clock'
  return `${last.request.line}: ${what}. Retrying in ${wait / 1000} s${change}.`
}
