/** Says how much text there is, which is all that a message may tell of a secret. */
export function measure(text: string): string {
  const lines = text.split(/\r\n|\r|\n/).length
  const characters = `${text.length} character${text.length === 1 ? '' : 's'}`
  return lines === 1 ? characters : `${characters} in ${lines} lines`
}

/**
 * Quotes what an input holds, or measures it if it may be a secret in the wrong input.
 *
 * @param longest in characters; longer text is measured as well
 */
export function quote(text: string, longest = 60): string {
  const isPlain = /^[\x20-\x7e]+$/.test(text) && text.length <= longest
  return isPlain && !mayBeSecret(text) ? `"${text}"` : measure(text)
}

/** Whether capitals, small letters and digits stand together as in a piece of Base64. */
export function mayBeSecret(text: string): boolean {
  const words = text.match(/[\w+=-]{12,}/g) ?? []
  return words.some((word) => [/[A-Z]/, /[a-z]/, /\d/].every((kind) => kind.test(word)))
}
