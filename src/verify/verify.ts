import type { IncomingHttpHeaders } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import { type Remark, warning } from '../remark.ts'
import type { Token, TokenSpec } from '../token.ts'
import { describeSkew, measureSkew } from './clock-skew.ts'
import { type GetOptions, get, NoResponse } from './http.ts'
import { rejection } from './rejection.ts'
import { type Interpretation, interpret } from './response.ts'

export interface Verification {
  /** What the token is for. */
  readonly spec: TokenSpec
  /** What is asked to prove it. */
  readonly url: URL
  /** Where HTTPS_PROXY and NO_PROXY stand. */
  readonly env: NodeJS.ProcessEnv
  /** The runner's clock. */
  readonly now: () => Date
  readonly sign: (now: Date) => Promise<Token>
}

export interface VerifyResult {
  readonly token: Token
  readonly remarks: readonly Remark[]
}

/** Milliseconds. */
export interface Timing {
  /** For one request. */
  readonly perRequest: number
  /** For all requests and pauses together. */
  readonly total: number
  /** Between one request and the next; after the last of them nothing more is asked. */
  readonly pauses: readonly number[]
}

/** Four requests without any answer fit into the total. */
const TIMING: Timing = { perRequest: 10_000, total: 45_000, pauses: [1000, 1500, 2000] }

/**
 * Apple refuses good tokens now and then, and takes them when asked again:
 * https://github.com/codemagic-ci-cd/cli-tools/issues/176
 */
const MAX_REJECTIONS = 3

/** Milliseconds by which the runner's clock may differ from Apple's without a word. */
const CLOCK_TOLERANCE = 60_000

/**
 * Signs a token and has Apple prove it. If the runner's clock is off, the token is signed anew by
 * Apple's clock. If Apple cannot be asked, the token is handed on with a warning, since an outage is
 * no proof against the key.
 *
 * @throws {UserError} if Apple refuses the token, or serves nothing until an agreement is accepted
 */
export async function verifyToken(
  verification: Verification,
  timing = TIMING,
): Promise<VerifyResult> {
  const { now, sign } = verification
  const deadline = performance.now() + timing.total
  const token = await sign(now())
  const outcome = await verifyWithRetries(
    token.jwt,
    verification,
    timing,
    deadline,
    CLOCK_TOLERANCE,
  )
  const { skew } = outcome
  if (skew === undefined || Math.abs(skew) <= CLOCK_TOLERANCE) {
    return conclude(verification, token, outcome)
  }

  const resigned = await sign(new Date(now().getTime() + skew))
  const second = await verifyWithRetries(
    resigned.jwt,
    verification,
    timing,
    deadline,
    Number.POSITIVE_INFINITY,
  )
  // Then the Date was not Apple's, and the runner's clock is right after all.
  if (outcome.kind === 'accepted' && second.kind === 'rejected') {
    return conclude(verification, token, outcome)
  }
  return conclude(verification, resigned, second, skew)
}

type Outcome = Interpretation & {
  readonly headers: IncomingHttpHeaders
  /** Of Apple's clock from the runner's, in milliseconds; undefined if nobody told. */
  readonly skew?: number | undefined
}

/** Asks until the answer can be believed. A rejection is believed at once if the clock explains it. */
async function verifyWithRetries(
  jwt: string,
  { url, env, now }: Verification,
  timing: Timing,
  deadline: number,
  tolerance: number,
): Promise<Outcome> {
  const reasons = new Set<string>()
  let rejections = 0
  for (const pause of [...timing.pauses, Number.POSITIVE_INFINITY]) {
    const limit = Math.min(timing.perRequest, deadline - performance.now())
    const outcome = await ask(url, jwt, { env, now, limit })
    if (outcome.kind === 'accepted') return outcome
    if (outcome.kind === 'rejected') {
      rejections += 1
      const explained = Math.abs(outcome.skew ?? 0) > tolerance
      if (explained || rejections === MAX_REJECTIONS) return outcome
    }
    reasons.add(outcome.reason)
    const wait = Math.max(pause, readRetryAfter(outcome.headers))
    if (performance.now() + wait >= deadline) break
    await setTimeout(wait)
  }
  return { kind: 'unclear', reason: Array.from(reasons).join(', then '), headers: {} }
}

async function ask(url: URL, jwt: string, options: GetOptions): Promise<Outcome> {
  try {
    const response = await get(url, jwt, options)
    const meaning = interpret(response, jwt, `GET ${url.pathname}${url.search}`)
    return { ...meaning, headers: response.headers, skew: measureSkew(response) }
  } catch (error) {
    if (!(error instanceof NoResponse)) throw error
    return { kind: 'unclear', reason: error.message, headers: {} }
  }
}

/** @returns milliseconds; 0 if there is no number of seconds */
function readRetryAfter(headers: IncomingHttpHeaders): number {
  const [seconds = '0'] = /^\d+$/.exec(headers['retry-after'] ?? '') ?? []
  return Number(seconds) * 1000
}

/** @param skew in milliseconds, if the token was signed by Apple's clock */
function conclude(
  verification: Verification,
  token: Token,
  outcome: Outcome,
  skew?: number,
): VerifyResult {
  const clockProblem = skew === undefined ? '' : `The runner's clock is ${describeSkew(skew)}`
  if (outcome.kind === 'rejected') {
    throw rejection(
      verification.spec,
      outcome.headers,
      outcome.reason,
      blameClock(clockProblem, outcome.skew),
    )
  }
  const remarks = [
    outcome.kind === 'accepted' ? outcome.remark : warnUnverified(verification, outcome.reason),
  ]
  if (clockProblem !== '') {
    remarks.unshift(
      warning(
        `${clockProblem}, so the token and expires-at go by Apple's clock. Set the runner's clock: tools that sign for themselves may be refused.`,
      ),
    )
  }
  return { token, remarks }
}

function blameClock(clockProblem: string, skew: number | undefined): string {
  if (clockProblem !== '')
    return `${clockProblem}, but a token signed by Apple's clock is refused too.`
  if (skew !== undefined) return ''
  return "The answer does not tell Apple's time, so check the runner's clock first."
}

function warnUnverified({ url }: Verification, reason: string): Remark {
  return warning(
    `The token could not be verified: ${reason}. That says nothing against the key, so the token is handed on. If the steps that follow fail, check that this runner reaches ${url.host}, and look at https://developer.apple.com/system-status/.`,
  )
}
