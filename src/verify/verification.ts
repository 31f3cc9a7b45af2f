import type { HttpProxy } from '../http/proxy.ts'
import type { Timer } from '../http/timer.ts'
import type { Token, TokenSpec } from '../token.ts'
import type { ClockSample } from './clock-skew.ts'
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
  /** Signs a token based on a clock that is ahead of the runner's, by milliseconds, and masks it. */
  readonly sign: (ahead: number) => Promise<DatedToken>
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
  /** The token based on the runner's clock, and the one based on Apple's if that one is off. */
  readonly tokens: DatedToken[]
  /** What earlier requests came to. */
  readonly outcomes: readonly Outcome[]
}

export function isAccepted({ kind }: Interpretation): boolean {
  return kind === 'accepted'
}

/** Returns the token that Apple accepted or, if it accepted none, the latest. */
export function bestToken({ tokens, outcomes }: Session): DatedToken {
  return outcomes.find(isAccepted)?.token ?? (tokens.at(-1) as DatedToken)
}
