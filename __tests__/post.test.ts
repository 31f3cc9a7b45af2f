import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, jest, test } from '@jest/globals'
import { makeKeyFolder } from '../src/installed-key/folder.ts'
import { freshFolders } from './helpers/folders.ts'
import { captureOutput } from './helpers/output.ts'

const temp = freshFolders()
const output = captureOutput()
const { env } = process

afterEach(() => {
  process.env = env
})

/** Runs the post step, and returns what it printed. */
async function runPost(env: NodeJS.ProcessEnv): Promise<string> {
  process.env = env
  jest.resetModules()
  await import('../src/post.ts')
  await new Promise((done) => setTimeout(done))
  return output.text()
}

test('does nothing without state', async () => {
  expect(await runPost({})).toBe('')
})

// On Windows, no name contains these.
const NAME = process.platform === 'win32' ? 'key' : 'key ##[error]\n::error::no'

test.each(['', '1'])(
  'with RUNNER_DEBUG=%j, reports in two lines what was removed and what was gone',
  async (RUNNER_DEBUG) => {
    const folder = makeKeyFolder(temp())
    writeFileSync(join(folder, NAME), 'text')
    const state = { STATE_keyFolder: folder, STATE_keyFiles: join(folder, 'spec') }
    const path = join(folder, NAME).replace('\n', '?')
    expect(await runPost({ RUNNER_DEBUG, ...state })).toBe(
      `${RUNNER_DEBUG && `::debug::Removed ${path}\n`}Removed the installed key (1 file).\n::notice::Files of the installed key were already gone: spec. If another step moved them, delete them there.\n`,
    )
    expect(existsSync(folder)).toBe(false)
  },
)

test.each([
  ['', /^::warning::The post step does not know where the key was installed[^\n]+\n$/],
  ['1', /^::warning::The post step does not know [^\n]+\n::debug::UserError%0A +at [^\n]+\n$/],
])('with RUNNER_DEBUG=%j, warns about a broken state', async (RUNNER_DEBUG, expected) => {
  const other = join(temp(), 'other')
  mkdirSync(other)
  expect(await runPost({ RUNNER_DEBUG, STATE_keyFolder: other })).toMatch(expected)
  expect(existsSync(other)).toBe(true)
})
