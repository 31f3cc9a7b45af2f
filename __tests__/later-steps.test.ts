// What later steps and the post step do with an installed key, through the bundles.
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { type InstalledKey, installKey } from '../src/installed-key.ts'
import { FOLDER_STATE, makeKeyFolder } from '../src/key-folder.ts'
import { root, runStep } from '../tools/runner.js'
import { ISSUER_ID, KEY_ID, leaks, makeKey, openToken, posixTest, TEAM_REQUEST } from './support.ts'

const CLEANUP = 'dist/cleanup.js'
const GONE =
  'app-store-connect-token: The key is not installed any more; run this command in the job of the step that installed it, before that job ends.\n'

interface Installation extends InstalledKey {
  readonly folder: string
}

let temp: string

beforeEach(() => {
  temp = mkdtempSync(join(tmpdir(), "later steps' "))
})

afterEach(() => {
  rmSync(temp, { recursive: true, force: true })
})

function install(key = makeKey().key, keyId = KEY_ID): Installation {
  const folder = makeKeyFolder(temp)
  const request = { ...TEAM_REQUEST, keyId, lifetime: 300 }
  const program = { node: process.execPath, script: join(root, 'dist/index.js') }
  return { folder, ...installKey(folder, key, request, program, process.platform) }
}

/** A later step. Its PATH holds nothing but the command, the latest first, as GITHUB_PATH does. */
function runShell(script: string, installed: Installation[], env: NodeJS.ProcessEnv = {}) {
  const PATH = installed.map(({ bin }) => bin).join(':')
  const options = { cwd: temp, env: { PATH, ...env }, encoding: 'utf8' } as const
  return spawnSync('/bin/sh', ['-e', '-c', script], options)
}

const runPost = (keyFolder: string, env = {}) =>
  runStep({ script: CLEANUP, state: { [FOLDER_STATE]: keyFolder }, env })

posixTest('a later step gets a fresh token, and the mask comes before it', () => {
  const { key } = makeKey()
  const installed = install(key)
  const before = Math.floor(Date.now() / 1000)
  const { status, stdout, stderr } = runShell('app-store-connect-token 2>&1', [installed])

  const [mask = '', token = '', ...rest] = stdout.split('\n')
  expect(mask).toBe(`::add-mask::${token}`)
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

posixTest('the token in a variable is the token alone', () => {
  const { key } = makeKey()
  const { stdout, stderr } = runShell('TOKEN=$(app-store-connect-token); echo "<$TOKEN>"', [
    install(key),
  ])
  const token = stdout.slice(1, -2)
  expect(stdout).toBe(`<${token}>\n`)
  expect(stderr).toBe(`::add-mask::${token}\n`)
  openToken(token, key)
})

posixTest('what a workflow sets for its own Node does not reach the command', () => {
  const env = { NODE_OPTIONS: '--require ./missing.cjs', RUNNER_DEBUG: '1' }
  const { status, stdout, stderr } = runShell('app-store-connect-token', [install()], env)
  expect(stderr).toBe(`::add-mask::${stdout}`)
  expect(status).toBe(0)
})

posixTest('a copy of the command fails in one sentence after the post step', async () => {
  const installed = install()
  const copy = join(temp, 'bin')
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

test.each([[['']], [['.']], [['/']]])('the bundle with %j fails likewise', async (args) => {
  const { exitCode, stdout, stderr } = await runStep({ args })
  expect({ exitCode, stdout, stderr }).toStrictEqual({ exitCode: 1, stdout: '', stderr: GONE })
})

posixTest(
  'of two keys in a job the later one wins, and each post step removes its own',
  async () => {
    const [one, other] = [makeKey().key, makeKey().key]
    const first = install(one, 'FIRST')
    const second = install(other, 'SECOND')

    const { stdout } = runShell('app-store-connect-token', [second, first])
    expect(openToken(stdout.trimEnd(), other).header).toMatchObject({ kid: 'SECOND' })

    await runPost(second.folder)
    expect(readdirSync(temp)).toStrictEqual([first.folder.slice(temp.length + 1)])
    const left = runShell('app-store-connect-token', [second, first])
    expect(openToken(left.stdout.trimEnd(), one).header).toMatchObject({ kid: 'FIRST' })

    await runPost(first.folder)
    expect(readdirSync(temp)).toStrictEqual([])
  },
)

test('the post step says that it removed the key, and is silent if there is none', async () => {
  const { folder } = install()
  expect(await runPost(folder)).toMatchObject({
    exitCode: 0,
    stdout: 'Removed the installed key.\n',
    stderr: '',
  })
  expect(existsSync(folder)).toBe(false)
  expect(await runPost(folder)).toMatchObject({ exitCode: 0, stdout: '', stderr: '' })
})

test('the post step removes what a failed installation left', async () => {
  const { folder, keyPath } = install()
  rmSync(keyPath)
  rmSync(join(folder, 'bin'), { recursive: true })
  await runPost(folder)
  expect(readdirSync(temp)).toStrictEqual([])
  expect(await runPost(makeKeyFolder(temp))).toMatchObject({ exitCode: 0 })
  expect(readdirSync(temp)).toStrictEqual([])
})

test('without state the post step does nothing', async () => {
  const script = CLEANUP
  const expected = { exitCode: 0, stdout: '', stderr: '' }
  expect(await runStep({ script })).toMatchObject(expected)
  expect(await runStep({ script, state: { [FOLDER_STATE]: '' } })).toMatchObject(expected)
})

posixTest('a folder that cannot be removed is one warning, and the job goes on', async () => {
  // A name that is too long for the file system fails on every user's account, root's too.
  const folder = join(temp, 'x'.repeat(300), 'app-store-connect-key-aB3dE6')
  const { exitCode, stdout, stderr } = await runPost(folder)
  expect(stdout).toBe(
    `::warning::The installed key could not be removed. Delete this folder by hand: ${folder}\n`,
  )
  expect({ exitCode, stderr }).toStrictEqual({ exitCode: 0, stderr: '' })
})

test('a state that names something else removes nothing', async () => {
  const { folder } = install()
  const { exitCode, stdout } = await runPost(temp, { RUNNER_DEBUG: '1' })
  expect(stdout).toMatch(
    /^::warning::It is not known where the key was installed[^\n]+\n::debug::UserError%0A[^\n]+\n$/,
  )
  expect(exitCode).toBe(0)
  expect(existsSync(folder)).toBe(true)
})

posixTest('no part of the key is printed, whatever was done to its files', () => {
  const { key, pem } = makeKey()
  const installed = install(key)
  const damage = `echo '${pem.slice(0, 120)}' > '${installed.keyPath.replaceAll("'", "'\\''")}'`
  const env = { RUNNER_DEBUG: '1' }
  const { status, stdout, stderr } = runShell(
    `${damage}\napp-store-connect-token`,
    [installed],
    env,
  )
  expect(stderr).toMatch(
    /^app-store-connect-token: The key installed in [^\n]+ cannot be read; [^\n]+\n::debug::[^\n]+\n$/,
  )
  expect(leaks(stderr, pem)).toStrictEqual([])
  expect({ status, stdout }).toStrictEqual({ status: 1, stdout: '' })
})
