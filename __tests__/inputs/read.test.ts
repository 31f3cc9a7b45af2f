import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { isKeyLeftOut, readInputs } from '../../src/inputs/read.ts'
import { tempFolder } from '../helpers/folders.ts'
import { makeP8 } from '../helpers/key-forms.ts'
import { ISSUER_ID, KEY_ID, messageOf } from '../helpers/support.ts'

const { key, p8 } = makeP8()
const workspace = tempFolder()

const env = {
  'INPUT_ISSUER-ID': ` ${ISSUER_ID}\n`,
  'INPUT_KEY-ID': KEY_ID,
  'INPUT_PRIVATE-KEY': p8,
  INPUT_LIFETIME: ' 19m ',
  GITHUB_WORKSPACE: workspace,
}

test('reads the inputs', () => {
  const { privateKey, spec, remarks } = readInputs(env)
  expect(spec).toStrictEqual({
    owner: { type: 'team', issuerId: ISSUER_ID },
    keyId: KEY_ID,
    lifetime: 1140,
    audience: 'appstoreconnect-v1',
    scope: [],
  })
  expect(remarks).toStrictEqual([])
  expect(privateKey.key?.equals(key)).toBe(true)
})

test('uses defaults for empty choices and lifetimes', () => {
  const blank = { INPUT_LIFETIME: ' ', INPUT_AUDIENCE: '', 'INPUT_KEY-TYPE': '', INPUT_SCOPE: '\n' }
  expect(readInputs({ ...env, ...blank }).spec).toStrictEqual({
    owner: { type: 'team', issuerId: ISSUER_ID },
    keyId: KEY_ID,
    lifetime: 900,
    audience: 'appstoreconnect-v1',
    scope: [],
  })
})

test('reads an individual key without an issuer ID', () => {
  const { spec, remarks } = readInputs({
    ...env,
    'INPUT_ISSUER-ID': '',
    'INPUT_KEY-TYPE': ' Individual ',
  })
  expect(spec.owner).toStrictEqual({ type: 'individual' })
  expect(remarks).toStrictEqual([])
})

test('accepts a long lifetime only with a scope, and only for the App Store Connect API', () => {
  const long = { ...env, INPUT_LIFETIME: '30d' }
  const scope = { INPUT_SCOPE: 'GET /v1/ciProducts' }
  const enterprise = { INPUT_AUDIENCE: 'Apple-Developer-Enterprise-v1' }
  expect(readInputs({ ...long, ...scope }).spec.lifetime).toBe(30 * 86_400)
  for (const wrong of [long, { ...long, ...scope, ...enterprise }]) {
    expect(messageOf(() => readInputs(wrong))).toMatch(
      /^lifetime is "30d", but the maximum is 19m, /,
    )
  }
})

test('does not reject the lifetime if scope or audience cannot be read', () => {
  const message = messageOf(() =>
    readInputs({ ...env, INPUT_LIFETIME: '30d', INPUT_SCOPE: 'apps', INPUT_AUDIENCE: 'x' }),
  )
  expect(message).toMatch(
    /^2 things are wrong [^\n]+\n- audience cannot be [^\n]+\n- scope contains [^\n]+$/,
  )
})

test('takes the key for a team key if key-type cannot be read', () => {
  const wrong = { ...env, 'INPUT_KEY-TYPE': 'x', 'INPUT_ISSUER-ID': 'x' }
  expect(messageOf(() => readInputs(wrong))).toMatch(
    /^2 things are wrong [^\n]+\n- key-type cannot be [^\n]+\n- issuer-id [^\n]+$/,
  )
})

test('verifies and installs only if the inputs say so', () => {
  expect(readInputs(env)).toMatchObject({ verify: 'off', installKey: false })
  const asked = readInputs({ ...env, INPUT_VERIFY: 'true', 'INPUT_INSTALL-KEY': ' True ' })
  expect(asked).toMatchObject({ verify: 'default', installKey: true })
})

