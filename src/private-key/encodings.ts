import { parseJson, textMember } from '../json.ts'
import { fromBase64url } from './layouts.ts'
import { encodeKey } from './p256.ts'

/** Whether a text is long enough for a key: of shorter ones, there are many. */
// Stryker disable next-line ConditionalExpression,EqualityOperator: without it, only slower
const canHoldKey = ({ length }: string) => length >= 60

/** What ends Base64, from the longest runs to the shortest. */
export const ENDS = ['=', /["'<>|:]/, /\n\s*\n/, /[^A-Za-z0-9+/]+/]

/** Returns the parts of a text between such ends that are long enough for a key. */
export function splitBase64(text: string, end: string | RegExp): string[] {
  return fromBase64url(text).split(end).filter(canHoldKey)
}

/** Finds the texts that a text encodes if all of it is Base64, with separators or without. */
export function decodeBase64(text: string): string[] {
  return findTexts(Buffer.from(text.replaceAll(/[^A-Za-z0-9+/]+/g, ''), 'base64'))
}

/** Decodes what else in a text writes bytes with characters: hexadecimal, lists of numbers, JWK. */
export function decodeBytes(text: string): Buffer[] {
  const lists = text.split(/[^\da-fx\s,;:-]+/i).filter(canHoldKey)
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
  return runs.filter(canHoldKey)
}

/** Decodes UTF-8 or UTF-16: without its zero bytes, ASCII text in UTF-16 is ASCII. */
export function toText(bytes: Buffer): string {
  return Buffer.from(bytes.filter((byte) => byte !== 0)).toString()
}
