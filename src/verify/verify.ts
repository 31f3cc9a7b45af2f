import { type Topic, UserError } from '../errors.ts'
import { proxyFor } from '../http/proxy.ts'
import { TIMER } from '../http/timer.ts'
import { info, type Remark, warning } from '../log.ts'
import type { Token, TokenSpec } from '../token.ts'
import { sendUntilClear, signAhead } from './attempts.ts'
import { describeSkew } from './clock-skew.ts'
import { laterRejection, rejection } from './rejection.ts'
import type { Cause } from './response.ts'
import { isAccepted, type Outcome } from './tally.ts'
import { chooseRequests, type VerifyRequest } from './targets.ts'

export interface Verification {
  /** What the token is for. */
  readonly spec: TokenSpec
  /** The fingerprint of the key that signs it. */
  readonly fingerprint: string
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
  /** Says in the log what happens, as long as it is not over. */
  readonly report: (message: string) => void
}

export interface VerifyResult {
  readonly token: Token
  readonly remarks: readonly Remark[]
  /** Milliseconds by which Apple's clock is ahead of the runner's. */
  readonly ahead: number
}

/** Milliseconds for everything. */
const TOTAL_LIMIT = 45_000

/**
 * Signs a token and checks that Apple accepts it. If the runner's clock is off, signs another one,
 * based on Apple's clock. If Apple cannot be reached, returns the token with a warning, since an
 * outage does not mean that the key is bad.
 *
 * @throws {UserError} if Apple rejects the token, blocks the team, or does not carry out a request
 * that the input `verify` lists
 */
export async function verifyToken(
  { spec, fingerprint, lines, apiUrl, env, now, sign, mask, report }: Verification,
  timer = TIMER,
): Promise<VerifyResult> {
  const requests = chooseRequests(spec, lines, apiUrl)
  const { proxy, problem, secrets } = proxyFor((requests[0] as VerifyRequest).url, env)
  for (const secret of secrets) mask(secret)
  const deadline = timer.elapsed() + TOTAL_LIMIT
  const outcomes: Passed[] = []
  const session = { proxy, now, timer, deadline, sign, report, tokens: [], outcomes }

  let token = await signAhead(session, 0)
  for (const request of requests) {
    if (timer.elapsed() >= deadline || outcomes.some(isQuotaSpent)) break
    const accepted = outcomes.find(isAccepted)
    const outcome = await sendUntilClear(request, token, session)
    outcomes.push(pass(outcome, accepted, spec, fingerprint))
    if (accepted === undefined) token = outcome.token
  }

  const done = outcomes.filter((outcome) => outcome.kind === 'accepted' && !outcome.failure)
  const accepted = done.map(({ request }) => request)
  return {
    token,
    ahead: token.ahead,
    remarks: [
      ...(problem === undefined ? [] : [warning(problem, 'network')]),
      ...warnOfClock(token.ahead),
      ...outcomes.flatMap(remarkOn),
      ...warnUnsent(requests.slice(outcomes.length), outcomes.some(isQuotaSpent)),
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

/** An outcome after which the step goes on. */
type Passed = Extract<Outcome, { kind: 'accepted' | 'unclear' }>

/** @throws {UserError} if the step ends with an outcome */
function pass(
  outcome: Outcome,
  accepted: Outcome | undefined,
  spec: TokenSpec,
  fingerprint: string,
): Passed {
  const { line, origin } = outcome.request
  if (outcome.kind === 'rejected') {
    throw accepted === undefined
      ? rejection(spec, fingerprint, outcome, describeClock(outcome))
      : laterRejection(spec, outcome, line, accepted.request.line)
  }
  if (outcome.kind === 'blocked') throw outcome.failure
  const failure =
    outcome.kind === 'accepted' ? outcome.failure : outcome.cause === 'path' && unverified(outcome)
  // The job needs the requests that it lists.
  if (failure && origin === 'verify') throw failure
  return outcome
}

/** Says what is known of the runner's clock after a rejection. */
function describeClock({ clock, token: { ahead } }: Outcome): string {
  if (ahead !== 0) {
    return `The runner's clock is ${describeSkew(ahead)}, but a token based on Apple's clock was rejected too.`
  }
  return clock?.skew === 0
    ? ''
    : "Apple's responses do not show reliably what time it is, so check the runner's clock first."
}

function warnOfClock(ahead: number): Remark[] {
  if (ahead === 0) return []
  const problem = `The runner's clock is ${describeSkew(ahead)}, so the token and expires-at are based on Apple's clock.`
  return [
    warning(
      `${problem} Correct the runner's clock: tokens that other tools sign may be rejected.`,
      'clock',
    ),
  ]
}

function remarkOn(outcome: Passed): readonly Remark[] {
  return outcome.kind === 'accepted'
    ? outcome.remarks
    : [warning(unverified(outcome).message, TOPIC_OF[outcome.cause])]
}

function unverified({ cause, reason, request }: Extract<Outcome, { kind: 'unclear' }>): UserError {
  const advice = ADVICE[cause].replace('HOST', request.url.host)
  const problem = `The token could not be verified with ${request.line}: ${reason}.`
  return new UserError(problem, advice, TOPIC_OF[cause])
}

const TOPIC_OF: Readonly<Record<Cause, Topic>> = {
  quota: 'quota',
  path: 'request',
  rejections: 'rejected',
  outage: 'network',
}

const ADVICE: Readonly<Record<Cause, string>> = {
  quota:
    'The key has used up its hourly quota of about 3500 requests, so expect the same in later steps. Wait, or use a separate key for each pipeline.',
  path: 'The API has no such path. Check the path, and api-url if it is set.',
  rejections:
    'Apple may be rejecting the token. It is output anyway, since good tokens get such responses now and then.',
  outage:
    'This does not mean that the key is bad, so the token is output anyway. If later steps fail, check that this runner can reach HOST, and see https://developer.apple.com/system-status/.',
}

function warnUnsent(requests: readonly VerifyRequest[], isQuotaSpent: boolean): Remark[] {
  if (requests.length === 0) return []
  const limit = isQuotaSpent ? "the key's hourly quota was used up" : 'its 45 seconds were over'
  const topic = isQuotaSpent ? 'quota' : 'network'
  return [warning(`verify did not send ${list(requests)}, because ${limit}.`, topic)]
}
