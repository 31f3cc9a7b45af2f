import { parseJson, textMember } from '../json.ts'
import { fromBase64url } from './layouts.ts'
import { encodeJwk } from './p256.ts'

/** Nothing shorter than this, in characters, can contain a key. */
const MIN_LENGTH = 60

/** What ends Base64, from the longest runs to the shortest. */
const ENDS = [/=|-{2,}/, /["'<>|=:]|-{2,}/, /["'<>|=:]|-{2,}|\n\s*\n/, /[^A-Za-z0-9+/]+/]

/** A part of a text that may be Base64, and its own parts. */
export interface Base64Run {
  /** The text that it encodes. */
  readonly texts: readonly string[]
  readonly parts: () => readonly Base64Run[]
}

/**
 * Decodes what in a text can be the Base64 of a text.
 *
 * @example
 * decodeBase64('KEY=LS0tLS1CRUdJTi…').map(({ texts }) => texts) // [[], ['-----BEGIN …']]
 */
export function decodeBase64(text: string, [end, ...ends] = ENDS): Base64Run[] {
  if (end === undefined) return []
  const runs = fromBase64url(text).split(end)
  return runs.flatMap((run) => {
    const stream = run.replaceAll(/[^A-Za-z0-9+/]+/g, '')
    if (stream.length < MIN_LENGTH) return []
    return { texts: readText(Buffer.from(stream, 'base64')), parts: () => decodeBase64(run, ends) }
  })
}

/** Decodes what else in a text writes bytes with characters: hexadecimal, lists of numbers, JWK, DER. */
export function decodeBytes(text: string): Buffer[] {
  return [...decodeHex(text), ...decodeLists(text), ...decodeJwk(text)]
}

function decodeHex(text: string): Buffer[] {
  const runs = text.split(/-{2,}|[^\da-f\s:,-]+/i).map((run) => run.replaceAll(/[\s:,-]/g, ''))
  return runs.filter(({ length }) => length >= 80).map((run) => Buffer.from(run, 'hex'))
}

/** Decodes lists of bytes in decimal or hexadecimal, such as a Buffer in JSON or an array in C. */
function decodeLists(text: string): Buffer[] {
  const lists = text.match(/(?:\b(?:0x[\da-f]{1,2}|\d{1,3})(?:[\s,;]{1,20}|\b)){41,}/gi) ?? []
  const numbers = lists.map((list) => Array.from(list.matchAll(/\w+/g), Number))
  return numbers.filter((list) => list.every((byte) => byte < 256)).map((list) => Buffer.from(list))
}

/** Encodes private keys in JSON (RFC 7517), also those of a set, as DER. */
function decodeJwk(text: string): Buffer[] {
  return [...text.matchAll(/\{[^{}]*\}/g)].flatMap(([object]) => {
    const jwk = parseJson(object.replaceAll("'", '"'))
    const [d, x, y] = ['d', 'x', 'y'].map((name) =>
      Buffer.from(textMember(jwk, name), 'base64url').toString('hex'),
    )
    return d?.length === 64 && x && y ? [encodeJwk(d, x, y)] : []
  })
}

/** The runs of text in bytes. Without its zero bytes, ASCII text in UTF-16 is ASCII. */
export function readText(bytes: Buffer): string[] {
  const text = Buffer.from(bytes.filter((byte) => byte !== 0)).toString('utf8')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: text has no control characters, except those of colors.
  return text.match(/[^\ufffd\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]{60,}/g) ?? []
}
