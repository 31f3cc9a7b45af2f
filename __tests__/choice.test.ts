import { expect, test } from '@jest/globals'
import { parseChoice, parseSwitch } from '../src/choice.ts'
import { messageOf } from './support.ts'

const CHOICES = ['team', 'individual'] as const

test.each(['team', 'Team', 'TEAM'])('%s is team', (text) => {
  expect(parseChoice('key-type', text, CHOICES)).toBe('team')
})

test.each([
  ['user', 'key-type is "user". It can be team or individual.'],
  ['teams', 'key-type is "teams". It can be team or individual.'],
  ['a\nb', 'key-type is 3 characters in 2 lines. It can be team or individual.'],
])('%j is refused', (text, message) => {
  expect(messageOf(() => parseChoice('key-type', text, CHOICES))).toBe(message)
})

test.each([
  ['', false],
  ['false', false],
  ['True', true],
])('the switch %j is %s', (text, on) => {
  expect(parseSwitch('verify', text)).toBe(on)
})

test('a switch that is neither on nor off is refused', () => {
  expect(messageOf(() => parseSwitch('verify', 'yes'))).toBe(
    'verify is "yes". It can be true or false.',
  )
})
