/**
 * Returns the Base64 in a text, joined, once for each way in which it can be laid out. The public key in
 * a key tells which of them is right.
 *
 * @example
 * joinBase64('1  MIGT\n2  AgEA') // includes 'MIGTAgEA', from the layout with line numbers
 */
export function joinBase64(text: string): Set<string> {
  return new Set(LAYOUTS.map((layout) => layout(text).replaceAll(/[^A-Za-z0-9+/]+/g, '')))
}

/** Each removes or restores what one kind of program puts between the lines. */
const LAYOUTS: readonly ((text: string) => string)[] = [
  fromBase64url,
  function plain(text) {
    return text
  },
  // Line numbers, `" +` between strings, `\par` of RTF.
  function withoutShortWords(text) {
    return text.replaceAll(/(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{1,3}(?![A-Za-z0-9+/])/g, ' ')
  },
  // Timestamps of logs, names of files by grep, frames of bat.
  function lastWordOfEachLine(text) {
    const words = text.split('\n').map((line) => line.split(/[^A-Za-z0-9+/]+/).filter(Boolean))
    return words.map((line) => line.at(-1)).join('\n')
  },
  function afterThePlusOfADiff(text) {
    return text.replaceAll(/^[ \t]*\+/gm, '')
  },
  function withPlusSignsThatBecameSpaces(text) {
    return fromBase64url(text).replaceAll(' ', '+')
  },
  function quotedPrintable(text) {
    return text.replaceAll(/=(?:([\dA-F]{2})|\s+)/g, (_, code) =>
      code ? String.fromCharCode(Number.parseInt(code, 16)) : '',
    )
  },
]

/** Long dashes are those of PEM. */
export function fromBase64url(text: string): string {
  return text.replaceAll(/-{4,}/g, '=').replaceAll('-', '+').replaceAll('_', '/')
}
