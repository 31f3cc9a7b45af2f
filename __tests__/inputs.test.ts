import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from '@jest/globals'
import { readInputs } from '../src/inputs.ts'
import { makeP8 } from './key-forms.ts'
import { ISSUER_ID, KEY_ID, messageOf } from './support.ts'

const { key, p8 } = makeP8()
const workspace = mkdtempSync(join(tmpdir(), 'inputs-'))
afterAll(() => rmSync(workspace, { recursive: true }))

const env = {
  'INPUT_ISSUER-ID': ` ${ISSUER_ID}\n`,
  'INPUT_KEY-ID': KEY_ID,
  'INPUT_PRIVATE-KEY': p8,
  INPUT_LIFETIME: ' 19m ',
  GITHUB_WORKSPACE: workspace,
}

test('inputs are read', () => {
  const { privateKey, request, remarks } = readInputs(env)
  expect(request).toStrictEqual({
    issuerId: ISSUER_ID,
    keyId: KEY_ID,
    lifetime: 1140,
    audience: 'appstoreconnect-v1',
    scope: [],
  })
  expect(remarks).toStrictEqual([])
  expect(privateKey.key.equals(key)).toBe(true)
})

test('choices and lifetimes that are empty have defaults', () => {
  const blank = { INPUT_LIFETIME: ' ', INPUT_AUDIENCE: '', 'INPUT_KEY-TYPE': '', INPUT_SCOPE: '\n' }
  expect(readInputs({ ...env, ...blank }).request).toStrictEqual({
    issuerId: ISSUER_ID,
    keyId: KEY_ID,
    lifetime: 900,
    audience: 'appstoreconnect-v1',
    scope: [],
  })
})

test('an individual key needs no issuer ID', () => {
  const { request, remarks } = readInputs({
    ...env,
    'INPUT_ISSUER-ID': '',
    'INPUT_KEY-TYPE': ' Individual ',
  })
  expect(request.issuerId).toBeUndefined()
  expect(remarks).toStrictEqual([])
})

test('a long lifetime needs a scope, and the API of App Store Connect', () => {
  const long = { ...env, INPUT_LIFETIME: '30d' }
  const scope = { INPUT_SCOPE: 'GET /v1/ciProducts' }
  const enterprise = { INPUT_AUDIENCE: 'Apple-Developer-Enterprise-v1' }
  expect(readInputs({ ...long, ...scope }).request.lifetime).toBe(30 * 86_400)
  for (const wrong of [long, { ...long, ...scope, ...enterprise }]) {
    expect(messageOf(() => readInputs(wrong))).toMatch(
      /^lifetime is "30d", but the longest is 19m: /,
    )
  }
})

test('a scope or an audience that cannot be read raises no complaint about the lifetime', () => {
  const message = messageOf(() =>
    readInputs({ ...env, INPUT_LIFETIME: '30d', INPUT_SCOPE: 'apps', INPUT_AUDIENCE: 'x' }),
  )
  expect(message).toMatch(
    /^2 things are wrong with the inputs:\n- audience is [^\n]+\n- scope holds [^\n]+$/,
  )
})

test('proof and installation are off unless they are asked for', () => {
  expect(readInputs(env)).toMatchObject({ proof: undefined, installKey: false })
  const asked = readInputs({ ...env, INPUT_VERIFY: 'true', 'INPUT_INSTALL-KEY': ' True ' })
  expect(asked.installKey).toBe(true)
  expect(asked.proof?.href).toBe('https://api.appstoreconnect.apple.com/v1/apps?limit=1')
  const elsewhere = { INPUT_VERIFY: 'true', 'INPUT_API-URL': 'http://127.0.0.1:8080/gateway/' }
  expect(readInputs({ ...env, ...elsewhere }).proof?.href).toBe(
    'http://127.0.0.1:8080/gateway/v1/apps?limit=1',
  )
})

test('all that is wrong is told at once', () => {
  const message = messageOf(() =>
    readInputs({
      'INPUT_ISSUER-ID': 'me@example.org',
      'INPUT_KEY-ID': '""',
      INPUT_LIFETIME: '900',
    }),
  )
  expect(message.split('\n')).toStrictEqual([
    '3 things are wrong with the inputs:',
    expect.stringMatching(/^- issuer-id looks like an e-mail address\. /),
    expect.stringMatching(/^- key-id and private-key are empty\. /),
    expect.stringMatching(/^- lifetime is "900", a number without a unit\. /),
  ])
})

test('only what is needed is missed', () => {
  const lacking = { ...env, 'INPUT_ISSUER-ID': '', 'INPUT_KEY-ID': '' }
  expect(messageOf(() => readInputs(lacking))).toMatch(/^issuer-id and key-id are empty\. /)
  expect(messageOf(() => readInputs({ ...env, 'INPUT_ISSUER-ID': '' }))).toMatch(
    /^issuer-id is empty\. An individual key has no issuer ID: /,
  )
  expect(messageOf(() => readInputs({ ...lacking, 'INPUT_KEY-TYPE': 'individual' }))).toMatch(
    /^key-id is empty\. GitHub /,
  )
})

