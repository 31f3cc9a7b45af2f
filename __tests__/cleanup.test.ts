import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals'
import { makeKeyFolder } from '../src/key-folder.ts'

let temp: string
let printed: string

beforeEach(() => {
  temp = mkdtempSync(join(tmpdir(), 'cleanup-'))
  printed = ''
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += text
    return true
  })
})

afterEach(() => {
  jest.restoreAllMocks()
  delete process.env['STATE_keyFolder']
  delete process.env['RUNNER_DEBUG']
  rmSync(temp, { recursive: true })
})

async function cleanUp(): Promise<void> {
  jest.resetModules()
  await import('../src/cleanup.ts')
}

test('without state nothing is done', async () => {
  await cleanUp()
  expect(printed).toBe('')
})

test('the folder that the state names is removed, and only once', async () => {
  const folder = makeKeyFolder(temp)
  process.env['STATE_keyFolder'] = folder
  await cleanUp()
  expect(printed).toBe('Removed the installed key.\n')
  expect(existsSync(folder)).toBe(false)

  await cleanUp()
  expect(printed).toBe('Removed the installed key.\n')
})

test.each([
  ['', /^::warning::It is not known where the key was installed[^\n]+\n$/],
  ['1', /^::warning::It is not known [^\n]+\n::debug::UserError%0A +at [^\n]+\n$/],
])('with RUNNER_DEBUG=%j a broken state is a warning', async (debug, expected) => {
  process.env['RUNNER_DEBUG'] = debug
  process.env['STATE_keyFolder'] = temp
  await cleanUp()
  expect(printed).toMatch(expected)
  expect(existsSync(temp)).toBe(true)
})
