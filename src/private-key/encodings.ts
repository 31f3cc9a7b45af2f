import { parseJson, textMember } from '../json.ts'
import { fromBase64url } from './layouts.ts'
import { encodeKey } from './p256.ts'

/** Nothing shorter than this, in characters, can contain a key. */
const MIN_LENGTH = 60

/** What ends Base64, from the longest runs to the shortest. */
const ENDS = ['=', /["'<>|:]/, /\n\s*\n/, /[^A-Za-z0-9+/]+/]

/** A part of a text that may be Base64, and its own parts. */
export interface Base64Run {
  /** The text that it encodes. */
  readonly texts: readonly string[]
  readonly parts: readonly Base64Run[]
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
    return { texts: findTexts(Buffer.from(stream, 'base64')), parts: decodeBase64(run, ends) }
  })
}

/** Decodes what else in a text writes bytes with characters: hexadecimal, lists of numbers, JWK. */
export function decodeBytes(text: string): Buffer[] {
  const lists = text.split(/[^\da-fx\s,;:-]+/i).filter(({ length }) => length >= MIN_LENGTH)
  const bytes = lists.flatMap((list) => [
    Buffer.from(list.replaceAll(/[^\da-f]/gi, ''), 'hex'),
    Buffer.from(Array.from(list.matchAll(/\w+/g), Number).filter((number) => number < 256)),
  ])
  return [...bytes, ...decodeJwk(text)]
}

/** Encodes private keys in JSON (RFC 7517), also those of a set, as DER. */
function decodeJwk(text: string): Buffer[] {
  const objects = text.match(/\{[^{}]*\}/g) ?? []
  return objects.flatMap((object) => {
    const jwk = parseJson(object.replaceAll("'", '"'))
    const hex = (name: string) => Buffer.from(textMember(jwk, name), 'base64url').toString('hex')
    const [d, point] = [hex('d'), `04${hex('x')}${hex('y')}`]
    return d.length === 64 && point.length === 130 ? [encodeKey(d, point)] : []
  })
}

/** Finds the runs of text in bytes. */
export function findTexts(bytes: Buffer): string[] {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: text has no control characters, except those of colors.
  const runs = toText(bytes).split(/[\ufffd\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]+/)
  return runs.filter(({ length }) => length >= MIN_LENGTH)
}

/** Decodes UTF-8 or UTF-16: without its zero bytes, ASCII text in UTF-16 is ASCII. */
export function toText(bytes: Buffer): string {
  return Buffer.from(bytes.filter((byte) => byte !== 0)).toString()
}
