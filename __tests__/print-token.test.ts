import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals'
import { installKey } from '../src/installed-key.ts'
import { makeKeyFolder } from '../src/key-folder.ts'
import { printToken } from '../src/print-token.ts'
import { signToken } from '../src/token.ts'
import { ISSUER_ID, makeKey, openToken, TEAM_REQUEST } from './support.ts'

const { key } = makeKey()
let temp: string
let printed: ['stdout' | 'stderr', string][]

beforeEach(() => {
  temp = mkdtempSync(join(tmpdir(), 'print-token-'))
  printed = []
  for (const name of ['stdout', 'stderr'] as const) {
    jest.spyOn(process[name], 'write').mockImplementation((text: unknown, written?: unknown) => {
      printed.push([name, String(text)])
      if (typeof written === 'function') written()
      return true
    })
  }
})

afterEach(() => {
  jest.restoreAllMocks()
  process.exitCode = undefined
  delete process.env['RUNNER_DEBUG']
  rmSync(temp, { recursive: true })
})

test('the mask goes to standard error, then the token to standard output', async () => {
  const folder = makeKeyFolder(temp)
  installKey(folder, key, TEAM_REQUEST, { node: 'node', script: 'script' }, 'linux')
  await printToken(folder, signToken, new Date())

  const [, token = ''] = printed[1] ?? []
  expect(printed).toStrictEqual([
    ['stderr', `::add-mask::${token}`],
    ['stdout', token],
  ])
  const { payload } = openToken(token.trimEnd(), key)
  expect(payload).toMatchObject({ iss: ISSUER_ID, aud: 'appstoreconnect-v1' })
})

test.each([
  ['', [/^app-store-connect-token: The key is not installed any more; [^\n]+\n$/]],
  ['1', [/^app-store-connect-token: The key is not /, /^::debug::UserError%0A +at [^\n]+\n$/]],
])('with RUNNER_DEBUG=%j a failure is told on standard error alone', async (debug, expected) => {
  process.env['RUNNER_DEBUG'] = debug
  await printToken('', signToken, new Date())
  expect(printed).toStrictEqual(expected.map((text) => ['stderr', expect.stringMatching(text)]))
  expect(process.exitCode).toBe(1)
})
