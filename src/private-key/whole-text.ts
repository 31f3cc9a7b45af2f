import { parseJson } from '../json.ts'
import { trim } from '../trim.ts'

const PEM = /^-----BEGIN (?:EC )?PRIVATE KEY-----([^-]+)-----END (?:EC )?PRIVATE KEY-----$/

/**
 * Decodes a text that is one key and nothing else: the PEM, the Base64 or the bytes of it, or a JSON
 * string, Base64 or hexadecimal of such a text. A key without its public key is read from no other, since
 * nothing would show that a character of it was taken for a separator, or a separator for a character.
 *
 * @returns the DER if the whole text is that of something, to the last character; otherwise undefined
 * @example
 * decodeWholeText('"-----BEGIN PRIVATE KEY-----\\nMEEC…\\n-----END PRIVATE KEY-----"')
 */
export function decodeWholeText(text: string): Buffer | undefined {
  if (isSequence(text)) return Buffer.from(text, 'latin1')
  const json = parseJson(text)
  if (typeof json === 'string') return decodeWholeText(json)
  const plain = trim(text).replaceAll(/(\\{1,8}r)?\\{1,8}n/g, '\n')
  const bytes = decodeHex(plain) ?? decodeLines((PEM.exec(plain)?.[1] ?? plain).trim())
  if (bytes === undefined) return undefined
  if (isSequence(bytes.toString('latin1'))) return bytes
  // Without its zero bytes, ASCII text in UTF-16 is ASCII.
  return decodeWholeText(Buffer.from(bytes.filter((byte) => byte !== 0)).toString())
}

/** Whether the characters of a text are bytes of DER: a SEQUENCE of the length that it declares. */
function isSequence(text: string): boolean {
  return text.startsWith('0') && text.charCodeAt(1) === text.length - 2
}

function decodeHex(text: string): Buffer | undefined {
  return /^([\da-f]{2})+$/i.test(text) ? Buffer.from(text, 'hex') : undefined
}

/** Decodes Base64 or base64url in lines of one width, of which the last can be shorter. */
function decodeLines(text: string): Buffer | undefined {
  const lines = text.split(/\r\n?|\n/)
  const width = text.search(/[\r\n]|$/)
  const isEven = lines.every((line, n) =>
    n < lines.length - 1 ? line.length === width : line.length <= width,
  )
  const joined = lines.join('')
  if (!isEven || !/^[\w+/-]+=*$/.test(joined)) return undefined
  const bytes = Buffer.from(joined, 'base64')
  // Of Base64 that was cut, bits are left over.
  const isWhole = bytes.toString('base64url').length === joined.replaceAll('=', '').length
  return isWhole ? bytes : undefined
}
