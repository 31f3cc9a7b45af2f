import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { root } from '../../tools/runner.js'
import { freshFolders } from '../helpers/folders.ts'
import { KEY_ID, leaks, makeKey, openToken } from '../helpers/support.ts'

const node = (script: string, args: string[], input = '') =>
  spawnSync(process.execPath, [join(root, 'tools', script), ...args], {
    encoding: 'utf8',
    input,
    cwd: temp(),
  })

const temp = freshFolders()

const CHANGELOG = `# Changelog

## [Unreleased]

## [1.2.3] - 2026-11-25

### Added

- A thing.

## [1.2.2] - 2026-11-24

### Fixed

- Another.

[1.2.3]: https://example.org
`

/** Prints the notes of a release of a project with these files. */
function releaseNotes(tag: string, { version = '1.2.3', changelog = CHANGELOG } = {}) {
  writeFileSync(join(temp(), 'package.json'), JSON.stringify({ version }))
  writeFileSync(join(temp(), 'CHANGELOG.md'), changelog)
  return node('release-notes.js', [tag, temp()])
}

test('prints what the changelog says about a release', () => {
  expect(releaseNotes('v1.2.3')).toMatchObject({ status: 0, stdout: '### Added\n\n- A thing.\n' })
})

test.each(['1.2.3', 'v1.2.4', ''])('rejects %j as the tag of version 1.2.3', (tag) => {
  expect(releaseNotes(tag)).toMatchObject({
    status: 1,
    stdout: '',
    stderr: `The tag is ${tag}, but package.json says version 1.2.3.\n`,
  })
})

test.each([
  ['no heading', CHANGELOG.replace('## [1.2.3] - 2026-11-25\n', '')],
  ['no date', CHANGELOG.replace('[1.2.3] - 2026-11-25', '[1.2.3] - soon')],
])('rejects a changelog with %s for the version', (_, changelog) => {
  expect(releaseNotes('v1.2.3', { changelog })).toMatchObject({
    status: 1,
    stdout: '',
    stderr: 'CHANGELOG.md has no heading "## [1.2.3] - YYYY-MM-DD".\n',
  })
})

