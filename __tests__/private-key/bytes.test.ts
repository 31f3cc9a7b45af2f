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

test('decodes only text from Base64', () => {
  const text = 'x'.repeat(63)
  expect(decodeBase64(Buffer.from(text, 'utf16le').toString('base64'))).toContain(text)
  expect(decodeBase64('A'.repeat(80))).toEqual([])
})

test.each([
  ['hexadecimal', der.toString('hex')],
  ['hexadecimal with dashes', der.toString('hex').replaceAll(/..(?=.)/g, '$&-')],
  ['hexadecimal behind another digit', `7${der.toString('hex')}`],
  ['hexadecimal behind another byte', `07${der.toString('hex')}`],
  ['hexadecimal behind two other bytes', `0707${der.toString('hex')}`],
  ['a list in brackets', `[${bytes.join(', ')}]`],
  ['a list in parentheses', `( ${bytes.join(' ')} )`],
  ['a list with 20 separators', `[${bytes.join(';'.repeat(20))}]`],
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

test.each([
  ['key in PKCS#8', base64],
  ['key without its public key', Buffer.from('3041020100', 'hex').toString('base64')],
  ['large key', Buffer.from('308204000201', 'hex').toString('base64')],
  ['file of 64 kB', Buffer.from('308301000002', 'hex').toString('base64')],
  ['certificate', Buffer.from('308203f03082', 'hex').toString('base64')],
])('decodes the DER of a %s whose bytes are characters', (_, base64) => {
  const text = Buffer.from(base64, 'base64').toString('latin1')
  expect(decodeLatin1(text)).toStrictEqual([base64])
  expect(decodeLatin1(`x${text}`)).toStrictEqual([])
})

test('does not decode text that starts like DER', () => {
  expect(decodeLatin1('0A is no length of a key')).toStrictEqual([])
})

test('decodes bytes of every value', () => {
  const all = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))
  for (const list of [[...all], [...new Int8Array(all)]]) {
    expect(decodeBytes(JSON.stringify(list))).toContain(all.toString('base64'))
  }
})

test('decodes no less than 80 digits of hexadecimal', () => {
  expect(decodeBytes(`${'0a'.repeat(39)} 0a`)).toContain(Buffer.alloc(40, 10).toString('base64'))
  expect(decodeBytes(`${'0a'.repeat(39)} 0 `)).toEqual([])
  expect(decodeBytes(`${'0a'.repeat(39)}--0a`)).toEqual([])
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
  ['decimal numbers of four digits', bytes.map((byte) => String(byte).padStart(4, '0'))],
  ['hexadecimal numbers of three digits', hex.map((byte) => `0x${byte.padStart(3, '0')}`)],
  ['numbers with too much between them', [bytes.join(';'.repeat(21))]],
])('does not decode %s', (_, numbers) => {
  expect(decodeBytes(`[${numbers.join(';')}]`)).toEqual([])
})

test('decodes a list of 41 numbers', () => {
  const start = bytes.slice(0, 41)
  expect(decodeBytes(`[${start}]`)).toStrictEqual([Buffer.from(start).toString('base64')])
})

const { d, x, y } = key.export({ format: 'jwk' })

test.each([
  ['a public key in JSON', JSON.stringify({ x, y })],
  ['a key in JSON without its first coordinate', JSON.stringify({ d, y })],
  ['a key in JSON without its second coordinate', JSON.stringify({ d, x })],
  ['text', 'some text with 12 words, 3 numbers and {"braces": 1}'],
])('does not decode %s', (_, text) => {
  expect(decodeBytes(text)).toEqual([])
})

test('decodes the text in a list of numbers', () => {
  expect(decodeBytes(Buffer.from('x'.repeat(60)).join(' '))).toContain('x'.repeat(60))
  expect(decodeBytes(Buffer.from('x'.repeat(59)).join(' '))).not.toContain('x'.repeat(59))
  expect(decodeBytes(Buffer.from(p8).join(' '))).toContain(p8)
})
