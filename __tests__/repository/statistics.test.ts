import { expect, test } from '@jest/globals'
import { formatSpread, quartiles, ratios } from '../../tools/statistics.js'

test.each([
  [[5], { median: 5, lower: 5, upper: 5 }],
  [[3, 1, 2], { median: 2, lower: 1, upper: 2 }],
  [[5, 4, 3, 2, 1], { median: 3, lower: 2, upper: 4 }],
  [[10, 9, 100], { median: 10, lower: 9, upper: 10 }],
])('the quartiles of %j are %j', (values, expected) => {
  expect(quartiles(values)).toStrictEqual(expected)
})

test('divides each value by the one of its round', () => {
  expect(ratios([2, 9], [1, 3])).toStrictEqual([2, 3])
})

test('formats the median and the middle half', () => {
  expect(formatSpread([1.26, 2, 3, 4, 5], 1)).toBe('3.0 | 2.0–4.0')
})
