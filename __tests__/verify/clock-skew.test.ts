import { expect, test } from '@jest/globals'
import { describeSkew, measureSkew } from '../../src/verify/clock-skew.ts'

const response = { status: 200, body: '', complete: true, at: new Date('2026-11-25T12:00:00.500Z') }

test.each([
  ['Wed, 25 Nov 2026 12:00:00 GMT', 0],
  ['Wed, 25 Nov 2026 11:00:00 GMT', -3_600_000],
  ['Thu, 26 Nov 2026 12:00:00 GMT', 86_400_000],
])('measures by the Date %s a skew of %i ms', (date, skew) => {
  expect(measureSkew({ ...response, headers: { date } })).toBe(skew)
})

test.each([
  undefined,
  '',
  'yesterday',
  '1',
  '2026-11-25T12:00:00Z',
  'Wed, 99 Nov 2026 12:00:00 GMT',
  'Wed, 25 Foo 2026 12:00:00 GMT',
  'Wed, 25 Nov 2026 12:00:00 GMT+01',
])('ignores the Date %j', (date) => {
  const headers = date === undefined ? {} : { date }
  expect(measureSkew({ ...response, headers })).toBeUndefined()
})

test.each([
  [-3_720_000, '1 hour 2 minutes fast'],
  [3_600_499, '1 hour slow'],
  [-60_001, '1 minute fast'],
  [119_600, '2 minutes slow'],
  [-3_570_000, '1 hour fast'],
  [86_400_000 * 3 + 7_260_000, '3 days 2 hours slow'],
  [86_400_000 + 60_000, '1 day 1 minute slow'],
])('formats a skew of %i ms as %s', (skew, text) => {
  expect(describeSkew(skew)).toBe(text)
})
