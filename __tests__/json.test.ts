import { expect, test } from '@jest/globals'
import { member, objectsIn, parseJson, textMember } from '../src/json.ts'

test('parses JSON, and nothing else', () => {
  expect(parseJson('\ufeff{"a":[1]}')).toStrictEqual({ a: [1] })
  for (const text of ['', '{"a":', 'a']) expect(parseJson(text)).toBeUndefined()
})

test.each([
  [['a', 1, 'b'], 'x'],
  [['a', 0], null],
  [['a', 0, 'b'], undefined],
  [['c', 'd'], undefined],
])('reads the member %j', (path, value) => {
  expect(member({ a: [null, { b: 'x' }] }, ...path)).toBe(value)
  expect(textMember({ a: [null, { b: 'x' }] }, ...path)).toBe(value === 'x' ? 'x' : '')
})

test('reads no member of what is no object', () => {
  for (const json of [null, undefined, 1]) expect(member(json, 'a')).toBeUndefined()
})

test('finds all objects, also in text', () => {
  const inner = { b: 1 }
  expect(objectsIn({ a: [inner], c: ' {"d":{}}', e: 'text', f: null })).toStrictEqual([
    { a: [inner], c: ' {"d":{}}', e: 'text', f: null },
    [inner],
    inner,
    { d: {} },
    {},
  ])
  expect(objectsIn('{"a":')).toStrictEqual([])
})
