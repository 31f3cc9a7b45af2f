import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough, Writable } from 'node:stream'
import { expect, test } from '@jest/globals'
import { printToken } from '../../src/installed-key/print-token.ts'
import { loadPrivateKey } from '../../src/private-key/load.ts'
import { startCloud } from '../helpers/cloud.ts'
import { freshFolders } from '../helpers/folders.ts'
import { install } from '../helpers/installation.ts'
import {
  ISSUER_ID,
  KEY_ID,
  makeKey,
  openToken,
  systemError,
  TEAM_SPEC,
} from '../helpers/support.ts'

const temp = freshFolders()
const { key, pem } = makeKey()
const now = new Date('2026-11-25T12:00:00Z')
const KEY_FILE = `AuthKey_${KEY_ID}.p8`

const installed = () => install(temp(), { key }).folder

interface Options {
  readonly args?: readonly string[]
  readonly env?: NodeJS.ProcessEnv
  /** Streams that cannot be written. */
  readonly broken?: { readonly stdout?: Writable; readonly stderr?: Writable }
}

/** Runs the command, and returns what it wrote to both streams, in order. */
async function print(folder: string, { args = [], env = {}, broken }: Options = {}) {
  const writes: [string, string][] = []
  const stream = (name: string) =>
    new PassThrough().on('data', (text) => writes.push([name, String(text)]))
  const streams = { stdout: stream('stdout'), stderr: stream('stderr'), ...broken }
  const exitCode = await printToken(folder, args, { ...streams, env, now })
  await new Promise(setImmediate)
  return { exitCode, writes }
}

/** Every write fails, as an error of the stream too, which would end the process if nobody listened. */
const failing = (error: Error) => new Writable({ write: (_chunk, _encoding, done) => done(error) })

/** What the command prints if it fails. */
const failure = (message: string) => ({
  exitCode: 1,
  writes: [
    [
      'stderr',
      `\napp-store-connect-token: ${message}\nSee "app-store-connect-token prints no token" in docs/troubleshooting.md.\n`,
    ],
  ],
})

test('writes the mask to standard error, on a line of its own, then the token to standard output', async () => {
  const { exitCode, writes } = await print(installed())
  const [, token = ''] = writes[1] ?? []
  expect(writes).toStrictEqual([
    ['stderr', `\n::add-mask::${token}`],
    ['stdout', token],
  ])
  expect(exitCode).toBe(0)
  expect(openToken(token.trimEnd(), key).header).toMatchObject({ kid: KEY_ID })
})

const at = now.getTime() / 1000

test.each([
  ['a team key', {}, 0, { iss: ISSUER_ID, exp: at + 900, aud: 'appstoreconnect-v1' }],
  ['an individual key', { owner: { type: 'individual' } }, 0, { sub: 'user' }],
  [
    'a scope and a lifetime',
    { scope: ['GET /v1/apps'], lifetime: 300 },
    0,
    { scope: ['GET /v1/apps'], exp: at + 300 },
  ],
  ["Apple's clock, which verify found to differ", {}, -3_600_000, { exp: at - 3600 + 900 }],
] as const)('signs as the step does, with %s', async (_, spec, ahead, claims) => {
  const { folder } = install(temp(), { key }, { spec, ahead })
  // As cmd passes it, the path is not normalized.
  const { writes } = await print(join(folder, 'bin', '..'))
  expect(openToken(writes[1]?.[1].trimEnd() ?? '', key).payload).toMatchObject(claims)
})

test('signs with a key in a KMS, with the credentials of the later step', async () => {
  const { folder } = install(temp(), loadPrivateKey('hashivault://asc', '', {}))
  const cloud = await startCloud([key])
  try {
    const env = { VAULT_ADDR: cloud.url, VAULT_TOKEN: 'hvs.vault-token' }
    const { writes } = await print(folder, { env })
    const [, token = ''] = writes.at(-1) ?? []
    expect(openToken(token.trim(), key)).toBeDefined()
    expect(writes).toStrictEqual([
      ['stderr', '\n::add-mask::hvs.vault-token\n'],
      ['stderr', `\n::add-mask::${token}`],
      ['stdout', token],
    ])
  } finally {
    await cloud.close()
  }
  const { writes } = await print(folder)
  expect(writes[0]?.[1]).toMatch(/^\napp-store-connect-token: VAULT_ADDR is not set\. /)
})

