import { expect, test } from '@jest/globals'
import {
  explainError,
  explainSystemErrors,
  isSystemError,
  trace,
  UserError,
} from '../src/errors.ts'
import { errorOf, systemError } from './helpers/support.ts'

const bug = Object.assign(new TypeError('SECRET'), { code: 'ERR_X' })
const env = {
  GITHUB_SERVER_URL: 'https://github.example.org',
  GITHUB_ACTION_REPOSITORY: 'owner/create-app-store-connect-token',
}

test('a UserError is shown as is: the problem, then the remedy', () => {
  const error = new UserError('key-id is empty.', 'Set it.')
  expect(error).toMatchObject({ problem: 'key-id is empty.', remedy: 'Set it.' })
  expect(explainError(error, env)).toBe('key-id is empty. Set it.')
})

test('a bug is described by its name and code, without its message, and says where to report it', () => {
  expect(explainError(bug, env)).toBe(
    'This is a bug in the action (TypeError ERR_X). Rerun the job with debug logging, and report the lines after this one at https://github.example.org/owner/create-app-store-connect-token/issues.',
  )
  expect(explainError('SECRET', env)).toMatch(/^This is a bug in the action \(a thrown string\)\. /)
})

test('a bug in a local action goes to its maintainers', () => {
  const local = { ...env, GITHUB_ACTION_REPOSITORY: '' }
  expect(explainError(bug, local)).toMatch(
    / report the lines after this one to the action's maintainers\.$/,
  )
})

test('the trace shows where an error and its causes were thrown, without their messages', () => {
  const text = trace(new UserError('SECRET\nand more at SECRET', 'SECRET', { cause: bug }))
  expect(text).toMatch(/^UserError(\n +at [^\n]+)+\ncaused by TypeError ERR_X(\n +at [^\n]+)+$/)
  expect(text).not.toContain('SECRET')
  expect(text).not.toContain('more')
})

test('anything that is thrown has a trace', () => {
  expect(trace('SECRET')).toBe('a thrown string')
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

const explain = (code: string) => [`It is full (${code}).`, 'Make room.'] as const

test('returns what the code returns', () => {
  expect(explainSystemErrors(() => 7, explain)).toBe(7)
})

test('throws a UserError in place of a system error, and everything else as is', () => {
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
