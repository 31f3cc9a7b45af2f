import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough, Writable } from 'node:stream'
import { expect, test } from '@jest/globals'
import { makeKeyFolder } from '../../src/installed-key/folder.ts'
import { installKey } from '../../src/installed-key/install.ts'
import { printToken } from '../../src/installed-key/print-token.ts'
import type { Installation } from '../../src/installed-key/spec-file.ts'
import { readKmsName } from '../../src/kms/names.ts'
import { startCloud } from '../helpers/cloud.ts'
import { freshFolders } from '../helpers/folders.ts'
import { KEY_ID, makeKey, openToken, systemError, TEAM_SPEC } from '../helpers/support.ts'

const temp = freshFolders()
const { key, pem } = makeKey()
const now = new Date('2026-11-25T12:00:00Z')

function install(changes: Partial<Installation> = {}): string {
  const folder = makeKeyFolder(temp())
  const installation = { privateKey: { key }, spec: TEAM_SPEC, ahead: 0, ...changes }
  installKey(
    folder,
    installation,
    { node: 'node', script: 'script' },
    { platform: 'linux', env: {} },
  )
  return folder
}

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

test('writes the mask to standard error, on a line of its own, then the token to standard output', async () => {
  const { exitCode, writes } = await print(install())
  const [, token = ''] = writes[1] ?? []
  expect(writes).toStrictEqual([
    ['stderr', `\n::add-mask::${token}`],
    ['stdout', token],
  ])
  expect(exitCode).toBe(0)
  const { header, payload } = openToken(token.trimEnd(), key)
  expect(header).toMatchObject({ kid: KEY_ID })
  expect(payload).toMatchObject({ exp: now.getTime() / 1000 + 900, aud: 'appstoreconnect-v1' })
})

test('signs with an individual key', async () => {
  const { writes } = await print(install({ spec: { ...TEAM_SPEC, owner: { type: 'individual' } } }))
  expect(openToken(writes[1]?.[1].trimEnd() ?? '', key).payload).toMatchObject({ sub: 'user' })
})

test("signs by Apple's clock, as far as verify found the runner's to be off", async () => {
  const { writes } = await print(install({ ahead: -3_600_000 }))
  const { payload } = openToken(writes[1]?.[1].trimEnd() ?? '', key)
  expect(payload).toMatchObject({ exp: now.getTime() / 1000 - 3600 + 900 })
})

test('signs for a folder whose path is not normalized, as cmd passes it', async () => {
  expect(await print(`${install()}/bin/..`)).toMatchObject({ exitCode: 0 })
})

test('prints its usage with --help, whether the key is installed or not', async () => {
  expect(await print('', { args: ['--help'] })).toStrictEqual({
    exitCode: 0,
    writes: [['stdout', expect.stringMatching(/^Usage: app-store-connect-token\n/)]],
  })
})

test.each([[['']], [['-h']], [['--help', 'x']], [['--', 'help']], [['eyJhbGciOiJFUzI1NiJ9']]])(
  'rejects the arguments %j without repeating them',
  async (args) => {
    expect(await print(install(), { args })).toStrictEqual({
      exitCode: 1,
      writes: [
        [
          'stderr',
          '\napp-store-connect-token: This command accepts no arguments, only --help. Remove them.\nSee "app-store-connect-token prints no token" in docs/troubleshooting.md.\n',
        ],
      ],
    })
  },
)

test('prints no token if the mask cannot be written', async () => {
  const broken = { stderr: failing(systemError('ENOSPC')) }
  expect(await print(install(), { broken })).toStrictEqual({ exitCode: 1, writes: [] })
})

test('exits quietly if nobody reads the token', async () => {
  const { exitCode, writes } = await print(install(), {
    broken: { stdout: failing(systemError('EPIPE')) },
  })
  expect(writes).toStrictEqual([['stderr', expect.stringMatching(/^\n::add-mask::[^\n]+\n$/)]])
  expect(exitCode).toBe(0)
})

test('reports standard output that cannot be written', async () => {
  const broken = { stdout: failing(systemError('ENOSPC')) }
  const { exitCode, writes } = await print(install(), { broken })
  expect(writes[1]?.[1]).toBe(
    '\napp-store-connect-token: Standard output cannot be written (ENOSPC). Check the disk or the device that it is redirected to.\nSee "app-store-connect-token prints no token" in docs/troubleshooting.md.\n',
  )
  expect(exitCode).toBe(1)
})

