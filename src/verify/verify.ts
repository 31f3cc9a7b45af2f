import { UserError } from '../errors.ts'
import { proxyFor } from '../http/proxy.ts'
import { TIMER } from '../http/timer.ts'
import { info, type Remark, warning } from '../log.ts'
import type { Token } from '../token.ts'
import { sendUntilClear, signAhead } from './attempts.ts'
import { describeSkew } from './clock-skew.ts'
import { laterRejection, rejection } from './rejection.ts'
import type { UnclearTopic } from './response.ts'
import { chooseRequests, type VerifyRequest } from './targets.ts'
import type { DatedToken, Outcome, Session, Verification } from './verification.ts'
import { bestToken, isAccepted } from './verification.ts'

/** The token, based on Apple's clock if the runner's is off, and what the log says of it. */
export interface VerifyResult {
  readonly token: Token
  /** By how many milliseconds that clock is ahead of the runner's. */
  readonly ahead: number
  readonly remarks: readonly Remark[]
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
  verification: Verification,
  timer = TIMER,
): Promise<VerifyResult> {
  const { spec, lines, apiUrl, env, mask } = verification
  const requests = chooseRequests(spec, lines, apiUrl)
  const { proxy, problem, secrets } = proxyFor((requests[0] as VerifyRequest).url, env)
  for (const secret of secrets) mask(secret)
  const deadline = timer.elapsed() + TOTAL_LIMIT
  const outcomes: Passed[] = []
  const session = { ...verification, proxy, timer, deadline, tokens: [], outcomes }
  await signAhead(session, 0)
  for (const request of requests) {
    if (timer.elapsed() >= deadline || outcomes.some(isQuotaSpent)) break
    outcomes.push(pass(await sendUntilClear(request, session), session))
  }

  const token = bestToken(session)
  const { ahead } = token
  const done = outcomes.filter((outcome) => outcome.kind === 'accepted' && !outcome.failure)
  const unsent = requests.slice(outcomes.length)
  const remarks = outcomes.flatMap(remarkOn)
  if (ahead !== 0) remarks.unshift(warnOfClock(ahead))
  if (problem !== undefined) remarks.unshift(warning(problem, 'network'))
  if (unsent.length > 0) remarks.push(warnUnsent(unsent, outcomes.some(isQuotaSpent)))
  if (done.length > 0) {
    remarks.push(info(`Apple accepted the token (${list(done.map(({ request }) => request))}).`))
  }
  return { token, ahead, remarks }
}

function isQuotaSpent(outcome: Outcome): boolean {
  return outcome.kind === 'unclear' && outcome.topic === 'quota'
}

function list(requests: readonly VerifyRequest[]): string {
  return requests.map(({ line }) => line).join(', ')
}

/** An outcome after which the step goes on. */
type Passed = Extract<Outcome, { kind: 'accepted' | 'unclear' }>

/** @throws {UserError} if the step ends with an outcome */
function pass(outcome: Outcome, { spec, fingerprint, outcomes, tokens }: Session): Passed {
  const { line, origin } = outcome.request
  if (outcome.kind === 'blocked') throw outcome.failure
  if (outcome.kind === 'rejected') {
    const accepted = outcomes.find(isAccepted)
    if (accepted) throw laterRejection(spec, outcome, line, accepted.request.line)
    const { ahead } = tokens.at(-1) as DatedToken
    throw rejection(spec, fingerprint, outcome, describeClock(ahead, outcome))
  }
  const failure =
    outcome.kind === 'accepted'
      ? outcome.failure
      : outcome.topic === 'request' && unverified(outcome)
  // The job needs the requests that it lists.
  if (failure && origin === 'verify') throw failure
  return outcome
}

/** Says what is known of the runner's clock after a rejection. */
function describeClock(ahead: number, { clock }: Outcome): string {
  if (ahead !== 0) {
    return `The runner's clock is ${describeSkew(ahead)}, but a token based on Apple's clock was rejected too.`
  }
  if (clock?.skew === 0) return ''
  return "Apple's responses do not show reliably what time it is, so check the runner's clock first."
}

function warnOfClock(ahead: number): Remark {
  const message = `The runner's clock is ${describeSkew(ahead)}, so the token and expires-at are based on Apple's clock. Correct the runner's clock: tokens that other tools sign may be rejected.`
  return warning(message, 'clock')
}

function remarkOn(outcome: Passed): readonly Remark[] {
  return outcome.kind === 'accepted'
    ? outcome.remarks
    : [warning(unverified(outcome).message, outcome.topic)]
}

function unverified({ topic, reason, request }: Extract<Outcome, { kind: 'unclear' }>): UserError {
  const problem = `The token could not be verified with ${request.line}: ${reason}.`
  const advice = ADVICE[topic].replace('HOST', () => request.url.host)
  return new UserError(problem, advice, topic)
}

const ADVICE: Readonly<Record<UnclearTopic, string>> = {
  quota:
    'The key has used up its hourly quota of about 3500 requests, so expect the same in later steps. Wait, or use a separate key for each pipeline.',
  request: 'The API has no such path. Check the path, and api-url if it is set.',
  rejected:
    'Apple may be rejecting the token. It is output anyway, since good tokens get such responses now and then.',
  network:
    'This does not mean that the key is bad, so the token is output anyway. If later steps fail, check that this runner can reach HOST, and see https://developer.apple.com/system-status/.',
}

function warnUnsent(requests: readonly VerifyRequest[], isQuotaSpent: boolean): Remark {
  const limit = isQuotaSpent ? "the key's hourly quota was used up" : 'its 45 seconds were over'
  const topic = isQuotaSpent ? 'quota' : 'network'
  return warning(`verify did not send ${list(requests)}, because ${limit}.`, topic)
}
