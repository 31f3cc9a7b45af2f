import { expect, test } from '@jest/globals'
import { measure, quote } from '../src/quote.ts'
import { makeKey } from './support.ts'

test.each([
  ['', '0 characters'],
  ['a', '1 character'],
  ['ab\ncd', '5 characters in 2 lines'],
  ['a\r\nb\rc', '6 characters in 3 lines'],
])('%j measures %s', (text, measured) => {
  expect(measure(text)).toBe(measured)
})

test.each(['15m', 'appstoreconnect-v2', 'GET /v1/apps?filter[platform]=IOS', 'ABCDEFGHIJKLM'])(
  '%s is quoted',
  (text) => {
    expect(quote(text)).toBe(`"${text}"`)
  },
)

test.each(['', 'a\nb', 'x'.repeat(61), 'caf\u00e9', '\u001b[31m'])('%j is measured', (text) => {
  expect(quote(text)).toBe(measure(text))
})

test('pieces of a key are measured', () => {
  const [, line = ''] = makeKey().pem.split('\n')
  for (let start = 0; start + 16 <= line.length; start += 16) {
    const piece = line.slice(start, start + 16)
    if (/[A-Z]/.test(piece) && /[a-z]/.test(piece) && /\d/.test(piece) && !piece.includes('/')) {
      expect(quote(piece)).toBe('16 characters')
    }
  }
})
