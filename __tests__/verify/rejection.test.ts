import { expect, test } from '@jest/globals'
import type { TokenSpec } from '../../src/token.ts'
import { UNAUTHORIZED } from '../helpers/apple-server.ts'
import { ISSUER_ID, KEY_ID, makeKey, TEAM_SPEC } from '../helpers/support.ts'
import { FINGERPRINT, play, scenarios } from '../helpers/verification.ts'

const start = scenarios(makeKey().key)

const TEAM = TEAM_SPEC
const INDIVIDUAL: TokenSpec = { ...TEAM, owner: { type: 'individual' } }
const ENTERPRISE: TokenSpec = { ...TEAM, audience: 'apple-developer-enterprise-v1' }
const headers = { 'x-apple-request-uuid': '', 'x-apple-jingle-correlation-key': '' }
const rejected = { ...UNAUTHORIZED, headers }
const LONG =
  'Apple does not allow more than 20 minutes for one of the lines of scope. If so, shorten lifetime to 19m.'

async function causes(spec: TokenSpec): Promise<string[]> {
  const { error } = await play(await start({ spec, script: [rejected], repeat: true }))
  return error.split('\n- ').slice(1)
}

test('lists the possible causes', async () => {
  const { error, topics } = await play(await start({ script: [rejected], repeat: true }))
  expect(topics).toStrictEqual(['rejected'])
  expect(
    error,
  ).toBe(`Apple keeps rejecting the token (status 401 NOT_AUTHORIZED) without saying why. Possible causes, most likely first:
- key-id and private-key belong to different keys. The fingerprint of private-key is ${FINGERPRINT}. To see that of the file named after key-id, run: openssl pkey -in AuthKey_<key-id>.p8 -pubout -outform DER | openssl dgst -sha256
- issuer-id belongs to another team. Copy the one shown above the list of keys.
- The key was revoked: its ID is no longer in the list under Users and Access > Integrations.
- The key whose ID is in key-id is an individual key. If so, set key-type: individual and remove issuer-id.
- The key is for another service, such as In-App Purchase or push notifications. Generate one under Users and Access > Integrations.
- The key belongs to an Enterprise Program account. If so, set audience: apple-developer-enterprise-v1.`)
})

test('an individual key has no issuer ID, and another file', async () => {
  const list = (await causes(INDIVIDUAL)).join()
  expect(list).not.toContain('issuer-id belongs')
  expect(list).toContain(' ApiKey_<key-id>.p8 ')
})

test('contains no ID, which a log would show as asterisks', async () => {
  for (const spec of [TEAM, INDIVIDUAL, { ...TEAM, keyId: '2X9R4HXF34AB' }]) {
    expect((await causes(spec)).join()).not.toMatch(new RegExp(`${KEY_ID}|${ISSUER_ID}`))
  }
})

test.each([
  ['team, of 12 characters', { ...TEAM, keyId: '2X9R4HXF34AB' }, 'individual key.', [0, 6]],
  ['team, of 10 characters', TEAM, 'individual key. If so', [3, 6]],
  ['individual, of 10 characters', INDIVIDUAL, 'team key. If so', [0, 5]],
  ['individual, of 12 characters', { ...INDIVIDUAL, keyId: '2X9R4HXF34AB' }, 'team key.', [2, 5]],
])('lists the other kind of key once, where the ID of a %s suggests', async (...row) => {
  const [, spec, cause, expected] = row
  const list = await causes(spec)
  expect([list.findIndex((line) => line.includes(cause)), list.length]).toStrictEqual(expected)
})

test('with the audience of the Enterprise Program, names its site, and suspects it last', async () => {
  const list = await causes(ENTERPRISE)
  expect(list.filter((line) => line.includes('developer.apple.com > Users and'))).toHaveLength(2)
  expect(list.at(-1)).toBe(
    'The key comes from App Store Connect, not from the Enterprise Program. If so, remove audience.',
  )
})

test('lists lowercase letters in the key ID, and a long lifetime, first', async () => {
  expect(await causes({ ...TEAM, keyId: '2x9r4hxf34', lifetime: 1141 })).toMatchObject([
    'key-id contains lowercase letters, which no known key ID does. Copy it again from the list of keys.',
    LONG,
    ...Array(6).fill(expect.anything()),
  ])
  expect(await causes({ ...TEAM, lifetime: 1140 })).not.toContain(LONG)
})

test.each([
  [1140, 'This may be an outage, or the key has just been revoked. Rerun the job.'],
  [1141, LONG],
])('with a lifetime of %i s, explains a rejection after another line', async (lifetime, remedy) => {
  const script = [{ body: { data: [{}] } }, ...Array(3).fill(rejected)]
  const lines = ['GET /v1/apps', 'GET /v1/apps/1']
  const { error } = await play(await start({ spec: { ...TEAM, lifetime }, lines, script }))
  expect(error).toBe(
    `Apple accepts the token for GET /v1/apps, but keeps rejecting it for GET /v1/apps/1 (status 401 NOT_AUTHORIZED). So the key, its IDs and the clock are right. ${remedy}`,
  )
})
