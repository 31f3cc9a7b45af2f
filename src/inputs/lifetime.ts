import { UserError } from '../errors.ts'
import { MAX_LIFETIME, MAX_SCOPED_LIFETIME } from '../token.ts'
import { cannotBe } from './choice.ts'

const SECONDS = { s: 1, m: 60, h: 3600, d: 86_400 }
const LIFETIME = /^(\d+)\s*([smhd]|(?:second|minute|hour|day)s?)$/i

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
  const [, number, unit = ''] = LIFETIME.exec(text) ?? []
  const seconds = Number(number) * SECONDS[unit.charAt(0).toLowerCase() as keyof typeof SECONDS]
  if (seconds > 0 && seconds <= (mayBeLongLived ? MAX_SCOPED_LIFETIME : MAX_LIFETIME)) {
    return seconds
  }
  const limit = mayBeLongLived ? SCOPED_LIMIT : LIMIT
  throw new UserError(cannotBe('lifetime', text), seconds > 0 ? limit : FORM, 'value')
}

const FORM = `Write a whole number and its unit, such as 900s or 15m. The maximum is ${MAX_LIFETIME / SECONDS.m}m, or ${MAX_SCOPED_LIFETIME / SECONDS.d}d with a scope.`
const LIMIT = `Apple allows 20 minutes and a runner's clock may be fast, so the maximum is ${MAX_LIFETIME / SECONDS.m}m. For longer work, set \`install-key: true\`: the command app-store-connect-token prints a fresh token each time.`
const SCOPED_LIMIT = `The maximum with a scope is ${MAX_SCOPED_LIFETIME / SECONDS.d}d, since Apple allows six months. Shorten it.`
