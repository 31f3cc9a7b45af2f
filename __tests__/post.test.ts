import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, jest, test } from '@jest/globals'
import { makeKeyFolder } from '../src/installed-key/folder.ts'
import { freshFolders } from './helpers/folders.ts'
import { captureOutput } from './helpers/output.ts'

const temp = freshFolders()
const output = captureOutput()

afterEach(() => {
  delete process.env['STATE_keyFolder']
  delete process.env['STATE_keyFiles']
  delete process.env['RUNNER_DEBUG']
})

async function runPostStep(keyFolder?: string, debug = ''): Promise<void> {
  if (keyFolder !== undefined) process.env['STATE_keyFolder'] = keyFolder
  process.env['RUNNER_DEBUG'] = debug
  jest.resetModules()
  await import('../src/post.ts')
  await new Promise((done) => setTimeout(done))
}

test('does nothing without state', async () => {
  await runPostStep()
  expect(output.text()).toBe('')
})

test.each([
  ['', ''],
  ['1', '::debug::Removed FOLDER/key\n'],
])(
  'with RUNNER_DEBUG=%j, reports in two lines what was removed and what was gone',
  async (debug, paths) => {
    const folder = makeKeyFolder(temp())
    writeFileSync(join(folder, 'key'), 'text')
    process.env['STATE_keyFiles'] = `${join(folder, 'key')}\n${join(folder, 'spec')}`
    await runPostStep(folder, debug)
    expect(output.text().replace(join(folder, 'key'), 'FOLDER/key')).toBe(
      `${paths}Removed the installed key (1 file).\n::notice::Files of the installed key were already gone: spec. If another step moved them, delete them there.\n`,
    )
    expect(existsSync(folder)).toBe(false)
  },
)

test.each([
  ['', /^::warning::The post step does not know where the key was installed[^\n]+\n$/],
  ['1', /^::warning::The post step does not know [^\n]+\n::debug::UserError%0A +at [^\n]+\n$/],
])('with RUNNER_DEBUG=%j, warns about a broken state', async (debug, expected) => {
  const other = join(temp(), 'other')
  mkdirSync(other)
  await runPostStep(other, debug)
  expect(output.text()).toMatch(expected)
  expect(existsSync(other)).toBe(true)
})