test('verifies with the requests that verify lists, at the given URL', () => {
  const { verify, apiUrl, remarks } = readInputs({
    ...env,
    INPUT_VERIFY: 'GET /v1/certificates?limit=1\nGET /v1/apps/1\n',
    'INPUT_API-URL': 'http://127.0.0.1:8080/gateway/v1',
  })
  expect(verify).toStrictEqual(['GET /v1/certificates?limit=1', 'GET /v1/apps/1'])
  expect(apiUrl?.href).toBe('http://127.0.0.1:8080/gateway/v1')
  expect(remarks).toStrictEqual([])
})

test('rejects a request that the scope does not cover, unless the scope cannot be read', () => {
  const asked = { ...env, INPUT_VERIFY: 'GET /v1/builds', INPUT_SCOPE: 'GET /v1/apps' }
  expect(messageOf(() => readInputs(asked))).toMatch(/^verify contains "GET \/v1\/builds", which /)
  expect(messageOf(() => readInputs({ ...asked, INPUT_SCOPE: 'apps' }))).toMatch(
    /^scope contains unrecognized text \(4 characters\)\. /,
  )
})

test('reports that api-url has no effect without verify', () => {
  const elsewhere = { ...env, 'INPUT_API-URL': 'https://example.org' }
  expect(readInputs(elsewhere).remarks).toStrictEqual([
    {
      level: 'notice',
      message: 'api-url has no effect without verify. Set `verify: true`, or remove it.',
    },
  ])
  expect(readInputs({ ...elsewhere, INPUT_VERIFY: 'true' }).remarks).toStrictEqual([])
})

test('reports everything that is wrong at once', () => {
  const message = messageOf(() =>
    readInputs({
      'INPUT_ISSUER-ID': 'me@example.org',
      'INPUT_KEY-ID': '""',
      INPUT_LIFETIME: '900',
    }),
  )
  expect(message).toMatch(/^3 things are wrong with the inputs\. Fix each of them:\n- /)
  expect(message).toMatch(/\n- key-id and private-key are empty\. /)
  expect(message).toMatch(/\n- issuer-id looks like an email address\. /)
  expect(message).toMatch(/\n- lifetime is 900, a number without a unit\. /)
})

test('reports only required inputs as empty', () => {
  const lacking = { ...env, 'INPUT_ISSUER-ID': '', 'INPUT_KEY-ID': '' }
  expect(messageOf(() => readInputs(lacking))).toMatch(/^issuer-id and key-id are empty\. /)
  expect(messageOf(() => readInputs({ ...env, 'INPUT_ISSUER-ID': '' }))).toMatch(
    /^issuer-id is empty\. Possible causes, most likely first:\n- An individual key /,
  )
  expect(messageOf(() => readInputs({ ...lacking, 'INPUT_KEY-TYPE': 'individual' }))).toMatch(
    /^key-id is empty\. Possible causes, /,
  )
})

test.each([
  ['key-type', 'team or individual'],
  ['audience', 'appstoreconnect-v1 or apple-developer-enterprise-v1'],
  ['verify', 'true or false, or write one request per line, such as GET /v1/apps?limit=1'],
  ['install-key', 'true or false'],
])('rejects %s if it is none of its choices', (name, choices) => {
  const wrong = { ...env, [`INPUT_${name.toUpperCase()}`]: 'maybe' }
  expect(messageOf(() => readInputs(wrong))).toBe(`${name} cannot be "maybe". Use ${choices}.`)
})

test('rejects an invalid api-url even without verify', () => {
  expect(messageOf(() => readInputs({ ...env, 'INPUT_API-URL': 'x' }))).toMatch(/^api-url is not /)
})

