import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from '@jest/globals'
import { loadPrivateKey } from '../../src/private-key/load.ts'
import { tempFolder } from '../helpers/folders.ts'
import { bareEncodings, derOf, makeP8 } from '../helpers/key-forms.ts'
import { messageOf } from '../helpers/support.ts'

const folder = tempFolder()
const { key, p8 } = makeP8()
const NO_IDS = { keyIds: [], issuerIds: [] }
const write = (name: string, data: string | Buffer) => {
  mkdirSync(dirname(join(folder, name)), { recursive: true })
  writeFileSync(join(folder, name), data)
}
const load = (text: string, env: NodeJS.ProcessEnv = {}) =>
  loadPrivateKey(text, '', { GITHUB_WORKSPACE: folder, ...env })

test('reads the text of a key, with which nothing else comes', () => {
  const { key: loaded, lines, ...rest } = load(p8)
  expect(loaded?.equals(key)).toBe(true)
  expect(rest).toStrictEqual({
    ids: { object: NO_IDS, nearby: NO_IDS },
    hasOtherText: false,
    isInHouse: false,
  })
})

const NAME = 'keys/AuthKey_D383SF739.p8'

test.each([
  ['the workspace', NAME, {}],
  ['the workspace, in 1000 characters,', NAME.replace('/', '/'.repeat(976)), {}],
  ['a dot', `./keys/../${NAME}`, {}],
  ['HOME', `~/${NAME}`, { HOME: folder }],
  ['USERPROFILE', `~/${NAME}`, { USERPROFILE: folder }],
  ['the root', join(folder, NAME), {}],
  ['the current folder', relative('', join(folder, NAME)), { GITHUB_WORKSPACE: undefined }],
])('reads a file by its path from %s on, and the key ID in its name', (_, text, env) => {
  write(NAME, p8)
  const loaded = load(text, env)
  expect(loaded.key?.equals(key)).toBe(true)
  expect(loaded.ids.nearby).toStrictEqual({ keyIds: ['D383SF739'], issuerIds: [] })
})

test.each([
  ['~/key', {}],
  ['home~/key', { HOME: join(folder, 'none') }],
  ['key@home', {}],
  ['c/c/key', { RUNNER_OS: 'Windows' }],
])('reads %s as a path from the workspace on', (name, env) => {
  write(name, p8)
  expect(load(name, env).key?.equals(key)).toBe(true)
})

test('reads a file by its URL', () => {
  write('my keys/x', p8)
  const { href } = pathToFileURL(join(folder, 'my keys/x'))
  expect(href).toMatch(/^file:\/\/\/.*\/my%20keys\/x$/)
  expect(load(href).key?.equals(key)).toBe(true)
  expect(messageOf(() => load('file:///keys%2Fkey.p8'))).toContain(
    'private-key looks like a path, ',
  )
})

test('reads a path of Git Bash on Windows', () => {
  // Elsewhere than on Windows, c: is the name of a folder.
  write('c:/keys/x', p8)
  expect(load('/c/keys/x', { RUNNER_OS: 'Windows' }).key?.equals(key)).toBe(true)
  expect(messageOf(() => load('/c/keys/x'))).toContain('private-key looks like a path, ')
})

test.each([
  ...['AuthKey_D383SF739 (1).p8', 'AuthKey_D383SF739(2).p8', 'AuthKey_D383SF739 copy.p8'],
  ...['AuthKey_D383SF739 - Copy.P8', 'ApiKey_D383SF739'],
])('reads the key ID in %s', (name) => {
  write(name, p8)
  expect(load(name).ids.nearby.keyIds).toStrictEqual(['D383SF739'])
})

