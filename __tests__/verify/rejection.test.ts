import { expect, test } from '@jest/globals'
import { UserError } from '../../src/errors.ts'
import type { TokenSpec } from '../../src/token.ts'
import { rejection } from '../../src/verify/rejection.ts'
import { KEY_ID, TEAM_SPEC } from '../helpers/support.ts'

const team = TEAM_SPEC
const causes = (spec: TokenSpec) =>
  rejection(spec, {}, 'status 401', '')
    .message.split('\n')
    .filter((line) => line.startsWith('- '))
    .map((line) => line.slice(2))

test('the message says what Apple answered and lists what it can mean', () => {
  const headers = {
    'x-apple-request-uuid': '4f9e2c1a-7c37-315a-9de4-d5bc66007c55',
    'x-apple-jingle-correlation-key': 'TXF6QUVS6OY66YVUNINVLKXZFA',
  }
  const error = rejection(team, headers, 'status 401 NOT_AUTHORIZED', 'The clock is right.')
  expect(error).toBeInstanceOf(UserError)
  expect(
    error.message,
  ).toBe(`Apple keeps rejecting the token (status 401 NOT_AUTHORIZED) without saying why. The clock is right. Possible causes, most likely first:
- key-id and private-key are of different keys. The file of a key is named after its ID: AuthKey_<key-id>.p8.
- issuer-id is of another team. Copy it from above the list of keys.
- The key was revoked. See whether Users and Access > Integrations still lists 2X9R4HXF34.
- 2X9R4HXF34 is an individual key. Then set key-type: individual and leave out issuer-id.
- It is a key for something else, such as In-App Purchase or push notifications. Generate one under Users and Access > Integrations.
- The key is of an Enterprise account. Then set audience: apple-developer-enterprise-v1.
For Apple's support: x-apple-request-uuid 4f9e2c1a-7c37-315a-9de4-d5bc66007c55, x-apple-jingle-correlation-key TXF6QUVS6OY66YVUNINVLKXZFA.`)
})

test('a key ID of 12 characters puts the individual key first', () => {
  expect(causes({ ...team, keyId: '2X9R4HXF34AB' })[0]).toBe(
    '2X9R4HXF34AB is an individual key, as its 12 characters suggest. Then set key-type: individual and leave out issuer-id.',
  )
})

test('a key ID of 10 characters puts the team key first', () => {
  const list = causes({ ...team, owner: { type: 'individual' } })
  expect(list[0]).toBe(`${KEY_ID} is a team key. Then leave out key-type and give the issuer-id.`)
  expect(list.join()).not.toContain('issuer-id is of another team')
})

test('an individual key with an ID of 12 characters is hardly a team key', () => {
  const list = causes({ ...team, owner: { type: 'individual' }, keyId: '2X9R4HXF34AB' })
  expect(list.findIndex((cause) => cause.includes('is a team key'))).toBe(2)
})

test('with the audience of the Enterprise Program the account can be the wrong one', () => {
  const list = causes({ ...team, audience: 'apple-developer-enterprise-v1' })
  expect(list.at(-1)).toBe(
    'The account is not one of the Enterprise Program. Then leave out audience.',
  )
})

test.each(['::add-mask::x', 'a b', 'x'.repeat(65), 'eyJhbGciOiJFUzI1NiIs', ''])(
  'the request ID %j is not shown',
  (id) => {
    expect(rejection(team, { 'x-request-id': id }, 'status 401', '').message).not.toContain(
      'support',
    )
  },
)

test('a long lifetime comes first', () => {
  expect(causes({ ...team, lifetime: 86_400, scope: ['GET /v1/apps'] })[0]).toMatch(
    /^A line of scope is not of the resources /,
  )
})
