import { expect, test } from '@jest/globals'
import {
  explainError,
  explainSystemErrors,
  findHelp,
  isSystemError,
  trace,
  UserError,
} from '../src/errors.ts'
import { errorOf, systemError } from './helpers/support.ts'

const bug = Object.assign(new TypeError('SECRET'), { code: 'ERR_X' })
const env = {
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_ACTION_REPOSITORY: 'owner/create-app-store-connect-token',
  GITHUB_ACTION_REF: 'v1.0.0',
}
const HELP =
  'https://github.com/owner/create-app-store-connect-token/blob/v1.0.0/docs/troubleshooting.md'

test.each([
  ['on Enterprise Server', { GITHUB_SERVER_URL: 'https://github.example.org' }],
  ['in a local action', { GITHUB_ACTION_REPOSITORY: '' }],
  ['within the action of somebody else', { GITHUB_ACTION_REPOSITORY: 'owner/release' }],
  ['without a version', { GITHUB_ACTION_REF: '' }],
  ['in a step of a shell', { GITHUB_ACTION_REPOSITORY: undefined, GITHUB_ACTION_REF: undefined }],
  ['with a version that a script cannot quote', { GITHUB_ACTION_REF: "it's" }],
])('finds no page %s', (_, more) => {
  expect(findHelp(env)).toBe(HELP)
  expect(findHelp({ ...env, ...more })).toBe('')
})

test('a UserError is shown as is, the problem and the remedy, and then where to read more', () => {
  const error = new UserError('key-id is empty.', 'Set it.', ['empty', 'clock'])
  expect(error).toMatchObject({ problem: 'key-id is empty.', remedy: 'Set it.' })
  expect(explainError(error, HELP)).toBe(
    `key-id is empty. Set it.\nSee ${HELP}#a-secret-or-an-id-is-empty\n${HELP}#the-runners-clock-is-off`,
  )
  expect(explainError(error, '')).toBe(
    'key-id is empty. Set it.\nSee "A secret or an ID is empty" and "The runner\'s clock is off" in docs/troubleshooting.md.',
  )
})

test('a bug is described by its name and code, without its message, and says where to report it', () => {
  expect(explainError(bug, HELP)).toBe(
    'This is a bug in the action (TypeError ERR_X). Rerun the job with debug logging, and report the lines after this one at https://github.com/owner/create-app-store-connect-token/issues.',
  )
  expect(explainError('SECRET', '')).toMatch(
    /^This is a bug in the action \(a thrown string\)\. .* to the action's maintainers\.$/,
  )
})

test('the trace shows where an error and its causes were thrown, without their messages', () => {
  const text = trace(
    new UserError('SECRET\nand more at SECRET', 'SECRET', 'runner', { cause: bug }),
  )
  expect(text).toMatch(/^UserError(\n +at [^\n]+)+\ncaused by TypeError ERR_X(\n +at [^\n]+)+$/)
  expect(text).not.toContain('SECRET')
  expect(text).not.toContain('more')
})

test('anything that is thrown has a trace', () => {
  expect(trace(undefined)).toBe('a thrown undefined')
})

test.each([
  [systemError('ENOSPC'), true],
  [bug, false],
  [new Error('no code'), false],
  [{ syscall: 'write' }, false],
  [undefined, false],
])('%p comes from the system: %s', (error, expected) => {
  expect(isSystemError(error)).toBe(expected)
})

const explain = (code: string) => [`It is full (${code}).`, 'Make room.', 'runner'] as const

test('throws a UserError in place of a system error, and everything else as is', () => {
  expect(explainSystemErrors(() => 7, explain)).toBe(7)
  const throwing = (error: unknown) => () => {
    throw error
  }
  const cause = systemError('ENOSPC')
  expect(errorOf(() => explainSystemErrors(throwing(cause), explain))).toMatchObject({
    problem: 'It is full (ENOSPC).',
    remedy: 'Make room.',
    cause,
  })
  expect(() => explainSystemErrors(throwing(bug), explain)).toThrow(bug)
})
