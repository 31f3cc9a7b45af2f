import { expect, test } from '@jest/globals'
import { parseObject } from '../src/json.ts'

test('reads the members of an object', () => {
  expect(parseObject('{"a":[1]}')).toStrictEqual({ a: [1] })
})

test.each(['', '{"a":', 'null', '1', '"a"', '[]', 'a'])('finds no member in %j', (text) => {
  expect(parseObject(text)['a']).toBeUndefined()
})