test('the changelog lists what is not yet released, or starts with a release', () => {
  const changelog = readFileSync(join(root, 'CHANGELOG.md'), 'utf8')
  expect(changelog).toMatch(/^## \[Unreleased\]\n\n(### |## \[)/m)
})

test('completes the workflows that a page shows, with our action as a local one', () => {
  const uses = 'uses: OWNER/create-app-store-connect-token@v1'
  const job = 'job:\n    runs-on: macos-15\n    steps: []\n'
  const parts = [
    `- id: asc\n  ${uses}`,
    '- run: a\n\n- run: b',
    `jobs:\n  ${job}`,
    `on: push\njobs:\n  ${job}`,
  ]
  writeFileSync(join(temp(), 'page.md'), parts.map((part) => `~~~yaml\n${part}\n~~~\n`).join(''))
  const { stdout, stderr } = node('shown-workflows.js', ['shown', 'page.md'])
  expect(stderr).toBe('')
  const shown = stdout.trimEnd().split('\n')
  expect(shown).toStrictEqual([2, 6, 11, 18].map((line) => `page.md/${line}.yml`))
  const steps = (...steps: object[]) => ({ 'runs-on': 'ubuntu-latest', steps })
  const asc = { id: 'asc', uses: './' }
  const macos = { 'runs-on': 'macos-15', steps: [] }
  expect(
    shown.map((path) => parse(readFileSync(join(temp(), 'shown', path), 'utf8'))),
  ).toStrictEqual(
    [steps(asc), steps(asc, { run: 'a' }, { run: 'b' }), macos, macos].map((job) => ({
      on: 'push',
      jobs: { job },
    })),
  )
})

const MASKED = 'The token shows as ***\n'

test('a masked log passes', () => {
  const { status } = node('end-to-end/check-log.js', [], MASKED)
  expect(status).toBe(0)
})

const [, , , lastLine = ''] = makeKey().pem.split('\n')

test.each([
  ['', 'The log does not show the token as ***.'],
  [`${MASKED}eyJhbGciOiJFUzI1NiJ9.e30.c2ln`, 'The log contains part of a token, in line 2.'],
  // A few lines of keys contain what tokens start with.
  ...[lastLine.replaceAll('eyJ', 'eyK'), `+${'Ab1/'.repeat(13)}ab/`].map((line) => [
    `${MASKED}> ${line}`,
    'The log contains a line of a key, in line 2.',
  ]),
])('the log %j fails', (log, message) => {
  const { status, stderr } = node('end-to-end/check-log.js', [], log)
  expect(stderr).toContain(message)
  expect(status).not.toBe(0)
})

const start = (args: string[], env = {}) =>
  spawnSync(process.execPath, [join(root, 'tools/start.cjs'), ...args], {
    encoding: 'utf8',
    env: { ...(process.platform === 'win32' && { SystemRoot: process.env['SystemRoot'] }), ...env },
  })

test('npm start shows a token of a throwaway key, but not the token itself', () => {
  const { status, stdout, stderr } = start([])
  expect(stdout).toContain(`\nCreated a token with the team key ${KEY_ID}.`)
  expect(stdout).toContain("\n  iss: '57246542-96fe-1a63-e053-0824d011072a',\n")
  expect(stdout).toContain('\n== The signature verifies with the public key\n')
  expect(stdout).not.toMatch(/eyJ/)
  expect({ status, stderr }).toStrictEqual({ status: 0, stderr: '' })
})

test('npm start uses your own key, and prints its token if asked to', () => {
  const { key, pem } = makeKey()
  writeFileSync(join(temp(), 'key.p8'), pem)
  const env = { INIT_CWD: temp(), ASC_KEY_ID: KEY_ID, ASC_PRIVATE_KEY_PATH: 'key.p8' }
  const { stdout } = start(['--key-type', 'individual', '--show-token'], env)
  const token = /^token: (\S+)$/m.exec(stdout)?.[1] ?? ''
  expect(openToken(token, key)).toMatchObject({ header: { kid: KEY_ID }, payload: { sub: 'user' } })
  expect(leaks(stdout, pem)).toStrictEqual([])
})

test('npm start fails as the step does', () => {
  const { stdout, status } = start(['--lifetime', '900'])
  expect(stdout).toContain('\nError: lifetime cannot be "900". ')
  expect(status).toBe(1)
})

const SEE_HELP = 'npm start -- --help lists all options.'

test.each([
  [['--key', 'x'], `Unknown option '--key'. ${SEE_HELP}`],
  [['--key-id'], `Option '--key-id <value>' argument missing. ${SEE_HELP}`],
  [['--key-id', KEY_ID], `Set --private-key to the path of your .p8 file. ${SEE_HELP}`],
  [
    ['--private-key', 'no.p8'],
    `Set --issuer-id, or --key-type individual if the key has no issuer ID. ${SEE_HELP}`,
  ],
  [
    ['--private-key', 'no.p8', '--key-type', 'individual'],
    `Set --key-id, since the name of the file does not contain it. ${SEE_HELP}`,
  ],
])('npm start with %j says what to write', (args, message) => {
  expect(start(args)).toMatchObject({ status: 1, stdout: '', stderr: `${message}\n` })
})

test('npm start reports a file that cannot be read', () => {
  const path = join(temp(), `ApiKey_${KEY_ID}.p8`)
  expect(start(['--private-key', path, '--key-type', 'individual'])).toMatchObject({
    status: 1,
    stderr: `The file ${path} cannot be read (ENOENT). Use the path of your .p8 file.\n`,
  })
})

test('npm start lists the options', () => {
  const { status, stdout } = start(['--help'])
  expect(stdout).toMatch(/^Usage: npm start /)
  for (const name of ['issuer-id', 'key-id', 'private-key', 'verify', 'show-token']) {
    expect(stdout).toContain(`--${name}`)
  }
  expect(status).toBe(0)
})

test('npm start reports a Node that is too old', () => {
  const text = readFileSync(join(root, 'tools/start.cjs'), 'utf8')
  const old = `Object.defineProperty(process, 'versions', { value: { node: '18.20.8' } });${text}`
  const { status, stderr } = spawnSync(process.execPath, ['-e', old], { encoding: 'utf8' })
  expect(stderr).toBe(`npm start needs Node 20 or newer, and this is ${process.version}.\n`)
  expect(status).toBe(1)
})
