import { expect, test } from '@jest/globals'
import { count } from '../src/count.ts'

test.each([
  [0, '0 hours'],
  [1, '1 hour'],
  [2, '2 hours'],
])('%i is %s', (number, text) => {
  expect(count(number, 'hour')).toBe(text)
})
