import { expect, test } from '@jest/globals'
import { readAll, UserError } from '../src/errors.ts'

const fail = (error: Error) => (): never => {
  throw error
}

test('what every reader read is returned', () => {
  expect(readAll({ a: () => 1, b: () => 'two' })).toStrictEqual({ a: 1, b: 'two' })
})

test('one problem is told as it stands', () => {
  const read = () => readAll({ a: () => 1, b: fail(new UserError('b is empty.')) })
  expect(read).toThrow(new UserError('b is empty.'))
})

test('several problems are told in one list', () => {
  const read = () => readAll({ a: fail(new UserError('No a.')), b: fail(new UserError('No b.')) })
  expect(read).toThrow(new UserError('2 things are wrong with the inputs:\n- No a.\n- No b.'))
})

test('a fault of the action is not taken for a problem', () => {
  const fault = new TypeError('x is not a function')
  expect(() => readAll({ a: fail(fault), b: fail(new UserError('No b.')) })).toThrow(fault)
})

test('a problem of two inputs is told once', () => {
  const problem = fail(new UserError('a and b are swapped.'))
  expect(() => readAll({ a: problem, b: problem })).toThrow(new UserError('a and b are swapped.'))
})

test('a reader is given what those before it read', () => {
  const read = readAll<{ a: number; b: number }>({ a: () => 1, b: ({ a = 0 }) => a + 1 })
  expect(read).toStrictEqual({ a: 1, b: 2 })
})
