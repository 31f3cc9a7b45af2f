import type { IncomingHttpHeaders } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import { interpret, type Meaning } from './apple-answer.ts'
import { describeOffset, measureOffset } from './clock.ts'
import { refusal } from './refusal.ts'
import type { Remark } from './report.ts'
import { get, NoAnswer, type Terms } from './request.ts'
import type { Token, TokenRequest } from './token.ts'

export interface Verification {
  /** What the token is for. */
  readonly request: TokenRequest
  /** What is asked to prove it. */
  readonly url: URL
  /** Where HTTPS_PROXY and NO_PROXY stand. */
  readonly env: NodeJS.ProcessEnv
  /** The runner's clock. */
  readonly now: () => Date
  readonly sign: (now: Date) => Promise<Token>
}

export interface Verdict {
  readonly token: Token
  readonly remarks: readonly Remark[]
}

/** Milliseconds. */
export interface Pace {
  /** For one request. */
  readonly request: number
  /** For all requests and pauses together. */
  readonly total: number
  /** Between one request and the next; after the last of them nothing more is asked. */
  readonly pauses: readonly number[]
}

/** Four requests without any answer fit into the total. */
const PACE: Pace = { request: 10_000, total: 45_000, pauses: [1000, 1500, 2000] }

/**
 * Apple refuses good tokens now and then, and takes them when asked again:
 * https://github.com/codemagic-ci-cd/cli-tools/issues/176
 */
const BELIEVED_REFUSALS = 3

/** Milliseconds by which the runner's clock may differ from Apple's without a word. */
const CLOCK_TOLERANCE = 60_000

/**
 * Signs a token and has Apple prove it. If the runner's clock is off, the token is signed anew by
 * Apple's clock. If Apple cannot be asked, the token is handed on with a warning, since an outage is
 * no proof against the key.
 *
 * @throws {UserError} if Apple refuses the token, or serves nothing until an agreement is accepted
 */
export async function verifyToken(verification: Verification, pace = PACE): Promise<Verdict> {
  const { now, sign } = verification
  const deadline = performance.now() + pace.total
  const token = await sign(now())
  const outcome = await settle(token.jwt, verification, pace, deadline, CLOCK_TOLERANCE)
  const { offset } = outcome
  if (offset === undefined || Math.abs(offset) <= CLOCK_TOLERANCE) {
    return conclude(verification, token, outcome)
  }

  const resigned = await sign(new Date(now().getTime() + offset))
  const second = await settle(resigned.jwt, verification, pace, deadline, Number.POSITIVE_INFINITY)
  // Then the Date was not Apple's, and the runner's clock is right after all.
  if (outcome.kind === 'accepted' && second.kind === 'refused') {
    return conclude(verification, token, outcome)
  }
  return conclude(verification, resigned, second, offset)
}

type Outcome = Meaning & {
  readonly headers: IncomingHttpHeaders
  /** Of Apple's clock from the runner's, in milliseconds; undefined if nobody told. */
  readonly offset?: number | undefined
}

/** Asks until the answer can be believed. A refusal is believed at once if the clock explains it. */
async function settle(
  jwt: string,
  { url, env, now }: Verification,
  pace: Pace,
  deadline: number,
  tolerance: number,
): Promise<Outcome> {
  const reasons = new Set<string>()
  let refusals = 0
  for (const pause of [...pace.pauses, Number.POSITIVE_INFINITY]) {
    const limit = Math.min(pace.request, deadline - performance.now())
    const outcome = await ask(url, jwt, { env, now, limit })
    if (outcome.kind === 'accepted') return outcome
    if (outcome.kind === 'refused') {
      refusals += 1
      const explained = Math.abs(outcome.offset ?? 0) > tolerance
      if (explained || refusals === BELIEVED_REFUSALS) return outcome
    }
    reasons.add(outcome.reason)
    const wait = Math.max(pause, readRetryAfter(outcome.headers))
    if (performance.now() + wait >= deadline) break
    await setTimeout(wait)
  }
  return { kind: 'unclear', reason: Array.from(reasons).join(', then '), headers: {} }
}

async function ask(url: URL, jwt: string, terms: Terms): Promise<Outcome> {
  try {
    const answer = await get(url, jwt, terms)
    const meaning = interpret(answer, jwt, `GET ${url.pathname}${url.search}`)
    return { ...meaning, headers: answer.headers, offset: measureOffset(answer) }
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error
    return { kind: 'unclear', reason: error.message, headers: {} }
  }
}

/** @returns milliseconds; 0 if there is no number of seconds */
function readRetryAfter(headers: IncomingHttpHeaders): number {
  const [seconds = '0'] = /^\d+$/.exec(headers['retry-after'] ?? '') ?? []
  return Number(seconds) * 1000
}

/** @param offset in milliseconds, if the token was signed by Apple's clock */
function conclude(
  verification: Verification,
  token: Token,
  outcome: Outcome,
  offset?: number,
): Verdict {
  const fault = offset === undefined ? '' : `The runner's clock is ${describeOffset(offset)}`
  if (outcome.kind === 'refused') {
    throw refusal(
      verification.request,
      outcome.headers,
      outcome.reason,
      blameClock(fault, outcome.offset),
    )
  }
  const remarks = [
    outcome.kind === 'accepted' ? outcome.remark : warnUnverified(verification, outcome.reason),
  ]
  if (fault !== '') {
    remarks.unshift({
      level: 'warning',
      message: `${fault}, so the token and expires-at go by Apple's clock. Set the runner's clock: tools that sign for themselves may be refused.`,
    })
  }
  return { token, remarks }
}

function blameClock(fault: string, offset: number | undefined): string {
  if (fault !== '') return `${fault}, but a token signed by Apple's clock is refused too.`
  if (offset !== undefined) return ''
  return "The answer does not tell Apple's time, so check the runner's clock first."
}

function warnUnverified({ url }: Verification, reason: string): Remark {
  return {
    level: 'warning',
    message: `The token could not be verified: ${reason}. That says nothing against the key, so the token is handed on. If the steps that follow fail, check that this runner reaches ${url.host}, and look at https://developer.apple.com/system-status/.`,
  }
}
