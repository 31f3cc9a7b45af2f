import type { HttpResponse } from './http.ts'

/** The form of the Date header: https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7 */
const DATE = /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/

/**
 * Reads from the Date header how far the clock of the server is ahead of the runner's.
 *
 * @returns milliseconds, negative if it is behind; undefined if the header does not say
 */
export function measureSkew({ headers, at }: HttpResponse): number | undefined {
  const { date = '' } = headers
  const time = DATE.test(date) ? Date.parse(date) : Number.NaN
  // The header leaves out the fraction of the second, which is half a second on average.
  return Number.isNaN(time) ? undefined : time + 500 - at.getTime()
}

/** Says what an skew means for the runner's clock, to the minute: `1 hour 2 minutes fast`. */
export function describeSkew(skew: number): string {
  const minutes = Math.round(Math.abs(skew) / 60_000)
  const amounts = [
    [Math.floor(minutes / 1440), 'day'],
    [Math.floor(minutes / 60) % 24, 'hour'],
    [minutes % 60, 'minute'],
  ] as const
  const parts = amounts.filter(([count]) => count > 0).slice(0, 2)
  const text = parts.map(([count, unit]) => `${count} ${unit}${count === 1 ? '' : 's'}`).join(' ')
  return `${text} ${skew < 0 ? 'fast' : 'slow'}`
}