test('prints its usage with --help, whether the key is installed or not', async () => {
  expect(await print('', { args: ['--help'] })).toStrictEqual({
    exitCode: 0,
    writes: [['stdout', expect.stringMatching(/^Usage: app-store-connect-token\n/)]],
  })
})

test.each([[['']], [['--help', 'x']], [['--', 'help']], [['eyJhbGciOiJFUzI1NiJ9']]])(
  'rejects the arguments %j without repeating them',
  async (args) => {
    expect(await print(installed(), { args })).toStrictEqual(
      failure('This command accepts no arguments, only --help. Remove them.'),
    )
  },
)

test('prints no token if the mask cannot be written', async () => {
  const broken = { stderr: failing(systemError('ENOSPC')) }
  expect(await print(installed(), { broken })).toStrictEqual({ exitCode: 1, writes: [] })
})

test.each([
  ['quietly if nobody reads the token', systemError('EPIPE'), 0, undefined],
  [
    'with an error if the token cannot be written',
    systemError('ENOSPC'),
    1,
    'Standard output cannot be written (ENOSPC). Check the disk or the device that it is redirected to.\nSee "app-store-connect-token prints no token" in ',
  ],
  [
    'with a bug if something else fails',
    new TypeError('x'),
    1,
    'This is a bug in the action (TypeError).',
  ],
])('exits %s', async (_, error, exitCode, message) => {
  const result = await print(installed(), { broken: { stdout: failing(error) } })
  expect(result.writes[0]).toStrictEqual(['stderr', expect.stringMatching(/^\n::add-mask::\S+\n$/)])
  expect(result.writes[1]?.[1].startsWith(`\napp-store-connect-token: ${message}`)).toBe(
    message && true,
  )
  expect(result.exitCode).toBe(exitCode)
})

const GONE =
  'The key is no longer installed. Run this command in the same job as the step that installs it, before the job ends.'

test('reports a key that is gone', async () => {
  const folder = installed()
  rmSync(join(folder, KEY_FILE))
  expect(await print(folder)).toStrictEqual(failure(GONE))
  rmSync(folder, { recursive: true })
  for (const path of [folder, '']) expect(await print(path)).toStrictEqual(failure(GONE))
})

test.each([
  ['the spec', 'token-spec.json', '{"keyId":'],
  ['the spec', 'token-spec.json', '{}'],
  ['the spec', 'token-spec.json', JSON.stringify({ spec: TEAM_SPEC })],
  [
    'the spec',
    'token-spec.json',
    JSON.stringify({ spec: { ...TEAM_SPEC, lifetime: undefined }, ahead: 0 }),
  ],
  ['the key', KEY_FILE, pem.slice(0, 100)],
  ['the key', KEY_FILE, ''],
  ['the key', KEY_FILE, makeKey('P-384').pem],
  [
    'the URI',
    'token-spec.json',
    JSON.stringify({ spec: TEAM_SPEC, ahead: 0, kmsUri: 'awskms://x' }),
  ],
])('reports that %s was damaged, without its text', async (_, name, text) => {
  const folder = installed()
  writeFileSync(join(folder, name), text)
  expect(await print(folder)).toStrictEqual(
    failure(
      `The key installed in ${folder} cannot be read. Run this command as the same user as the step, and do not change that folder.`,
    ),
  )
})

test('reports a file that cannot be read', async () => {
  const folder = installed()
  rmSync(join(folder, 'token-spec.json'))
  // A folder cannot be read as a file, whoever the user is.
  renameSync(join(folder, 'bin'), join(folder, 'token-spec.json'))
  expect((await print(folder)).writes[0]?.[1]).toContain(' cannot be read. Run this command as ')
})

test('adds the trace of an error, and of its cause, with debug logging', async () => {
  const env = { RUNNER_DEBUG: '1' }
  const gone = await print('', { env })
  expect(gone.writes[0]?.[1]).toMatch(
    /\.\n\n::debug::UserError%0A +at [^\n]+%0Acaused by [^\n]+\n$/,
  )
  const full = await print(installed(), { env, broken: { stdout: failing(systemError('ENOSPC')) } })
  expect(full.writes[1]?.[1]).toContain('%0Acaused by Error ENOSPC%0A')
})