test.each([
  ['key-type', 'team or individual'],
  ['audience', 'appstoreconnect-v1 or apple-developer-enterprise-v1'],
  ['verify', 'true or false'],
  ['install-key', 'true or false'],
])('%s that is none of its choices is refused', (name, choices) => {
  const wrong = { ...env, [`INPUT_${name.toUpperCase()}`]: 'maybe' }
  expect(messageOf(() => readInputs(wrong))).toBe(`${name} is "maybe". It can be ${choices}.`)
})

test('an address that is none is refused, also if it is not asked', () => {
  expect(messageOf(() => readInputs({ ...env, 'INPUT_API-URL': 'x' }))).toMatch(/^api-url is not /)
})

test('an ID that cannot be read is not compared with one beside the key', () => {
  const json = JSON.stringify({ key_id: 'OTHER12345', key: p8 })
  const wrong = { ...env, 'INPUT_KEY-ID': 'my key', 'INPUT_PRIVATE-KEY': json }
  expect(messageOf(() => readInputs(wrong))).toMatch(/^key-id holds other text \(6 characters\)\. /)
})

test('swapped IDs are one problem', () => {
  const swapped = { ...env, 'INPUT_ISSUER-ID': KEY_ID, 'INPUT_KEY-ID': ISSUER_ID }
  expect(messageOf(() => readInputs(swapped))).toBe(
    'issuer-id and key-id are swapped: issuer-id is the UUID, key-id the short one.',
  )
  const more = { ...swapped, 'INPUT_PRIVATE-KEY': 'x' }
  expect(messageOf(() => readInputs(more))).toMatch(
    /^2 things are wrong with the inputs:\n- issuer-id and key-id are swapped: [^\n]+\n- private-key /,
  )
  const individual = { ...swapped, 'INPUT_KEY-TYPE': 'individual' }
  expect(messageOf(() => readInputs(individual))).toMatch(/^key-id looks like an issuer ID/)
})

test('more than a key ID in key-id is remarked on', () => {
  expect(readInputs({ ...env, 'INPUT_KEY-ID': `AuthKey_${KEY_ID}.p8` })).toMatchObject({
    request: { keyId: KEY_ID },
    remarks: [
      { level: 'notice', message: `key-id holds more than a key ID; ${KEY_ID} was taken from it.` },
    ],
  })
})

test('the key is read from the file that the input names', () => {
  writeFileSync(join(workspace, 'key.p8'), p8)
  const { privateKey } = readInputs({ ...env, 'INPUT_PRIVATE-KEY': 'key.p8' })
  expect(privateKey.key.equals(key)).toBe(true)
})

test('a file whose name tells another key ID is refused', () => {
  writeFileSync(join(workspace, 'AuthKey_OTHER12345.p8'), p8)
  const named = { ...env, 'INPUT_PRIVATE-KEY': 'AuthKey_OTHER12345.p8' }
  expect(messageOf(() => readInputs(named))).toBe(
    `key-id is ${KEY_ID}, but private-key comes with the key-id OTHER12345. Give the ID and the key that belong together.`,
  )
  expect(readInputs({ ...named, 'INPUT_KEY-ID': 'other12345' }).request.keyId).toBe('other12345')
})

test('fastlane JSON with other IDs is refused', () => {
  const other = '00000000-ffff-ffff-ffff-000000000000'
  const json = JSON.stringify({ key_id: 'OTHER12345', issuer_id: other, key: p8 })
  const message = messageOf(() => readInputs({ ...env, 'INPUT_PRIVATE-KEY': json }))
  expect(message).toContain(
    `- key-id is ${KEY_ID}, but private-key comes with the key-id OTHER12345.`,
  )
  expect(message).toContain(
    `- issuer-id is ${ISSUER_ID}, but private-key comes with the issuer-id ${other}.`,
  )
})

test('120 kB of anything in any input are refused within a second', () => {
  const pieces = ['\\n', ')', ',', ' ', '"', 'a ', '-', '/', 'GET /v1/apps ', '\n', '0', '=', '<']
  const start = process.cpuUsage()
  for (const piece of pieces) {
    const text = `${piece.repeat(120_000 / piece.length)}x!`
    const names = ['ISSUER-ID', 'KEY-ID', 'LIFETIME', 'SCOPE', 'AUDIENCE', 'VERIFY', 'API-URL']
    const inputs = Object.fromEntries(names.map((name) => [`INPUT_${name}`, text]))
    expect(messageOf(() => readInputs({ ...env, ...inputs }))).toMatch(/ things are wrong /)
  }
  expect(process.cpuUsage(start).user / 1000 / pieces.length).toBeLessThan(1000)
})
