import { sign } from 'node:crypto'
import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { fromDer, fromRaw } from '../../src/kms/signature.ts'
import { makeKey } from '../helpers/support.ts'

/** A positive integer in DER. */
function integer(value: bigint): string {
  const hex = value.toString(16)
  const even = hex.padStart(hex.length + (hex.length % 2), '0')
  return tlv('02', /^[89a-f]/.test(even) ? `00${even}` : even)
}

function tlv(tag: string, value: string): string {
  return `${tag}${(value.length / 2).toString(16).padStart(2, '0')}${value}`
}

const der = (...integers: string[]) => Buffer.from(tlv('30', integers.join('')), 'hex')
const raw = (...values: bigint[]) => values.map((n) => n.toString(16).padStart(64, '0')).join('')
const MAX = 2n ** 256n - 1n

test.each([
  [1n, 1n],
  [127n, 128n],
  [255n, 256n],
  [2n ** 248n - 1n, 2n ** 248n],
  [2n ** 255n - 1n, 2n ** 255n],
  [MAX, MAX],
])('reads r = %i and s = %i', (r, s) => {
  expect(fromDer(der(integer(r), integer(s)))?.toString('hex')).toBe(raw(r, s))
})

test('reads any two integers of up to 32 bytes, and no others', () => {
  const number = fc.integer({ min: 1, max: 264 }).chain((bits) => {
    return fc.bigInt({ min: 2n ** BigInt(bits - 1), max: 2n ** BigInt(bits) - 1n })
  })
  fc.assert(
    fc.property(number, number, (r, s) => {
      const expected = r <= MAX && s <= MAX ? raw(r, s) : undefined
      expect(fromDer(der(integer(r), integer(s)))?.toString('hex')).toBe(expected)
    }),
    { numRuns: 2000 },
  )
})

test('reads what OpenSSL signs, and no part of it', () => {
  const { key } = makeKey()
  for (let count = 0; count < 50; count++) {
    const signature = sign('sha256', Buffer.from('message'), key)
    expect(fromDer(signature)).toHaveLength(64)
    for (let end = 0; end < signature.length; end++) {
      expect(fromDer(signature.subarray(0, end))).toBeUndefined()
    }
    expect(fromDer(Buffer.concat([signature, Buffer.from([0])]))).toBeUndefined()
  }
})

test.each(['P-384', 'P-521'])('rejects a signature on the curve %s', (curve) => {
  const signature = sign('sha256', Buffer.from('message'), makeKey(curve).key)
  expect(fromDer(signature)).toBeUndefined()
})

const ONE = '020101'
test.each([
  ['a zero', der(ONE, '020100')],
  ['an empty integer', der(ONE, '0200')],
  ['a negative number', der(ONE, '0201ff')],
  ['a zero byte without need', der(ONE, '02020001')],
  ['an integer that is cut short', der(ONE, '020201')],
  ['bytes before it', Buffer.from(`00063006${ONE}${ONE}`, 'hex')],
  ['one integer', der(ONE)],
  ['three integers', der(ONE, ONE, ONE)],
  ['another tag', der(ONE, '040101')],
  ['a SET', Buffer.from(tlv('31', `${ONE}${ONE}`), 'hex')],
  ['a length that is too short', Buffer.from(`3005${ONE}${ONE}`, 'hex')],
  ['a long form of the length', Buffer.from(`308106${ONE}${ONE}`, 'hex')],
  ['nothing', Buffer.alloc(0)],
])('rejects %s', (_, bytes) => {
  expect(fromDer(bytes)).toBeUndefined()
})

test.each([
  [63, false],
  [64, true],
  [65, false],
])('reads %i bytes as r and s: %s', (length, expected) => {
  expect(fromRaw(Buffer.alloc(length, 1)) !== undefined).toBe(expected)
})
