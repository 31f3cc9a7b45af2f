import { parseJson } from '../json.ts'
import { trim } from '../trim.ts'
import { toText } from './encodings.ts'
import { type P256Key, readP256 } from './p256.ts'

const PEM = /^-----BEGIN (?:EC )?PRIVATE KEY-----([^-]+)-----END (?:EC )?PRIVATE KEY-----$/

/**
 * Reads a text that is one key and nothing else: the PEM, the Base64 or the hexadecimal of it, or a JSON
 * string, Base64 or hexadecimal of such a text. A key without its public key is read from no other, since
 * nothing would show that a character of it was taken for a separator, or a separator for a character.
 *
 * @returns undefined if the text is not that of a key, to the last character
 * @example
 * readWholeText('"-----BEGIN PRIVATE KEY-----\\nMEEC…\\n-----END PRIVATE KEY-----"')
 */
export function readWholeText(text: string): P256Key | undefined {
  if (text === '') return undefined
  const json = parseJson(text)
  if (typeof json === 'string') return readWholeText(json)
  const bare = trim(text)
  const bytes = decodeHex(bare) ?? decodeLines(PEM.exec(bare)?.[1] ?? bare)
  return bytes && (readP256(bytes) ?? readWholeText(toText(bytes)))
}

function decodeHex(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'hex')
  return bytes.length * 2 === text.length ? bytes : undefined
}

/** Decodes Base64 or base64url in lines of one width, of which the last can be shorter. */
function decodeLines(text: string): Buffer | undefined {
  const lines = text.split(/\r\n?|\n|(?:\\{1,8}r)?\\{1,8}n/).filter(Boolean)
  const [first = ''] = lines
  const isEven = lines.every(
    ({ length }, n) => length === first.length || (length < first.length && n === lines.length - 1),
  )
  const joined = lines.join('')
  const bytes = Buffer.from(joined, 'base64')
  // Of Base64 that was cut, bits are left over; of other text, what is no Base64 is.
  const isWhole = bytes.toString('base64url').length === joined.replaceAll('=', '').length
  return isEven && isWhole ? bytes : undefined
}