test('reports a bug in writing as a bug', async () => {
  const { writes } = await print(install(), { broken: { stdout: failing(new TypeError('x')) } })
  expect(writes[1]?.[1]).toContain('This is a bug in the action (TypeError).')
})

const NOT_INSTALLED =
  '\napp-store-connect-token: The key is no longer installed. Run this command in the same job as the step that installs it, before the job ends.\nSee "app-store-connect-token prints no token" in docs/troubleshooting.md.\n'

test('reports a key that is gone', async () => {
  const folder = install()
  rmSync(join(folder, `AuthKey_${KEY_ID}.p8`))
  expect(await print(folder)).toStrictEqual({ exitCode: 1, writes: [['stderr', NOT_INSTALLED]] })
  rmSync(folder, { recursive: true })
  for (const path of [folder, '']) {
    expect(await print(path)).toStrictEqual({ exitCode: 1, writes: [['stderr', NOT_INSTALLED]] })
  }
})

const pemOf = ({ privateKey }: { readonly privateKey: KeyObject }) =>
  privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()

test.each([
  ['the spec', 'token-spec.json', '{"keyId":'],
  ['the spec', 'token-spec.json', '{}'],
  ['the key', `AuthKey_${KEY_ID}.p8`, pem.slice(0, 100)],
  ['the key', `AuthKey_${KEY_ID}.p8`, pem.replace(/^(M.{9})./m, '$1?')],
  ['the key', `AuthKey_${KEY_ID}.p8`, ''],
  ['the key', `AuthKey_${KEY_ID}.p8`, pemOf(generateKeyPairSync('ec', { namedCurve: 'P-384' }))],
  ['the key', `AuthKey_${KEY_ID}.p8`, pemOf(generateKeyPairSync('ed25519'))],
  ['the URI', 'token-spec.json', JSON.stringify({ ...TEAM_SPEC, kmsUri: 'awskms://x' })],
])('reports that %s was damaged, without its text', async (_, name, text) => {
  const folder = install()
  writeFileSync(join(folder, name), text)
  expect((await print(folder)).writes).toStrictEqual([
    [
      'stderr',
      `\napp-store-connect-token: The key installed in ${folder} cannot be read. Run this command as the same user as the step, and do not change that folder.\nSee "app-store-connect-token prints no token" in docs/troubleshooting.md.\n`,
    ],
  ])
})

test('signs with a key in a KMS, with the credentials of the later step', async () => {
  const kmsKey = readKmsName('hashivault://asc')
  if (kmsKey === undefined) throw new Error('This is no URI.')
  const folder = install({ privateKey: { kmsKey } })
  const { key } = makeKey()
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

test('reports a file that cannot be read', async () => {
  const folder = install()
  rmSync(join(folder, 'token-spec.json'))
  // A folder cannot be read as a file, whoever the user is.
  renameSync(join(folder, 'bin'), join(folder, 'token-spec.json'))
  expect((await print(folder)).writes[0]?.[1]).toContain(' cannot be read. Run this command as ')
})

test('adds the trace with debug logging', async () => {
  const { writes } = await print('', { env: { RUNNER_DEBUG: '1' } })
  expect(writes).toStrictEqual([
    ['stderr', NOT_INSTALLED],
    ['stderr', expect.stringMatching(/^\n::debug::UserError%0A +at [^\n]+\n$/)],
  ])
})

test('adds what caused an error to the trace', async () => {
  const folder = install()
  const traceOf = async (broken = {}) => {
    const { writes } = await print(folder, { env: { RUNNER_DEBUG: '1' }, broken })
    return writes.at(-1)?.[1]
  }
  const stdout = failing(systemError('ENOSPC'))
  expect(await traceOf({ stdout })).toContain('%0Acaused by Error ENOSPC%0A')
  writeFileSync(join(folder, 'token-spec.json'), '{')
  expect(await traceOf()).toContain('%0Acaused by SyntaxError%0A')
  rmSync(join(folder, 'token-spec.json'))
  expect(await traceOf()).toContain('%0Acaused by ')
})
