import { expect, test } from '@jest/globals'
import { signToken } from '../src/token.ts'
import { ISSUER_ID, KEY_ID, makeKey, openToken } from './support.ts'

const { key } = makeKey()
const now = new Date('2026-11-25T12:00:00.999Z')
const seconds = Date.parse('2026-11-25T12:00:00Z') / 1000

test.each([
  { lifetime: 1, backdate: 240 },
  { lifetime: 900, backdate: 240 },
  { lifetime: 960, backdate: 240 },
  { lifetime: 961, backdate: 239 },
  { lifetime: 1140, backdate: 60 },
])('a token of $lifetime s is issued $backdate s in the past', async ({ lifetime, backdate }) => {
  const token = await signToken({ issuerId: ISSUER_ID, keyId: KEY_ID, lifetime }, key, now)

  expect(openToken(token.jwt, key)).toStrictEqual({
    header: { alg: 'ES256', kid: KEY_ID, typ: 'JWT' },
    payload: {
      iss: ISSUER_ID,
      iat: seconds - backdate,
      exp: seconds + lifetime,
      aud: 'appstoreconnect-v1',
    },
  })
  expect(token.expiresAt).toStrictEqual(new Date((seconds + lifetime) * 1000))
})
