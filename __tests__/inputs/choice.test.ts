import { expect, test } from '@jest/globals'
import { parseBoolean, parseChoice } from '../../src/inputs/choice.ts'
import { messageOf } from '../helpers/support.ts'

const CHOICES = ['team', 'individual'] as const

test.each(['team', 'Team', 'TEAM'])('reads %s as team', (text) => {
  expect(parseChoice('key-type', text, CHOICES)).toBe('team')
})

test.each([
  ['user', 'key-type cannot be "user". Use team or individual.'],
  ['teams', 'key-type cannot be "teams". Use team or individual.'],
  ['individuals', 'key-type cannot be "individuals". Use team or individual.'],
  ['INDIVIDUEL', 'key-type cannot be "INDIVIDUEL". Use team or individual.'],
  ['indirectly', 'key-type cannot be "indirectly". Use team or individual.'],
  ['industrial', 'key-type has an invalid value. Use team or individual.'],
  ['account', 'key-type cannot be "account". Use team or individual.'],
  ['accounts', 'key-type has an invalid value. Use team or individual.'],
  ['a\nb', 'key-type has an invalid value. Use team or individual.'],
])('rejects %j', (text, message) => {
  expect(messageOf(() => parseChoice('key-type', text, CHOICES))).toBe(message)
})

test.each([
  ['', false],
  ['false', false],
  ['True', true],
])('reads %j as %s', (text, on) => {
  expect(parseBoolean('verify', text)).toBe(on)
})

test('rejects a boolean that is neither true nor false', () => {
  expect(messageOf(() => parseBoolean('verify', 'yes'))).toBe(
    'verify cannot be "yes". Use true or false.',
  )
})
