import { expect, test } from '@jest/globals'
import { decodeBase64, decodeBytes, decodeLatin1 } from '../../src/private-key/bytes.ts'
import { derOf, makeP8 } from '../helpers/key-forms.ts'

const { key, p8 } = makeP8()
const der = derOf(p8)
const base64 = der.toString('base64')
const bytes = [...der]
const hex = bytes.map((byte) => byte.toString(16))

test('decodes Base64 from the offset at which it starts', () => {
  const text = Buffer.from(p8).toString('base64').replaceAll('=', '')
  for (const before of ['', 'a', 'ab', 'abc']) {
    expect(decodeBase64(before + text).join()).toContain(p8)
  }
})

test('does not decode what is too short for a key', () => {
  expect(decodeBase64(Buffer.from('x'.repeat(44)).toString('base64').slice(0, 59))).toEqual([])
  expect(decodeBase64(Buffer.from('x'.repeat(63)).toString('base64'))).toContain('x'.repeat(63))
})

test.each([
  ['hexadecimal', der.toString('hex')],
  ['hexadecimal with dashes', der.toString('hex').replaceAll(/..(?=.)/g, '$&-')],
  ['a list in brackets', `[${bytes.join(', ')}]`],
  ['a list in parentheses', `( ${bytes.join(' ')} )`],
  ['a list with line breaks', `{\n${bytes.join(',\n')}\n}`],
  ['a list of signed numbers', `[${[...new Int8Array(der)].join(', ')}]`],
  ['a list in hexadecimal', `{${hex.map((byte) => `0x${byte}`).join(', ')}}`],
  [
    'a list in hexadecimal with capitals',
    `{${hex
      .map((byte) => `0X${byte}`)
      .join(',')
      .toUpperCase()}}`,
  ],
  ['a Buffer in JSON', JSON.stringify(der)],
  ['a JWK', JSON.stringify(key.export({ format: 'jwk' }))],
  [
    'a set of keys',
    JSON.stringify({ keys: [{ kty: 'RSA' }, key.export({ format: 'jwk' })] }, null, 2),
  ],
  ['a dictionary', JSON.stringify(key.export({ format: 'jwk' })).replaceAll('"', "'")],
])('decodes %s', (name, text) => {
  const openssl = key.export({ type: 'pkcs8', format: 'der' }).toString('base64')
  expect(decodeBytes(text)).toContain(/key|JWK|dict/.test(name) ? openssl : base64)
})

test('decodes DER whose bytes are characters', () => {
  const text = Buffer.from(base64, 'base64').toString('latin1')
  expect(decodeLatin1(text)).toStrictEqual([base64])
  expect(decodeLatin1(`x${text}`)).toStrictEqual([])
})

test('a list without brackets may lack digits of its last number, so a mark is before its bytes', () => {
  for (const list of [bytes.join(' '), `[${bytes.join(' ')}`, `${bytes.join(' ')}]`]) {
    expect(decodeBytes(list)).toContain(`+${base64}`)
    expect(decodeBytes(list)).not.toContain(base64)
  }
})

test.each([
  ['numbers above a byte', [...bytes, 256]],
  ['numbers below a byte', [...bytes, -129]],
  ['less than 41 numbers', bytes.slice(0, 40)],
])('does not decode %s', (_, numbers) => {
  const decoded = decodeBytes(`[${numbers.join(' ')}]`).join()
  expect(decoded).not.toContain(base64.slice(0, 40))
})

test.each([
  ['a public key in JSON', '{"kty":"EC","x":"","y":""}'],
  ['text', 'some text with 12 words, 3 numbers and {"braces": 1}'],
])('does not decode %s', (_, text) => {
  expect(decodeBytes(text)).toEqual([])
})

test('decodes the text in a list of numbers', () => {
  expect(decodeBytes(Buffer.from(p8).join(' '))).toContain(p8)
})
