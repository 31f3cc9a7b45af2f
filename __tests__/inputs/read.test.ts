import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { isKeyLeftOut, readInputs } from '../../src/inputs/read.ts'
import { asInputs } from '../../tools/runner.js'
import { tempFolder } from '../helpers/folders.ts'
import { makeP8 } from '../helpers/key-forms.ts'
import { ISSUER_ID, KEY_ID, messageOf } from '../helpers/support.ts'

const { key, p8 } = makeP8()
const workspace = tempFolder()
const right = { 'issuer-id': ISSUER_ID, 'key-id': KEY_ID, 'private-key': p8 }
const fastlane = (ids: object) => JSON.stringify({ ...ids, key: p8 })

const read = (inputs: Record<string, string>) =>
  readInputs({ ...asInputs({ ...right, ...inputs }), GITHUB_WORKSPACE: workspace })
const rejection = (inputs: Record<string, string>) => messageOf(() => read(inputs))

const SPEC = {
  owner: { type: 'team', issuerId: ISSUER_ID },
  keyId: KEY_ID,
  lifetime: 900,
  audience: 'appstoreconnect-v1',
  scope: [],
}

test('reads the inputs', () => {
  const { privateKey, ...inputs } = read({ 'issuer-id': ` ${ISSUER_ID}\n`, lifetime: ' 15m ' })
  expect(inputs).toStrictEqual({
    spec: SPEC,
    verify: 'off',
    installKey: false,
    apiUrl: undefined,
    remarks: [],
  })
  expect(privateKey.key?.equals(key)).toBe(true)
})

test.each([
  [{ lifetime: ' ', audience: '', 'key-type': '', scope: '\n' }, { spec: SPEC }],
  [
    { 'key-type': ' Individual ', 'issuer-id': '' },
    { spec: { ...SPEC, owner: { type: 'individual' } } },
  ],
  [{ scope: 'GET /v1/ciProducts', lifetime: '30d' }, { spec: { lifetime: 30 * 86_400 } }],
  [
    { verify: 'TRUE', 'install-key': ' True ' },
    { verify: 'default', installKey: true },
  ],
  [
    { verify: 'GET /v1/apps', 'api-url': 'http://127.0.0.1:8080/v1' },
    { verify: ['GET /v1/apps'], apiUrl: new URL('http://127.0.0.1:8080/v1') },
  ],
  [
    { version: '1', 'team-id': ' ' },
    { spec: SPEC, remarks: [] },
  ],
])('reads %j', (inputs, expected) => {
  expect(read(inputs)).toMatchObject(expected)
})

test('accepts a long lifetime only for the App Store Connect API', () => {
  const enterprise = { audience: 'Apple-Developer-Enterprise-v1' }
  expect(rejection({ ...enterprise, scope: 'GET /v1/ciProducts', lifetime: '30d' })).toMatch(
    /^lifetime cannot be "30d"\. Apple allows 20 minutes /,
  )
})

test.each([
  ['lifetime', { lifetime: '30d', scope: 'apps' }, 'scope is wrong in line 1. '],
  [
    'lifetime',
    { lifetime: '30d', audience: 'x', scope: 'GET /v1/ciProducts' },
    'audience cannot be "x". ',
  ],
  ['verify', { verify: 'GET /v1/builds', scope: 'apps' }, 'scope is wrong in line 1. '],
  ['issuer-id', { 'key-type': 'x', 'issuer-id': 'x' }, 'key-type cannot be "x". '],
])('does not judge %s by what cannot be read, in %j', (_, inputs, message) => {
  expect(rejection(inputs)).toMatch(/^[^\n]+$/)
  expect(rejection(inputs)).toContain(message)
})

test.each([
  ['key-type', 'team or individual'],
  ['audience', 'appstoreconnect-v1 or apple-developer-enterprise-v1'],
  ['verify', 'true or false, or write one request per line, such as GET /v1/apps?limit=1'],
  ['install-key', 'true or false'],
  ['optional', 'true or false'],
])('rejects %s if it is none of its choices', (name, choices) => {
  expect(rejection({ [name]: 'maybe' })).toBe(`${name} cannot be "maybe". Use ${choices}.`)
  expect(rejection({ [name]: 'industrial' })).toBe(`${name} has an invalid value. Use ${choices}.`)
})

test('reports everything that is wrong at once', () => {
  const message = rejection({ 'issuer-id': 'me@example.org', 'key-id': '""', lifetime: '900' })
  expect(message).toMatch(/^3 things are wrong with the inputs\. Fix each of them:\n- /)
  expect(message).toMatch(/\n- key-id is empty\. /)
  expect(message).toMatch(/\n- issuer-id looks like an email address\. /)
  expect(message).toMatch(/\n- lifetime cannot be "900"\. /)
})

test('reports swapped IDs as one problem', () => {
  const swapped = { 'issuer-id': KEY_ID, 'key-id': ISSUER_ID }
  expect(rejection(swapped)).toBe(
    'issuer-id and key-id are swapped. Swap them: issuer-id is the UUID.',
  )
})

test('rejects fastlane JSON with other IDs', () => {
  const other = '00000000-ffff-ffff-ffff-000000000000'
  const json = fastlane({ key_id: 'OTHER12345', asc_key_id: 'OTHER23456', issuer_id: other })
  const message = rejection({ 'private-key': json })
  expect(message).toContain(
    `- key-id is ${KEY_ID}, but private-key belongs to the key ID OTHER12345, OTHER23456. Use an ID and a key that belong together.`,
  )
  expect(message).toContain(
    `- issuer-id is ${ISSUER_ID}, but private-key belongs to the issuer ID ${other}.`,
  )
  expect(rejection({ 'private-key': json, 'key-id': 'our key' })).toContain(
    '\n- key-id contains unrecognized text (7 characters). ',
  )
})

