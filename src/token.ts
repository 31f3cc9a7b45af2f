import type { KeyObject } from 'node:crypto'
import { SignJWT } from 'jose/jwt/sign'

/**
 * Apple refuses a token with more than 1200 s between `iat` and `exp`, or with an `exp` that is more
 * than 1200 s ahead of Apple's clock.
 * https://developer.apple.com/documentation/appstoreconnectapi/generating-tokens-for-api-requests
 */
const APPLE_LIMIT = 1200

/** The longest lifetime in seconds: a minute below Apple's limit, for a clock that is fast. */
export const MAX_LIFETIME = APPLE_LIMIT - 60

/**
 * How far `iat` is put into the past, in seconds, where the limit leaves room. Apple refuses an
 * `iat` in its future, and runners' clocks have been seen 204 s fast:
 * https://github.com/actions/runner/issues/2996
 */
const BACKDATE = 240

export interface TokenRequest {
  readonly issuerId: string
  readonly keyId: string
  /** Seconds from now until the token expires, at most {@link MAX_LIFETIME}. */
  readonly lifetime: number
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
  const { issuerId, keyId, lifetime } = request
  const seconds = Math.floor(now.getTime() / 1000)
  const exp = seconds + lifetime
  const jwt = await new SignJWT({
    iss: issuerId,
    iat: seconds - Math.min(BACKDATE, APPLE_LIMIT - lifetime),
    exp,
    aud: 'appstoreconnect-v1',
  })
    .setProtectedHeader({ alg: 'ES256', kid: keyId, typ: 'JWT' })
    .sign(key)
  return { jwt, expiresAt: new Date(exp * 1000) }
}
