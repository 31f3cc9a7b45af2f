// What later steps and the post step do with an installed key, through the bundles.
import { spawnSync } from 'node:child_process'
import { cpSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect } from '@jest/globals'
import { FOLDER_STATE } from '../../src/installed-key/folder.ts'
import type { InstalledKey } from '../../src/installed-key/install.ts'
import { renderLog, root, runStep } from '../../tools/runner.js'
import { startAppleServer } from '../helpers/apple-server.ts'
import { testWith } from '../helpers/capabilities.ts'
import { freshFolders } from '../helpers/folders.ts'
import { install } from '../helpers/installation.ts'
import { ISSUER_ID, KEY_ID, makeKey, openToken } from '../helpers/support.ts'

const temp = freshFolders()

function installed(key = makeKey().key, keyId = KEY_ID) {
  const program = { node: process.execPath, script: join(root, 'dist/index.js') }
  const { platform } = process
  return install(
    temp(),
    { key },
    { spec: { keyId, lifetime: 300 }, program: { ...program, platform } },
  )
}

/** A later step. Its PATH contains only the command, the latest first, as GITHUB_PATH does. */
function runShell(script: string, keys: Pick<InstalledKey, 'bin'>[], env: NodeJS.ProcessEnv = {}) {
  return spawnSync('/bin/sh', ['-e', '-c', script], {
    cwd: temp(),
    env: { PATH: keys.map(({ bin }) => bin).join(':'), ...env },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  })
}

const runPost = (folder: string) =>
  runStep({ script: 'dist/post.js', state: { [FOLDER_STATE]: folder } })

testWith('sh')('a later step gets a fresh token in a variable, after its mask', () => {
  const { key } = makeKey()
  const before = Math.floor(Date.now() / 1000)
  const call = 'TOKEN=$(app-store-connect-token); echo "<$TOKEN>"'
  const { status, stdout, stderr } = runShell(call, [installed(key)])
  const token = stdout.slice(1, -2)
  expect(stdout).toBe(`<${token}>\n`)
  expect(stderr).toBe(`\n::add-mask::${token}\n`)
  expect(status).toBe(0)

  const { header, payload } = openToken(token, key)
  const { exp } = payload as { exp: number }
  expect(header).toStrictEqual({ alg: 'ES256', kid: KEY_ID, typ: 'JWT' })
  expect(payload).toStrictEqual({ iss: ISSUER_ID, iat: exp - 540, exp, aud: 'appstoreconnect-v1' })
  expect(exp - 300).toBeGreaterThanOrEqual(before)
  expect(exp - 300).toBeLessThanOrEqual(Date.now() / 1000)
})

testWith('sh')(
  'the token is masked whatever the step printed before, also where both streams are one',
  () => {
    const call = `printf '{"data":[]}'; TOKEN=$(app-store-connect-token); echo "<$TOKEN>"`
    const { stdout, status } = runShell(`{ ${call}; ${call}; } 2>&1`, [installed()])
    expect(stdout.match(/^<eyJ/gm)).toHaveLength(2)
    expect(renderLog(stdout, [])).toBe('{"data":[]}\n<***>\n{"data":[]}\n<***>')
    expect(status).toBe(0)
  },
)

testWith('sh')(
  'an error and its trace are lines of their own, whatever the step printed before',
  () => {
    const call = '{ printf x; app-store-connect-token y || true; } 2>&1'
    const { stdout } = runShell(call, [installed()], { RUNNER_DEBUG: '1' })
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
  const { stdout } = runShell('app-store-connect-token', [{ bin: path.join() }])
  const [own = 0, fresh = 0] = [`${outputs['token']}`, stdout.trimEnd()].map(
    (token) => (openToken(token, key).payload as { exp: number }).exp,
  )
  expect(Math.abs(own - fresh)).toBeLessThan(60)
})

testWith('sh')('a copy of the command fails in one sentence after the post step', async () => {
  const key = installed()
  const copy = join(temp(), 'bin')
  cpSync(key.bin, copy, { recursive: true })
  await runPost(key.folder)
  const script = 'TOKEN=$(app-store-connect-token); echo "went on"'
  expect(runShell(script, [{ bin: copy }])).toMatchObject({
    status: 1,
    stdout: '',
    stderr:
      '\napp-store-connect-token: The key is no longer installed. Run this command in the same job as the step that installs it, before the job ends.\nSee "app-store-connect-token prints no token" in docs/troubleshooting.md.\n',
  })
  expect(runShell(script, [key])).toMatchObject({ status: 127, stdout: '' })
})

testWith('sh')(
  'of two keys in a job the later one wins, and each post step removes its own',
  async () => {
    const [one, other] = [makeKey().key, makeKey().key]
    const first = installed(one, 'FIRST')
    const second = installed(other, 'SECOND')
    const print = () => runShell('app-store-connect-token', [second, first]).stdout.trimEnd()

    expect(openToken(print(), other).header).toMatchObject({ kid: 'SECOND' })
    const { exitCode, stdout, stderr } = await runPost(second.folder)
    const removed = 'Removed the installed key (4 files).\n'
    expect({ exitCode, stdout, stderr }).toStrictEqual({ exitCode: 0, stdout: removed, stderr: '' })
    expect(readdirSync(temp())).toStrictEqual([basename(first.folder)])
    expect(openToken(print(), one).header).toMatchObject({ kid: 'FIRST' })
    await runPost(first.folder)
    expect(readdirSync(temp())).toStrictEqual([])
  },
)

const FULL = 'Standard output cannot be written (ENOSPC). '
const TITLE = '%s exits with %i and at most one message, without a token'

// The exit code goes where no pipe changes it.
testWith('sh').each([
  ['{ app-store-connect-token; echo $? >&3; } | true', 0, ''],
  ['{ app-store-connect-token --help; echo $? >&3; } | true', 0, ''],
  ['app-store-connect-token x; echo $? >&3', 1, 'This command accepts no arguments, only --help. '],
])(TITLE, expectExit)

testWith('sh', '/dev/full').each([
  ['app-store-connect-token >/dev/full; echo $? >&3', 1, FULL],
  ['app-store-connect-token --help >/dev/full; echo $? >&3', 1, FULL],
  ['app-store-connect-token 2>/dev/full; echo $? >&3', 1, ''],
])(TITLE, expectExit)

function expectExit(script: string, exitCode: number, message: string): void {
  const [, stdout, stderr, code] = runShell(`set +e; ${script}`, [installed()]).output
  const rest = `${stderr}`.replace(/^\n::add-mask::\S+\n/, '')
  const start = message && `\napp-store-connect-token: ${message}`
  expect(rest.slice(0, start.length)).toBe(start)
  expect(rest).toMatch(message === '' ? /^$/ : /^\n[^\n]+\nSee [^\n]+\n$/)
  expect([stdout, code]).toStrictEqual(['', `${exitCode}\n`])
}
