/** Says how much text there is, which is all that a message may tell of a secret. */
export function measure(text: string): string {
  const lines = text.split(/\r\n|\r|\n/).length
  const characters = `${text.length} character${text.length === 1 ? '' : 's'}`
  return lines === 1 ? characters : `${characters} in ${lines} lines`
}

/** Quotes what an input holds, or measures it if it is long or may be a secret in the wrong input. */
export function quote(text: string): string {
  return /^[\x20-\x7e]{1,60}$/.test(text) && !mayBeSecret(text) ? `"${text}"` : measure(text)
}

/** Whether capitals, small letters and digits stand together as in a piece of Base64. */
export function mayBeSecret(text: string): boolean {
  const words = text.match(/[\w+=-]{12,}/g) ?? []
  return words.some((word) => [/[A-Z]/, /[a-z]/, /\d/].every((kind) => kind.test(word)))
}
