import { parseJson } from '../json.ts'
import { trim } from '../trim.ts'
import { toText } from './encodings.ts'
import { type P256Key, readP256 } from './p256.ts'

const PEM = /^-----BEGIN (?:EC )?PRIVATE KEY-----([^-]+)-----END (?:EC )?PRIVATE KEY-----$/

/**
 * Reads a text that is one key and nothing else, also in quotes or with escaped line breaks: the PEM, the
 * Base64 or the hexadecimal of it, or one of these or a JSON string of such a text. A key without its
 * public key is read from no other, since nothing would show that a character of it was taken for a
 * separator, or a separator for a character.
 *
 * @returns undefined if the text is not that of a key, to the last character
 * @example
 * readWholeText('-----BEGIN PRIVATE KEY-----\\nMEEC…\\n-----END PRIVATE KEY-----')
 */
export function readWholeText(text: string): P256Key | undefined {
  if (text === '') return undefined
  const bare = trim(text)
  const bytes = decodeLines(PEM.exec(bare)?.[1] ?? bare)
  if (bytes) return readP256(bytes) ?? readWholeText(toText(bytes))
  const json = parseJson(text)
  return typeof json === 'string' ? readWholeText(json) : undefined
}

/** Decodes hexadecimal, Base64 or base64url in lines of one width, of which the last can be shorter. */
function decodeLines(text: string): Buffer | undefined {
  const lines = text.replaceAll(/(?:\\{1,8}r)?\\{1,8}n/g, '\n').match(/\S+/g) ?? []
  const widths = lines.map(({ length }) => length)
  const last = Number(widths.pop())
  if (!widths.every((width) => width === widths[0] && width >= last)) return undefined
  const joined = lines.join('')
  const hex = Buffer.from(joined, 'hex')
  if (hex.length * 2 === joined.length) return hex
  const bytes = Buffer.from(joined, 'base64')
  // Of Base64 that was cut, bits are left over; of other text, what is no Base64.
  const isWhole = bytes.toString('base64url').length === joined.replaceAll('=', '').length
  return isWhole ? bytes : undefined
}
