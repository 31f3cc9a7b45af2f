import { expect, test } from '@jest/globals'
import { UserError } from '../../src/errors.ts'
import type { TokenSpec } from '../../src/token.ts'
import { laterRejection, rejection } from '../../src/verify/rejection.ts'
import { ISSUER_ID, KEY_ID, TEAM_SPEC } from '../helpers/support.ts'

const team = TEAM_SPEC
const individual: TokenSpec = { ...team, owner: { type: 'individual' } }
const FINGERPRINT = '0123456789abcdef'.repeat(4)
const rejected = { reason: 'status 401 NOT_AUTHORIZED', requestIds: 'x-request-id 0B7A5C1E' }
const causes = (spec: TokenSpec) =>
  rejection(spec, FINGERPRINT, rejected, '')
    .message.split('\n')
    .filter((line) => line.startsWith('- '))
    .map((line) => line.slice(2))

test('says what Apple answered and lists the possible causes', () => {
  const error = rejection(team, FINGERPRINT, rejected, 'The clock is right.')
  expect(error).toBeInstanceOf(UserError)
  expect(
    error.message,
  ).toBe(`Apple keeps rejecting the token (status 401 NOT_AUTHORIZED) without saying why. The clock is right. Possible causes, most likely first:
- key-id and private-key belong to different keys. The fingerprint of private-key is ${FINGERPRINT}. To see that of the file named after key-id, run: openssl pkey -in AuthKey_<key-id>.p8 -pubout -outform DER | openssl dgst -sha256
- issuer-id belongs to another team. Copy the one shown above the list of keys.
- The key was revoked: its ID is no longer in the list under Users and Access > Integrations.
- The key whose ID is in key-id is an individual key. If so, set key-type: individual and remove issuer-id.
- The key is for another service, such as In-App Purchase or push notifications. Generate one under Users and Access > Integrations.
- The key belongs to an Enterprise Program account. If so, set audience: apple-developer-enterprise-v1.
For Apple's support: x-request-id 0B7A5C1E.`)
  expect(rejection(team, '', { ...rejected, requestIds: '' }, '').message).toMatch(/-v1\.$/)
})

test('contains no ID, which a log would show as asterisks', () => {
  for (const spec of [team, individual, { ...team, keyId: '2X9R4HXF34AB' }]) {
    expect(causes(spec).join()).not.toMatch(new RegExp(`${KEY_ID}|${ISSUER_ID}`))
  }
})

test('names the file as that kind of key has it', () => {
  expect(causes(team).join()).toContain(' AuthKey_<key-id>.p8 ')
  expect(causes(individual).join()).toContain(' ApiKey_<key-id>.p8 ')
})

test.each([
  ['team, of 12 characters', { ...team, keyId: '2X9R4HXF34AB' }, 'individual key.', [0, 6]],
  ['team, of 10 characters', team, 'individual key. If so', [3, 6]],
  ['individual, of 10 characters', individual, 'team key. If so', [0, 5]],
  ['individual, of 12 characters', { ...individual, keyId: '2X9R4HXF34AB' }, 'team key.', [2, 5]],
])(
  'lists the other kind of key once, where the ID of a %s suggests',
  (_, spec, cause, expected) => {
    const list = causes(spec)
    expect([list.findIndex((line) => line.includes(cause)), list.length]).toStrictEqual(expected)
  },
)

test('does not blame the issuer ID of an individual key', () => {
  expect(causes(individual).join()).not.toContain('issuer-id belongs')
})

test('lists lowercase letters in the key ID first', () => {
  expect(causes({ ...team, keyId: '2x9r4hxf34', lifetime: 86_400 })[0]).toBe(
    'key-id contains lowercase letters, which no known key ID does. Copy it again from the list of keys.',
  )
})

test('with the audience of the Enterprise Program, names its site, and suspects it last', () => {
  const list = causes({ ...team, audience: 'apple-developer-enterprise-v1' })
  expect(list.filter((line) => line.includes('developer.apple.com > Users and'))).toHaveLength(2)
  expect(list.at(-1)).toBe(
    'The key comes from App Store Connect, not from the Enterprise Program. If so, remove audience.',
  )
})

const LONG =
  'Apple does not allow more than 20 minutes for one of the lines of scope. If so, shorten lifetime to 19m.'

test('lists a long lifetime first', () => {
  expect(causes({ ...team, lifetime: 1140 })[0]).not.toMatch(/20 minutes/)
  expect(causes({ ...team, lifetime: 1141, scope: ['GET /v1/apps'] })[0]).toBe(LONG)
})

test.each([
  [900, 'This may be an outage, or the key has just been revoked. Rerun the job.'],
  [1140, 'This may be an outage, or the key has just been revoked. Rerun the job.'],
  [1141, LONG],
])('with a lifetime of %i s, explains a rejection after another line', (lifetime, remedy) => {
  const error = laterRejection({ ...team, lifetime }, rejected, 'GET /v1/apps/1', 'GET /v1/apps')
  expect(error.message).toBe(
    `Apple accepts the token for GET /v1/apps, but keeps rejecting it for GET /v1/apps/1 (status 401 NOT_AUTHORIZED). So the key, its IDs and the clock are right. ${remedy}\nFor Apple's support: x-request-id 0B7A5C1E.`,
  )
})
