/** Undoes the escaping of JSON, URLs, XML, shells and email, even where one is applied to another. */
export function resolveEscapes(text: string): string {
  // A header that is followed by one shows that backticks only separate lines.
  const quotes = /-`+M/.test(text) ? '`' : /(?!)/g
  return resolve(text, (layer) => layer.replaceAll(/\\{2,}/g, '\\').replaceAll(quotes, ' '))
}

/**
 * Does the same, but takes backslashes and backticks as what separates or quotes lines: before a line of
 * Base64 that starts with n, they look like an escaped line break.
 */
export function resolveOtherEscapes(text: string): string {
  return resolve(text, (layer) => layer.replaceAll(/[\\`]/g, ' '))
}

function resolve(text: string, prepare: (text: string) => string, depth = 4): string {
  const resolved = prepare(text)
    .replaceAll(/&(plus|sol|equals);/g, (_, name: keyof typeof CHARACTERS) => CHARACTERS[name])
    .replaceAll(LINE_BREAKS, '\n')
    .replaceAll(/(?:\\u|&#x)([\da-f]{2,4});?|(?:\\x|%)([\da-f]{2})/gi, (_, long, short) =>
      fromHex(long ?? short),
    )
    .replaceAll(/&#(\d{1,5});/g, (_, code) => String.fromCharCode(Number(code)))
  if (resolved === text || depth === 1) return resolved.replaceAll('\\', '')
  return resolve(resolved, prepare, depth - 1)
}

const CHARACTERS = { plus: '+', sol: '/', equals: '=' }

/** What is or surrounds a line break once a text was escaped. */
const LINE_BREAKS = new RegExp(
  [
    /\\[nrtf]/, // C
    /(?<!^|\n|\\[nr])`[nrt]/, // PowerShell; at the start of a line, the backtick quotes it
    /\\0?1[25]/, // octal
    /_x000[adAD]_/, // Excel
    /(?<!=)=[ \t]*\r?\n/, // soft line breaks of email
    /<\/?\w[^<>]{0,200}>/, // tags
    /&\w{2,8};/, // entities
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colors start with one.
    /\x1b\[[\d;]*m/, // colors of a terminal
  ]
    .map(({ source }) => source)
    .join('|'),
  'g',
)

/** Returns the character of a code in hexadecimal. */
export function fromHex(code: string): string {
  return String.fromCharCode(Number.parseInt(code, 16))
}
