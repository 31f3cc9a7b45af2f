import { expect, test } from '@jest/globals'
import { lintInputs } from '../../src/inputs/lint.ts'
import type { TokenSpec } from '../../src/token.ts'
import { ISSUER_ID, KEY_ID, TEAM_SPEC } from '../helpers/support.ts'

const team = TEAM_SPEC
const individual: TokenSpec = { ...team, owner: { type: 'individual' } }
const written = { 'issuer-id': ISSUER_ID, 'key-id': KEY_ID, 'private-key': 'text' }

function find(spec: TokenSpec, more: Record<string, string> = {}): string[] {
  const inputs: Record<string, string> = { ...written, ...more }
  const remarks = lintInputs(spec, (name) => inputs[name] ?? '')
  return remarks.map(({ level, message }) => `${level}: ${message}`)
}

test('finds nothing in usual inputs', () => {
  expect(find(team)).toStrictEqual([])
  expect(find(individual, { 'issuer-id': '' })).toStrictEqual([])
  expect(find({ ...team, scope: ['GET /v1/apps'] })).toStrictEqual([])
  expect(find({ ...team, scope: ['GET /v1/ciProducts'], lifetime: 1141 })).toStrictEqual([])
  expect(find(team, { 'private-key': `AuthKey_${KEY_ID}.p8` })).toStrictEqual([])
  expect(find(individual, { 'issuer-id': '', 'private-key': `ApiKey_${KEY_ID}.p8` })).toStrictEqual(
    [],
  )
})

test('reports that the issuer ID of an individual key is ignored', () => {
  expect(find(individual)).toStrictEqual([
    'warning: issuer-id is ignored, since an individual key has none. Remove it from the step.',
  ])
})

test('reports that a key ID was corrected', () => {
  expect(find(team, { 'key-id': `AuthKey_${KEY_ID}.p8` })).toStrictEqual([
    `notice: key-id is not written as App Store Connect shows it; using ${KEY_ID}.`,
  ])
})

test.each([`Issuer ID: ${ISSUER_ID}`, ISSUER_ID.replaceAll('-', ''), `{${ISSUER_ID}}`])(
  'reports that the issuer ID was taken out of %s',
  (text) => {
    expect(find(team, { 'issuer-id': text })).toStrictEqual([
      `notice: issuer-id is not written as App Store Connect shows it; using ${ISSUER_ID}.`,
    ])
  },
)

test('finds nothing in an issuer ID in capital letters', () => {
  expect(find(team, { 'issuer-id': ISSUER_ID.toUpperCase() })).toStrictEqual([])
})

test('finds nothing in IDs that are left out', () => {
  expect(find(team, { 'issuer-id': '', 'key-id': '' })).toStrictEqual([])
})

test.each([
  ['SubscriptionKey', team, 'warning: Files named SubscriptionKey_… are In-App Purchase keys'],
  [
    'SubscriptionKey',
    individual,
    'warning: Files named SubscriptionKey_… are In-App Purchase keys',
  ],
  [
    'ApiKey',
    team,
    'warning: Files named ApiKey_… are individual keys. If the API rejects the token, set `key-type: individual`.',
  ],
  [
    'AuthKey',
    individual,
    'warning: Files named AuthKey_… are team keys. If the API rejects the token, remove `key-type` and set issuer-id.',
  ],
])('reports a file named %s_, which belongs to another kind of key', (prefix, spec, remark) => {
  const found = find(spec, {
    'issuer-id': spec.owner.type === 'team' ? spec.owner.issuerId : '',
    'private-key': `keys/${prefix}_${KEY_ID}.p8`,
  })
  expect(found).toStrictEqual([expect.stringContaining(remark)])
})

test('warns about a scope that allows writing, once', () => {
  const line = 'POST /v1/ciBuildRuns/5d1f0d6e-1b7c-4c57-8c0e-2f7c9a1f4a55'
  const scope = ['GET /v1/ciProducts', line]
  expect(find({ ...team, scope, lifetime: 86_400 })).toStrictEqual([
    `warning: scope contains "${line}", but Apple documents scopes only for GET and has rejected other methods with status 405. Leave out scope for requests that change something.`,
  ])
})

test('warns about a long lifetime for what Apple does not list', () => {
  expect(find({ ...team, scope: ['GET /v1/apps'], lifetime: 1141 })).toStrictEqual([
    'warning: scope contains "GET /v1/apps", for which Apple rejects tokens that are valid for more than 20 minutes. Shorten lifetime to 19m, or remove this from scope.',
  ])
  expect(find({ ...team, scope: ['GET /v1/apps'], lifetime: 1140 })).toStrictEqual([])
})
