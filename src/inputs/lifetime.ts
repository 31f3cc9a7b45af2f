import { UserError } from '../errors.ts'
import { quote } from '../quote.ts'
import { MAX_LIFETIME, MAX_SCOPED_LIFETIME } from '../token.ts'

const SECONDS = { s: 1, m: 60, h: 3600, d: 86_400 }

/**
 * Reads a lifetime such as `15m`: a whole number and a unit.
 *
 * @param mayBeLongLived whether the token may be valid for months, as Apple allows with a scope
 * @returns seconds
 * @throws {UserError} for anything else, and for a lifetime over the limit
 */
export function parseLifetime(text: string, mayBeLongLived: boolean): number {
  const [, number, unit] = /^(\d+)\s*([smhd])$/i.exec(text) ?? []
  if (unit === undefined) throw explainLifetime(text)
  const seconds = Number(number) * SECONDS[unit.toLowerCase() as keyof typeof SECONDS]
  if (seconds === 0) throw zero()
  if (seconds > (mayBeLongLived ? MAX_SCOPED_LIFETIME : MAX_LIFETIME)) {
    const { limit, remedy } = mayBeLongLived ? SCOPED : UNSCOPED
    throw new UserError(`lifetime is ${quote(text, OWN)}, but the maximum ${limit}.`, remedy)
  }
  return seconds
}

/** How lifetimes start, and what people write instead: other units, and dates. */
const OWN = /^(\d{1,6}\s?(ms|sec|min|hour|day|week|month)|20\d\d-\d\d-\d\d)/i

const UNSCOPED = {
  limit: `is ${MAX_LIFETIME / SECONDS.m}m, since Apple rejects tokens that are valid for more than 20 minutes and a runner's clock may be a minute fast`,
  remedy:
    'Shorten it: only a token with a scope can be valid longer, and not for the Enterprise Program API.',
}
const SCOPED = {
  limit: `with a scope is ${MAX_SCOPED_LIFETIME / SECONDS.d}d, since Apple allows six months`,
  remedy: 'Shorten it.',
}

function explainLifetime(text: string): UserError {
  const is = `lifetime is ${quote(text, OWN)}`
  if (/^\d{4}-\d\d|^\d{9,}$/.test(text)) {
    return new UserError(
      `${is}, which looks like a date or a timestamp.`,
      'Write how long the token should be valid, such as 15m.',
    )
  }
  if (/^\d{5,}$|^\d+\s*ms$/i.test(text)) {
    return new UserError(
      `${is}, which looks like milliseconds.`,
      'Write seconds or minutes, such as 900s or 15m.',
    )
  }
  if (/^0+$/.test(text)) return zero()
  if (/^\d+$/.test(text)) {
    return new UserError(`${is}, a number without a unit.`, addUnit(Number(text)))
  }
  return new UserError(
    `${is}.`,
    'Write a whole number and a unit: s, m, h or d. The default is 15m.',
  )
}

function addUnit(number: number): string {
  const longest = MAX_LIFETIME / SECONDS.m
  if (number <= longest) return `Write ${number}m for minutes or ${number}s for seconds.`
  if (number <= 60) return `If you mean minutes, write ${longest}m, the maximum.`
  if (number <= MAX_LIFETIME) return `If you mean seconds, write ${number}s.`
  return `Write it in minutes, such as 15m; the maximum is ${longest}m.`
}

function zero(): UserError {
  return new UserError('lifetime is 0.', 'Use at least 1s; the default is 15m.')
}
