import type { HttpProxy } from '../http/proxy.ts'
import { type HttpResponse, NoResponse, sendRequest } from '../http/request.ts'
import type { Timer } from '../http/timer.ts'
import type { Token } from '../token.ts'
import { readClock } from './clock-skew.ts'
import { interpret } from './response.ts'
import { type Candidate, decide, giveUp, type Outcome, type Tally } from './tally.ts'
import type { VerifyRequest } from './targets.ts'

/** What all requests of one verification share. */
export interface Session extends Tally {
  readonly candidates: Candidate[]
  readonly proxy: HttpProxy | undefined
  /** The runner's clock. */
  readonly now: () => Date
  readonly timer: Timer
  /** When the last response must be there, by the timer. */
  readonly deadline: number
  readonly sign: (now: Date) => Promise<Token>
  /** Says in the log why a request is sent again, and when. */
  readonly report: (message: string) => void
}

/** Milliseconds for one request: four without any response fit into the time for all. */
const REQUEST_LIMIT = 10_000

/** Milliseconds between one request and the next. */
const PAUSES = [1000, 1500]
const LAST_PAUSE = 2000

/** Signs a token based on a clock that is ahead of the runner's, by milliseconds. */
export async function signAhead(session: Session, ahead: number): Promise<Candidate> {
  const { now, sign, candidates } = session
  const candidate = { token: await sign(new Date(now().getTime() + ahead)), ahead }
  candidates.push(candidate)
  return candidate
}

/**
 * Sends a request until its responses can be believed, or time is up.
 *
 * @param first the token to start with
 */
export async function sendUntilClear(
  request: VerifyRequest,
  first: Candidate,
  session: Session,
): Promise<Outcome> {
  const responses: Outcome[] = []
  let candidate = first
  for (;;) {
    const outcome = await send(request, candidate, session)
    const sent = responses.push(outcome)
    const decision = decide(responses, session)
    if (decision.kind === 'believe') return decision.outcome
    const known = session.candidates.find(({ ahead }) => ahead === decision.ahead)
    candidate = known ?? (await signAhead(session, decision.ahead))
    // A response that the clock explains is no reason to wait.
    const pause = known ? (PAUSES[sent - 1] ?? LAST_PAUSE) : 0
    const wait = Math.max(pause, outcome.retryAfter)
    if (session.timer.elapsed() + wait >= session.deadline) return giveUp(responses, session)
    session.report(describeRetry(outcome, wait, candidate))
    await session.timer.sleep(wait)
  }
}

async function send(
  request: VerifyRequest,
  candidate: Candidate,
  { proxy, now, timer, deadline, candidates }: Session,
): Promise<Outcome> {
  const limit = Math.min(REQUEST_LIMIT, Math.max(1, Math.ceil(deadline - timer.elapsed())))
  const sent = { request, candidate }
  try {
    const headers = { authorization: `Bearer ${candidate.token.jwt}` }
    const response = await sendRequest(
      { method: 'GET', url: request.url, headers },
      { proxy, now, timeout: timer.timeout, limit },
    )
    const secrets = candidates.map(({ token }) => token.jwt)
    const interpretation = interpret(response, request, secrets)
    const { kind } = interpretation
    const accepted = kind === 'rejected' ? undefined : candidate.token
    // An unclear response may not be Apple's, nor its Date.
    const reading = kind === 'unclear' ? undefined : readClock(response, accepted)
    return { ...interpretation, ...sent, retryAfter: readRetryAfter(response), reading }
  } catch (error) {
    if (!(error instanceof NoResponse)) throw error
    const unclear = { kind: 'unclear', reason: error.message, cause: 'outage' } as const
    return { ...unclear, ...sent, retryAfter: 0, reading: undefined }
  }
}

/** @returns milliseconds; 0 if there is no number of seconds */
function readRetryAfter({ headers }: HttpResponse): number {
  return Number(headers['retry-after']) * 1000 || 0
}

function describeRetry(outcome: Outcome, wait: number, { ahead }: Candidate): string {
  const { request, candidate } = outcome
  const what =
    'reason' in outcome ? outcome.reason : "accepted, but by another clock than the runner's"
  const when = wait === 0 ? 'now' : `in ${wait / 1000} s`
  const whose = ahead === 0 ? "the runner's" : "Apple's"
  const token = ahead === candidate.ahead ? '' : ` with a token based on ${whose} clock`
  return `${request.line}: ${what}. Retrying ${when}${token}.`
}
