import { expect, test } from '@jest/globals'
import { formatLifetime, parseLifetime } from '../src/lifetime.ts'
import { messageOf } from './support.ts'

test.each([
  ['1s', 1],
  ['15m', 900],
  ['19m', 1140],
  ['1140s', 1140],
  ['15M', 900],
  ['15 m', 900],
  ['015m', 900],
])('%s is %i seconds', (text, seconds) => {
  expect(parseLifetime(text, false)).toBe(seconds)
})

test.each([
  ['0s', 'lifetime is 0. Write at least 1s; 15m is usual.'],
  [
    '20m',
    'lifetime is "20m", but the longest is 19m: Apple refuses tokens of over 20 minutes, and a runner\'s clock may be a minute fast. Only a token with a scope can live longer, and none for the Enterprise Program API.',
  ],
  ['1141s', 'lifetime is "1141s", but the longest is 19m: Apple refuses'],
  ['1h', 'lifetime is "1h", but the longest is 19m: Apple refuses'],
  [`${'9'.repeat(400)}d`, 'lifetime is 401 characters, but the longest is 19m: Apple refuses'],
  ['15', 'lifetime is "15", a number without a unit. Write 15m for minutes or 15s for seconds.'],
  ['0', 'lifetime is 0. Write at least 1s; 15m is usual.'],
  [
    '20',
    'lifetime is "20", a number without a unit. If it means minutes, write 19m, which is the longest.',
  ],
  ['900', 'lifetime is "900", a number without a unit. If it means seconds, write 900s.'],
  [
    '1200',
    'lifetime is "1200", a number without a unit. Write it in minutes, such as 15m; the longest is 19m.',
  ],
  ['900000', 'lifetime is "900000", which looks like milliseconds. Write seconds or minutes, such'],
  [
    '900000ms',
    'lifetime is "900000ms", which looks like milliseconds. Write seconds or minutes, such',
  ],
  [
    '2026-11-25T12:00:00Z',
    'lifetime is "2026-11-25T12:00:00Z", which looks like a point in time. Write how long the token is valid, such as 15m.',
  ],
  ['1795608000', 'lifetime is "1795608000", which looks like a point in time.'],
  [
    '15 minutes',
    'lifetime is "15 minutes". Write a whole number and a unit: s, m, h or d. 15m is usual.',
  ],
  ['1.5h', 'lifetime is "1.5h". Write a whole number and a unit'],
  ['-5m', 'lifetime is "-5m". Write a whole number and a unit'],
  ['15m 15m', 'lifetime is "15m 15m". Write a whole number'],
  ['a\nb', 'lifetime is 3 characters in 2 lines. Write a whole number'],
])('%j is refused', (text, message) => {
  expect(messageOf(() => parseLifetime(text, false))).toContain(message)
})

test('a token with a scope may live for 180 days', () => {
  expect(parseLifetime('180d', true)).toBe(180 * 86_400)
  expect(parseLifetime('20m', true)).toBe(1200)
  expect(messageOf(() => parseLifetime('181d', true))).toBe(
    'lifetime is "181d", but the longest with a scope is 180d: Apple allows six months.',
  )
})

test.each([
  [1, '1 second'],
  [90, '90 seconds'],
  [60, '1 minute'],
  [900, '15 minutes'],
  [7200, '2 hours'],
  [86_400, '1 day'],
])('%i seconds are said as %s', (seconds, text) => {
  expect(formatLifetime(seconds)).toBe(text)
})
