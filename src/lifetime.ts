import { UserError } from './errors.ts'
import { quote } from './quote.ts'
import { MAX_LIFETIME, MAX_SCOPED_LIFETIME } from './token.ts'

const SECONDS = { s: 1, m: 60, h: 3600, d: 86_400 }

/**
 * Reads a lifetime such as `15m`: a whole number and a unit.
 *
 * @param mayBeLong whether the token has a scope, and Apple lets such tokens live longer
 * @returns seconds
 * @throws {UserError} for anything else, and for a lifetime over the limit
 */
export function parseLifetime(text: string, mayBeLong: boolean): number {
  const [, number, unit] = /^(\d+)\s*([smhd])$/i.exec(text) ?? []
  if (number === undefined || unit === undefined) throw new UserError(explain(text))
  const seconds = Number(number) * SECONDS[unit.toLowerCase() as keyof typeof SECONDS]
  if (seconds === 0) throw new UserError(ZERO)
  if (seconds > (mayBeLong ? MAX_SCOPED_LIFETIME : MAX_LIFETIME)) {
    throw new UserError(`lifetime is ${quote(text)}, but ${mayBeLong ? SCOPED_LIMIT : LIMIT}`)
  }
  return seconds
}

const LIMIT = `the longest is ${MAX_LIFETIME / SECONDS.m}m: Apple refuses tokens of over 20 minutes, and a runner's clock may be a minute fast. Only a token with a scope can live longer, and none for the Enterprise Program API.`
const SCOPED_LIMIT = `the longest with a scope is ${MAX_SCOPED_LIFETIME / SECONDS.d}d: Apple allows six months.`

/** Says a number of seconds in the largest unit that divides it: 900 is `15 minutes`. */
export function formatLifetime(seconds: number): string {
  const [size, unit] = LARGER_UNITS.find(([size]) => seconds % size === 0) ?? [1, 'second']
  const count = seconds / size
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}

const LARGER_UNITS = [
  [SECONDS.d, 'day'],
  [SECONDS.h, 'hour'],
  [SECONDS.m, 'minute'],
] as const

function explain(text: string): string {
  const is = `lifetime is ${quote(text)}`
  if (/^\d{4}-\d\d|^\d{9,}$/.test(text)) {
    return `${is}, which looks like a point in time. Write how long the token is valid, such as 15m.`
  }
  if (/^\d{5,}$|^\d+\s*ms$/i.test(text)) {
    return `${is}, which looks like milliseconds. Write seconds or minutes, such as 900s or 15m.`
  }
  if (/^0+$/.test(text)) return ZERO
  if (/^\d+$/.test(text)) return `${is}, a number without a unit. ${addUnit(Number(text))}`
  return `${is}. Write a whole number and a unit: s, m, h or d. 15m is usual.`
}

function addUnit(number: number): string {
  const longest = MAX_LIFETIME / SECONDS.m
  if (number <= longest) return `Write ${number}m for minutes or ${number}s for seconds.`
  if (number <= 60) return `If it means minutes, write ${longest}m, which is the longest.`
  if (number <= MAX_LIFETIME) return `If it means seconds, write ${number}s.`
  return `Write it in minutes, such as 15m; the longest is ${longest}m.`
}

const ZERO = 'lifetime is 0. Write at least 1s; 15m is usual.'
