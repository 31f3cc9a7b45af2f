/** Describes a text by its size, which is all that a message may reveal of a secret. */
export function measure(text: string): string {
  const lines = text.split(/\r\n|\r|\n/).length
  const characters = `${text.length} character${text.length === 1 ? '' : 's'}`
  return lines === 1 ? characters : `${characters} in ${lines} lines`
}

/**
 * Quotes the value of an input, or only gives its size if it may be a misplaced secret.
 *
 * @param maxLength in characters; of longer text too, only the size is given
 */
export function quote(text: string, maxLength = 60): string {
  const isPlain = /^[\x20-\x7e]+$/.test(text) && text.length <= maxLength
  return isPlain && !mayBeSecret(text) ? `"${text}"` : measure(text)
}

/** Whether a word of a text looks like a part of Base64 or hexadecimal, and not like a path. */
export function mayBeSecret(text: string): boolean {
  const words = text.match(/[\w+/=-]{12,}/g) ?? []
  return words.some((word) => /[\da-f]{16}/i.test(word) || (isMixed(word) && !isPath(word)))
}

function isMixed(word: string): boolean {
  return /[A-Z]/.test(word) && /[a-z]/.test(word)
}

function isPath(word: string): boolean {
  return word.split('/').every((part) => /^(v?\d*|[A-Z]?[a-z]+([A-Z][a-z]+)*\d?)$/.test(part))
}