test('rejects other IDs next to a key of which none is its own', () => {
  const text = `API_KEY_ID=OTHER12345\nASC_KEY_ID=${KEY_ID}\nASC_KEY="${p8}"`
  expect(rejection({ 'private-key': text, 'key-id': '' })).toBe(
    `private-key comes with more than one key ID: OTHER12345, ${KEY_ID}. Set key-id to the one that belongs to the key.`,
  )
})

const IDS = { key_id: KEY_ID, issuer_id: ISSUER_ID }

test.each([
  ['fastlane JSON', { 'issuer-id': '', 'key-id': '', 'private-key': fastlane(IDS) }],
  ['it, next to issuer-id', { 'key-id': '', 'private-key': fastlane({ key_id: KEY_ID }) }],
  ['it, next to key-id', { 'issuer-id': '', 'private-key': fastlane({ issuer_id: ISSUER_ID }) }],
  ['it, in capitals', { 'issuer-id': ISSUER_ID.toUpperCase(), 'private-key': fastlane(IDS) }],
  ['a line', { 'key-id': '', 'private-key': `KEY_ID=${KEY_ID}\n${p8}` }],
  [
    'the object that has the key',
    { 'key-id': '', 'private-key': `[{"key_id":"OTHER12345"},${fastlane(IDS)}]` },
  ],
])('takes the IDs from %s', (_, inputs) => {
  expect(read(inputs)).toMatchObject({ spec: SPEC, remarks: [] })
})

test('takes the key and its ID from a file', () => {
  writeFileSync(join(workspace, `AuthKey_${KEY_ID}.p8`), p8)
  expect(read({ 'key-id': '', 'private-key': `AuthKey_${KEY_ID}.p8` }).spec.keyId).toBe(KEY_ID)
})

test('takes no ID that stands for one', () => {
  const ids = { 'issuer-id': '', 'key-id': '' }
  const json = fastlane({ key_id: 'XXXXXXXXXX', issuer_id: '00000000-0000-0000-0000-000000000000' })
  expect(rejection({ ...ids, 'private-key': json })).toMatch(/^issuer-id and key-id are empty\. /)
  writeFileSync(join(workspace, 'AuthKey_XXXXXXXXXX.p8'), p8)
  const named = { 'key-id': '', 'private-key': 'AuthKey_XXXXXXXXXX.p8' }
  expect(rejection(named)).toMatch(/^key-id is empty\. /)
})

test('writes the key ID as the object that has the key does', () => {
  const inputs = { 'key-id': KEY_ID.toLowerCase(), 'private-key': fastlane({ key_id: KEY_ID }) }
  expect(read(inputs)).toMatchObject({ spec: SPEC, remarks: [] })
})

test('takes the key of the object that has key-id', () => {
  const other = JSON.stringify({ key_id: 'OTHER12345', key: makeP8().p8 })
  const { privateKey } = read({ 'private-key': `[${other},${fastlane({ key_id: KEY_ID })}]` })
  expect(privateKey.key?.equals(key)).toBe(true)
})

test('does not turn a team key into an individual one if the issuer ID is nowhere', () => {
  const inputs = { 'issuer-id': '', 'key-id': '', 'private-key': fastlane({ key_id: KEY_ID }) }
  expect(rejection(inputs)).toMatch(/^issuer-id is empty\. Possible causes, most likely first:\n- /)
  expect(read({ ...inputs, 'key-type': 'individual' }).spec).toMatchObject({ keyId: KEY_ID })
})

test('uses the audience of the Enterprise Program for an in-house key', () => {
  const json = fastlane({ ...IDS, in_house: true })
  expect(read({ 'private-key': json }).spec.audience).toBe('apple-developer-enterprise-v1')
})

test.each([
  ['no key', {}, true],
  ['IDs', { 'issuer-id': ISSUER_ID, 'key-id': KEY_ID }, true],
  ['IDs under other names', { issuer_id: ISSUER_ID }, true],
  ['a blank key', { 'private-key': ' \n' }, true],
  ['a key', { 'private-key': 'x' }, false],
  ['a key under another name', { key: 'x' }, false],
])('with optional, the step does nothing with %s: %s', (_, inputs, expected) => {
  expect(isKeyLeftOut(asInputs({ ...inputs, optional: 'True' }))).toBe(expected)
  expect(isKeyLeftOut(asInputs(inputs))).toBe(false)
})

test('rejects 120 kB of anything in any input within a second', () => {
  const pieces = ['\\n', ')', ',', ' ', '"', 'a ', '-', '/', 'GET /v1/apps ', '\n', '0', '=', '<']
  const names = ['issuer-id', 'key-id', 'lifetime', 'scope', 'audience', 'verify', 'api-url']
  const start = process.cpuUsage()
  for (const piece of pieces) {
    const text = `${piece.repeat(120_000 / piece.length)}x!`
    const inputs = Object.fromEntries(names.map((name) => [name, text]))
    expect(rejection(inputs)).toMatch(/ things are wrong /)
  }
  expect(process.cpuUsage(start).user / 1000 / pieces.length).toBeLessThan(1000)
})
