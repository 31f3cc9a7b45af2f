import { expect, test } from '@jest/globals'
import { UserError } from '../src/errors.ts'
import { explain, trace } from '../src/report.ts'

const fault = Object.assign(new TypeError('SECRET'), { code: 'ERR_X' })

test('what a person can mend is told as it stands', () => {
  expect(explain(new UserError('key-id is empty.'))).toBe('key-id is empty.')
})

test('a fault is told by its name and code, without its message', () => {
  expect(explain(fault)).toMatch(/^Something broke inside this action \(TypeError ERR_X\)\. Run /)
  expect(explain('SECRET')).toContain('(a thrown string)')
})

test('the trace tells where an error and its causes arose, without their messages', () => {
  const text = trace(new UserError('SECRET\nand more', { cause: fault }))
  expect(text).toMatch(/^UserError\n +at [\s\S]+\ncaused by TypeError ERR_X\n +at /)
  expect(text).not.toContain('SECRET')
  expect(text).not.toContain('more')
})

test('whatever is thrown has a trace', () => {
  expect(trace('SECRET')).toBe('a thrown string')
})
