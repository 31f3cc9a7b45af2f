import { expect, test } from '@jest/globals'
import { describeSkew, isWithin, measureSkew } from '../../src/verify/clock-skew.ts'

const response = { status: 200, body: '', complete: true, at: new Date('2026-11-25T12:00:00.500Z') }

test.each([
  ['Wed, 25 Nov 2026 12:00:00 GMT', 0],
  ['Wed, 25 Nov 2026 12:01:00 GMT', 0],
  ['Wed, 25 Nov 2026 12:01:01 GMT', 61_000],
  ['Wed, 25 Nov 2026 11:59:00 GMT', 0],
  ['Wed, 25 Nov 2026 11:58:59 GMT', -61_000],
  ['Wed, 01 Jan 2020 00:00:00 GMT', Date.UTC(2020, 0) - Date.UTC(2026, 10, 25, 12)],
  ['Thu, 31 Dec 2099 23:59:59 GMT', Date.UTC(2100, 0) - Date.UTC(2026, 10, 25, 12) - 1000],
  ['Wed, 25 Nov 2026 11:00:00 GMT', -3_600_000],
  ['Thu, 26 Nov 2026 12:00:00 GMT', 86_400_000],
])('measures by the Date %s a skew of %i ms', (date, skew) => {
  expect(measureSkew({ ...response, headers: { date } })).toBe(skew)
})

test('reports a skew of more than a minute by the millisecond', () => {
  const headers = { date: 'Wed, 25 Nov 2026 12:01:00 GMT' }
  const at = new Date('2026-11-25T12:00:00.499Z')
  expect(measureSkew({ ...response, at, headers })).toBe(60_001)
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
  'Tue, 31 Dec 2019 23:59:59 GMT',
  'Fri, 01 Jan 2100 00:00:00 GMT',
  'Thu, 01 Jan 1970 00:00:00 GMT',
  'Fri, 31 Dec 9999 23:59:59 GMT',
  'Wed, 25 Nov 2026 12:00:00 GMT, Wed, 25 Nov 2026 12:00:00 GMT',
])('ignores the Date %j', (date) => {
  const headers = date === undefined ? {} : { date }
  expect(measureSkew({ ...response, headers })).toBeUndefined()
})

test.each(['0', '7'])('ignores the Date of a response with the Age %s', (age) => {
  const headers = { date: 'Wed, 25 Nov 2026 12:00:00 GMT', age }
  expect(measureSkew({ ...response, headers })).toBeUndefined()
})

test.each([
  [-240_001, false],
  [-240_000, true],
  [899_999, true],
  [900_000, false],
])('says whether a server with a skew of %i ms can have accepted a token: %s', (skew, can) => {
  const now = new Date('2026-11-25T12:00:00Z')
  const issuedAt = new Date(now.getTime() - 240_000)
  const expiresAt = new Date(now.getTime() + 900_000)
  expect(isWithin({ jwt: '', issuedAt, expiresAt }, skew, now)).toBe(can)
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
