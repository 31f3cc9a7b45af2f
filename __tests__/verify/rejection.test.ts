import { expect, test } from '@jest/globals'
import { UserError } from '../../src/errors.ts'
import type { TokenSpec } from '../../src/token.ts'
import { rejection } from '../../src/verify/rejection.ts'
import { ISSUER_ID, KEY_ID, TEAM_SPEC } from '../helpers/support.ts'

const team = TEAM_SPEC
const individual: TokenSpec = { ...team, owner: { type: 'individual' } }
const causes = (spec: TokenSpec) =>
  rejection(spec, {}, 'status 401', '')
    .message.split('\n')
    .filter((line) => line.startsWith('- '))
    .map((line) => line.slice(2))

test('says what Apple answered and lists the possible causes', () => {
  const headers = {
    'x-apple-request-uuid': '4f9e2c1a-7c37-315a-9de4-d5bc66007c55',
    'x-apple-jingle-correlation-key': 'TXF6QUVS6OY66YVUNINVLKXZFA',
    'x-request-id': '0B7A5C1E-9D3F-4E62-8A44-1C5F6E7D8B90',
  }
  const error = rejection(team, headers, 'status 401 NOT_AUTHORIZED', 'The clock is right.')
  expect(error).toBeInstanceOf(UserError)
  expect(
    error.message,
  ).toBe(`Apple keeps rejecting the token (status 401 NOT_AUTHORIZED) without saying why. The clock is right. Possible causes, most likely first:
- key-id and private-key belong to different keys. A key's file is named after its ID: AuthKey_<key-id>.p8.
- issuer-id belongs to another team. Copy the one shown above the list of keys.
- The key whose ID is in key-id was revoked. Check whether Users and Access > Integrations still lists it.
- The key whose ID is in key-id is an individual key. If so, set key-type: individual and remove issuer-id.
- The key is for another service, such as In-App Purchase or push notifications. Generate one under Users and Access > Integrations.
- The key belongs to an Enterprise Program account. If so, set audience: apple-developer-enterprise-v1.
For Apple's support: x-apple-request-uuid 4f9e2c1a-7c37-315a-9de4-d5bc66007c55, x-apple-jingle-correlation-key TXF6QUVS6OY66YVUNINVLKXZFA, x-request-id 0B7A5C1E-9D3F-4E62-8A44-1C5F6E7D8B90.`)
})

test('contains no ID, which a log would show as asterisks', () => {
  for (const spec of [team, individual, { ...team, keyId: '2X9R4HXF34AB' }]) {
    expect(causes(spec).join()).not.toMatch(new RegExp(`${KEY_ID}|${ISSUER_ID}`))
  }
})

test('names the file as that kind of key has it', () => {
  expect(causes(team).join()).toContain(': AuthKey_<key-id>.p8.')
  expect(causes(individual).join()).toContain(': ApiKey_<key-id>.p8.')
})

test.each([
  [
    'team, of 12 characters',
    { ...team, keyId: '2X9R4HXF34AB' },
    'individual key, as its 12 characters',
    [0, 6],
  ],
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

test('with the audience of the Enterprise Program, suspects the account last', () => {
  const list = causes({ ...team, audience: 'apple-developer-enterprise-v1' })
  expect(list.at(-1)).toBe('The account is not in the Enterprise Program. If so, remove audience.')
})

test.each([
  '::add-mask::x',
  'a b',
  'x'.repeat(26),
  'X'.repeat(25),
  'X'.repeat(27),
  '4f9e2c1a7c37315a9de4d5bc66007c55',
  '4f9e2c1a-7c37-315a-9de4-d5bc66007c5',
  'eyJhbGciOiJFUzI1NiIsImtpZC',
  '65794a68624763694f694a46557a49314e694973',
  '',
])('does not show the request ID %j', (id) => {
  const { message } = rejection(team, { 'x-request-id': id }, 'status 401', '')
  expect(message).not.toContain('support')
})

test('lists a long lifetime first', () => {
  expect(causes({ ...team, lifetime: 1140 })[0]).not.toMatch(/20 minutes/)
  expect(causes({ ...team, lifetime: 1141, scope: ['GET /v1/apps'] })[0]).toMatch(
    /^Apple does not allow more than 20 minutes for one of the lines of scope\. /,
  )
})