test('does not compare an ID that cannot be read with one next to the key', () => {
  const json = JSON.stringify({ key_id: 'OTHER12345', key: p8 })
  const wrong = { ...env, 'INPUT_KEY-ID': 'our key', 'INPUT_PRIVATE-KEY': json }
  expect(messageOf(() => readInputs(wrong))).toMatch(
    /^key-id contains unrecognized text \(7 characters\)\. /,
  )
})

test('reports swapped IDs as one problem', () => {
  const swapped = { ...env, 'INPUT_ISSUER-ID': KEY_ID, 'INPUT_KEY-ID': ISSUER_ID }
  expect(messageOf(() => readInputs(swapped))).toBe(
    'issuer-id and key-id are swapped. Swap them: issuer-id is the UUID.',
  )
  const more = { ...swapped, 'INPUT_PRIVATE-KEY': 'x' }
  expect(messageOf(() => readInputs(more))).toMatch(
    /^2 things are wrong [^\n]+\n- private-key [^\n]+\n- issuer-id and key-id are swapped\. /,
  )
  const individual = { ...swapped, 'INPUT_KEY-TYPE': 'individual' }
  expect(messageOf(() => readInputs(individual))).toMatch(/^key-id looks like an issuer ID/)
})

test('reports that a key ID was corrected', () => {
  expect(readInputs({ ...env, 'INPUT_KEY-ID': `AuthKey_${KEY_ID}.p8` })).toMatchObject({
    spec: { keyId: KEY_ID },
    remarks: [
      {
        level: 'notice',
        message: `key-id is not written as App Store Connect shows it; using ${KEY_ID}.`,
      },
    ],
  })
})

test('reads the key from the file that the input points to', () => {
  writeFileSync(join(workspace, 'key.p8'), p8)
  const { privateKey } = readInputs({ ...env, 'INPUT_PRIVATE-KEY': 'key.p8' })
  expect(privateKey.key?.equals(key)).toBe(true)
})

test('rejects fastlane JSON with other IDs', () => {
  const other = '00000000-ffff-ffff-ffff-000000000000'
  const json = JSON.stringify({ key_id: 'OTHER12345', issuer_id: other, key: p8 })
  const message = messageOf(() => readInputs({ ...env, 'INPUT_PRIVATE-KEY': json }))
  expect(message).toContain(
    `- key-id is ${KEY_ID}, but private-key belongs to the key ID OTHER12345. Use an ID and a key that belong together.`,
  )
  expect(message).toContain(
    `- issuer-id is ${ISSUER_ID}, but private-key belongs to the issuer ID ${other}.`,
  )
})

test.each([
  ['the name of the file', 'AuthKey_OTHER12345.p8', p8],
  ['a line next to the key', 'env', `API_KEY_ID=OTHER12345\nASC_KEY="${p8}"`],
])('uses the key ID that was given, and warns that %s has another one', (_, name, text) => {
  writeFileSync(join(workspace, name), text)
  const { spec, remarks } = readInputs({ ...env, 'INPUT_PRIVATE-KEY': name })
  expect(spec.keyId).toBe(KEY_ID)
  expect(remarks).toMatchObject([
    {
      level: 'warning',
      message: `key-id is ${KEY_ID}, but private-key comes with the key ID OTHER12345. The input counts.`,
    },
  ])
  expect(readInputs({ ...env, 'INPUT_KEY-ID': '', 'INPUT_PRIVATE-KEY': name }).spec.keyId).toBe(
    'OTHER12345',
  )
})

test('does not warn if the given key ID is one of those next to the key', () => {
  const text = `API_KEY_ID=OTHER12345\nASC_KEY_ID=${KEY_ID}\nASC_KEY="${p8}"`
  expect(readInputs({ ...env, 'INPUT_PRIVATE-KEY': text }).remarks).toStrictEqual([])
  expect(
    messageOf(() => readInputs({ ...env, 'INPUT_KEY-ID': '', 'INPUT_PRIVATE-KEY': text })),
  ).toBe(
    `private-key comes with more than one key ID: OTHER12345, ${KEY_ID}. Set key-id to the one that belongs to the key.`,
  )
})

