import { expect, test } from '@jest/globals'
import { UserError } from '../../src/errors.ts'
import { readAll } from '../../src/inputs/read-all.ts'
import { errorOf } from '../helpers/support.ts'

const fail = (error: Error) => (): never => {
  throw error
}
const NO_A = new UserError('a is empty.', 'Set a:\n- here', 'empty')
const NO_B = new UserError('b is empty.', 'Set b.', ['value', 'empty'])

test('returns what every reader read', () => {
  expect(readAll({ a: () => 1, b: () => 'two' })).toStrictEqual({ a: 1, b: 'two' })
})

test('throws a single problem as is', () => {
  expect(errorOf(() => readAll({ a: () => 1, b: fail(NO_B) }))).toBe(NO_B)
})

test('lists several problems in one error', () => {
  expect(errorOf(() => readAll({ a: fail(NO_A), b: fail(NO_B) }))).toMatchObject({
    problem: '2 things are wrong with the inputs.',
    remedy: 'Fix each of them:\n- a is empty. Set a:\n  - here\n- b is empty. Set b.',
    topics: ['empty', 'value'],
  })
})

test('lists a problem of two inputs once', () => {
  expect(errorOf(() => readAll({ a: fail(NO_A), b: fail(NO_A) }))).toBe(NO_A)
})

test('does not report a bug in the action as a problem with the inputs', () => {
  const bug = new TypeError('x is not a function')
  expect(() => readAll({ a: fail(bug), b: fail(NO_B) })).toThrow(bug)
})

test('passes a reader what those before it read', () => {
  const read = readAll<{ a: number; b: number }>({ a: () => 1, b: ({ a = 0 }) => a + 1 })
  expect(read).toStrictEqual({ a: 1, b: 2 })
})

test('passes the checks what could be read, and lists their problems after the others', () => {
  const error = errorOf(() =>
    readAll<{ a: number; b: number }>({ a: () => 1, b: fail(NO_B) }, [
      ({ a, b }) => expect({ a, b }).toStrictEqual({ a: 1, b: undefined }),
      fail(NO_A),
    ]),
  )
  expect(error.remedy).toMatch(/\n- b is empty\. Set b\.\n- a is empty\. Set a:\n {2}- here$/)
})
