import type { Token } from '../token.ts'
import { agree, type ClockSample } from './clock-skew.ts'
import type { Interpretation } from './response.ts'
import type { VerifyRequest } from './targets.ts'

/** A token, and by how many milliseconds the clock that it is based on is ahead of the runner's. */
export interface DatedToken extends Token {
  readonly ahead: number
}

/** What came back for a request with a token. */
export type Outcome = Interpretation & {
  readonly request: VerifyRequest
  readonly token: DatedToken
  /** Milliseconds that the server wants to pass before the next request. */
  readonly retryAfter: number
  /** Apple's clock, if the response may show it. */
  readonly clock: ClockSample | undefined
}

/** What is known before a request. */
export interface Tally {
  /** The token based on the runner's clock, and the one based on Apple's if that one is off. */
  readonly tokens: readonly DatedToken[]
  /** What earlier requests came to. */
  readonly outcomes: readonly Outcome[]
}

/** What to do after a response. */
export type Decision =
  | { readonly kind: 'end'; readonly outcome: Outcome }
  /** Send the request again, with a token based on a clock that is so many milliseconds ahead. */
  | { readonly kind: 'send'; readonly ahead: number }

/**
 * How often Apple has to reject a token, or to miss an agreement. It does so now and then with good
 * ones, and accepts them when they are sent again:
 * https://github.com/codemagic-ci-cd/cli-tools/issues/176
 */
const ENOUGH = 3

/** The same if the clock may be off: there can be two tokens, and each gets its chances. */
const ENOUGH_OF_TWO = 5

/** How many responses say nothing about the token before a request is given up, if none was yet. */
const MAX_UNCLEAR = 4

export function isAccepted({ kind }: Interpretation): boolean {
  return kind === 'accepted'
}

/**
 * Decides whether the responses to a request are enough. A token is based on a clock other than the
 * runner's only once per step, and only if two responses agree on that clock: otherwise a server could
 * collect tokens for many times. An accepted token gives way only to one that is accepted, too.
 *
 * @param responses at least one
 */
export function decide(responses: readonly Outcome[], tally: Tally): Decision {
  const { tokens, outcomes } = tally
  const last = responses.at(-1) as Outcome
  const again = { kind: 'send', ahead: last.token.ahead } as const
  const end = (outcome: Outcome) => ({ kind: 'end', outcome }) as const
  const count = responses.filter(({ kind }) => kind === last.kind).length
  const accepted = responses.findLast(isAccepted)
  const isSettled = outcomes.some(isAccepted)

  const otherClocks = responses.flatMap(({ clock }) => (clock?.skew ? [clock] : []))
  const mayCorrect = tokens.length === 1 && !isSettled
  const clock = mayCorrect && last.clock?.skew ? last.clock : undefined
  if (clock && otherClocks.some((other) => agree(other, clock))) {
    return { kind: 'send', ahead: clock.skew }
  }
  if (last === accepted) return clock && count === 1 ? again : end(last)
  if (last.kind === 'unclear') {
    const isKnown = last.cause === 'path' || outcomes.some(({ kind }) => kind === 'unclear')
    return count === MAX_UNCLEAR || isKnown ? end(giveUp(responses, tally)) : again
  }
  const isOpen = last.kind === 'rejected' && !accepted && !isSettled
  const enough = isOpen && otherClocks.length > 0 ? ENOUGH_OF_TWO : ENOUGH
  if (count >= enough) return end(accepted ?? last)
  const other = tokens.find((token) => token !== last.token)
  return isOpen && other ? { kind: 'send', ahead: other.ahead } : again
}

/** Says what responses to a request come to if it is not sent again. */
export function giveUp(responses: readonly Outcome[], { tokens }: Tally): Outcome {
  const last = responses.at(-1) as Outcome
  const reasons = responses.flatMap((outcome) => ('reason' in outcome ? [outcome.reason] : []))
  const isOutage = responses.every(({ kind }) => kind === 'unclear')
  const unclear: Outcome = {
    ...last,
    kind: 'unclear',
    cause: isOutage && last.kind === 'unclear' ? last.cause : 'rejections',
    reason: Array.from(new Set(reasons)).join(', then '),
    token: tokens.at(-1) as DatedToken,
  }
  return responses.findLast(isAccepted) ?? unclear
}