test.each(['0', '1', 'A', 'PROD', 'PRODUCTION', '2x9r4hxf34'])(
  'warns about the key ID %s',
  (keyId) => {
    expect(readInputs({ ...env, 'INPUT_KEY-ID': keyId })).toMatchObject({
      spec: { keyId },
      remarks: [
        {
          level: 'warning',
          message: `key-id is ${keyId}. Key IDs of App Store Connect have about ten capital letters and digits. If the API rejects the token, copy it again.`,
        },
      ],
    })
  },
)

test('reports a key ID without a digit in the name of a file', () => {
  writeFileSync(join(workspace, 'AuthKey_PRODUCTION.p8'), p8)
  const named = { ...env, 'INPUT_PRIVATE-KEY': 'AuthKey_PRODUCTION.p8' }
  expect(readInputs(named).spec.keyId).toBe(KEY_ID)
  expect(readInputs({ ...named, 'INPUT_KEY-ID': '' })).toMatchObject({
    spec: { keyId: 'PRODUCTION' },
    remarks: [
      {
        level: 'notice',
        message: expect.stringMatching(/^key-id is PRODUCTION, which came with the key\. /),
      },
    ],
  })
})

test.each([
  ['JSON without a key', '{"key_id":"2X9R4HXF34","key":""}'],
  ['an encrypted text', 'age-encryption.org/v1'],
  ['a path that does not exist', 'AuthKey_2X9R4HXF34.p8'],
  ['other text', 'hunter2'],
])('says nothing about IDs that may have come with %s', (_, text) => {
  expect(messageOf(() => readInputs({ 'INPUT_PRIVATE-KEY': text }))).toMatch(/^private-key [^\n]+$/)
})

test.each([p8.slice(0, 150), p8.slice(0, 150).replaceAll('\n', '\\n')])(
  'reports that IDs are empty next to a damaged key, which came without any',
  (text) => {
    expect(messageOf(() => readInputs({ 'INPUT_PRIVATE-KEY': text }))).toMatch(
      /^2 things are wrong [^\n]+\n- private-key [^\n]+\n- issuer-id and key-id are empty\. /,
    )
  },
)

test.each([
  ['a KMS', 'hashivault://asc', 'A key in a KMS comes without IDs: '],
  ['JSON', JSON.stringify({ key: p8 }), 'private-key does not contain them, as key_id and '],
  ['lines', `ASC_KEY=${Buffer.from(p8).toString('base64')}`, 'private-key does not contain them, '],
  ['PEM', p8, 'A variable is '],
  ['PEM in Base64', Buffer.from(p8).toString('base64'), 'A variable is '],
])('says first why IDs did not come with a key in %s', (_, text, cause) => {
  expect(messageOf(() => readInputs({ 'INPUT_PRIVATE-KEY': text }))).toContain(
    `issuer-id and key-id are empty. Possible causes, most likely first:\n- ${cause}`,
  )
})

test('uses the audience of the Enterprise Program for an in-house key', () => {
  const json = JSON.stringify({ key_id: KEY_ID, issuer_id: ISSUER_ID, key: p8, in_house: true })
  const { spec, remarks } = readInputs({ 'INPUT_PRIVATE-KEY': json })
  expect(spec.audience).toBe('apple-developer-enterprise-v1')
  expect(remarks).toMatchObject([
    { level: 'notice', message: expect.stringMatching(/^private-key says `in_house: true`, so /) },
  ])
  const said = { 'INPUT_PRIVATE-KEY': json, INPUT_AUDIENCE: 'Apple-Developer-Enterprise-v1' }
  expect(readInputs(said).remarks).toStrictEqual([])
})

