import { expect, test } from '@jest/globals'
import { trim } from '../src/trim.ts'

test.each([
  'ID',
  ' ID\r\n',
  '\ufeffID\u200b',
  '\u00a0ID\u2060',
  '"ID"',
  "' ID '",
  '\u201cID\u201d',
  '"\'ID\'"',
  'ID\\n',
  'ID\\r\\n',
  '"ID\\n"',
  '"ID\n',
  '\u0000ID\u001b',
])('%j is ID', (text) => {
  expect(trim(text)).toBe('ID')
})

test.each([
  ['a b', 'a b'],
  ['', ''],
  [' "" ', ''],
  ['\u200b', ''],
  ['ID\\nX', 'ID\\nX'],
  ['ID\\x', 'ID\\x'],
])('%j is %j', (text, trimmed) => {
  expect(trim(text)).toBe(trimmed)
})
