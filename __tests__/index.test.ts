import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals'
import { asInputs } from '../tools/runner.js'
import { freshFolders } from './helpers/folders.ts'
import { captureOutput } from './helpers/output.ts'
import { ISSUER_ID, KEY_ID, makeKey } from './helpers/support.ts'

const { argv, env, versions } = process
const temp = freshFolders()
const output = captureOutput()

/** What ends the process, which goes on here. */
let exit: (() => void) | undefined

beforeEach(() => {
  jest.resetModules()
  exit = undefined
  const start = globalThis.setTimeout
  jest.spyOn(globalThis, 'setTimeout').mockImplementation(((run: () => void, limit?: number) => {
    if (limit !== 500) return start(run, limit)
    exit = run
    return { unref() {} }
  }) as typeof setTimeout)
})

afterEach(() => {
  Object.assign(process, { argv, env, exitCode: undefined })
  Object.defineProperty(process, 'versions', { value: versions })
})

test('runs the step with the clock and the environment of the process', async () => {
  const file = join(temp(), 'output')
  writeFileSync(file, '')
  const inputs = { 'issuer-id': ISSUER_ID, 'key-id': KEY_ID, 'private-key': makeKey().pem }
  Object.assign(process, {
    argv: ['node', 'dist/index.js'],
    env: { ...asInputs(inputs), GITHUB_OUTPUT: file },
  })
  await import('../src/index.ts')
  await output.until(/Created/)
  const expiresAt = /\d{4}-\d\d-\d\dT.*Z/.exec(readFileSync(file, 'utf8'))?.[0] ?? ''
  expect(Math.abs(Date.parse(expiresAt) - Date.now() - 900_000)).toBeLessThan(5000)

  await new Promise(setImmediate)
  const exited = jest.spyOn(process, 'exit').mockImplementation(() => undefined as never)
  exit?.()
  expect(exited).toHaveBeenCalledTimes(1)
})

test('fails with one error and exit code 1, and debug logging adds its trace', async () => {
  Object.assign(process, { argv: ['node', 'dist/index.js'], env: { RUNNER_DEBUG: '1' } })
  await import('../src/index.ts')
  await output.until(/::debug::/)
  expect(output.text()).toMatch(
    /^::error::GITHUB_OUTPUT is not set[^\n]+\n::debug::UserError[^\n]+\n$/,
  )
  expect(process.exitCode).toBe(1)
})

test('says in one line that Node is too old, before anything else', async () => {
  Object.assign(process, { argv: ['node', 'dist/index.js'], env: {} })
  Object.defineProperty(process, 'versions', { value: { node: '18.20.8' } })
  await import('../src/index.ts')
  expect(output.text()).toBe(
    `::error::This action needs Node 20 or newer, but runs on Node 18.20.8. Update the runner, or the image in which it runs actions.%0ASee "The runner cannot run the action" in docs/troubleshooting.md.\n`,
  )
  expect(process.exitCode).toBe(1)
})

test('is the command of later steps if it gets the folder of a key', async () => {
  Object.assign(process, { argv: ['node', 'dist/index.js', 'folder'], env: {} })
  await import('../src/index.ts')
  await output.until(/no longer installed/)
  await new Promise((done) => setTimeout(done))
  expect(output.text()).toMatch(/^\napp-store-connect-token: The key is no longer installed\. /)
  expect(process.exitCode).toBe(1)
})
