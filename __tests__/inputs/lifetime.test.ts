import { expect, test } from '@jest/globals'
import { parseLifetime } from '../../src/inputs/lifetime.ts'
import { messageOf } from '../helpers/support.ts'

test.each([
  ['1s', 1],
  ['15m', 900],
  ['19m', 1140],
  ['1140s', 1140],
  ['15M', 900],
  ['15 m', 900],
  ['015m', 900],
  ['15 minutes', 900],
  ['1 Minute', 60],
  ['900seconds', 900],
  ['1 second', 1],
])('reads %s as %i seconds', (text, seconds) => {
  expect(parseLifetime(text, false)).toBe(seconds)
})

const UNSCOPED =
  "but the maximum is 19m, since Apple rejects tokens that are valid for more than 20 minutes and a runner's clock may be a minute fast. For longer work, set `install-key: true`: the command app-store-connect-token prints a fresh token each time. Otherwise shorten it: only a token with a scope can be valid longer, and not for the Enterprise Program API."
const FORM = 'Write a whole number and a unit: s, m, h or d. The default is 15m.'

test.each([
  ['0s', 'lifetime is 0. Use at least 1s; the default is 15m.'],
  ['0', 'lifetime is 0. Use at least 1s; the default is 15m.'],
  ['00', 'lifetime is 0. '],
  ['20m', `lifetime is "20m", ${UNSCOPED}`],
  ['20 minutes', `lifetime is "20 minutes", ${UNSCOPED}`],
  ['1141s', `lifetime is "1141s", ${UNSCOPED}`],
  [`${'9'.repeat(400)}d`, `lifetime is a value of 401 characters, ${UNSCOPED}`],
  ['15', 'lifetime is 15, a number without a unit. Write 15m for minutes or 15s for seconds.'],
  ['19', 'lifetime is 19, a number without a unit. Write 19m for minutes or 19s for'],
  ['20', 'lifetime is 20, a number without a unit. If you mean minutes, write 19m, the maximum.'],
  ['60', 'lifetime is 60, a number without a unit. If you mean minutes, '],
  ['61', 'lifetime is 61, a number without a unit. If you mean seconds, write 61s.'],
  ['1140', 'lifetime is 1140, a number without a unit. If you mean seconds, '],
  [
    '1141',
    'lifetime is 1141, a number without a unit. Write it in minutes, such as 15m; the maximum is 19m.',
  ],
  ['9999', 'lifetime is 9999, a number without a unit. Write it in minutes, '],
  ['10000', `lifetime cannot be "10000". ${FORM}`],
  ['12345678', `lifetime has an invalid value. ${FORM}`],
  ['900000ms', `lifetime cannot be "900000ms". ${FORM}`],
  ['123456 msec', `lifetime cannot be "123456 msec". ${FORM}`],
  ['1234567 msec', `lifetime has an invalid value. ${FORM}`],
  ['2026-11-25T12:00:00Z', `lifetime cannot be "2026-11-25T12:00:00Z". ${FORM}`],
  ['1795608000', `lifetime has an invalid value. ${FORM}`],
  ['about 15 minutes', `lifetime has an invalid value. ${FORM}`],
  ['15 minutess', `lifetime cannot be "15 minutess". ${FORM}`],
  ['30:81:93', `lifetime cannot be "30:81:93". ${FORM}`],
  ['30:81:93:02', `lifetime has an invalid value. ${FORM}`],
  ['1.5h', `lifetime cannot be "1.5h". ${FORM}`],
  ['-5m', `lifetime cannot be "-5m". ${FORM}`],
  ['15m 15m', `lifetime cannot be "15m 15m". ${FORM}`],
  ['a\nb', `lifetime has an invalid value. ${FORM}`],
])('rejects %j', (text, message) => {
  expect(messageOf(() => parseLifetime(text, false))).toContain(message)
})

test('accepts up to 180 days with a scope', () => {
  expect(parseLifetime('180d', true)).toBe(180 * 86_400)
  expect(parseLifetime('20m', true)).toBe(1200)
  for (const text of ['1h', '1 hour', '1 hours']) expect(parseLifetime(text, true)).toBe(3600)
  expect(parseLifetime('2 days', true)).toBe(172_800)
  expect(messageOf(() => parseLifetime('181d', true))).toBe(
    'lifetime is "181d", but the maximum with a scope is 180d, since Apple allows six months. Shorten it.',
  )
})
