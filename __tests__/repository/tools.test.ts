import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { root } from '../../tools/runner.js'
import { freshFolders } from '../helpers/folders.ts'
import { KEY_ID, leaks, makeKey, openToken } from '../helpers/support.ts'

const temp = freshFolders()
/** Windows needs it to open a socket. */
const { SystemRoot } = process.env

/** Runs a script of tools/ in a temporary folder. */
function node(script: string, args: string[], { input = '', env = {} } = {}) {
  return spawnSync(process.execPath, [join(root, 'tools', script), ...args], {
    encoding: 'utf8',
    input,
    cwd: temp(),
    env: { ...(SystemRoot && { SystemRoot }), ...env },
  })
}

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

/** Prints the notes of a release of a project whose version is 1.2.3. */
function releaseNotes(tag: string, changelog: string) {
  writeFileSync(join(temp(), 'package.json'), '{"version":"1.2.3"}')
  writeFileSync(join(temp(), 'CHANGELOG.md'), changelog)
  return node('release-notes.js', [tag, temp()])
}

test('prints what the changelog says about a release', () => {
  const result = { status: 0, stdout: '### Added\n\n- A thing.\n' }
  expect(releaseNotes('v1.2.3', CHANGELOG)).toMatchObject(result)
})

const NO_HEADING = 'CHANGELOG.md has no heading "## [1.2.3] - YYYY-MM-DD".'

test.each([
  ['1.2.3', CHANGELOG, 'The tag is 1.2.3, but package.json says version 1.2.3.'],
  ['v1.2.4', CHANGELOG, 'The tag is v1.2.4, but package.json says version 1.2.3.'],
  ['v1.2.3', CHANGELOG.replace('## [1.2.3] - 2026-11-25\n', ''), NO_HEADING],
  ['v1.2.3', CHANGELOG.replace('[1.2.3] - 2026-11-25', '[1.2.3] - soon'), NO_HEADING],
])('rejects the tag %s with the changelog %j', (tag, changelog, message) => {
  const result = { status: 1, stdout: '', stderr: `${message}\n` }
  expect(releaseNotes(tag, changelog)).toMatchObject(result)
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
  const jobs = [steps(asc), steps(asc, { run: 'a' }, { run: 'b' }), macos, macos]
  const workflows = shown.map((path) => parse(readFileSync(join(temp(), 'shown', path), 'utf8')))
  expect(workflows).toStrictEqual(jobs.map((job) => ({ on: 'push', jobs: { job } })))
})

const MASKED = 'The token shows as ***\n'
const [, , , lastLine = ''] = makeKey().pem.split('\n')
const KEY_LINE = 'The log contains a line of a key, in line 2.'

test.each([
  [MASKED, ''],
  ['', 'The log does not show the token as ***.'],
  [`${MASKED}eyJhbGciOiJFUzI1NiJ9.e30.c2ln`, 'The log contains part of a token, in line 2.'],
  // A few lines of keys contain what tokens start with.
  [`${MASKED}> ${lastLine.replaceAll('eyJ', 'eyK')}`, KEY_LINE],
  [`${MASKED}> +${'Ab1/'.repeat(13)}ab/`, KEY_LINE],
])('checks the log %j', (log, message) => {
  const { status, stderr } = node('end-to-end/check-log.js', [], { input: log })
  expect(stderr).toContain(message)
  expect(status === 0).toBe(message === '')
})

const start = (args: string[], env = {}) => node('start.cjs', args, { env })

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
const INCOMPLETE = `For your own key, set --private-key, --key-id, and --issuer-id or --key-type individual. ${SEE_HELP}`

test.each([
  [['--key', 'x'], `Unknown option '--key'. ${SEE_HELP}`],
  [['--key-id'], `Option '--key-id <value>' argument missing. ${SEE_HELP}`],
  [['--key-id', KEY_ID, '--key-type', 'individual'], INCOMPLETE],
  [['--private-key', `AuthKey_${KEY_ID}.p8`], INCOMPLETE],
  [['--private-key', 'no.p8', '--key-type', 'individual'], INCOMPLETE],
  [
    ['--private-key', `/no/ApiKey_${KEY_ID}.p8`, '--key-type', 'individual'],
    `The file ${resolve(`/no/ApiKey_${KEY_ID}.p8`)} cannot be read (ENOENT). Use the path of your .p8 file.`,
  ],
])('npm start with %j says what to write', (args, message) => {
  expect(start(args)).toMatchObject({ status: 1, stdout: '', stderr: `${message}\n` })
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
