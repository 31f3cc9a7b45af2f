import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals'
import { asInputs, parsePairs } from '../tools/runner.js'
import { freshFolders } from './helpers/folders.ts'
import { captureOutput } from './helpers/output.ts'
import { ISSUER_ID, KEY_ID, makeKey } from './helpers/support.ts'

const { argv, env, versions } = process
const temp = freshFolders()
const output = captureOutput()
/** Resolves when the step would end the process, which goes on here. */
let exited: Promise<unknown>

beforeEach(() => {
  jest.resetModules()
  exited = new Promise((done) => {
    jest.spyOn(process, 'exit').mockImplementation(done as () => never)
  })
})

afterEach(() => {
  Object.assign(process, { argv, env, exitCode: undefined })
  Object.defineProperty(process, 'versions', { value: versions })
})

async function start(env: NodeJS.ProcessEnv, ...args: string[]): Promise<void> {
  Object.assign(process, { argv: ['node', 'dist/index.js', ...args], env })
  await import('../src/index.ts')
}

test('runs the step with the clock and the environment of the process, which it ends', async () => {
  const file = join(temp(), 'output')
  writeFileSync(file, '')
  const inputs = { 'issuer-id': ISSUER_ID, 'key-id': KEY_ID, 'private-key': makeKey().pem }
  await start({ ...asInputs(inputs), GITHUB_OUTPUT: file })
  await exited
  const { 'expires-at': expiresAt = '' } = parsePairs(readFileSync(file, 'utf8'))
  expect(Math.abs(Date.parse(expiresAt) - Date.now() - 900_000)).toBeLessThan(5000)
})

test('fails with one error and exit code 1, and debug logging adds its trace', async () => {
  await start({ RUNNER_DEBUG: '1' })
  await exited
  expect(output.text()).toMatch(
    /^::error::GITHUB_OUTPUT is not set[^\n]+\n::debug::UserError[^\n]+\n$/,
  )
  expect(process.exitCode).toBe(1)
})

test('says in one line that Node is too old, before anything else', async () => {
  Object.defineProperty(process, 'versions', { value: { node: '18.20.8' } })
  await start({})
  expect(output.text()).toBe(
    `::error::This action needs Node 20 or newer, but runs on Node 18.20.8. Update the runner, or the image in which it runs actions.%0ASee "The runner cannot run the action" in docs/troubleshooting.md.\n`,
  )
  expect(process.exitCode).toBe(1)
})

test('is the command of later steps if it gets the folder of a key', async () => {
  await start({}, 'folder')
  await new Promise((done) => setTimeout(done))
  expect(output.text()).toMatch(/^\napp-store-connect-token: The key is no longer installed\. /)
  expect(process.exitCode).toBe(1)
})
