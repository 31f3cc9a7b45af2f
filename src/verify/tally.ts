import type { HttpProxy } from '../http/proxy.ts'
import type { Timer } from '../http/timer.ts'
import type { Token, TokenSpec } from '../token.ts'
import { agree, type Reading } from './clock-skew.ts'
import type { Interpretation } from './response.ts'
import type { VerifyRequest } from './targets.ts'

/** A token, and by how many milliseconds the clock that it is based on is ahead of the runner's. */
export interface Candidate {
  readonly token: Token
  readonly ahead: number
}

/** What came back for a request with a token. */
export type Outcome = Interpretation & {
  readonly request: VerifyRequest
  readonly candidate: Candidate
  /** Milliseconds that the server wants to pass before the next request. */
  readonly retryAfter: number
  /** Apple's clock, if the response may show it. */
  readonly reading: Reading | undefined
}

/** What a token is for, and how to sign and verify it. */
export interface Verification {
  readonly spec: TokenSpec
  /** The fingerprint of the key that signs the token. */
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
  /** Says in the log why a request is sent again, and when. */
  readonly report: (message: string) => void
}

/** What all requests of one verification share. */
export interface Session extends Verification {
  readonly proxy: HttpProxy | undefined
  readonly timer: Timer
  /** When the last response must be there, by the timer. */
  readonly deadline: number
  /** The token based on the runner's clock and, once it is believed, the one based on Apple's. */
  readonly candidates: Candidate[]
  /** What earlier requests came to. */
  readonly outcomes: readonly Outcome[]
}

/**
 * Apple rejects good tokens now and then, and accepts them when they are sent again; the same goes
 * for agreements that it misses: https://github.com/codemagic-ci-cd/cli-tools/issues/176
 */
const BELIEVED = 3

/** If the clock may be off, there can be two tokens, and each gets its chances. */
const BELIEVED_OF_TWO = 5

/** How many responses may say nothing about the token, if no earlier request was given up. */
const MAX_UNCLEAR = 4

export function isAccepted({ kind }: Interpretation): boolean {
  return kind === 'accepted'
}

/** Returns the token that Apple accepted or, if it accepted none, the latest. */
export function bestToken({ candidates, outcomes }: Session): Candidate {
  return outcomes.find(isAccepted)?.candidate ?? (candidates.at(-1) as Candidate)
}

/**
 * Decides whether the responses to a request can be believed. A clock other than the runner's is
 * believed once per step, and only if two responses agree on it: otherwise a server could collect
 * tokens for many times. An accepted token gives way only to one that is accepted, too.
 *
 * @param responses at least one
 * @returns what they come to, or by how much the clock for the next token is ahead of the runner's
 */
export function decide(
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
export function giveUp(responses: readonly Outcome[]): Outcome {
  const accepted = responses.findLast(isAccepted)
  if (accepted) return accepted
  const last = responses.at(-1) as Outcome
  const reasons = responses.flatMap((outcome) => ('reason' in outcome ? [outcome.reason] : []))
  const reason = Array.from(new Set(reasons)).join(', then ')
  const isOutage = responses.every(({ kind }) => kind === 'unclear')
  const isClear = last.kind === 'unclear' && (isOutage || last.topic === 'request')
  return { ...last, kind: 'unclear', reason, topic: isClear ? last.topic : 'rejected' }
}
