import type { HttpResponse } from '../http/request.ts'
import { formatSeconds } from '../log.ts'
import type { Token } from '../token.ts'

/** Milliseconds by which two clocks can differ and still count as one. */
const TOLERANCE = 60_000

/** Milliseconds. Tokens for a time that is so far away could be collected and used then. */
const MAX_SKEW = 365 * 86_400_000

/** What a response shows of the server's clock, in milliseconds. */
export interface ClockSample {
  /** The Date header, since 1970. */
  readonly date: number
  /** How far it is ahead of the runner's clock; negative if it is behind, 0 within a minute. */
  readonly skew: number
}

/**
 * Measures a server's clock by the Date header of a response.
 * https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7
 *
 * @param accepted the token that Apple accepted, if it did: its clock is within the token's times
 * @returns undefined if it is no date, a year off, or that of a cache or a gateway: a response from a
 * cache has an Age
 */
export function measureClock(
  { headers, at }: HttpResponse,
  accepted?: Token,
): ClockSample | undefined {
  const text = String(headers.date)
  const date = new Date(text)
  // The header leaves out the fraction of the second, which is half a second on average.
  const skew = date.getTime() + 500 - at.getTime()
  const isExact = date.toUTCString() === text && headers.age === undefined
  const isOutside = accepted && (date < accepted.issuedAt || accepted.expiresAt <= date)
  const isNear = Math.abs(skew) < MAX_SKEW
  if (!isExact || !isNear || isOutside) return undefined
  return { date: date.getTime(), skew: Math.abs(skew) <= TOLERANCE ? 0 : skew }
}

/** Whether two responses show the same clock. Those with the same Date may come from a cache. */
export function agree(one: ClockSample, other: ClockSample): boolean {
  return one.date !== other.date && Math.abs(one.skew - other.skew) <= TOLERANCE
}

/** Says what a skew means for the runner's clock, to the hour from ten hours on: `62 minutes fast`. */
export function describeSkew(skew: number): string {
  const seconds = Math.abs(skew) / 1000
  const unit = seconds < 36_000 ? 60 : seconds < 864_000 ? 3600 : 86_400
  return `${formatSeconds(Math.round(seconds / unit) * unit)} ${skew < 0 ? 'fast' : 'slow'}`
}
