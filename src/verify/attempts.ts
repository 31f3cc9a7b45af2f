import type { HttpProxy } from '../http/proxy.ts'
import { type HttpResponse, NoResponse, sendRequest } from '../http/request.ts'
import type { Timer } from '../http/timer.ts'
import type { Token } from '../token.ts'
import { measureClock } from './clock-skew.ts'
import { interpret } from './response.ts'
import { type DatedToken, decide, giveUp, type Outcome, type Tally } from './tally.ts'
import type { VerifyRequest } from './targets.ts'

/** What all requests of one verification share. */
export interface Session extends Tally {
  readonly tokens: DatedToken[]
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
export async function signAhead(session: Session, ahead: number): Promise<DatedToken> {
  const { now, sign, tokens } = session
  const token = { ...(await sign(new Date(now().getTime() + ahead))), ahead }
  tokens.push(token)
  return token
}

/**
 * Sends a request until its responses are enough to go by, or time is up.
 *
 * @param first the token to start with
 */
export async function sendUntilClear(
  request: VerifyRequest,
  first: DatedToken,
  session: Session,
): Promise<Outcome> {
  const responses: Outcome[] = []
  let token = first
  for (;;) {
    const outcome = await send(request, token, session)
    const sent = responses.push(outcome)
    const decision = decide(responses, session)
    if (decision.kind === 'end') return decision.outcome
    const known = session.tokens.find(({ ahead }) => ahead === decision.ahead)
    token = known ?? (await signAhead(session, decision.ahead))
    // A response that the clock explains is no reason to wait.
    const pause = known ? (PAUSES[sent - 1] ?? LAST_PAUSE) : 0
    const wait = Math.max(pause, outcome.retryAfter)
    if (session.timer.elapsed() + wait >= session.deadline) return giveUp(responses, session)
    session.report(describeRetry(outcome, wait, token))
    await session.timer.sleep(wait)
  }
}

async function send(
  request: VerifyRequest,
  token: DatedToken,
  { proxy, now, timer, deadline, tokens }: Session,
): Promise<Outcome> {
  const limit = Math.min(REQUEST_LIMIT, Math.max(1, Math.ceil(deadline - timer.elapsed())))
  const sent = { request, token }
  try {
    const headers = { authorization: `Bearer ${token.jwt}` }
    const response = await sendRequest(
      { method: 'GET', url: request.url, headers },
      { proxy, now, timeout: timer.timeout, limit },
    )
    const secrets = tokens.map(({ jwt }) => jwt)
    const interpretation = interpret(response, request, secrets)
    const { kind } = interpretation
    const accepted = kind === 'rejected' ? undefined : token
    // An unclear response may not be Apple's, nor its Date.
    const clock = kind === 'unclear' ? undefined : measureClock(response, accepted)
    return { ...interpretation, ...sent, retryAfter: readRetryAfter(response), clock }
  } catch (error) {
    if (!(error instanceof NoResponse)) throw error
    const unclear = { kind: 'unclear', reason: error.message, cause: 'outage' } as const
    return { ...unclear, ...sent, retryAfter: 0, clock: undefined }
  }
}

/** @returns milliseconds; 0 if there is no number of seconds */
function readRetryAfter({ headers }: HttpResponse): number {
  return Number(headers['retry-after']) * 1000 || 0
}

function describeRetry(outcome: Outcome, wait: number, { ahead }: DatedToken): string {
  const { request } = outcome
  const what =
    'reason' in outcome ? outcome.reason : "accepted, but by another clock than the runner's"
  const when = wait === 0 ? 'now' : `in ${wait / 1000} s`
  const whose = ahead === 0 ? "the runner's" : "Apple's"
  const change = ahead === outcome.token.ahead ? '' : ` with a token based on ${whose} clock`
  return `${request.line}: ${what}. Retrying ${when}${change}.`
}
