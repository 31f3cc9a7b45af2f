import { count } from './count.ts'
import type { TokenSpec } from './token.ts'

/** Describes a token for the log: whose key signed it, what it allows and for how long. */
export function describeToken(
  { owner, keyId, lifetime, audience, scope }: TokenSpec,
  expiresAt: string,
): string {
  const api = audience === 'appstoreconnect-v1' ? '' : ' for the Enterprise Program API'
  const limit = scope.length === 0 ? '' : `, limited to ${count(scope.length, 'request')}`
  return `Created a token with the ${owner.type} key ${keyId}${api}${limit}. It is valid for ${formatSeconds(lifetime)}, until ${expiresAt}.`
}

/** Formats a number of seconds in the largest unit that divides it: 900 is `15 minutes`. */
function formatSeconds(seconds: number): string {
  const [size, unit] = UNITS.find(([size]) => seconds % size === 0) ?? [1, 'second']
  return count(seconds / size, unit)
}

const UNITS = [
  [86_400, 'day'],
  [3600, 'hour'],
  [60, 'minute'],
] as const
