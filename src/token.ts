/** The two APIs that accept these tokens: App Store Connect's, and the Enterprise Program's. */
export const AUDIENCES = ['appstoreconnect-v1', 'apple-developer-enterprise-v1'] as const
export type Audience = (typeof AUDIENCES)[number]

/**
 * Apple rejects a token with more than 1200 s between `iat` and `exp`, or with an `exp` that is more
 * than 1200 s ahead of Apple's clock.
 * https://developer.apple.com/documentation/appstoreconnectapi/generating-tokens-for-api-requests
 */
const APPLE_LIMIT = 1200

/** The maximum lifetime in seconds: a minute below Apple's limit, for a clock that is fast. */
export const MAX_LIFETIME = APPLE_LIMIT - 60

/** The maximum lifetime of a token with a scope, in seconds: Apple allows six months. */
export const MAX_SCOPED_LIFETIME = 180 * 86_400

/**
 * How far `iat` is backdated, in seconds, as far as the limit allows. Apple rejects an `iat` in its
 * future, and runners' clocks have been seen 204 s fast:
 * https://github.com/actions/runner/issues/2996
 */
const BACKDATE = 240

/** Whose key it is. An individual key belongs to a user, and has no issuer ID. */
export type KeyOwner =
  | { readonly type: 'team'; readonly issuerId: string }
  | { readonly type: 'individual'; readonly issuerId?: undefined }

export interface TokenSpec {
  readonly owner: KeyOwner
  readonly keyId: string
  /** Seconds from now until the token expires. */
  readonly lifetime: number
  readonly audience: Audience
  /** The only requests that the token allows, such as `GET /v1/apps`; if none, all of them. */
  readonly scope: readonly string[]
}

/** Signs a JWS with ES256, in the compact form: https://www.rfc-editor.org/rfc/rfc7515#section-3.1 */
export type SignJws = (
  header: { readonly alg: 'ES256'; readonly kid: string; readonly typ: 'JWT' },
  payload: Uint8Array,
) => Promise<string>

/** What signs tokens: a key in memory or in a KMS. */
export interface Signer {
  readonly sign: SignJws
  /** Returns the public key as DER (SubjectPublicKeyInfo), which shows in the log which key this is. */
  readonly publicKey: () => Promise<Buffer>
}

export interface Token {
  readonly jwt: string
  readonly issuedAt: Date
  readonly expiresAt: Date
}

/**
 * Signs a token as App Store Connect accepts it.
 *
 * @param now the time on which `iat` and `exp` are based
 */
export async function signToken(spec: TokenSpec, sign: SignJws, now: Date): Promise<Token> {
  const { owner, keyId, lifetime, audience, scope } = spec
  const seconds = Math.floor(now.getTime() / 1000)
  const limit = lifetime > MAX_LIFETIME ? BACKDATE : APPLE_LIMIT - lifetime
  const iat = seconds - Math.min(BACKDATE, limit)
  const exp = seconds + lifetime
  const claims = {
    ...(owner.type === 'team' ? { iss: owner.issuerId } : { sub: 'user' }),
    iat,
    exp,
    aud: audience,
    ...(scope.length > 0 && { scope }),
  }
  const payload = Buffer.from(JSON.stringify(claims))
  const jwt = await sign({ alg: 'ES256', kid: keyId, typ: 'JWT' }, payload)
  return { jwt, issuedAt: new Date(iat * 1000), expiresAt: new Date(exp * 1000) }
}
