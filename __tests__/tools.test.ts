import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { root } from '../tools/runner.js'
import { makeKey } from './support.ts'

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
