import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from '@jest/globals'
import { readKeyFile } from '../src/key-file.ts'
import { messageOf } from './support.ts'

const folder = mkdtempSync(join(tmpdir(), 'key-file-'))
afterAll(() => rmSync(folder, { recursive: true }))

const path = join(folder, 'keys', 'AuthKey_1.p8')
mkdirSync(join(folder, 'keys'))
writeFileSync(path, 'TEXT')

test.each([
  ['keys/AuthKey_1.p8', { GITHUB_WORKSPACE: folder }],
  ['./keys/../keys/AuthKey_1.p8', { GITHUB_WORKSPACE: folder }],
  [' "keys/AuthKey_1.p8"\n', { GITHUB_WORKSPACE: folder }],
  ['~/keys/AuthKey_1.p8', { HOME: folder }],
  ['~/keys/AuthKey_1.p8', { USERPROFILE: folder }],
  [path, {}],
])('%j is read', (text, env) => {
  expect(readKeyFile(text, env)).toStrictEqual({ path, text: 'TEXT' })
})

test.each([
  'no/such.p8',
  '~/no.p8',
  'keys/AuthKey_1.p8/x',
  'a\nb',
  'x'.repeat(999),
  'x'.repeat(1001),
  'nul\0',
])('%j is no file', (text) => {
  expect(readKeyFile(text, { GITHUB_WORKSPACE: folder })).toBeUndefined()
})

test('a folder and a large file are named', () => {
  writeFileSync(join(folder, 'large'), Buffer.alloc(100_001))
  for (const name of ['keys', 'large']) {
    expect(messageOf(() => readKeyFile(name, { GITHUB_WORKSPACE: folder }))).toBe(
      'private-key names a folder or a large file. Name the .p8 file itself.',
    )
  }
})

test('a file that cannot be read is named', () => {
  symlinkSync(join(folder, 'loop'), join(folder, 'loop'))
  expect(messageOf(() => readKeyFile('loop', { GITHUB_WORKSPACE: folder }))).toBe(
    'private-key names a file that this step cannot read (ELOOP). Check the file and its permissions.',
  )
})
