import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { root } from '../../tools/runner.js'
import { freshFolders } from '../helpers/folders.ts'
import { KEY_ID, leaks, makeKey, openToken } from '../helpers/support.ts'

const node = (script: string, args: string[], input = '') =>
  spawnSync(process.execPath, [join(root, 'tools', script), ...args], { encoding: 'utf8', input })

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

test('the changelog has notes for the version in package.json', () => {
  const { status, stdout } = node('release-notes.js', [`v${version}`])
  expect(stdout).toMatch(/^### /)
  expect(stdout).not.toMatch(/^## |^\[.+\]: /m)
  expect(status).toBe(0)
})

test.each([[], [version], ['v0.0.0']])('%p is no tag of that version', (...args) => {
  const { status, stdout, stderr } = node('release-notes.js', args)
  expect(stderr).toContain(`but package.json says version ${version}.`)
  expect(stdout).toBe('')
  expect(status).toBe(1)
})

const temp = freshFolders()

const MASKED = 'The token shows as ***\n'

test('a masked log passes', () => {
  const { status } = node('end-to-end/check-log.js', [], MASKED)
  expect(status).toBe(0)
})

test.each([
  ['', 'The log does not show the token as ***.'],
  [`${MASKED}eyJhbGciOiJFUzI1NiJ9.e30.c2ln`, 'The log holds part of a token, in line 2.'],
  ...[...makeKey().pem.split('\n').slice(1, 4), `+${'Ab1/'.repeat(13)}ab/`].map((line) => [
    `${MASKED}> ${line}`,
    'The log holds a line of a key, in line 2.',
  ]),
])('the log %j fails', (log, message) => {
  const { status, stderr } = node('end-to-end/check-log.js', [], log)
  expect(stderr).toContain(message)
  expect(status).not.toBe(0)
})

const start = (args: string[], env = {}) =>
  spawnSync(process.execPath, [join(root, 'tools/start.js'), ...args], {
    encoding: 'utf8',
    env: { ...(process.platform === 'win32' && { SystemRoot: process.env['SystemRoot'] }), ...env },
  })

test('npm start shows a token of a throwaway key, but not the token itself', () => {
  const { status, stdout, stderr } = start([])
  expect(stdout).toContain('\nCreated a token with the team key ***.')
  expect(stdout).toContain("\n  iss: '57246542-96fe-1a63-e053-0824d011072a',\n")
  expect(stdout).toContain('\n== The signature verifies with the public half of the key\n')
  expect(stdout).not.toMatch(/eyJ/)
  expect({ status, stderr }).toStrictEqual({ status: 0, stderr: '' })
})

test('npm start takes a key of yours, and prints its token if asked to', () => {
  const folder = temp()
  const { key, pem } = makeKey()
  writeFileSync(join(folder, 'key.p8'), pem)
  const env = { INIT_CWD: folder, ASC_KEY_ID: KEY_ID, ASC_PRIVATE_KEY_PATH: 'key.p8' }
  const { stdout } = start(['--key-type', 'individual', '--show-token'], env)
  const token = /^token: (\S+)$/m.exec(stdout)?.[1] ?? ''
  expect(openToken(token, key)).toMatchObject({ header: { kid: KEY_ID }, payload: { sub: 'user' } })
  expect(leaks(stdout, pem)).toStrictEqual([])
})

test('npm start fails as the step does, and where there is no such file', () => {
  const refused = start(['--lifetime', '900'])
  expect(refused.stdout).toContain('\nError: lifetime is "900", a number without a unit.')
  expect(refused.status).toBe(1)
  const missing = start(['--private-key', 'no.p8'])
  expect(missing.stderr).toMatch(
    /^The file .*no\.p8 cannot be read\. Give the path of the \.p8 file\.\n$/,
  )
  expect(missing.status).toBe(1)
})
