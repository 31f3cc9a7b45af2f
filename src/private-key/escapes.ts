/**
 * Undoes the escaping of JSON, URLs, XML, shells, terminals and email, even where one is applied to
 * another. Backslashes and backticks begin an escape, or only separate or quote lines: before a line of
 * Base64 that starts with n, nothing shows which.
 *
 * @returns the text for each of these meanings; the first is the most likely one
 * @example
 * resolveEscapes('-----\\nMIG') // ['-----\nMIG', '-----\nMIG', '----- nMIG']
 */
export function resolveEscapes(text: string): [likely: string, ...others: string[]] {
  return [resolve(text, /(?!)/g), resolve(text, /`/g), resolve(text, /[\\`]/g)]
}

/** @param separators what begins no escape */
function resolve(text: string, separators: RegExp, depth = 4): string {
  const resolved = text
    .replaceAll(separators, ' ')
    .replaceAll(/\\{2,}/g, '\\')
    .replaceAll(LINE_BREAKS, '\n')
    .replaceAll(CODES, (_, long, short, decimal) =>
      String.fromCharCode(decimal ? Number(decimal) : Number.parseInt(long ?? short, 16)),
    )
  return depth === 1 ? resolved.replaceAll('\\', '') : resolve(resolved, separators, depth - 1)
}

/**
 * What is or surrounds a line break once a text was escaped: escapes of C and PowerShell, tags and
 * entities, colors of a terminal, soft line breaks of email.
 */
const LINE_BREAKS =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colors start with one.
  /(?:[\\`]r)?[\\`]n|[\\`][rtf]|<\/?\w[^<>]{0,200}>|&\w{2,8};|\x1b\[[\d;]*m|(?<=[A-Za-z0-9+/]{40})=\s+(?=\S)/g

/** Characters by their number, in hexadecimal or decimal. */
const CODES = /(?:\\u|&#x)([\da-f]{2,4});?|(?:\\x|%)([\da-f]{2})|&#(\d{1,5});/gi
