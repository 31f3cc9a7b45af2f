import { expect, test } from '@jest/globals'
import { agree, describeSkew, readClock } from '../../src/verify/clock-skew.ts'

const response = { status: 200, body: '', complete: true, at: new Date('2026-11-25T12:00:00.500Z') }

test.each([
  ['Wed, 25 Nov 2026 12:00:00 GMT', 0],
  ['Wed, 25 Nov 2026 12:01:00 GMT', 0],
  ['Wed, 25 Nov 2026 12:01:01 GMT', 61_000],
  ['Wed, 25 Nov 2026 11:59:00 GMT', 0],
  ['Wed, 25 Nov 2026 11:58:59 GMT', -61_000],
  ['Thu, 25 Nov 2027 11:59:59 GMT', 365 * 86_400_000 - 1000],
  ['Tue, 25 Nov 2025 12:00:01 GMT', 1000 - 365 * 86_400_000],
  ['Wed, 25 Nov 2026 11:00:00 GMT', -3_600_000],
  ['Thu, 26 Nov 2026 12:00:00 GMT', 86_400_000],
])('measures by the Date %s a skew of %i ms', (date, skew) => {
  const reading = { date: Date.parse(date), skew }
  expect(readClock({ ...response, headers: { date } })).toStrictEqual(reading)
})

test('reports a skew of more than a minute by the millisecond', () => {
  const headers = { date: 'Wed, 25 Nov 2026 12:01:00 GMT' }
  const at = new Date('2026-11-25T12:00:00.499Z')
  expect(readClock({ ...response, at, headers })).toMatchObject({ skew: 60_001 })
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
  'Wed, Wed, 25 Nov 2026 12:00:00 GMT',
  'Thu, 25 Nov 2027 12:00:00 GMT',
  'Tue, 25 Nov 2025 12:00:00 GMT',
  'Invalid Date',
  'Tue, 25 Nov 2026 12:00:00 GMT',
  'wed, 25 nov 2026 12:00:00 gmt',
  'Thu, 01 Jan 1970 00:00:00 GMT',
  'Fri, 31 Dec 9999 23:59:59 GMT',
  'Wed, 25 Nov 2026 12:00:00 GMT, Wed, 25 Nov 2026 12:00:00 GMT',
])('ignores the Date %j', (date) => {
  const headers = date === undefined ? {} : { date }
  expect(readClock({ ...response, headers })).toBeUndefined()
})

test.each(['0', '7'])('ignores the Date of a response with the Age %s', (age) => {
  const headers = { date: 'Wed, 25 Nov 2026 12:00:00 GMT', age }
  expect(readClock({ ...response, headers })).toBeUndefined()
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
  [-241_000, undefined],
  [-240_000, -239_500],
  [899_000, 899_500],
  [900_000, undefined],
])('of a Date %i ms ahead on an accepted token, returns the skew %j', (ahead, skew) => {
  const at = new Date('2026-11-25T12:00:00Z')
  const headers = { date: new Date(at.getTime() + ahead).toUTCString() }
  const issuedAt = new Date(at.getTime() - 240_000)
  const expiresAt = new Date(at.getTime() + 900_000)
  expect(readClock({ ...response, at, headers }, { jwt: '', issuedAt, expiresAt })?.skew).toBe(skew)
})

test.each([
  [-3_720_000, '1 hour 2 minutes fast'],
  [3_600_499, '1 hour slow'],
  [-60_001, '1 minute fast'],
  [119_600, '2 minutes slow'],
  [-3_570_000, '1 hour fast'],
  [86_400_000 * 3 + 7_260_000, '3 days 2 hours slow'],
  [86_400_000 + 60_000, '1 day 1 minute slow'],
  [86_400_000, '1 day slow'],
  [86_400_000 - 60_000, '23 hours 59 minutes slow'],
  [86_400_000 * 10_000, '10000 days slow'],
])('formats a skew of %i ms as %s', (skew, text) => {
  expect(describeSkew(skew)).toBe(text)
})
