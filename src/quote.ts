import { count } from './log.ts'

/** Describes a text by its size, which is all that a message may reveal of a secret. */
export function measure(text: string): string {
  const lines = text.split(/\r\n|\r|\n/).length
  const characters = count(text.length, 'character')
  return lines === 1 ? characters : `${characters} in ${lines} lines`
}

/**
 * Whether a message can show the value of an input, which may be a misplaced secret: if fewer than 8 of
 * its characters can be Base64 or base64url, or if it starts like a value of the input.
 *
 * @param own how the input's own values start
 * @param maxLength in characters
 */
export function isQuotable(text: string, own?: RegExp, maxLength = 60): boolean {
  const isPlain = /^[\x20-\x7e]+$/.test(text) && text.length <= maxLength
  const isShort = text.replaceAll(/[^\w+/-]/g, '').length < 8
  return isPlain && (isShort || (own?.test(text) === true && !mayBeSecret(text)))
}

/**
 * Whether a text may contain a part of a key, in whatever encoding and grouping: without what
 * separates them, 16 hexadecimal digits, byte values or characters of Base64, 32 of Base32, or a word
 * of 8 characters that looks like Base64.
 */
export function mayBeSecret(text: string): boolean {
  const words = wordsOf(text)
  const odd = words.filter((word) => !isName(word))
  const capitals = words.filter((word) => /^[A-Z\d]+$/.test(word))
  const joined = odd.join('')
  return (
    /[\da-f]{16}/i.test(words.join('')) ||
    odd.some((word) => word.length >= 8 && isMixed(word)) ||
    (capitals.join('').length >= 32 && capitals.some((word) => odd.includes(word))) ||
    (joined.length >= 16 && (isMixed(joined) || (/\d/.test(joined) && /[A-Z]/i.test(joined))))
  )
}

/** The words between separators, among which is what marks a byte: `0x30`, `\x30`. */
function wordsOf(text: string): string[] {
  return text.split(/0x|\\x|[^a-z\d]/i)
}

function isMixed(text: string): boolean {
  return /[A-Z]/.test(text) && /[a-z]/.test(text)
}

/** Whether a word is a part of a path or a query of Apple's, such as `v1`, `appStoreState` or `IOS`. */
function isName(word: string): boolean {
  return /^(v\d+|\d{3,}|[A-Z]{3,}|(?=.{3})[A-Z]?[a-z]+([A-Z][a-z]+)*(V?\d)?)$/.test(word)
}
