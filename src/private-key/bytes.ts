import { encodeJwk } from './p256.ts'

/** Nothing shorter than this, in characters, can contain a key. */
const MIN_LENGTH = 60

/** Decodes a stream as Base64 from each of the four offsets at which that may start. */
export function decodeBase64(stream: string): string[] {
  if (stream.length < MIN_LENGTH) return []
  return [0, 1, 2, 3].flatMap((start) => readable(Buffer.from(stream.slice(start), 'base64')))
}

/**
 * Decodes what else in a text writes bytes with characters. Bytes are returned as the text that they
 * are, and also as Base64, in case they are DER.
 */
export function decodeBytes(text: string): string[] {
  return [...decodeHex(text), ...decodeList(text), ...decodeJwk(text)]
}

/** Decodes hexadecimal at both possible offsets. */
function decodeHex(text: string): string[] {
  const runs = text.split(/-{2,}|[^\da-f\s:,-]+/i)
  const digits = runs.map((run) => run.replaceAll(/[\s:,-]/g, '')).filter((run) => run.length >= 80)
  const bytes = digits.flatMap((run) => [0, 1].map((start) => Buffer.from(run.slice(start), 'hex')))
  const asBase64 = bytes.flatMap((bytes) =>
    [0, 1, 2].map((start) => bytes.subarray(start).toString('base64')),
  )
  return [...bytes.flatMap(readable), ...asBase64]
}

/**
 * Decodes lists of numbers, in decimal or hexadecimal, such as a Buffer in JSON or an array in C. Those
 * of Java are signed.
 */
function decodeList(text: string): string[] {
  return (text.match(LISTS) ?? []).flatMap((list) => {
    const numbers = Array.from(list.matchAll(/-?\w+/g), Number)
    if (numbers.some((number) => number < -128 || number > 255)) return []
    const bytes = Buffer.from(numbers)
    // Only brackets show that the last number has all of its digits. Behind a + no key is alone.
    const isWhole = /[[({].*[\])}]/s.test(list)
    return [...readable(bytes), `${isWhole ? '' : '+'}${bytes.toString('base64')}`]
  })
}

const NUMBER = '(?:0x[\\da-f]{1,2}|-?\\d{1,3})'
const LISTS = new RegExp(`[[({]?\\s?(?:${NUMBER}[\\s,;]{1,20}){40,}${NUMBER}\\s?[\\])}]?`, 'gi')

/** Encodes private keys in JSON (RFC 7517), also those of a set, as DER. */
function decodeJwk(text: string): string[] {
  return [...text.matchAll(/\{[^{}]*\}/g)].flatMap(([object]) => {
    const [d, x, y] = ['d', 'x', 'y'].map((name) => {
      const value = new RegExp(`["']${name}["']\\s*:\\s*["']([\\w-]{43})["']`).exec(object)?.[1]
      return value && Buffer.from(value, 'base64url').toString('hex')
    })
    return d && x && y ? [encodeJwk(d, x, y).toString('base64')] : []
  })
}

/** Encodes DER whose bytes are the characters of a text, which no escapes were resolved in. */
export function decodeLatin1(text: string): string[] {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: DER starts with its type, its length and such a type.
  return /^0[2-\x84].{0,3}[\x020]/s.test(text)
    ? [Buffer.from(text, 'latin1').toString('base64')]
    : []
}

/** The runs of text in bytes. Without its zero bytes, ASCII text in UTF-16 is ASCII. */
function readable(bytes: Buffer): string[] {
  const text = Buffer.from(bytes.filter((byte) => byte !== 0)).toString('utf8')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: text has no control characters, except those of colors.
  return text.match(/[^\ufffd\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]{60,}/g) ?? []
}
