import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { explainUnreadable, readFile } from '../../src/private-key/read-file.ts'
import { tempFolder } from '../helpers/folders.ts'
import { errorOf, messageOf, posixTest, systemError } from '../helpers/support.ts'

const folder = tempFolder()
const read = (name: string) => readFile(join(folder, name), false)

test.each([0, 1, 257, 100_000])('reads a file of %i bytes', (size) => {
  const bytes = Buffer.alloc(size, 'x')
  writeFileSync(join(folder, 'file'), bytes)
  expect(read('file')?.equals(bytes)).toBe(true)
})

test.each(['none', 'none/file', 'file/x', 'a|b', 'x'.repeat(300)])('does not find %s', (name) => {
  writeFileSync(join(folder, 'file'), 'x')
  expect(read(name)).toBeUndefined()
})

test('reports a folder and a large file', () => {
  mkdirSync(join(folder, 'folder'))
  writeFileSync(join(folder, 'large'), Buffer.alloc(100_001))
  for (const name of ['folder', 'large']) {
    expect(errorOf(() => read(name))).toMatchObject({
      message:
        'private-key points to a folder, a special file or a file that is too large to be a key. Use the path of the .p8 file itself.',
      topics: ['file'],
    })
  }
})

posixTest('reports a file that cannot be read', () => {
  symlinkSync(join(folder, 'loop'), join(folder, 'loop'))
  expect(errorOf(() => read('loop'))).toMatchObject({
    message:
      'private-key points to a file that cannot be read (ELOOP). Check the file and its permissions.',
    topics: ['file'],
    cause: { code: 'ELOOP' },
  })
})

posixTest('does not wait for a pipe', () => {
  execFileSync('mkfifo', [join(folder, 'pipe')])
  expect(messageOf(() => read('pipe'))).toMatch(/^private-key points to a folder, a special file /)
})

const linuxTest = process.platform === 'linux' ? test : test.skip

linuxTest.each([
  ['/proc/self/mem', 'private-key points to a file that cannot be read (EIO). '],
  // Only root can open it, and nobody can read it.
  ['/proc/self/clear_refs', 'private-key points to a file that cannot be read (E'],
  ['/dev/zero', 'private-key points to a folder, a special file '],
])('does not read %s', (path, problem) => {
  expect(messageOf(() => readFile(path, false))).toContain(problem)
})

test.each([
  ['EACCES', true, "The container's user may not open it: "],
  ['EIO', true, 'Check the file and its permissions.'],
  ['EACCES', false, 'Check the file and its permissions.'],
])('explains %s, in a container: %s', (code, isContainer, remedy) => {
  const error = Object.assign(systemError(code), { code })
  expect(explainUnreadable(error, isContainer).remedy).toContain(remedy)
})

test('does not report a bug as a file that does not exist', () => {
  expect(() => read('nul\0')).toThrow('null bytes')
})
