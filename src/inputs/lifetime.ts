import { UserError } from '../errors.ts'
import { quote } from '../quote.ts'
import { MAX_LIFETIME, MAX_SCOPED_LIFETIME } from '../token.ts'
import { cannotBe } from './choice.ts'

const SECONDS = { s: 1, m: 60, h: 3600, d: 86_400 }

/** A number, a unit and the rest of its word. */
const LIFETIME = /^(\d+)\s*(?:([smhd])|(s)econds?|(m)inutes?|(h)ours?|(d)ays?)$/i

/**
 * Reads a lifetime: a whole number and a unit.
 *
 * @param mayBeLongLived whether the token may be valid for months, as Apple allows with a scope
 * @returns seconds
 * @throws {UserError} for anything else, and for a lifetime over the limit
 * @example
 * parseLifetime('15m', false) // 900
 * parseLifetime('15 minutes', false) // 900
 */
export function parseLifetime(text: string, mayBeLongLived: boolean): number {
  const [, number, ...units] = LIFETIME.exec(text) ?? []
  const unit = units.find(Boolean)
  if (unit === undefined) throw explainLifetime(text)
  const seconds = Number(number) * SECONDS[unit.toLowerCase() as keyof typeof SECONDS]
  if (seconds === 0) throw zero()
  if (seconds > (mayBeLongLived ? MAX_SCOPED_LIFETIME : MAX_LIFETIME)) {
    const { limit, remedy } = mayBeLongLived ? SCOPED : UNSCOPED
    throw new UserError(
      `lifetime is ${quote(text, OWN)}, but the maximum ${limit}.`,
      remedy,
      'value',
    )
  }
  return seconds
}

/** How lifetimes start, and what people write instead: other units, and dates. */
const OWN = /^(\d{1,6}\s?(ms|sec|min|hour|day|week|month)|20\d\d-\d\d-\d\d)/i

const UNSCOPED = {
  limit: `is ${MAX_LIFETIME / SECONDS.m}m, since Apple rejects tokens that are valid for more than 20 minutes and a runner's clock may be a minute fast`,
  remedy:
    'For longer work, set `install-key: true`: the command app-store-connect-token prints a fresh token each time. Otherwise shorten it: only a token with a scope can be valid longer, and not for the Enterprise Program API.',
}
const SCOPED = {
  limit: `with a scope is ${MAX_SCOPED_LIFETIME / SECONDS.d}d, since Apple allows six months`,
  remedy: 'Shorten it.',
}

function explainLifetime(text: string): UserError {
  if (/^0+$/.test(text)) return zero()
  if (!/^\d{1,4}$/.test(text)) {
    const remedy = 'Write a whole number and a unit: s, m, h or d. The default is 15m.'
    return new UserError(cannotBe('lifetime', text, OWN), remedy, 'value')
  }
  return new UserError(
    `lifetime is ${text}, a number without a unit.`,
    addUnit(Number(text)),
    'value',
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
  return new UserError('lifetime is 0.', 'Use at least 1s; the default is 15m.', 'value')
}
