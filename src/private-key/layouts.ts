/**
 * Returns the Base64 in a text, joined, once for each way in which it can be laid out. The public key in
 * a key tells which of them is right.
 *
 * @example
 * joinBase64('1  MIGT\n2  AgEA') // includes 'MIGTAgEA', from the layout with line numbers
 */
export function joinBase64(text: string): string[] {
  return LAYOUTS.map((layout) => wordsOf(layout(text)).join(''))
}

/** Each removes or restores what one kind of program puts between the lines. */
const LAYOUTS: readonly ((text: string) => string)[] = [
  fromBase64url,
  (text) => text,
  // Line numbers, `" +` between strings and `\par` of RTF are short words.
  (text) =>
    wordsOf(text)
      .filter(({ length }) => length > 3)
      .join(''),
  // After timestamps of logs, names of files by grep and frames of bat comes the last word of a line.
  (text) =>
    text
      .split('\n')
      .map((line) => wordsOf(line).at(-1))
      .join(''),
  // A diff has a plus sign before each line.
  (text) => text.replaceAll(/^[ \t]*\+/gm, ''),
  // In a form, a space is a plus sign.
  (text) => fromBase64url(text).replaceAll(' ', '+'),
  // Quoted-printable.
  (text) =>
    text.replaceAll(/=([\dA-F]{2})/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16))),
]

function wordsOf(text: string): string[] {
  return text.match(/[A-Za-z0-9+/]+/g) ?? []
}

/** Long dashes are those of PEM. */
export function fromBase64url(text: string): string {
  return text.replaceAll(/-{4,}/g, '=').replaceAll('-', '+').replaceAll('_', '/')
}
