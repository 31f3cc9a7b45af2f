import { readdirSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { expect, test } from '@jest/globals'
import { isKeyFolder, makeKeyFolder } from '../../src/installed-key/folder.ts'
import { freshFolders } from '../helpers/folders.ts'
import { posixTest } from '../helpers/support.ts'

const temp = freshFolders()

posixTest('creates a new, empty folder that only the user can open, whatever the umask', () => {
  const before = process.umask(0)
  try {
    const [one, other] = [makeKeyFolder(temp()), makeKeyFolder(temp())]
    expect(one).not.toBe(other)
    expect(statSync(one).mode & 0o777).toBe(0o700)
    expect(readdirSync(one)).toStrictEqual([])
    expect(isKeyFolder(one)).toBe(true)
  } finally {
    process.umask(before)
  }
})

test('returns an absolute path for a relative parent', () => {
  expect(isKeyFolder(makeKeyFolder(relative(process.cwd(), temp())))).toBe(true)
})

// Paths that are only compared: nothing here removes anything.
const PARENT = process.platform === 'win32' ? 'D:\\a\\_temp' : '/runner/_temp'
const FOLDER = join(PARENT, 'app-store-connect-key-aB3dE6')

test.each([
  ['a folder of a key', FOLDER, true],
  ['nothing', '', false],
  ['the root', '/', false],
  ['the current folder', '.', false],
  ['the parent', PARENT, false],
  ['a parent in disguise', `${FOLDER}/x/../..`, false],
  ['a path that is not normalized', `${PARENT}/x/../app-store-connect-key-aB3dE6`, false],
  ['what is in it', join(FOLDER, 'bin'), false],
  ['a relative path', 'app-store-connect-key-aB3dE6', false],
  ['the prefix alone', join(PARENT, 'app-store-connect-key-'), false],
  ['a shorter name', join(PARENT, 'app-store-connect-key-aB3dE'), false],
  ['a longer name', join(PARENT, 'app-store-connect-key-aB3dE67'), false],
  ['another name', join(PARENT, 'my-app-store-connect-key-aB3dE6'), false],
])('recognizes %s: %s', (_, path, expected) => {
  expect(isKeyFolder(path)).toBe(expected)
})
