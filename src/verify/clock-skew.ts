import type { HttpResponse } from '../http/request.ts'
import { count } from '../log.ts'
import type { Token } from '../token.ts'

/** Milliseconds by which the runner's clock can differ from Apple's without being reported. */
export const TOLERANCE = 60_000

/**
 * The form of the Date header: https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7
 * Outside of these years, it is certainly not Apple's clock.
 */
const DATE = /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} 20[2-9]\d \d\d:\d\d:\d\d GMT$/

/**
 * Reads from the Date header how far the clock of the server is ahead of the runner's.
 *
 * @returns milliseconds, negative if it is behind, 0 if they agree within a minute; undefined if
 * the header does not say, or if it is older than the response, as an Age shows
 */
export function measureSkew({ headers, at }: HttpResponse): number | undefined {
  const date = String(headers.date)
  const time = DATE.test(date) && headers.age === undefined ? Date.parse(date) : Number.NaN
  if (Number.isNaN(time)) return undefined
  // The header leaves out the fraction of the second, which is half a second on average.
  const skew = time + 500 - at.getTime()
  return Math.abs(skew) <= TOLERANCE ? 0 : skew
}

/**
 * Whether a server with this skew can have accepted a token. Apple's clock was within the token's
 * times; if the Date was not, it comes from a cache or a gateway.
 *
 * @param now the runner's clock
 */
export function isWithin({ issuedAt, expiresAt }: Token, skew: number, now: Date): boolean {
  const time = now.getTime() + skew
  return issuedAt.getTime() <= time && time < expiresAt.getTime()
}

/** Says what a skew means for the runner's clock, to the minute: `1 hour 2 minutes fast`. */
export function describeSkew(skew: number): string {
  const minutes = Math.round(Math.abs(skew) / 60_000)
  const amounts = [
    [Math.floor(minutes / 1440), 'day'],
    [Math.floor(minutes / 60) % 24, 'hour'],
    [minutes % 60, 'minute'],
  ] as const
  const parts = amounts.filter(([amount]) => amount > 0).slice(0, 2)
  const text = parts.map(([amount, unit]) => count(amount, unit)).join(' ')
  return `${text} ${skew < 0 ? 'fast' : 'slow'}`
}
