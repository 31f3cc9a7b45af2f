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
])('reads %s as %i seconds', (text, seconds) => {
  expect(parseLifetime(text, false)).toBe(seconds)
})

test.each([
  ['0s', 'lifetime is 0. Use at least 1s; the default is 15m.'],
  [
    '20m',
    'lifetime is "20m", but the maximum is 19m, since Apple rejects tokens that are valid for more than 20 minutes and a runner\'s clock may be a minute fast. Shorten it: only a token with a scope can be valid longer, and not for the Enterprise Program API.',
  ],
  ['1141s', 'lifetime is "1141s", but the maximum is 19m, since '],
  ['1h', 'lifetime is "1h", but the maximum is 19m, since '],
  [`${'9'.repeat(400)}d`, 'lifetime is a value of 401 characters, but the maximum is 19m, since '],
  ['15', 'lifetime is "15", a number without a unit. Write 15m for minutes or 15s for seconds.'],
  ['0', 'lifetime is 0. Use at least 1s; the default is 15m.'],
  ['00', 'lifetime is 0. '],
  ['19', 'lifetime is "19", a number without a unit. Write 19m for minutes or 19s for'],
  ['20', 'lifetime is "20", a number without a unit. If you mean minutes, write 19m, the maximum.'],
  ['60', 'lifetime is "60", a number without a unit. If you mean minutes, '],
  ['61', 'lifetime is "61", a number without a unit. If you mean seconds, '],
  ['900', 'lifetime is "900", a number without a unit. If you mean seconds, write 900s.'],
  ['1140', 'lifetime is "1140", a number without a unit. If you mean seconds, '],
  [
    '1141',
    'lifetime is "1141", a number without a unit. Write it in minutes, such as 15m; the maximum is 19m.',
  ],
  ['9999', 'lifetime is "9999", a number without a unit. Write it in minutes, '],
  ['10000', 'lifetime is "10000", which looks like milliseconds. '],
  ['12345678', 'lifetime is a value of 8 characters, which looks like milliseconds. '],
  ['123456789', 'lifetime is a value of 9 characters, which looks like a date or a timestamp. '],
  ['900000', 'lifetime is "900000", which looks like milliseconds. Write seconds or minutes, such'],
  [
    '900000ms',
    'lifetime is "900000ms", which looks like milliseconds. Write seconds or minutes, such',
  ],
  ['900 ms', 'lifetime is "900 ms", which looks like milliseconds. '],
  [
    '2026-11-25T12:00:00Z',
    'lifetime is "2026-11-25T12:00:00Z", which looks like a date or a timestamp. Write how long the token should be valid, such as 15m.',
  ],
  ['1795608000', 'lifetime is a value of 10 characters, which looks like a date or a timestamp.'],
  ['1795608000.5', 'lifetime is a value of 12 characters. Write a whole number and a unit'],
  ['-1795608000', 'lifetime is a value of 11 characters. Write a whole number and a unit'],
  ['until 2026-11', 'lifetime is a value of 13 characters. Write a whole number and a unit'],
  ['about 15 minutes', 'lifetime is a value of 16 characters. Write a whole number and a unit'],
  [
    '15 minutes',
    'lifetime is "15 minutes". Write a whole number and a unit: s, m, h or d. The default is 15m.',
  ],
  ['900 seconds', 'lifetime is "900 seconds". '],
  ['5 minutes', 'lifetime is "5 minutes". '],
  ['minutes: 5', 'lifetime is a value of 10 characters. '],
  ['123456 min', 'lifetime is "123456 min". '],
  ['1234567 min', 'lifetime is a value of 11 characters. '],
  ['30:81:93', 'lifetime is "30:81:93". '],
  ['30:81:93:02', 'lifetime is a value of 11 characters. '],
  ['1.5h', 'lifetime is "1.5h". Write a whole number and a unit'],
  ['0.5h', 'lifetime is "0.5h". Write a whole number and a unit'],
  ['1.5ms', 'lifetime is "1.5ms". Write a whole number and a unit'],
  ['900msec', 'lifetime is "900msec". Write a whole number and a unit'],
  ['-5m', 'lifetime is "-5m". Write a whole number and a unit'],
  ['15m 15m', 'lifetime is "15m 15m". Write a whole number'],
  ['a\nb', 'lifetime is a value of 3 characters in 2 lines. Write a whole number'],
])('rejects %j', (text, message) => {
  expect(messageOf(() => parseLifetime(text, false))).toContain(message)
})

test('accepts up to 180 days with a scope', () => {
  expect(parseLifetime('180d', true)).toBe(180 * 86_400)
  expect(parseLifetime('20m', true)).toBe(1200)
  expect(parseLifetime('1h', true)).toBe(3600)
  expect(messageOf(() => parseLifetime('181d', true))).toBe(
    'lifetime is "181d", but the maximum with a scope is 180d, since Apple allows six months. Shorten it.',
  )
})
