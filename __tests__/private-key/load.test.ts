import { mkdirSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from '@jest/globals'
import { loadPrivateKey } from '../../src/private-key/load.ts'
import { tempFolder } from '../helpers/folders.ts'
import { bareEncodings, derOf, makeP8 } from '../helpers/key-forms.ts'
import { makeKey, messageOf } from '../helpers/support.ts'

const folder = tempFolder()

const path = join(folder, 'keys', 'AuthKey_D383SF739.p8')
mkdirSync(join(folder, 'keys'))
const { key, p8 } = makeP8()
writeFileSync(path, p8)

test('reads the text of a key', () => {
  const loaded = loadPrivateKey(p8, '', {})
  expect(loaded.key?.equals(key)).toBe(true)
  expect(loaded.ids.nearby).toStrictEqual({ keyIds: [], issuerIds: [] })
})

test.each([
  ['the workspace', 'keys/AuthKey_D383SF739.p8', { GITHUB_WORKSPACE: folder }],
  ['a dot', './keys/../keys/AuthKey_D383SF739.p8', { GITHUB_WORKSPACE: folder }],
  ['an at sign', '@keys/AuthKey_D383SF739.p8', { GITHUB_WORKSPACE: folder }],
  ['file://', `file://${path}`, {}],
  ['HOME', '~/keys/AuthKey_D383SF739.p8', { HOME: folder }],
  ['USERPROFILE', '~/keys/AuthKey_D383SF739.p8', { USERPROFILE: folder }],
  ['the root', path, {}],
  ['the current folder, if there is no workspace,', relative('', path), {}],
  [
    'the workspace, in 1000 characters,',
    `keys${'/'.repeat(976)}AuthKey_D383SF739.p8`,
    { GITHUB_WORKSPACE: folder },
  ],
])('reads a file by its path from %s on, and the key ID in its name', (_, text, env) => {
  const loaded = loadPrivateKey(text, '', env)
  expect(loaded.key?.equals(key)).toBe(true)
  expect(loaded.ids.nearby.keyIds).toStrictEqual(['D383SF739'])
})

test.each([
  ['~/key', {}],
  ['home~/key', { HOME: join(folder, 'none') }],
  ['key@home', {}],
])('reads %s as a path from the workspace on', (name, env) => {
  mkdirSync(join(folder, name, '..'), { recursive: true })
  writeFileSync(join(folder, name), p8)
  const loaded = loadPrivateKey(name, '', { ...env, GITHUB_WORKSPACE: folder })
  expect(loaded.key?.equals(key)).toBe(true)
})

test.each([
  'AuthKey_D383SF739 (1).p8',
  'AuthKey_D383SF739(2).p8',
  'AuthKey_D383SF739 copy.p8',
  'AuthKey_D383SF739 - Copy.P8',
  'ApiKey_D383SF739',
])('reads the key ID in %s', (name) => {
  writeFileSync(join(folder, name), p8)
  const { nearby } = loadPrivateKey(name, '', { GITHUB_WORKSPACE: folder }).ids
  expect(nearby.keyIds).toStrictEqual(['D383SF739'])
})

test('reads a file by its URL, also with escaped spaces', () => {
  writeFileSync(join(folder, 'my key.p8'), p8)
  const { href } = pathToFileURL(join(folder, 'my key.p8'))
  expect(href).toContain('my%20key.p8')
  expect(loadPrivateKey(href, '', {}).key?.equals(key)).toBe(true)
  expect(messageOf(() => loadPrivateKey('file:///keys%2Fkey.p8', '', {}))).toContain('like a path')
})

test('reads a path of Git Bash on Windows', () => {
  const env = { RUNNER_OS: 'Windows', GITHUB_WORKSPACE: folder }
  mkdirSync(join(folder, 'c:', 'keys'), { recursive: true })
  writeFileSync(join(folder, 'c:', 'keys', 'x.p8'), p8)
  // Elsewhere than on Windows, c: is the name of a folder.
  expect(loadPrivateKey('/c/keys/x.p8', '', env).key?.equals(key)).toBe(true)
})

describe('IDs', () => {
  const ids = { key_id: 'D383SF739', issuer_id: '6053b7fe-68a8-4acb-89be-165aa6465141' }
  const found = { keyIds: [ids.key_id], issuerIds: [ids.issuer_id] }
  const json = JSON.stringify({ ...ids, key: p8, in_house: true }, null, 2)
  const base64 = (text: string) => Buffer.from(text).toString('base64')

  test.each([
    ['fastlane', json],
    ['fastlane, in Base64', base64(json)],
    [
      'fastlane, with the key in Base64',
      JSON.stringify({ ...ids, key: base64(p8), in_house: true }),
    ],
    ['a secret manager', JSON.stringify({ SecretString: json })],
  ])('belong to the key in the JSON of %s', (_, text) => {
    expect(loadPrivateKey(text, '', {})).toMatchObject({ ids: { object: found }, isInHouse: true })
  })

  test('of rcodesign belong to the key, but are none in an object without it', () => {
    const rcodesign = JSON.stringify({ ...ids, private_key: p8 })
    expect(loadPrivateKey(rcodesign, '', {})).toMatchObject({
      ids: { object: found },
      isInHouse: false,
    })
    const apart = JSON.stringify({ ids, key: p8 })
    expect(loadPrivateKey(apart, '', {}).ids).toStrictEqual({
      object: { keyIds: [], issuerIds: [] },
      nearby: found,
    })
  })

  test('are read next to the name of the file', () => {
    const named = join(folder, 'AuthKey_OTHER12345.p8')
    writeFileSync(named, Buffer.from(`\ufeff${json}`, 'utf16le'))
    const { object, nearby } = loadPrivateKey(named, '', {}).ids
    expect(object).toStrictEqual(found)
    expect(nearby.keyIds).toStrictEqual(['D383SF739', 'OTHER12345'])
  })

  test('select one of several keys, each in an object with its ID', () => {
    const other = { key_id: 'OTHER12345', key: makeP8().p8 }
    const teams = JSON.stringify({ a: { ...ids, key: p8 }, b: other })
    const loaded = loadPrivateKey(teams, 'D383SF739', {})
    expect(loaded.key?.equals(key)).toBe(true)
    expect(loaded.ids.object).toStrictEqual(found)
    for (const keyId of ['', 'UNKNOWN123']) {
      expect(messageOf(() => loadPrivateKey(teams, keyId, {}))).toMatch(/ more than one key\. /)
    }
  })
})

test.each([
  ['no/such.p8', 'looks like a path, but there is no such file'],
  ['~/no.p8', 'looks like a path, but there is no such file'],
  ['keys/AuthKey_D383SF739.p8/x.p8', 'looks like a path, but there is no such file'],
  ['x'.repeat(999), 'looks like Base64, but contains no complete key ('],
  ['y'.repeat(1001), 'looks like Base64, but contains no complete key ('],
  ['nul\0', 'contains unrecognized text'],
])('does not read %j as a file', (text, what) => {
  const message = messageOf(() => loadPrivateKey(text, '', { GITHUB_WORKSPACE: folder }))
  expect(message).toContain(`private-key ${what}`)
})

test('does not read what is too long for a path', () => {
  const text = `keys${'/'.repeat(977)}AuthKey_D383SF739.p8`
  expect(messageOf(() => loadPrivateKey(text, '', { GITHUB_WORKSPACE: folder }))).toMatch(
    /^private-key /,
  )
})

test.each([
  ['DER', derOf(p8)],
  ['DER without its public key', derOf(bareEncodings(key)['SEC1 of 51 bytes'] ?? '')],
  ['DER in UTF-8', Buffer.from(derOf(p8).toString('base64'))],
  ['UTF-16', Buffer.from(`\ufeff${p8}`, 'utf16le')],
  ['big-endian UTF-16', Buffer.from(`\ufeff${p8}`, 'utf16le').swap16()],
])('reads a file in %s', (_, bytes) => {
  writeFileSync(join(folder, 'key'), bytes)
  expect(loadPrivateKey('key', '', { GITHUB_WORKSPACE: folder }).key?.equals(key)).toBe(true)
})

test('reads a file in DER whatever its bytes look like as text', () => {
  // Of 50 keys, some have a backslash or a percent sign among their bytes.
  for (let count = 0; count < 50; count++) {
    const { key, p8 } = makeP8()
    writeFileSync(join(folder, 'key'), derOf(p8))
    expect(loadPrivateKey('key', '', { GITHUB_WORKSPACE: folder }).key?.equals(key)).toBe(true)
  }
})

test('reports the path of the host in a container job', () => {
  const env = { GITHUB_WORKSPACE: '/__w/app/app' }
  expect(messageOf(() => loadPrivateKey('/home/runner/work/_temp/key.p8', '', env))).toBe(
    'private-key looks like a path, but there is no such file. In a container job, $' +
      '{{ runner.temp }} and $' +
      '{{ github.workspace }} are paths of the host. Use a path that starts at the workspace, or /__w/_temp in place of $' +
      '{{ runner.temp }}.',
  )
  for (const path of ['/__w/_temp/key.p8', 'key.p8']) {
    expect(messageOf(() => loadPrivateKey(path, '', env))).toContain(' Relative paths start ')
  }
  const onHost = { GITHUB_WORKSPACE: '/home/__w/app' }
  expect(messageOf(() => loadPrivateKey('/tmp/no.p8', '', onHost))).toContain(
    ' Relative paths start ',
  )
})

test.each([
  ['', 'is empty'],
  ['null', 'is "null": an earlier step found no value. '],
  ['keys/no.p8', 'looks like a path'],
  [p8.slice(0, 100), 'contains an incomplete or damaged key (100 characters in '],
  ['k'.repeat(60), 'looks like Base64, but contains no complete key ('],
])('says of a file that contains %j what to do about the file', (text, what) => {
  writeFileSync(join(folder, 'wrong'), text)
  const message = messageOf(() => loadPrivateKey('wrong', '', { GITHUB_WORKSPACE: folder }))
  expect(message).toContain(`The file that private-key points to ${what}`)
  expect(message).toMatch(
    / Check the step that writes it, or pass the contents of the \.p8 file\.$/,
  )
})

test('says that the file contains no key', () => {
  writeFileSync(join(folder, 'other.p8'), makeKey('P-384').pem)
  expect(messageOf(() => loadPrivateKey(join(folder, 'other.p8'), '', {}))).toMatch(
    /^The file that private-key points to contains an EC key on the curve P-384\. /,
  )
})

test('leaves a key in its KMS', () => {
  expect(loadPrivateKey('hashivault://asc', '', {})).toMatchObject({
    kmsKey: { uri: 'hashivault://asc' },
    lines: [],
  })
  expect(messageOf(() => loadPrivateKey('hashivault://a/b', '', {}))).toMatch(
    /^private-key is not the full name of a key in Vault\. /,
  )
})

test.each([
  ['version https://git-lfs.github.com/spec/v1\noid sha256:0a\n', 'is a Git LFS pointer, '],
  ['-----BEGIN PGP MESSAGE-----\nhQEM\n-----END PGP MESSAGE-----', 'is still encrypted with PGP. '],
  ['-----BEGIN AGE ENCRYPTED FILE-----\nYWdl', 'is still encrypted with age. '],
])('says of %j what would have opened it, also in a file', (text, what) => {
  writeFileSync(join(folder, 'encrypted'), text)
  for (const given of [text, join(folder, 'encrypted')]) {
    const message = messageOf(() => loadPrivateKey(given, '', {}))
    expect(message).toContain(what)
    expect(message).toMatch(/git lfs pull|--decrypt` in an earlier step, and pass/)
  }
})
