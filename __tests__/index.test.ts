import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals'
import { asInputs } from '../tools/runner.js'
import { ISSUER_ID, KEY_ID, makeKey } from './support.ts'

const { argv, env } = process
let printed: string
let said: Promise<void>

beforeEach(() => {
  printed = ''
  said = new Promise((done) => {
    for (const name of ['stdout', 'stderr'] as const) {
      jest.spyOn(process[name], 'write').mockImplementation((text) => {
        printed += text
        if (/Created|::debug::|any more/.test(printed)) done()
        return true
      })
    }
  })
  jest.resetModules()
})

afterEach(() => {
  jest.restoreAllMocks()
  Object.assign(process, { argv, env, exitCode: undefined })
})

test('the step runs by the clock and with the environment of the process', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'index-'))
  const output = join(folder, 'output')
  writeFileSync(output, '')
  const inputs = { 'issuer-id': ISSUER_ID, 'key-id': KEY_ID, 'private-key': makeKey().pem }
  Object.assign(process, {
    argv: ['node', 'dist/index.js'],
    env: { ...asInputs(inputs), GITHUB_OUTPUT: output },
  })
  await import('../src/index.ts')
  await said
  const expiresAt = /\d{4}-\d\d-\d\dT.*Z/.exec(readFileSync(output, 'utf8'))?.[0] ?? ''
  expect(Math.abs(Date.parse(expiresAt) - Date.now() - 900_000)).toBeLessThan(5000)
  rmSync(folder, { recursive: true })
})

test('a failure is one error and exit code 1, and debug logging adds its trace', async () => {
  Object.assign(process, { argv: ['node', 'dist/index.js'], env: { RUNNER_DEBUG: '1' } })
  await import('../src/index.ts')
  await said
  expect(printed).toMatch(/^::error::GITHUB_OUTPUT is not set[^\n]+\n::debug::UserError[^\n]+\n$/)
  expect(process.exitCode).toBe(1)
})

test('with the folder of a key this is the command of later steps', async () => {
  Object.assign(process, { argv: ['node', 'dist/index.js', 'folder'], env: {} })
  await import('../src/index.ts')
  await said
  expect(printed).toMatch(/^app-store-connect-token: The key is not installed any more; /)
  expect(process.exitCode).toBe(1)
})
