// What later steps and the post step do with an installed key, through the bundles.
import { type SpawnSyncOptionsWithStringEncoding, spawnSync } from 'node:child_process'
import { cpSync, readdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { FILES_STATE, FOLDER_STATE, makeKeyFolder } from '../../src/installed-key/folder.ts'
import { type InstalledKey, installKey } from '../../src/installed-key/install.ts'
import { renderLog, root, runStep } from '../../tools/runner.js'
import { startAppleServer } from '../helpers/apple-server.ts'
import { testWith } from '../helpers/capabilities.ts'
import { freshFolders } from '../helpers/folders.ts'
import { ISSUER_ID, KEY_ID, makeKey, openToken, TEAM_SPEC } from '../helpers/support.ts'

const POST = 'dist/post.js'
const GONE =
  '\napp-store-connect-token: The key is no longer installed. Run this command in the same job as the step that installs it, before the job ends.\nSee "app-store-connect-token prints no token" in docs/troubleshooting.md.\n'

interface Installation extends InstalledKey {
  readonly folder: string
}

const temp = freshFolders()

function install(key = makeKey().key, keyId = KEY_ID): Installation {
  const folder = makeKeyFolder(temp())
  const spec = { ...TEAM_SPEC, keyId, lifetime: 300 }
  const program = { node: process.execPath, script: join(root, 'dist/index.js') }
  const installation = { privateKey: { key }, spec, ahead: 0 }
  return {
    folder,
    ...installKey(folder, installation, program, { platform: process.platform, env: {} }),
  }
}

/** A later step. Its PATH contains only the command, the latest first, as GITHUB_PATH does. */
function runShell(script: string, installed: Installation[], env: NodeJS.ProcessEnv = {}) {
  const PATH = installed.map(({ bin }) => bin).join(':')
  const options = {
    cwd: temp(),
    env: { PATH, ...env },
    encoding: 'utf8' as const,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  } satisfies SpawnSyncOptionsWithStringEncoding
  return spawnSync('/bin/sh', ['-e', '-c', script], options)
}

const runPost = (keyFolder: string, env = {}) =>
  runStep({ script: POST, state: { [FOLDER_STATE]: keyFolder }, env })

testWith('sh')('a later step gets a fresh token, after its mask', () => {
  const { key } = makeKey()
  const installed = install(key)
  const before = Math.floor(Date.now() / 1000)
  const { status, stdout, stderr } = runShell('app-store-connect-token 2>&1', [installed])

  const [empty, mask = '', token = '', ...rest] = stdout.split('\n')
  expect([empty, mask]).toStrictEqual(['', `::add-mask::${token}`])
  expect(rest).toStrictEqual([''])
  expect(stderr).toBe('')
  expect(status).toBe(0)

  const { header, payload } = openToken(token, key)
  const { exp } = payload as { exp: number }
  expect(header).toStrictEqual({ alg: 'ES256', kid: KEY_ID, typ: 'JWT' })
  expect(payload).toStrictEqual({ iss: ISSUER_ID, iat: exp - 540, exp, aud: 'appstoreconnect-v1' })
  expect(exp - 300).toBeGreaterThanOrEqual(before)
  expect(exp - 300).toBeLessThanOrEqual(Date.now() / 1000)
})

testWith('sh')('the token in a variable is the token alone', () => {
  const { key } = makeKey()
  const { stdout, stderr } = runShell('TOKEN=$(app-store-connect-token); echo "<$TOKEN>"', [
    install(key),
  ])
  const token = stdout.slice(1, -2)
  expect(stdout).toBe(`<${token}>\n`)
  expect(stderr).toBe(`\n::add-mask::${token}\n`)
  openToken(token, key)
})

testWith('sh')(
  'the token is masked whatever the step printed before, also where both streams are one',
  () => {
    const call = `printf '{"data":[]}'; TOKEN=$(app-store-connect-token); echo "<$TOKEN>"`
    const { stdout, status } = runShell(`{ ${call}; ${call}; } 2>&1`, [install()])
    expect(stdout.match(/^<eyJ/gm)).toHaveLength(2)
    expect(renderLog(stdout, [])).toBe('{"data":[]}\n<***>\n{"data":[]}\n<***>')
    expect(status).toBe(0)
  },
)

testWith('sh')(
  'an error and its trace are lines of their own, whatever the step printed before',
  () => {
    const env = { RUNNER_DEBUG: '1' }
    const { stdout } = runShell(
      '{ printf x; app-store-connect-token y || true; } 2>&1',
      [install()],
      env,
    )
    expect(stdout).toMatch(
      /^x\napp-store-connect-token: This command [^\n]+\nSee [^\n]+\n\n::debug::UserError%0A[^\n]+\n$/,
    )
  },
)

testWith('sh')("the command signs by Apple's clock, as verify found it", async () => {
  const { key, pem } = makeKey()
  const server = await startAppleServer(key, { clock: () => Date.now() + 3_600_000 })
  const { outputs, path } = await runStep({
    inputs: {
      'issuer-id': ISSUER_ID,
      'key-id': KEY_ID,
      'private-key': pem,
      'install-key': 'true',
      verify: 'true',
      'api-url': server.url.origin,
    },
    env: { RUNNER_TEMP: temp() },
  })
  await server.close()
  const options = { env: { PATH: path.join(':') }, encoding: 'utf8' as const }
  const { stdout } = spawnSync('/bin/sh', ['-c', 'app-store-connect-token'], options)
  const times = [outputs['token'] ?? '', stdout.trimEnd()].map((token) => {
    const { payload } = openToken(token, key)
    return (payload as { exp: number }).exp
  })
  expect(Math.abs((times[0] ?? 0) - (times[1] ?? 0))).toBeLessThan(60)
})

testWith('sh')('a copy of the command fails in one sentence after the post step', async () => {
  const installed = install()
  const copy = join(temp(), 'bin')
  cpSync(installed.bin, copy, { recursive: true })
  await runPost(installed.folder)

  const script = 'TOKEN=$(app-store-connect-token); echo "went on"'
  expect(runShell(script, [{ ...installed, bin: copy }])).toMatchObject({
    status: 1,
    stdout: '',
    stderr: GONE,
  })
  expect(runShell(script, [installed])).toMatchObject({ status: 127, stdout: '' })
})

test.each([[['']], [['.']]])('the bundle fails in the same way with %j', async (args) => {
  const { exitCode, stdout, stderr } = await runStep({ args })
  expect({ exitCode, stdout, stderr }).toStrictEqual({ exitCode: 1, stdout: '', stderr: GONE })
})

testWith('sh')(
  'of two keys in a job the later one wins, and each post step removes its own',
  async () => {
    const [one, other] = [makeKey().key, makeKey().key]
    const first = install(one, 'FIRST')
    const second = install(other, 'SECOND')

    const { stdout } = runShell('app-store-connect-token', [second, first])
    expect(openToken(stdout.trimEnd(), other).header).toMatchObject({ kid: 'SECOND' })

    await runPost(second.folder)
    expect(readdirSync(temp())).toStrictEqual([first.folder.slice(temp().length + 1)])
    const left = runShell('app-store-connect-token', [second, first])
    expect(openToken(left.stdout.trimEnd(), one).header).toMatchObject({ kid: 'FIRST' })

    await runPost(first.folder)
    expect(readdirSync(temp())).toStrictEqual([])
  },
)

test('the post step reports in two lines what it removed and what was already gone', async () => {
  const { folder, files, keyPath } = install()
  renameSync(keyPath, join(temp(), 'moved.p8'))
  const state = { [FOLDER_STATE]: folder, [FILES_STATE]: files.join('\n') }
  const { exitCode, stdout, stderr } = await runStep({ script: POST, state })
  expect(stdout).toBe(
    `Removed the installed key (${files.length - 1} files).\n::notice::Files of the installed key were already gone: AuthKey_${KEY_ID}.p8. If another step moved them, delete them there.\n`,
  )
  expect({ exitCode, stderr }).toStrictEqual({ exitCode: 0, stderr: '' })
  expect(readdirSync(temp())).toStrictEqual(['moved.p8'])
})

test('the post step lists what it removed with debug logging, and runs no command from a name', async () => {
  const { folder, files } = install()
  writeFileSync(join(folder, '##[error]no'), '')
  const { stdout } = await runPost(folder, { RUNNER_DEBUG: '1' })
  const lines = [...files, join(folder, '?error]no')].map((path) => `::debug::Removed ${path}`)
  expect(stdout.split('\n').sort()).toStrictEqual(
    [...lines, `Removed the installed key (${lines.length} files).`, ''].sort(),
  )
})

const FULL = '\napp-store-connect-token: Standard output cannot be written (ENOSPC). '
const TITLE = '%s exits with %i and at most one message, without a token'

// The exit code goes where no pipe changes it.
testWith('sh').each([
  ['{ app-store-connect-token; echo $? >&3; } | true', 0, ''],
  ['{ app-store-connect-token --help; echo $? >&3; } | true', 0, ''],
  [
    'app-store-connect-token x; echo $? >&3',
    1,
    '\napp-store-connect-token: This command accepts no arguments, only --help. ',
  ],
])(TITLE, expectExit)

testWith('sh', '/dev/full').each([
  ['app-store-connect-token >/dev/full; echo $? >&3', 1, FULL],
  ['app-store-connect-token --help >/dev/full; echo $? >&3', 1, FULL],
  ['app-store-connect-token 2>/dev/full; echo $? >&3', 1, ''],
])(TITLE, expectExit)

function expectExit(script: string, exitCode: number, message: string): void {
  const { output } = runShell(`set +e; ${script}`, [install()])
  const [, stdout, stderr = '', code] = output
  const rest = `${stderr}`.replace(/^\n::add-mask::\S+\n/, '')
  expect(rest.slice(0, message.length)).toBe(message)
  expect(rest).toMatch(message === '' ? /^$/ : /^\n[^\n]+\nSee [^\n]+\n$/)
  expect([stdout, code]).toStrictEqual(['', `${exitCode}\n`])
}
