/** Says how much text there is, which is all that a message may tell of a secret. */
export function measure(text: string): string {
  const lines = text.split(/\r\n|\r|\n/).length
  const characters = `${text.length} character${text.length === 1 ? '' : 's'}`
  return lines === 1 ? characters : `${characters} in ${lines} lines`
}

/**
 * Quotes what an input holds. Text that is long, or that could be a piece of a key in the wrong
 * input, is measured instead.
 */
export function quote(text: string): string {
  const printable = /^[\x20-\x7e]{1,60}$/.test(text)
  return printable && !text.match(/[\w+=-]{12,}/g)?.some(isMixed) ? `"${text}"` : measure(text)
}

/** Whether capitals, small letters and digits stand together, as they do in Base64. */
function isMixed(word: string): boolean {
  return [/[A-Z]/, /[a-z]/, /\d/].every((kind) => kind.test(word))
}
