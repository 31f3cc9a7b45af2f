import { expect, test } from '@jest/globals'
import { findOddities } from '../src/oddities.ts'
import type { TokenRequest } from '../src/token.ts'
import { ISSUER_ID, KEY_ID, TEAM_REQUEST } from './support.ts'

const team = TEAM_REQUEST
const individual = { ...team, issuerId: undefined }
const written = { 'issuer-id': ISSUER_ID, 'key-id': KEY_ID, 'private-key': 'text' }

function find(request: TokenRequest, more: Record<string, string> = {}): string[] {
  const inputs: Record<string, string> = { ...written, ...more }
  const remarks = findOddities(request, (name) => inputs[name] ?? '')
  return remarks.map(({ level, message }) => `${level}: ${message}`)
}

test('usual inputs are not odd', () => {
  expect(find(team)).toStrictEqual([])
  expect(find(individual, { 'issuer-id': '' })).toStrictEqual([])
  expect(find({ ...team, scope: ['GET /v1/apps'] })).toStrictEqual([])
  expect(find({ ...team, scope: ['GET /v1/ciProducts'], lifetime: 1141 })).toStrictEqual([])
  expect(find(team, { 'private-key': `AuthKey_${KEY_ID}.p8` })).toStrictEqual([])
  expect(find(individual, { 'issuer-id': '', 'private-key': `ApiKey_${KEY_ID}.p8` })).toStrictEqual(
    [],
  )
})

test('the issuer ID of an individual key is ignored', () => {
  expect(find(individual)).toStrictEqual([
    'warning: issuer-id is ignored, since an individual key has none. Remove it from the step.',
  ])
})

test('more than a key ID is put right', () => {
  expect(find(team, { 'key-id': `AuthKey_${KEY_ID}.p8` })).toStrictEqual([
    `notice: key-id holds more than a key ID; ${KEY_ID} was taken from it.`,
  ])
})

test.each([
  [
    'SubscriptionKey',
    team,
    'warning: SubscriptionKey_ begins the file names of In-App Purchase keys',
  ],
  [
    'SubscriptionKey',
    { ...individual },
    'warning: SubscriptionKey_ begins the file names of In-App Purchase keys',
  ],
  [
    'ApiKey',
    team,
    'warning: ApiKey_ begins the file names of individual keys. If the API refuses the token, set `key-type: individual`.',
  ],
  [
    'AuthKey',
    individual,
    "warning: AuthKey_ begins the file names of a team's keys. If the API refuses the token, leave out `key-type` and set issuer-id.",
  ],
])('a file named %s_ that hints at another kind of key is told', (prefix, request, remark) => {
  const found = find(request, {
    'issuer-id': request.issuerId ?? '',
    'private-key': `keys/${prefix}_${KEY_ID}.p8`,
  })
  expect(found).toStrictEqual([expect.stringContaining(remark)])
})

test('a scope for more than reading is warned of, once', () => {
  const scope = ['GET /v1/ciProducts', 'POST /v1/ciBuildRuns']
  expect(find({ ...team, scope, lifetime: 86_400 })).toStrictEqual([
    'warning: scope holds "POST /v1/ciBuildRuns", but Apple documents scopes for GET alone and has refused others with status 405. For requests that change something, leave out the scope.',
  ])
})

test('a long lifetime for what Apple does not list is warned of', () => {
  expect(find({ ...team, scope: ['GET /v1/apps'], lifetime: 1141 })).toStrictEqual([
    'warning: scope holds "GET /v1/apps", for which Apple refuses tokens that live over 20 minutes. Shorten lifetime to 19m, or leave this out of the scope.',
  ])
  expect(find({ ...team, scope: ['GET /v1/apps'], lifetime: 1140 })).toStrictEqual([])
})
