import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { expect, test } from '@jest/globals'
import { makeKeyFolder } from '../../src/installed-key/folder.ts'
import { installKey } from '../../src/installed-key/install.ts'
import { printToken } from '../../src/installed-key/print-token.ts'
import { freshFolders } from '../helpers/folders.ts'
import { KEY_ID, makeKey, openToken, TEAM_SPEC } from '../helpers/support.ts'

const temp = freshFolders()
const { key, pem } = makeKey()
const now = new Date('2026-11-25T12:00:00Z')

function install(spec = TEAM_SPEC): string {
  const folder = makeKeyFolder(temp())
  installKey(folder, key, spec, { node: 'node', script: 'script' }, 'linux')
  return folder
}

/** Runs the command, and returns what it wrote to both streams, in order. */
async function print(folder: string, env: NodeJS.ProcessEnv = {}) {
  const writes: [string, string][] = []
  const stream = (name: string) =>
    new PassThrough().on('data', (text) => writes.push([name, String(text)]))
  const streams = { stdout: stream('stdout'), stderr: stream('stderr') }
  const exitCode = await printToken(folder, { ...streams, env, now })
  await new Promise(setImmediate)
  return { exitCode, writes }
}

test('writes the mask to standard error, then the token to standard output', async () => {
  const { exitCode, writes } = await print(install())
  const [, token = ''] = writes[1] ?? []
  expect(writes).toStrictEqual([
    ['stderr', `::add-mask::${token}`],
    ['stdout', token],
  ])
  expect(exitCode).toBe(0)
  const { header, payload } = openToken(token.trimEnd(), key)
  expect(header).toMatchObject({ kid: KEY_ID })
  expect(payload).toMatchObject({ exp: now.getTime() / 1000 + 900, aud: 'appstoreconnect-v1' })
})

test('signs with an individual key', async () => {
  const { writes } = await print(install({ ...TEAM_SPEC, owner: { type: 'individual' } }))
  expect(openToken(writes[1]?.[1].trimEnd() ?? '', key).payload).toMatchObject({ sub: 'user' })
})

const NOT_INSTALLED =
  'app-store-connect-token: The key is no longer installed. Run this command in the same job as the step that installs it, before the job ends.\n'

test('reports a key that is gone', async () => {
  const folder = install()
  rmSync(join(folder, `AuthKey_${KEY_ID}.p8`))
  expect(await print(folder)).toStrictEqual({ exitCode: 1, writes: [['stderr', NOT_INSTALLED]] })
  rmSync(folder, { recursive: true })
  expect(await print(folder)).toStrictEqual({ exitCode: 1, writes: [['stderr', NOT_INSTALLED]] })
})

test('reads only the folder of a key', async () => {
  const copy = join(temp(), 'copy')
  renameSync(install(), copy)
  for (const folder of [copy, '']) {
    expect((await print(folder)).writes).toStrictEqual([['stderr', NOT_INSTALLED]])
  }
})

test.each([
  ['the spec', 'token-spec.json', '{"keyId":'],
  ['the key', `AuthKey_${KEY_ID}.p8`, pem.slice(0, 100)],
])('reports that %s was damaged, without its text', async (_, name, text) => {
  const folder = install()
  writeFileSync(join(folder, name), text)
  expect((await print(folder)).writes).toStrictEqual([
    [
      'stderr',
      `app-store-connect-token: The key installed in ${folder} cannot be read. Run this command as the same user as the step, and do not change that folder.\n`,
    ],
  ])
})

test('reports a file that cannot be read', async () => {
  const folder = install()
  rmSync(join(folder, 'token-spec.json'))
  // A folder cannot be read as a file, whoever the user is.
  renameSync(join(folder, 'bin'), join(folder, 'token-spec.json'))
  expect((await print(folder)).writes[0]?.[1]).toContain(' cannot be read. Run this command as ')
})

test('adds the trace with debug logging', async () => {
  const { writes } = await print('', { RUNNER_DEBUG: '1' })
  expect(writes).toStrictEqual([
    ['stderr', NOT_INSTALLED],
    ['stderr', expect.stringMatching(/^::debug::UserError%0A +at [^\n]+\n$/)],
  ])
})

test('reports a bug as a bug', async () => {
  const { writes } = await print(join(temp(), 'nul\0', 'app-store-connect-key-aB3dE6'))
  expect(writes[0]?.[1]).toMatch(/^app-store-connect-token: This is a bug in the action \(/)
})
