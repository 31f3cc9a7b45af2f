import { UserError } from '../errors.ts'
import { proxyFor } from '../http/proxy.ts'
import { TIMER } from '../http/timer.ts'
import { info, type Remark, warning } from '../log.ts'
import type { Token, TokenSpec } from '../token.ts'
import { describeSkew } from './clock-skew.ts'
import { rejection } from './rejection.ts'
import type { Cause } from './response.ts'
import {
  isAccepted,
  type Outcome,
  type Session,
  sendUntilClear,
  signAhead,
  verifyRequest,
} from './retry.ts'
import { chooseRequests, type VerifyRequest } from './targets.ts'

export interface Verification {
  /** What the token is for. */
  readonly spec: TokenSpec
  /** The requests to verify it with, as lines of `verify`, or the default one. */
  readonly lines: 'default' | readonly string[]
  /** The base URL of the API, if it is not Apple's own. */
  readonly apiUrl: URL | undefined
  /** May contain HTTPS_PROXY and NO_PROXY. */
  readonly env: NodeJS.ProcessEnv
  /** The runner's clock. */
  readonly now: () => Date
  /** Signs a token, and masks it before anything else can happen to it. */
  readonly sign: (now: Date) => Promise<Token>
  /** Masks what the log must not show. */
  readonly mask: (secret: string) => void
}

export interface VerifyResult {
  readonly token: Token
  readonly remarks: readonly Remark[]
  /** Milliseconds by which Apple's clock is ahead of the runner's. */
  readonly ahead: number
}

/** Milliseconds for everything. */
const TOTAL_LIMIT = 45_000

/** How often a request is sent while its responses say nothing about the token. */
const MAX_UNCLEAR = 4

/**
 * Signs a token and checks that Apple accepts it. If the runner's clock is off, signs another one,
 * based on Apple's clock. If Apple cannot be reached, returns the token with a warning, since an
 * outage does not mean that the key is bad.
 *
 * @throws {UserError} if Apple rejects the token, blocks the team, or does not carry out a request
 * that the input `verify` lists
 */
export async function verifyToken(
  { spec, lines, apiUrl, env, now, sign, mask }: Verification,
  timer = TIMER,
): Promise<VerifyResult> {
  const requests = chooseRequests(spec, lines, apiUrl)
  const [{ url }] = requests
  const { proxy, problem, secrets } = proxyFor(url, env)
  for (const secret of secrets) mask(secret)
  const session: Session = { proxy, now, timer, deadline: timer.elapsed() + TOTAL_LIMIT, sign }

  const outcomes: Outcome[] = []
  let candidate = await signAhead(session, 0)
  for (const request of requests) {
    if (timer.elapsed() >= session.deadline || outcomes.some(isQuotaSpent)) break
    // The retries for one request are enough to see an outage.
    const maxUnclear = outcomes.some(({ kind }) => kind === 'unclear') ? 1 : MAX_UNCLEAR
    const outcome = outcomes.some(isAccepted)
      ? await sendUntilClear(request, candidate, session, { mayResign: false, maxUnclear })
      : await verifyRequest(request, candidate, session, maxUnclear)
    const failure = explainFailure(outcome, spec)
    if (failure !== undefined) throw failure
    outcomes.push(outcome)
    candidate = outcome.candidate
  }

  const accepted = outcomes.filter(({ kind }) => kind === 'accepted').map(({ request }) => request)
  return {
    token: candidate.token,
    ahead: candidate.ahead,
    remarks: [
      ...(problem === undefined ? [] : [warning(problem)]),
      ...warnOfClock(candidate.ahead),
      ...outcomes.flatMap(remarkOn),
      ...warnUnsent(requests.slice(outcomes.length)),
      ...(accepted.length === 0 ? [] : [info(`Apple accepted the token (${list(accepted)}).`)]),
    ],
  }
}

function isQuotaSpent(outcome: Outcome): boolean {
  return outcome.kind === 'unclear' && outcome.cause === 'quota'
}

function list(requests: readonly VerifyRequest[]): string {
  return requests.map(({ line }) => line).join(', ')
}

/** Returns the error that an outcome ends the step with, if it does. */
function explainFailure(outcome: Outcome, spec: TokenSpec): UserError | undefined {
  const { kind, request, headers, skew } = outcome
  if (kind === 'rejected') return rejection(spec, headers, outcome.reason, blameClock(skew))
  // The job needs the requests that it lists.
  if (kind === 'blocked' || (kind === 'limited' && request.origin === 'verify')) {
    return new UserError(...outcome.error)
  }
  if (kind === 'unclear' && outcome.cause === 'path' && request.origin === 'verify') {
    return new UserError(`The API has no path for ${request.line} (${outcome.reason}).`, CHECK_PATH)
  }
  return undefined
}

const CHECK_PATH = 'Check the path, and api-url if it is set.'

function blameClock(skew: number | undefined): string {
  if (skew === 0) return ''
  return skew === undefined
    ? "Apple's response has no usable Date header, so check the runner's clock first."
    : `The runner's clock is ${describeSkew(skew)}, but a token based on Apple's clock was rejected too.`
}

function warnOfClock(ahead: number): Remark[] {
  if (ahead === 0) return []
  const problem = `The runner's clock is ${describeSkew(ahead)}, so the token and expires-at are based on Apple's clock.`
  return [
    warning(`${problem} Correct the runner's clock: tokens that other tools sign may be rejected.`),
  ]
}

function remarkOn(outcome: Outcome): Remark[] {
  if (outcome.kind === 'limited') {
    return [{ level: outcome.level, message: outcome.error.join(' ').trim() }]
  }
  if (outcome.kind !== 'unclear') return []
  const { cause, reason, request } = outcome
  const advice = ADVICE[cause].replace('HOST', request.url.host)
  return [warning(`The token could not be verified with ${request.line}: ${reason}. ${advice}`)]
}

const ADVICE: Readonly<Record<Cause, string>> = {
  quota:
    'The key has used up its hourly quota of about 3500 requests, so expect the same in later steps. Wait, or use a separate key for each pipeline.',
  path: `The API has no such path. ${CHECK_PATH}`,
  doubt:
    'Apple may be rejecting the token. It is output anyway, since good tokens get such responses now and then.',
  outage:
    'This does not mean that the key is bad, so the token is output anyway. If later steps fail, check that this runner can reach HOST, and see https://developer.apple.com/system-status/.',
}

function warnUnsent(requests: readonly VerifyRequest[]): Remark[] {
  return requests.length === 0
    ? []
    : [warning(`verify did not send ${list(requests)}, since it came to its limit before.`)]
}
