import type { KeyObject } from 'node:crypto'
import fc from 'fast-check'
import { bodyOf } from './key-forms.ts'
import { ISSUER_ID, KEY_ID } from './support.ts'

/** What a key can be written as, each as the units between which separators can be. */
function unitsOf(key: KeyObject, p8: string): Record<string, readonly string[]> {
  const body = bodyOf(p8).replaceAll('\n', '')
  const scalar = Buffer.from(String(key.export({ format: 'jwk' }).d), 'base64url')
  const hex = scalar.toString('hex')
  return {
    Base64: [...body],
    base64url: [...body.replaceAll('+', '-').replaceAll('/', '_')],
    'Base64 twice': [...Buffer.from(body).toString('base64')],
    'Base64 of the scalar': [...scalar.toString('base64')],
    hexadecimal: [...Buffer.from(body, 'base64').toString('hex')],
    'the scalar in hexadecimal': [...hex],
    'the scalar in capital hexadecimal': [...hex.toUpperCase()],
    'decimal bytes': Array.from(scalar, String),
    'octal bytes': Array.from(scalar, (byte) => byte.toString(8).padStart(3, '0')),
    bits: Array.from(scalar, (byte) => byte.toString(2).padStart(8, '0')),
    Base32: [...base32(scalar)],
  }
}

function base32(bytes: Buffer): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('')
  const digits = bits.match(/.{5}/g) ?? []
  return digits
    .map((digit) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[Number.parseInt(digit, 2)])
    .join('')
}

const SEPARATORS = ['', ' ', ':', '-', ', ', '\n', '.', '/', '_', '|', ';', ' 0x', '\\x', '" "']

/** What people write before a value, and how values of the inputs start. */
const PREFIXES = [
  ...['GET v1/', 'POST apps?x=', '/v2/', '15m ', '- ', 'AuthKey_', 'Key ID: ', '"', '$', '{{ '],
]

const INPUTS = [
  ...['issuer-id', 'key-id', 'private-key', 'key-type', 'lifetime', 'scope', 'audience', 'verify'],
  ...['api-url', 'install-key', 'verfiy', 'api-key'],
]

/** Generates inputs of which some contain a part of a key, in any encoding and grouping. */
export function partsInInputs(key: KeyObject, p8: string): fc.Arbitrary<Record<string, string>> {
  const units = unitsOf(key, p8)
  const separator = fc.constantFrom(...SEPARATORS)
  const size = fc.constantFrom(1, 2, 4, 8, 100)
  const part = fc
    .tuple(fc.constantFrom(...Object.values(units)), fc.nat(), fc.integer({ min: 8, max: 100 }))
    .map(([units, start, length]) => units.slice(start % (units.length - 7)).slice(0, length))
  // After these, some of a part shows as long as it is short.
  const whole = fc.constantFrom(...Object.values(units).filter(({ length }) => length < 100))
  const grouped = (units: fc.Arbitrary<readonly string[]>) =>
    fc.tuple(units, size, separator).map(([units, size, separator]) => {
      const groups = Array.from({ length: Math.ceil(units.length / size) }, (_, n) =>
        units.slice(n * size, (n + 1) * size).join(''),
      )
      return groups.join(separator)
    })
  const prefixed = fc
    .tuple(fc.constantFrom(...PREFIXES), grouped(whole))
    .map(([prefix, text]) => `${prefix}${text}`)
  const text = fc.oneof({ weight: 3, arbitrary: grouped(part) }, prefixed)
  const wrong = fc.dictionary(fc.constantFrom(...INPUTS), text, { minKeys: 1, maxKeys: 4 })
  const right = { 'issuer-id': ISSUER_ID, 'key-id': KEY_ID, 'private-key': p8 }
  return wrong.map((inputs) => ({ ...right, ...inputs }))
}

/**
 * Returns a function that finds the 8-character parts of a key in a log, separators left out. What the log
 * quotes is not joined with the words around it.
 */
export function partFinder(key: KeyObject, p8: string): (log: string) => string[] {
  const parts = new Set(Object.values(unitsOf(key, p8)).flatMap((units) => slices(units.join(''))))
  return (log) =>
    log
      .split('"')
      .flatMap(slices)
      .filter((slice) => parts.has(slice))
}

function slices(text: string): string[] {
  const bare = text.replaceAll(/0x|\\x|%0[AD]/g, '').replaceAll(/[^A-Za-z\d]/g, '')
  return Array.from({ length: Math.max(0, bare.length - 7) }, (_, n) => bare.slice(n, n + 8))
}
