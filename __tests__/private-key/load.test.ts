import { mkdirSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { expect, test } from '@jest/globals'
import { loadPrivateKey } from '../../src/private-key/load.ts'
import { tempFolder } from '../helpers/folders.ts'
import { derOf, makeP8 } from '../helpers/key-forms.ts'
import { makeKey, messageOf } from '../helpers/support.ts'

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
  const loaded = loadPrivateKey(text, env)
  expect(loaded.key?.equals(key)).toBe(true)
  expect(loaded.keyId).toBe('D383SF739')
})

test.each([
  ['~/key', {}],
  ['home~/key', { HOME: join(folder, 'none') }],
  ['key@home', {}],
])('reads %s as a path from the workspace on', (name, env) => {
  mkdirSync(join(folder, name, '..'), { recursive: true })
  writeFileSync(join(folder, name), p8)
  const loaded = loadPrivateKey(name, { ...env, GITHUB_WORKSPACE: folder })
  expect(loaded.key?.equals(key)).toBe(true)
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
  ['nul\0', 'contains unrecognized text'],
])('does not read %j as a file', (text, what) => {
  const message = messageOf(() => loadPrivateKey(text, { GITHUB_WORKSPACE: folder }))
  expect(message).toContain(`private-key ${what}`)
})

test('does not read what is too long for a path', () => {
  const text = `keys${'/'.repeat(977)}AuthKey_D383SF739.p8`
  expect(messageOf(() => loadPrivateKey(text, { GITHUB_WORKSPACE: folder }))).toMatch(
    /^private-key /,
  )
})

test.each([
  ['DER', derOf(p8)],
  ['DER in UTF-8', Buffer.from(derOf(p8).toString('base64'))],
  ['UTF-16', Buffer.from(`\ufeff${p8}`, 'utf16le')],
  ['big-endian UTF-16', Buffer.from(`\ufeff${p8}`, 'utf16le').swap16()],
])('reads a file in %s', (_, bytes) => {
  writeFileSync(join(folder, 'key'), bytes)
  expect(loadPrivateKey('key', { GITHUB_WORKSPACE: folder }).key?.equals(key)).toBe(true)
})

test('reads a file in DER whatever its bytes look like as text', () => {
  // Of 50 keys, some have a backslash or a percent sign among their bytes.
  for (let count = 0; count < 50; count++) {
    const { key, p8 } = makeP8()
    writeFileSync(join(folder, 'key'), derOf(p8))
    expect(loadPrivateKey('key', { GITHUB_WORKSPACE: folder }).key?.equals(key)).toBe(true)
  }
})

test('reads the IDs in a file in UTF-16, as PowerShell writes it', () => {
  const json = JSON.stringify({ key_id: 'D383SF739', key: p8 })
  writeFileSync(join(folder, 'key'), Buffer.from(`\ufeff${json}`, 'utf16le'))
  expect(loadPrivateKey('key', { GITHUB_WORKSPACE: folder }).keyId).toBe('D383SF739')
})

test('rejects a file whose name and content say different key IDs', () => {
  const named = join(folder, 'AuthKey_OTHER12345.p8')
  writeFileSync(named, JSON.stringify({ key_id: 'D383SF739', key: p8 }))
  expect(messageOf(() => loadPrivateKey(named, {}))).toBe(
    'The name of the file that private-key points to says the key ID OTHER12345, but the file says D383SF739. Use an ID and a key that belong together.',
  )
  writeFileSync(named, JSON.stringify({ key_id: 'OTHER12345', key: p8 }))
  expect(loadPrivateKey(named, {}).keyId).toBe('OTHER12345')
})

test('reports the path of the host in a container job', () => {
  const env = { GITHUB_WORKSPACE: '/__w/app/app' }
  expect(messageOf(() => loadPrivateKey('/home/runner/work/_temp/key.p8', env))).toBe(
    'private-key looks like a path, but there is no such file. In a container job, $' +
      '{{ runner.temp }} and $' +
      '{{ github.workspace }} are paths of the host. Use a path that starts at the workspace, or /__w/_temp in place of $' +
      '{{ runner.temp }}.',
  )
  for (const path of ['/__w/_temp/key.p8', 'key.p8']) {
    expect(messageOf(() => loadPrivateKey(path, env))).toContain(' Relative paths start ')
  }
  const onHost = { GITHUB_WORKSPACE: '/home/__w/app' }
  expect(messageOf(() => loadPrivateKey('/tmp/no.p8', onHost))).toContain(' Relative paths start ')
})

test.each([
  ['', 'is empty'],
  ['null', 'is what programs print for no value'],
  ['keys/no.p8', 'looks like a path'],
  [p8.slice(0, 100), 'contains an incomplete or damaged key (100 characters in '],
  ['k'.repeat(60), 'looks like Base64, but contains no complete key ('],
])('says of a file that contains %j what to do about the file', (text, what) => {
  writeFileSync(join(folder, 'wrong'), text)
  const message = messageOf(() => loadPrivateKey('wrong', { GITHUB_WORKSPACE: folder }))
  expect(message).toContain(`The file that private-key points to ${what}`)
  expect(message).toMatch(
    / Check the step that writes it, or pass the contents of the \.p8 file\.$/,
  )
})

test('says that the file contains no key', () => {
  writeFileSync(join(folder, 'other.p8'), makeKey('P-384').pem)
  expect(messageOf(() => loadPrivateKey(join(folder, 'other.p8'), {}))).toMatch(
    /^The file that private-key points to contains an EC key on the curve P-384\. /,
  )
})

test('leaves a key in its KMS', () => {
  expect(loadPrivateKey('hashivault://asc', {})).toMatchObject({
    kmsKey: { uri: 'hashivault://asc' },
    lines: [],
  })
  expect(messageOf(() => loadPrivateKey('hashivault://a/b', {}))).toMatch(
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
    const message = messageOf(() => loadPrivateKey(given, {}))
    expect(message).toContain(what)
    expect(message).toMatch(/git lfs pull|--decrypt` in an earlier step, and pass/)
  }
})
