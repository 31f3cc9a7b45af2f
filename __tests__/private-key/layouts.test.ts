import { expect, test } from '@jest/globals'
import { divide, GUESSES, LAYOUTS } from '../../src/private-key/layouts.ts'

const M64 = `M${'A'.repeat(63)}`
const B64 = 'B'.repeat(64)

test.each([
  ['base64url', 'a-b_c---d', 'a+b/c+++d'],
  ['base64url', '----a-----b', '=a=b'],
  ['base64', '----a-b_c', '----a-b_c'],
  ['withLineNumbersOrJoinedByPlus', '1: abcd\n22 abcd+ + 123', ' : abcd\n  abcd+    '],
  [
    'afterWhatLogsAndGrepPrefix',
    '1:00Z -----END X-----\nkey:abcd==\n> ab',
    '--END X-----\nabcd==\nab',
  ],
  ['afterWhatLogsAndGrepPrefix', 'abcd\n12: ab=c!\n==\n', 'abcd\n12: ab=c!\n==\n'],
  ['afterThePlusOfTheHeader', '+-BEGIN\n+ab+c', '-BEGIN\nab+c'],
  ['afterThePlusOfTheHeader', 'diff: +-BEGIN\n+ab', 'diff: -BEGIN\nab'],
  ['afterThePlusOfTheHeader', 'a+-BEGIN\n+ab', 'a+-BEGIN\n+ab'],
  ['withTheLineBreaksOfTheHeader', `-n${M64}nabn-`, `-\n${M64}\nab\n-`],
  ['withTheLineBreaksOfTheHeader', `-/n${M64}/nan/n-`, `-\n${M64}\nan\n-`],
  ['withTheLineBreaksOfTheHeader', `-rn${M64}rnanrn-`, `-\n${M64}\nan\n-`],
  ['withTheLineBreaksOfTheHeader', `-+${M64}+a+b+-`, `-\n${M64}\na+b\n-`],
  ['withTheLineBreaksOfTheHeader', `-n${M64}n${B64}Bn${B64}`, `-\n${M64}\n=\n${B64}`],
  ['withTheLineBreaksOfTheHeader', `n${M64}n${B64}`, `n${M64}n${B64}`],
  ['withPlusSignsThatBecameSpaces', 'a b-c_d', 'a+b+c/d'],
  ['quotedPrintable', 'a=3Db=2Bc=\n d=\r\ne=f', 'a=b+cde=f'],
  ['afterPlus', '+ab +c\n+d+e', 'ab c\nd+e'],
  ['withLineBreaksThatBecameLetters', `${M64}n${B64}/na`, `${M64}${B64}a`],
  ['withLineBreaksThatBecameLetters', `${M64}rn${B64}+a`, `${M64}${B64}a`],
  ['withLineBreaksThatBecameLetters', `${'A'.repeat(63)}n`, `${'A'.repeat(63)}n`],
])('%s: %j is %j', (name, text, expected) => {
  const layout = [...LAYOUTS, ...GUESSES].find((layout) => layout.name === name)
  expect(layout?.(text)).toBe(expected)
})

const [X, Y] = ['x'.repeat(16), 'y'.repeat(16)]

test.each([
  '=',
  '--',
  ' BEGIN PRIVATE KEY ',
  ' END EC PRIVATE KEY ',
  '-begin_rsa_private_key_',
  'ENDPRIVATEKEY',
  ' END  ENCRYPTED++PRIVATE  KEY ',
])('%j ends Base64', (mark) => {
  expect(divide(`${X}${mark}${Y}`).slice(0, 2)).toStrictEqual([X, Y])
})

test.each([
  ['-', [`${X} ${Y}`, `${X} ${Y}`, X, Y]],
  ['\n', [`${X} ${Y}`, `${X} ${Y}`, X, Y]],
  [': ', [`${X} ${Y}`, `${X} ${Y}`, X, Y]],
  ...['"', "'", '<', '>', '|', '\n\n', '\n \t\n'].map(
    (mark) => [mark, [`${X} ${Y}`, X, Y, X, Y]] as const,
  ),
  ['=', [X, Y, X, Y, X, Y]],
  ['---', [X, Y, X, Y, X, Y]],
  [' PRIVATE KEY ', [`${X} PRIVATE KEY ${Y}`, `${X} PRIVATE KEY ${Y}`, X, Y]],
  [' END PUBLIC KEY ', [`${X} END PUBLIC KEY ${Y}`, `${X} END PUBLIC KEY ${Y}`, X, Y]],
  ['END1PRIVATE2KEY', Array(3).fill(`${X}END1PRIVATE2KEY${Y}`)],
])('at %j, words are in the spaces %j', (between, spaces) => {
  expect(divide(`${X}${between}${Y}`)).toStrictEqual(spaces)
})

test.each([
  ['x'.repeat(15), []],
  [X, [X, X, X]],
  ['!'.repeat(16), ['', '']],
])('%j has the spaces %j', (text, spaces) => {
  expect(divide(text)).toStrictEqual(spaces)
})
