import { proxyFor } from '../http/proxy.ts'
import { TIMER } from '../http/timer.ts'
import { info, type Remark, warning } from '../log.ts'
import { sendUntilClear } from './attempts.ts'
import { describeSkew } from './clock-skew.ts'
import { rejection } from './rejection.ts'
import { chooseRequests, type VerifyRequest } from './targets.ts'
import {
  bestToken,
  type DatedToken,
  type Outcome,
  type Session,
  type Verification,
} from './verification.ts'

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
): Promise<{ readonly token: DatedToken; readonly remarks: readonly Remark[] }> {
  const { spec, lines, apiUrl, env, mask, sign } = verification
  const requests = chooseRequests(spec, lines, apiUrl)
  const { proxy, problem, secrets } = proxyFor((requests[0] as VerifyRequest).url, env)
  for (const secret of secrets) mask(secret)
  const outcomes: Passed[] = []
  // A KMS has its own time to sign.
  const tokens = [await sign(0)]
  const deadline = timer.elapsed() + TOTAL_LIMIT
  const session = { ...verification, proxy, timer, deadline, tokens, outcomes }
  for (const request of requests) {
    if (timer.elapsed() >= deadline) break
    outcomes.push(pass(await sendUntilClear(request, session), session))
  }

  const token = bestToken(session)
  const remarks = outcomes.flatMap(remarkOn)
  if (token.ahead !== 0) remarks.unshift(warnOfClock(token))
  if (problem !== undefined) remarks.unshift(warning(problem, 'network'))
  const unsent = requests.slice(outcomes.length)
  if (unsent.length > 0) {
    const message = `verify did not send ${list(unsent)}, because its 45 seconds were over.`
    remarks.push(warning(message, 'network'))
  }
  const done = outcomes.filter((outcome) => outcome.kind === 'accepted' && !outcome.failure)
  if (done.length > 0) {
    remarks.push(info(`Apple accepted the token (${list(done.map(({ request }) => request))}).`))
  }
  return { token, remarks }
}

function list(requests: readonly VerifyRequest[]): string {
  return requests.map(({ line }) => line).join(', ')
}

/** An outcome after which the step goes on. */
type Passed = Extract<Outcome, { kind: 'accepted' | 'unclear' }>

/** @throws {UserError} if the step ends with an outcome */
function pass(outcome: Outcome, session: Session): Passed {
  if (outcome.kind === 'rejected') throw rejection(session, outcome)
  if (outcome.kind === 'blocked') throw outcome.failure
  // The job needs the requests that it lists.
  const isNeeded = outcome.request.origin === 'verify'
  if (outcome.kind === 'accepted' && outcome.failure && isNeeded) throw outcome.failure
  return outcome
}

function remarkOn(outcome: Passed): readonly Remark[] {
  if (outcome.kind === 'accepted') return outcome.remarks
  const { topic, reason, request } = outcome
  const problem = `The token could not be verified with ${request.line}: ${reason}.`
  return [warning(`${problem} ${ADVICE[topic].replace('HOST', () => request.url.host)}`, topic)]
}

const ADVICE = {
  quota:
    'The key has used up its hourly quota of about 3500 requests, so expect the same in later steps. Wait, or use a separate key for each pipeline.',
  rejected:
    'Apple may be rejecting the token. It is output anyway, since good tokens get such responses now and then.',
  network:
    'This does not mean that the key is bad, so the token is output anyway. If later steps fail, check that this runner can reach HOST, and see https://developer.apple.com/system-status/.',
} as const

function warnOfClock({ ahead }: DatedToken): Remark {
  const message = `The runner's clock is ${describeSkew(ahead)}, so the token and expires-at are based on Apple's clock. Correct the runner's clock: tokens that other tools sign may be rejected.`
  return warning(message, 'clock')
}
