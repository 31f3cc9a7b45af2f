import { expect, test } from '@jest/globals'
import { agree, describeSkew, measureClock } from '../../src/verify/clock-skew.ts'

const DAY = 86_400_000
const at = new Date('2026-11-25T12:00:00.500Z')
const response = { status: 200, body: '', complete: true, at }

test.each([
  ['Wed, 25 Nov 2026 12:01:00 GMT', 0],
  ['Wed, 25 Nov 2026 12:01:01 GMT', 61_000],
  ['Wed, 25 Nov 2026 11:59:00 GMT', 0],
  ['Wed, 25 Nov 2026 11:58:59 GMT', -61_000],
  ['Thu, 25 Nov 2027 11:59:59 GMT', 365 * DAY - 1000],
  ['Tue, 25 Nov 2025 12:00:01 GMT', 1000 - 365 * DAY],
])('measures by the Date %s a skew of %i ms', (date, skew) => {
  const sample = { date: Date.parse(date), skew }
  expect(measureClock({ ...response, headers: { date } })).toStrictEqual(sample)
})

test.each([
  undefined,
  'Invalid Date',
  '2026-11-25T12:00:00Z',
  'Wed, 99 Nov 2026 12:00:00 GMT',
  'Tue, 25 Nov 2026 12:00:00 GMT',
  'Wed, 25 Nov 2026 12:00:00 GMT, Wed, 25 Nov 2026 12:00:00 GMT',
  'Thu, 25 Nov 2027 12:00:00 GMT',
  'Tue, 25 Nov 2025 12:00:00 GMT',
  'Thu, 01 Jan 1970 00:00:00 GMT',
  'Fri, 31 Dec 9999 23:59:59 GMT',
])('ignores the Date %j', (date) => {
  expect(measureClock({ ...response, headers: { ...(date && { date }) } })).toBeUndefined()
})

test('ignores the Date of a response from a cache', () => {
  const headers = { date: at.toUTCString(), age: '0' }
  expect(measureClock({ ...response, headers })).toBeUndefined()
})

test.each([
  [-241_000, undefined],
  [-240_000, -240_000],
  [899_000, 899_000],
  [900_000, undefined],
])('of a Date %i ms ahead on an accepted token, returns the skew %j', (ahead, skew) => {
  const from = at.getTime() - 500
  const headers = { date: new Date(from + ahead).toUTCString() }
  const times = { issuedAt: new Date(from - 240_000), expiresAt: new Date(from + 900_000) }
  expect(measureClock({ ...response, headers }, { jwt: '', ...times })?.skew).toBe(skew)
})

test.each([
  [{ date: 1000, skew: 90_000 }, { date: 3000, skew: 150_000 }, true],
  [{ date: 1000, skew: 90_000 }, { date: 3000, skew: 150_001 }, false],
  [{ date: 3000, skew: -150_001 }, { date: 1000, skew: -90_000 }, false],
  [{ date: 1000, skew: 90_000 }, { date: 1000, skew: 90_000 }, false],
])('says whether %j and %j show the same clock: %s', (one, other, expected) => {
  expect(agree(one, other)).toBe(expected)
})

test.each([
  [-3_720_000, '62 minutes fast'],
  [3_600_499, '1 hour slow'],
  [-60_001, '1 minute fast'],
  [119_600, '2 minutes slow'],
  [9_000_000, '150 minutes slow'],
  [35_880_000, '598 minutes slow'],
  [-36_060_000, '10 hours fast'],
  [3 * DAY + 7_260_000, '74 hours slow'],
  [10 * DAY + 7_200_000, '10 days slow'],
])('formats a skew of %i ms as %s', (skew, text) => {
  expect(describeSkew(skew)).toBe(text)
})
