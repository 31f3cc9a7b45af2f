import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { isKeyFolder, makeKeyFolder, removeKeyFolder } from '../src/key-folder.ts'
import { messageOf, posixTest } from './support.ts'

let temp: string

beforeEach(() => {
  temp = mkdtempSync(join(tmpdir(), 'key-folder-'))
})

afterEach(() => {
  rmSync(temp, { recursive: true })
})

posixTest('each folder is its own, empty and closed to others, whatever the umask', () => {
  const before = process.umask(0)
  try {
    const [one, other] = [makeKeyFolder(temp), makeKeyFolder(temp)]
    expect(one).not.toBe(other)
    for (const folder of [one, other]) {
      expect(statSync(folder).mode & 0o777).toBe(0o700)
      expect(readdirSync(folder)).toStrictEqual([])
      expect(isKeyFolder(folder)).toBe(true)
    }
  } finally {
    process.umask(before)
  }
})

test('a relative parent makes an absolute path', () => {
  expect(isKeyFolder(makeKeyFolder(relative(process.cwd(), temp)))).toBe(true)
})

test('a parent that is not set or not there is told', () => {
  expect(messageOf(() => makeKeyFolder(''))).toMatch(/^RUNNER_TEMP is not set/)
  expect(messageOf(() => makeKeyFolder(join(temp, 'nowhere')))).toMatch(
    /^The key could not be installed: no folder can be made in RUNNER_TEMP\. Check /,
  )
})

test('a folder is removed with all that is in it, and only once', () => {
  const [folder, other] = [makeKeyFolder(temp), makeKeyFolder(temp)]
  mkdirSync(join(folder, 'bin'))
  writeFileSync(join(folder, 'bin', 'file'), 'text', { mode: 0o400 })

  expect(removeKeyFolder(folder)).toBe(true)
  expect(existsSync(folder)).toBe(false)
  expect(removeKeyFolder(folder)).toBe(false)
  expect(existsSync(other)).toBe(true)
})

posixTest('a link under the name of a folder is removed, not what it leads to', () => {
  const folder = makeKeyFolder(temp)
  const target = join(temp, 'target')
  mkdirSync(target)
  rmSync(folder, { recursive: true })
  symlinkSync(target, folder)

  removeKeyFolder(folder)
  expect(readdirSync(temp)).toStrictEqual(['target'])
})

test.each([
  ['nothing', () => ''],
  ['the root', () => '/'],
  ['the parent', () => temp],
  ['a parent in disguise', (folder: string) => `${folder}/x/../..`],
  ['what is in it', (folder: string) => join(folder, 'bin')],
  ['a relative path', (folder: string) => relative(process.cwd(), folder)],
  ['the prefix alone', () => join(temp, 'app-store-connect-key-')],
  ['another folder of such a name', () => join(temp, 'app-store-connect-key-backups')],
])('%s is not removed', (_, pathOf) => {
  const folder = makeKeyFolder(temp)
  const names = ['app-store-connect-key-', 'app-store-connect-key-backups']
  for (const name of names) mkdirSync(join(temp, name))
  mkdirSync(join(folder, 'bin'))

  expect(messageOf(() => removeKeyFolder(pathOf(folder)))).toBe(
    "It is not known where the key was installed, so it may still be there. Delete the folders app-store-connect-key-* in the runner's temporary folder.",
  )
  expect(readdirSync(temp)).toHaveLength(3)
  expect(readdirSync(folder)).toStrictEqual(['bin'])
})

test('a folder that cannot be removed is named', () => {
  // No system takes a path with a zero in it.
  const folder = join(temp, 'x\0', 'app-store-connect-key-aB3dE6')
  expect(messageOf(() => removeKeyFolder(folder))).toBe(
    `The installed key could not be removed. Delete this folder by hand: ${folder}`,
  )
})