describe('IDs', () => {
  const ids = { key_id: 'D383SF739', issuer_id: '6053b7fe-68a8-4acb-89be-165aa6465141' }
  const found = { keyIds: [ids.key_id], issuerIds: [ids.issuer_id] }
  const json = JSON.stringify({ ...ids, key: p8, in_house: true }, null, 2)
  const base64 = (text: string) => Buffer.from(text).toString('base64')

  test.each([
    ['fastlane', json, true],
    ['fastlane, in Base64', base64(json), true],
    ['fastlane, with the key in Base64', json.replace(/"---.*-"/, `"${base64(p8)}"`), true],
    ['a secret manager', JSON.stringify({ SecretString: json }), true],
    ['rcodesign', JSON.stringify({ ...ids, private_key: p8 }), false],
  ])('belong to the key in the JSON of %s', (_, text, isInHouse) => {
    expect(load(text)).toMatchObject({ ids: { object: found }, hasOtherText: true, isInHouse })
  })

  test('in another object do not belong to the key', () => {
    const apart = load(JSON.stringify({ ids, key: p8 }))
    expect(apart.ids).toStrictEqual({ object: NO_IDS, nearby: found })
    expect(apart.isInHouse).toBe(false)
  })

  test('are read next to the name of the file', () => {
    write('AuthKey_OTHER12345.p8', Buffer.from(`\ufeff${json}`, 'utf16le'))
    const { object, nearby } = load('AuthKey_OTHER12345.p8').ids
    expect(object).toStrictEqual(found)
    expect(nearby).toStrictEqual({ ...found, keyIds: ['D383SF739', 'OTHER12345'] })
    write('AuthKey_D383SF739.p8', json)
    expect(load('AuthKey_D383SF739.p8').ids.nearby).toStrictEqual(found)
  })

  test('select one of several keys, each in an object with its ID', () => {
    const other = { key_id: 'OTHER12345', key: makeP8().p8 }
    const teams = JSON.stringify({ a: { ...ids, key: p8, in_house: true, x: {} }, b: other })
    for (const keyId of ['D383SF739', 'AuthKey_d383sf739.p8']) {
      const loaded = loadPrivateKey(teams, keyId, {})
      expect(loaded.key?.equals(key)).toBe(true)
      expect(loaded).toMatchObject({ ids: { object: found }, isInHouse: true })
    }
    for (const keyId of ['', 'UNKNOWN123']) {
      expect(messageOf(() => loadPrivateKey(teams, keyId, {}))).toMatch(/ more than one key\. /)
    }
  })
})

test.each([
  ['ID: 2X9R4HXF34', true],
  ['id="\n2X9R4HXF34"', true],
  ['# The key', false],
  ['a [note]', false],
  ['note: - a', false],
])('says whether %j next to the key is text that could have an ID', (text, hasOtherText) => {
  expect(load(`${p8}\n${text}`).hasOtherText).toBe(hasOtherText)
})

test.each([
  ['no/such.p8', 'looks like a path, but there is no such file in'],
  ['~/no.p8', 'looks like a path, but there is no such file.'],
  ['file:///no.p8', 'looks like a path, but there is no such file.'],
  [`${NAME}/x.p8`, 'looks like a path, but there is no such file in'],
  ['x'.repeat(999), 'looks like Base64, but contains no complete key ('],
  [NAME.replace('/', '/'.repeat(977)), 'looks like Base64, but contains no complete key ('],
  ['nul\0', 'contains unrecognized text'],
])('does not read %j as a file', (text, problem) => {
  write(NAME, p8)
  expect(messageOf(() => load(text))).toContain(`private-key ${problem}`)
})

test.each([
  ['DER', derOf(p8)],
  ['DER without its public key', derOf(bareEncodings(key)['SEC1 of 51 bytes'] ?? '')],
  ['DER in UTF-8', Buffer.from(derOf(p8).toString('base64'))],
  ['UTF-16', Buffer.from(`\ufeff${p8}`, 'utf16le')],
  ['big-endian UTF-16', Buffer.from(`\ufeff${p8}`, 'utf16le').swap16()],
])('reads a file in %s', (_, bytes) => {
  write('key', bytes)
  expect(load('key').key?.equals(key)).toBe(true)
})

test('reads a file in DER whatever its bytes look like as text', () => {
  // Of 50 keys, some have a backslash or a percent sign among their bytes.
  for (let count = 0; count < 50; count++) {
    const made = makeP8()
    write('key', derOf(made.p8))
    expect(load('key').key?.equals(made.key)).toBe(true)
  }
})

test.each([
  [
    '/__w/app/app',
    '/home/runner/work/_temp/key.p8',
    ' In a container job, $' + '{{ runner.temp }} ',
  ],
  ['/__w/app/app', '/__w/_temp/key.p8', ' Create the file in an earlier step, '],
  ['/__w/app/app', 'key.p8', ' Relative paths start at the workspace: '],
  ['/home/__w/app', '/tmp/no.p8', ' Create the file in an earlier step, '],
])('says for the workspace %s where %s can be', (GITHUB_WORKSPACE, path, remedy) => {
  expect(messageOf(() => load(path, { GITHUB_WORKSPACE }))).toContain(remedy)
})

test('leaves a key in its KMS', () => {
  expect(load('hashivault://asc')).toStrictEqual({
    kmsKey: expect.objectContaining({ uri: 'hashivault://asc' }),
    lines: [],
    ids: { object: NO_IDS, nearby: NO_IDS },
    hasOtherText: false,
    isInHouse: false,
  })
})
