import { expect, test } from '@jest/globals'
import { MAX_LIFETIME, MAX_SCOPED_LIFETIME, signToken } from '../src/token.ts'
import { ISSUER_ID, inMemory, KEY_ID, makeKey, openToken, TEAM_SPEC } from './helpers/support.ts'

const { key } = makeKey()
const now = new Date('2026-11-25T12:00:00.999Z')
const seconds = Date.parse('2026-11-25T12:00:00Z') / 1000

const spec = TEAM_SPEC

test('limits a token to 19 minutes, and one with a scope to 180 days', () => {
  expect(MAX_LIFETIME).toBe(19 * 60)
  expect(MAX_SCOPED_LIFETIME).toBe(180 * 24 * 3600)
})

test.each([
  { lifetime: 1, backdate: 240 },
  { lifetime: 900, backdate: 240 },
  { lifetime: 960, backdate: 240 },
  { lifetime: 961, backdate: 239 },
  { lifetime: 1140, backdate: 60 },
  { lifetime: 1141, backdate: 240 },
  { lifetime: 180 * 86_400, backdate: 240 },
])('a token of $lifetime s is backdated by $backdate s', async ({ lifetime, backdate }) => {
  const token = await signToken({ ...spec, lifetime }, inMemory(key), now)

  expect(openToken(token.jwt, key)).toStrictEqual({
    header: { alg: 'ES256', kid: KEY_ID, typ: 'JWT' },
    payload: {
      iss: ISSUER_ID,
      iat: seconds - backdate,
      exp: seconds + lifetime,
      aud: 'appstoreconnect-v1',
    },
  })
  expect(token.issuedAt).toStrictEqual(new Date((seconds - backdate) * 1000))
  expect(token.expiresAt).toStrictEqual(new Date((seconds + lifetime) * 1000))
})

test('puts the user in place of the issuer for an individual key', async () => {
  const { jwt } = await signToken({ ...spec, owner: { type: 'individual' } }, inMemory(key), now)
  expect(openToken(jwt, key).payload).toStrictEqual({
    sub: 'user',
    iat: seconds - 240,
    exp: seconds + 900,
    aud: 'appstoreconnect-v1',
  })
})

test.each([[['GET /v1/apps']], [['GET /v1/apps', 'GET /v1/builds?limit=1']]])(
  'claims the audience, and the scope %j',
  async (scope) => {
    const audience = 'apple-developer-enterprise-v1'
    const { jwt } = await signToken({ ...spec, audience, scope }, inMemory(key), now)
    expect(openToken(jwt, key).payload).toStrictEqual({
      iss: ISSUER_ID,
      iat: seconds - 240,
      exp: seconds + 900,
      aud: audience,
      scope,
    })
  },
)
