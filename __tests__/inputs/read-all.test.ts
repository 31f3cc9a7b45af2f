import { expect, test } from '@jest/globals'
import { UserError } from '../../src/errors.ts'
import { readAll } from '../../src/inputs/read-all.ts'
import { errorOf } from '../helpers/support.ts'

const fail = (error: Error) => (): never => {
  throw error
}
const NO_A = new UserError('a is empty.', 'Set a:\n- here', 'empty')
const NO_B = new UserError('b is empty.', 'Set b.', ['value', 'empty'])

test('passes each reader what those before it read, and returns all', () => {
  const read = readAll<{ a: number; b: number }>({ a: () => 1, b: ({ a = 0 }) => a + 1 })
  expect(read).toStrictEqual({ a: 1, b: 2 })
})

test('throws a single problem as is, and one of two inputs once', () => {
  expect(errorOf(() => readAll({ a: () => 1, b: fail(NO_B) }))).toBe(NO_B)
  expect(errorOf(() => readAll({ a: fail(NO_A), b: fail(NO_A) }))).toBe(NO_A)
})

test('lists several problems in one error', () => {
  expect(errorOf(() => readAll({ a: fail(NO_A), b: fail(NO_B) }))).toMatchObject({
    problem: '2 things are wrong with the inputs.',
    remedy: 'Fix each of them:\n- a is empty. Set a:\n  - here\n- b is empty. Set b.',
    topics: ['empty', 'value'],
  })
})

test('does not report a bug in the action as a problem with the inputs', () => {
  const bug = new TypeError('x is not a function')
  expect(() => readAll({ a: fail(bug), b: fail(NO_B) })).toThrow(bug)
})
