import { expect, test } from '@jest/globals'
import { parseLifetime } from '../../src/inputs/lifetime.ts'
import { messageOf } from '../helpers/support.ts'

test.each([
  ['1s', 1],
  ['19m', 1140],
  ['1140s', 1140],
  ['15M', 900],
  ['15  m', 900],
  ['15\tm', 900],
  ['015m', 900],
  ['15 minutes', 900],
  ['1 Minute', 60],
  ['900seconds', 900],
])('reads %s as %i seconds', (text, seconds) => {
  expect(parseLifetime(text, false)).toBe(seconds)
})

test.each([
  ['20m', 1200],
  ['1h', 3600],
  ['1 hour', 3600],
  ['180d', 15_552_000],
  ['2 days', 172_800],
])('reads %s as %i seconds with a scope', (text, seconds) => {
  expect(parseLifetime(text, true)).toBe(seconds)
})

test.each([
  ['20m', 'cannot be "20m"'],
  ['1141s', 'cannot be "1141s"'],
  ['20 minutes', 'has an invalid value'],
  ['8470986d', 'has an invalid value'],
])('rejects %s, which is too long', (text, problem) => {
  expect(messageOf(() => parseLifetime(text, false))).toBe(
    `lifetime ${problem}. Apple allows 20 minutes and a runner's clock may be fast, so the maximum is 19m. For longer work, set \`install-key: true\`: the command app-store-connect-token prints a fresh token each time.`,
  )
})

test('rejects more than 180 days with a scope', () => {
  expect(messageOf(() => parseLifetime('181d', true))).toBe(
    'lifetime cannot be "181d". The maximum with a scope is 180d, since Apple allows six months. Shorten it.',
  )
})

const FORM =
  'Write a whole number and its unit, such as 900s or 15m. The maximum is 19m, or 180d with a scope.'

test.each(['0s', '0', '900', '3 weeks', '1.5h', '-5m', '15m 15m', 'm', '15x', 'x 15m'])(
  'rejects %s, which is no lifetime',
  (text) => {
    expect(messageOf(() => parseLifetime(text, false))).toBe(
      `lifetime cannot be "${text}". ${FORM}`,
    )
  },
)

test.each(['1795608000', '15 minutess', '15minutes15', 'a\nb'])(
  'does not quote %j, which is not like a lifetime',
  (text) => {
    expect(messageOf(() => parseLifetime(text, false))).toBe(
      `lifetime has an invalid value. ${FORM}`,
    )
  },
)
