import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from '@jest/globals'
import { loadPrivateKey } from '../src/key-file.ts'
import { makeP8 } from './key-forms.ts'
import { makeKey, messageOf, posixTest } from './support.ts'

const folder = mkdtempSync(join(tmpdir(), 'key-file-'))
afterAll(() => rmSync(folder, { recursive: true }))

const path = join(folder, 'keys', 'AuthKey_D383SF739.p8')
mkdirSync(join(folder, 'keys'))
const { key, p8 } = makeP8()
writeFileSync(path, p8)

test('the text of a key is read as it stands', () => {
  const loaded = loadPrivateKey(p8, {})
  expect(loaded.key.equals(key)).toBe(true)
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
])('the file %s is read, and its name tells the key ID', (text, env) => {
  const loaded = loadPrivateKey(text, env)
  expect(loaded.key.equals(key)).toBe(true)
  expect(loaded.keyId).toBe('D383SF739')
})

test('fastlane JSON tells the key ID where the name of its file does not', () => {
  const json = JSON.stringify({ key_id: 'D383SF739', key: p8 })
  for (const name of ['key.json', 'AuthKey_PROD.p8']) {
    writeFileSync(join(folder, name), json)
    expect(loadPrivateKey(join(folder, name), {}).keyId).toBe('D383SF739')
  }
})

test.each([
  ['no/such.p8', 'looks like a path, but no file is there. Paths start from the workspace: '],
  ['~/no.p8', 'looks like a path, but no file is there. Paths start from the workspace: '],
  [
    'keys/AuthKey_D383SF739.p8/x.p8',
    'looks like a path, but no file is there. Paths start from the workspace: ',
  ],
  ['x'.repeat(999), 'holds Base64 or the like, but no whole key ('],
  ['y'.repeat(1001), 'holds Base64 or the like, but no whole key ('],
  ['nul\0', 'holds other text'],
])('%j is no file', (text, what) => {
  const message = messageOf(() => loadPrivateKey(text, { GITHUB_WORKSPACE: folder }))
  expect(message).toContain(`private-key ${what}`)
})

test('a file that holds no key is named as such', () => {
  writeFileSync(join(folder, 'other.p8'), makeKey('P-384').pem)
  expect(messageOf(() => loadPrivateKey(join(folder, 'other.p8'), {}))).toMatch(
    /^The file that private-key names holds an EC key on the curve P-384\. /,
  )
})

test('a folder and a large file are named', () => {
  writeFileSync(join(folder, 'large'), Buffer.alloc(100_001))
  for (const name of ['keys', 'large']) {
    expect(messageOf(() => loadPrivateKey(name, { GITHUB_WORKSPACE: folder }))).toBe(
      'private-key names a folder or something else that is no small file. Name the .p8 file itself.',
    )
  }
})

posixTest('a file that cannot be read is named', () => {
  symlinkSync(join(folder, 'loop'), join(folder, 'loop'))
  expect(messageOf(() => loadPrivateKey('loop', { GITHUB_WORKSPACE: folder }))).toBe(
    'private-key names a file that this step cannot read (ELOOP). Check the file and its permissions.',
  )
})
