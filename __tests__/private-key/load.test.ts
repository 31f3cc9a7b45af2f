import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { loadPrivateKey } from '../../src/private-key/load.ts'
import { tempFolder } from '../helpers/folders.ts'
import { makeP8 } from '../helpers/key-forms.ts'
import { makeKey, messageOf, posixTest } from '../helpers/support.ts'

const folder = tempFolder()

const path = join(folder, 'keys', 'AuthKey_D383SF739.p8')
mkdirSync(join(folder, 'keys'))
const { key, p8 } = makeP8()
writeFileSync(path, p8)

test('reads the text of a key', () => {
  const loaded = loadPrivateKey(p8, {})
  expect(loaded.key?.equals(key)).toBe(true)
  expect(loaded.keyId).toBeUndefined()
})

test.each([
  ['keys/AuthKey_D383SF739.p8', { GITHUB_WORKSPACE: folder }],
  ['./keys/../keys/AuthKey_D383SF739.p8', { GITHUB_WORKSPACE: folder }],
  ['@keys/AuthKey_D383SF739.p8', { GITHUB_WORKSPACE: folder }],
  [`file://${path}`, {}],
  ['~/keys/AuthKey_D383SF739.p8', { HOME: folder }],
  ['~/keys/AuthKey_D383SF739.p8', { USERPROFILE: folder }],
  [path, {}],
])('reads the file %s, and the key ID in its name', (text, env) => {
  const loaded = loadPrivateKey(text, env)
  expect(loaded.key?.equals(key)).toBe(true)
  expect(loaded.keyId).toBe('D383SF739')
})

test('reads the key ID in fastlane JSON if the file name has none', () => {
  const json = JSON.stringify({ key_id: 'D383SF739', key: p8 })
  for (const name of ['key.json', 'AuthKey_PROD.p8']) {
    writeFileSync(join(folder, name), json)
    expect(loadPrivateKey(join(folder, name), {}).keyId).toBe('D383SF739')
  }
})

test.each([
  [
    'no/such.p8',
    'looks like a path, but there is no such file. Relative paths start at the workspace: ',
  ],
  [
    '~/no.p8',
    'looks like a path, but there is no such file. Relative paths start at the workspace: ',
  ],
  [
    'keys/AuthKey_D383SF739.p8/x.p8',
    'looks like a path, but there is no such file. Relative paths start at the workspace: ',
  ],
  ['x'.repeat(999), 'looks like Base64, but contains no complete key ('],
  ['y'.repeat(1001), 'looks like Base64, but contains no complete key ('],
  ['nul\0', 'contains other text'],
])('does not read %j as a file', (text, what) => {
  const message = messageOf(() => loadPrivateKey(text, { GITHUB_WORKSPACE: folder }))
  expect(message).toContain(`private-key ${what}`)
})

test('says that the file contains no key', () => {
  writeFileSync(join(folder, 'other.p8'), makeKey('P-384').pem)
  expect(messageOf(() => loadPrivateKey(join(folder, 'other.p8'), {}))).toMatch(
    /^The file that private-key points to contains an EC key on the curve P-384\. /,
  )
})

test('reports a folder and a large file', () => {
  writeFileSync(join(folder, 'large'), Buffer.alloc(100_001))
  for (const name of ['keys', 'large']) {
    expect(messageOf(() => loadPrivateKey(name, { GITHUB_WORKSPACE: folder }))).toBe(
      'private-key points to a folder, a special file or a file that is too large to be a key. Use the path of the .p8 file itself.',
    )
  }
})

posixTest('reports a file that cannot be read', () => {
  symlinkSync(join(folder, 'loop'), join(folder, 'loop'))
  expect(messageOf(() => loadPrivateKey('loop', { GITHUB_WORKSPACE: folder }))).toBe(
    'private-key points to a file that cannot be read (ELOOP). Check the file and its permissions.',
  )
})

test('does not report a bug as a file that does not exist', () => {
  expect(() => loadPrivateKey('key.p8', { GITHUB_WORKSPACE: 'nul\0' })).toThrow('null bytes')
})

test('leaves a key in its KMS', () => {
  expect(loadPrivateKey('hashivault://asc', {})).toMatchObject({
    kmsKey: { uri: 'hashivault://asc' },
    lines: [],
  })
  expect(messageOf(() => loadPrivateKey('hashivault://a/b', {}))).toMatch(
    /^private-key starts with hashivault:\/\/, but is not the URI of a key\. /,
  )
})
