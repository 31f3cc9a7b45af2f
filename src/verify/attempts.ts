import { NoResponse, sendRequest } from '../http/request.ts'
import { agree, readClock } from './clock-skew.ts'
import { interpret } from './response.ts'
import { bestToken, type Candidate, isAccepted, type Outcome, type Session } from './session.ts'
import type { VerifyRequest } from './targets.ts'

/** Milliseconds for one request: four without any response fit into the time for all. */
const REQUEST_LIMIT = 10_000

/** Milliseconds between one request and the next: at first 1000, then half a second more each time. */
const MAX_PAUSE = 2000

/**
 * Apple rejects good tokens now and then, and accepts them when they are sent again; the same goes
 * for agreements that it misses: https://github.com/codemagic-ci-cd/cli-tools/issues/176
 */
const BELIEVED = 3

/** If the clock may be off, there can be two tokens, and each gets its chances. */
const BELIEVED_OF_TWO = 5

/** How many responses may say nothing about the token, if no earlier request was given up. */
const MAX_UNCLEAR = 4

/** Signs a token based on a clock that is ahead of the runner's, by milliseconds. */
export async function signAhead(session: Session, ahead: number): Promise<Candidate> {
  const { now, sign, candidates } = session
  const candidate = { token: await sign(new Date(now().getTime() + ahead)), ahead }
  candidates.push(candidate)
  return candidate
}

/** Sends a request until its responses can be believed, or time is up. */
export async function sendUntilClear(request: VerifyRequest, session: Session): Promise<Outcome> {
  const { timer, deadline, candidates, report } = session
  const responses: Outcome[] = []
  let candidate = bestToken(session)
  for (;;) {
    const last = await send(request, candidate, session)
    const sent = responses.push(last)
    const next = decide(responses, session)
    if ('kind' in next) return next
    const known = candidates.find(({ ahead }) => ahead === next.ahead)
    candidate = known ?? (await signAhead(session, next.ahead))
    // A response that the clock explains is no reason to wait.
    const pause = known ? Math.min(500 * (sent + 1), MAX_PAUSE) : 0
    const wait = Math.max(pause, last.retryAfter)
    if (timer.elapsed() + wait >= deadline) return giveUp(responses)
    report(describeRetry(last, wait, candidate))
    await timer.sleep(wait)
  }
}

/**
 * Decides whether the responses to a request can be believed. A clock other than the runner's is
 * believed once per step, and only if two responses agree on it: otherwise a server could collect
 * tokens for many times. An accepted token gives way only to one that is accepted, too.
 *
 * @param responses at least one
 * @returns what they come to, or by how much the clock for the next token is ahead of the runner's
 */
function decide(
  responses: readonly Outcome[],
  { candidates, outcomes }: Session,
): Outcome | Pick<Candidate, 'ahead'> {
  const last = responses.at(-1) as Outcome
  const count = responses.filter(({ kind }) => kind === last.kind).length
  const accepted = responses.findLast(isAccepted)
  const isSettled = outcomes.some(isAccepted)

  const readings = responses.flatMap(({ reading }) => (reading?.skew ? [reading] : []))
  const mayCorrect = candidates.length === 1 && !isSettled
  const clock = mayCorrect && last.reading?.skew ? last.reading : undefined
  if (clock && readings.some((reading) => agree(reading, clock))) return { ahead: clock.skew }
  if (last === accepted) return clock && count === 1 ? last.candidate : last
  if (last.kind === 'unclear') {
    const isKnown = last.topic === 'request' || outcomes.some(({ kind }) => kind === 'unclear')
    return isKnown || count === MAX_UNCLEAR ? giveUp(responses) : last.candidate
  }
  const isOpen = last.kind === 'rejected' && !accepted && !isSettled
  const limit = isOpen && readings.length > 0 ? BELIEVED_OF_TWO : BELIEVED
  if (count >= limit) return accepted ?? last
  const other = candidates.find((candidate) => candidate !== last.candidate)
  return isOpen && other ? other : last.candidate
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
  candidate: Candidate,
  { proxy, now, timer, deadline, candidates }: Session,
): Promise<Outcome> {
  const limit = Math.min(REQUEST_LIMIT, Math.max(1, Math.ceil(deadline - timer.elapsed())))
  const headers = { authorization: `Bearer ${candidate.token.jwt}` }
  const sent = { request, candidate }
  try {
    const response = await sendRequest(
      { method: 'GET', url: request.url, headers },
      { proxy, now, timeout: timer.timeout, limit },
    )
    const secrets = candidates.map(({ token }) => token.jwt)
    const meaning = interpret(response, request, secrets)
    const accepted = meaning.kind === 'rejected' ? undefined : candidate.token
    // An unclear response may not be Apple's, nor its Date.
    const reading = meaning.kind === 'unclear' ? undefined : readClock(response, accepted)
    // The header can also be a date, or be missing.
    const retryAfter = Number(response.headers['retry-after']) * 1000 || 0
    return { ...meaning, ...sent, retryAfter, reading }
  } catch (error) {
    if (!(error instanceof NoResponse)) throw error
    const unclear = { kind: 'unclear', reason: error.message, topic: 'network' } as const
    return { ...unclear, ...sent, retryAfter: 0, reading: undefined }
  }
}

function describeRetry(last: Outcome, wait: number, { ahead }: Candidate): string {
  const what = 'reason' in last ? last.reason : "accepted, but by another clock than the runner's"
  const when = wait === 0 ? 'now' : `in ${wait / 1000} s`
  const clock = ahead === 0 ? "the runner's clock" : "Apple's clock"
  const token = ahead === last.candidate.ahead ? '' : ` with a token based on ${clock}`
  return `${last.request.line}: ${what}. Retrying ${when}${token}.`
}
