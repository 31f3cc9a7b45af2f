import { fromHex } from './escapes.ts'

/**
 * How the Base64 in a text may be laid out: each undoes one layout. The first reads as much of a text
 * as Base64 as any, without adding characters.
 */
export const LAYOUTS: readonly ((text: string) => string)[] = [
  base64url,
  function base64(text) {
    return text
  },
  function withLineNumbersOrJoinedByPlus(text) {
    return text.replaceAll(/(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{1,3}(?![A-Za-z0-9+/])/g, ' ')
  },
  function afterWhatLogsAndGrepPrefix(text) {
    return text.replaceAll(/^.*[^A-Za-z0-9+/\n](?=[A-Za-z0-9+/]+=*$|--END)/gm, '')
  },
  function afterThePlusOfTheHeader(text) {
    return /(?:^|\s)\+-/.test(text) ? afterPlus(text) : text
  },
  function withTheLineBreaksOfTheHeader(text) {
    const end = /-(\/?n|rn|\+)M/.exec(text)?.[1]
    if (end === undefined) return text
    const ends = end.replace('+', '\\+')
    const lines = new RegExp(`(-|[A-Za-z0-9+/]{64})${ends}|${ends}(?=-)`, 'g')
    return text.replaceAll(lines, '$1\n').replaceAll(/[A-Za-z0-9+/]{65,}/g, '=')
  },
  function withPlusSignsThatBecameSpaces(text) {
    return base64url(text).replaceAll(' ', '+')
  },
  function quotedPrintable(text) {
    return text.replaceAll(/=(?:([\dA-F]{2})|\s+)/g, (_, code) => (code ? fromHex(code) : ''))
  },
]

function base64url(text: string): string {
  return text.replaceAll(/-{4,}/g, '=').replaceAll('-', '+').replaceAll('_', '/')
}

/** Layouts that nothing in the text shows. They drop characters that may belong to a key. */
export const GUESSES: typeof LAYOUTS = [
  afterPlus,
  function withLineBreaksThatBecameLetters(text) {
    return text.replaceAll(/([A-Za-z0-9+/]{64})(?:\/?n|rn|\+)/g, '$1')
  },
]

/** A diff starts its lines with one. */
function afterPlus(text: string): string {
  return text.replaceAll(/(?<=^|\s)\+/gm, '')
}

/** What ends Base64: its padding, dashes, and the lines that begin and end PEM, in any state. */
const MARKS = /=|-{2,}|(?:BEGIN|END)[\s_+]{0,9}(?:[A-Z]{2,9}[\s_+]{1,9})?PRIVATE[\s_+]{0,9}KEY/i

/**
 * What also ends it in most texts, from the weakest to the strongest reading: quotes and blank lines,
 * then all other characters.
 */
const SEPARATORS = [MARKS, /["'<>|=]|-{2,}|\n\s*\n/, /[^A-Za-z0-9+/]+/]

/** Nothing shorter than this, in characters, is looked at. */
const MIN_LENGTH = 16

/**
 * Divides a text into the spaces between its marks, for each way to see marks.
 *
 * @returns the words of Base64 in each space, separated by one space character
 */
export function divide(text: string): string[] {
  return SEPARATORS.flatMap((marks) =>
    text
      .split(marks)
      .filter((space) => space.length >= MIN_LENGTH)
      .map((space) => (space.match(/[A-Za-z0-9+/]+/g) ?? []).join(' ')),
  )
}
