import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals'
import { run } from '../src/main.ts'
import { ISSUER_ID, KEY_ID, makeKey } from './support.ts'

const env = {
  'INPUT_ISSUER-ID': ISSUER_ID,
  'INPUT_KEY-ID': KEY_ID,
  'INPUT_PRIVATE-KEY': makeKey().pem,
}
let folder: string
let printed: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'main-'))
  process.env['GITHUB_OUTPUT'] = join(folder, 'output')
  printed = ''
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += text
    return true
  })
})

afterEach(() => {
  jest.restoreAllMocks()
  delete process.env['GITHUB_OUTPUT']
  rmSync(folder, { recursive: true })
})

test('the token is masked before it is handed on, and expires by the clock passed in', async () => {
  const file = join(folder, 'output')
  writeFileSync(file, '')
  await run({ ...env, GITHUB_OUTPUT: file }, new Date('2026-11-25T12:00:00.500Z'))

  const [token] = readFileSync(file, 'utf8').match(/^eyJ.+$/m) ?? []
  expect(printed).toBe(
    `::add-mask::${token}\nCreated a token with the team key ${KEY_ID}. It is valid for 15 minutes, until 2026-11-25T12:15:00Z.\n`,
  )
})

test('an output file that cannot be written is told', async () => {
  await expect(run({ ...env, GITHUB_OUTPUT: 'set' }, new Date())).rejects.toThrow(
    'The token could not be handed on',
  )
})

test('an output file that is not set is told before anything is done', async () => {
  await expect(run({}, new Date())).rejects.toThrow('GITHUB_OUTPUT is not set')
  expect(printed).toBe('')
})