describe('optional', () => {
  test.each([
    ['no key', {}, true],
    ['IDs', { 'INPUT_ISSUER-ID': ISSUER_ID, 'INPUT_KEY-ID': KEY_ID }, true],
    ['a blank key', { 'INPUT_PRIVATE-KEY': ' \n' }, true],
    ['a key', { 'INPUT_PRIVATE-KEY': 'x' }, false],
    ['a key under another name', { INPUT_KEY: 'x' }, false],
  ])('lets the step do nothing, with %s: %s', (_, inputs, expected) => {
    expect(isKeyLeftOut({ ...inputs, INPUT_OPTIONAL: 'True' })).toBe(expected)
    expect(isKeyLeftOut(inputs)).toBe(false)
  })

  test('is true or false', () => {
    expect(messageOf(() => isKeyLeftOut({ INPUT_OPTIONAL: 'maybe' }))).toBe(
      'optional cannot be "maybe". Use true or false.',
    )
  })
})

const ISSUER = { issuer_id: ISSUER_ID }
const fastlane = (ids: object) => JSON.stringify({ ...ids, key: p8 })

test.each([
  ['nothing else', { key_id: KEY_ID, ...ISSUER }, {}],
  ['issuer-id', { key_id: KEY_ID }, { 'INPUT_ISSUER-ID': ISSUER_ID }],
  ['key-id', ISSUER, { 'INPUT_KEY-ID': KEY_ID }],
  ['both', { key_id: KEY_ID, ...ISSUER }, { 'INPUT_ISSUER-ID': ISSUER_ID, 'INPUT_KEY-ID': KEY_ID }],
  [
    'both in capitals',
    ISSUER,
    { 'INPUT_ISSUER-ID': ISSUER_ID.toUpperCase(), 'INPUT_KEY-ID': KEY_ID },
  ],
])('takes from the key the IDs that are left out, next to %s', (_, ids, inputs) => {
  const { spec, remarks } = readInputs({ 'INPUT_PRIVATE-KEY': fastlane(ids), ...inputs })
  expect(spec.keyId).toBe(KEY_ID)
  expect(spec.owner).toStrictEqual({ type: 'team', issuerId: ISSUER_ID })
  expect(remarks).toStrictEqual([])
})

test('takes the key ID from the name of the file', () => {
  writeFileSync(join(workspace, `AuthKey_${KEY_ID}.p8`), p8)
  const named = { ...env, 'INPUT_KEY-ID': '', 'INPUT_PRIVATE-KEY': `AuthKey_${KEY_ID}.p8` }
  expect(readInputs(named).spec.keyId).toBe(KEY_ID)
})

test('does not turn a team key into an individual one if the issuer ID is nowhere', () => {
  const inputs = { 'INPUT_PRIVATE-KEY': fastlane({ key_id: KEY_ID }) }
  expect(messageOf(() => readInputs(inputs))).toMatch(
    /^issuer-id is empty\. Possible causes, most likely first:\n- An individual key /,
  )
  expect(readInputs({ ...inputs, 'INPUT_KEY-TYPE': 'individual' }).spec).toMatchObject({
    owner: { type: 'individual' },
    keyId: KEY_ID,
  })
})

test('reports a required input that has another name once', () => {
  const renamed = { ...env, 'INPUT_PRIVATE-KEY': '', 'INPUT_API-KEY': p8 }
  expect(messageOf(() => readInputs(renamed))).toBe(
    'private-key is empty. The step sets inputs that this action does not have. Rename api-key to private-key.',
  )
})

test('rejects another name of an optional input, and ignores what means none', () => {
  const renamed = { ...env, INPUT_LIFETIME: '15m', INPUT_DURATION: '600' }
  expect(messageOf(() => readInputs(renamed))).toMatch(
    /^duration is not an input of this action\. /,
  )
  const unknown = { INPUT_VERSION: '1', INPUT_ISSUER_ID: 'x', 'INPUT_TEAM-ID': ' ' }
  expect(readInputs({ ...env, ...unknown }).remarks).toStrictEqual([])
})

test('rejects 120 kB of anything in any input within a second', () => {
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
