import type { KeyObject } from 'node:crypto'
import { SignJWT } from 'jose/jwt/sign'

/** The two APIs that take these tokens: App Store Connect's, and the Enterprise Program's. */
export const AUDIENCES = ['appstoreconnect-v1', 'apple-developer-enterprise-v1'] as const
export type Audience = (typeof AUDIENCES)[number]

/**
 * Apple refuses a token with more than 1200 s between `iat` and `exp`, or with an `exp` that is more
 * than 1200 s ahead of Apple's clock.
 * https://developer.apple.com/documentation/appstoreconnectapi/generating-tokens-for-api-requests
 */
const APPLE_LIMIT = 1200

/** The longest lifetime in seconds: a minute below Apple's limit, for a clock that is fast. */
export const MAX_LIFETIME = APPLE_LIMIT - 60

/** The longest lifetime of a token with a scope, in seconds: Apple allows six months. */
export const MAX_SCOPED_LIFETIME = 180 * 86_400

/**
 * How far `iat` is put into the past, in seconds, where the limit leaves room. Apple refuses an
 * `iat` in its future, and runners' clocks have been seen 204 s fast:
 * https://github.com/actions/runner/issues/2996
 */
const BACKDATE = 240

export interface TokenRequest {
  /** The issuer ID of a team's key; an individual key has none. */
  readonly issuerId: string | undefined
  readonly keyId: string
  /** Seconds from now until the token expires. */
  readonly lifetime: number
  readonly audience: Audience
  /** The requests that the token is limited to, such as `GET /v1/apps`; none for all. */
  readonly scope: readonly string[]
}

export interface Token {
  readonly jwt: string
  readonly expiresAt: Date
}

/**
 * Signs a token as App Store Connect takes it.
 *
 * @param key a private key on the curve P-256
 * @param now the time that `iat` and `exp` are reckoned from
 */
export async function signToken(request: TokenRequest, key: KeyObject, now: Date): Promise<Token> {
  const { issuerId, keyId, lifetime, audience, scope } = request
  const seconds = Math.floor(now.getTime() / 1000)
  const isLong = lifetime > MAX_LIFETIME
  const exp = seconds + lifetime
  const jwt = await new SignJWT({
    ...(issuerId === undefined ? { sub: 'user' } : { iss: issuerId }),
    iat: seconds - (isLong ? BACKDATE : Math.min(BACKDATE, APPLE_LIMIT - lifetime)),
    exp,
    aud: audience,
    ...(scope.length > 0 && { scope: [...scope] }),
  })
    .setProtectedHeader({ alg: 'ES256', kid: keyId, typ: 'JWT' })
    .sign(key)
  return { jwt, expiresAt: new Date(exp * 1000) }
}
