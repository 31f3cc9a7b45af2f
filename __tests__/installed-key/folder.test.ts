import { mkdirSync, readdirSync, statSync } from 'node:fs'
import { delimiter, join, relative } from 'node:path'
import { expect, test } from '@jest/globals'
import {
  FILES_STATE,
  FOLDER_STATE,
  isKeyFolder,
  makeKeyFolder,
} from '../../src/installed-key/folder.ts'
import { freshFolders } from '../helpers/folders.ts'
import { errorOf, messageOf, posixTest } from '../helpers/support.ts'

const temp = freshFolders()

test('names the states that the runner keeps for the post step', () => {
  expect([FOLDER_STATE, FILES_STATE]).toStrictEqual(['keyFolder', 'keyFiles'])
})

posixTest('creates a new, empty folder that only the user can open, whatever the umask', () => {
  const before = process.umask(0)
  try {
    const [one, other] = [makeKeyFolder(temp()), makeKeyFolder(temp())]
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

test('returns an absolute path for a relative parent', () => {
  expect(isKeyFolder(makeKeyFolder(relative(process.cwd(), temp())))).toBe(true)
})

test('reports a parent that is not set', () => {
  expect(errorOf(() => makeKeyFolder(''))).toMatchObject({
    problem: 'RUNNER_TEMP is not set, so there is no folder to install the key in.',
    remedy: 'Run this action as a step of a workflow.',
  })
})

const PARENTS = [[`a${delimiter}b`], ['a\nb'], ['a\rb']]

test.each(PARENTS)('rejects the parent %j before it writes anything', (name) => {
  expect(errorOf(() => makeKeyFolder(join(temp(), name)))).toMatchObject({
    problem: `RUNNER_TEMP contains "${delimiter}" or a line break, so a folder in it cannot be added to the PATH.`,
    remedy: "Move the runner's work folder to a path without it.",
  })
  expect(readdirSync(temp())).toStrictEqual([])
})

test('rejects a relative parent in a folder whose path has the separator', () => {
  const before = process.cwd()
  const folder = join(temp(), `a${delimiter}b`)
  mkdirSync(join(folder, 'temp'), { recursive: true })
  process.chdir(folder)
  try {
    expect(messageOf(() => makeKeyFolder('temp'))).toMatch(/^RUNNER_TEMP contains "/)
  } finally {
    process.chdir(before)
  }
})

test('reports a parent that does not exist', () => {
  expect(errorOf(() => makeKeyFolder(join(temp(), 'nowhere')))).toMatchObject({
    problem:
      'The key could not be installed, because no folder could be created in RUNNER_TEMP (ENOENT).',
    remedy: "Check the runner's disk and the permissions of its work folder.",
  })
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
