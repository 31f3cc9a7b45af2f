/**
 * Characters that may surround a value without being part of it: whitespace, invisible characters
 * and quotes. Listed one by one, since Unicode property escapes take ten times as long to compile.
 */
const SURROUNDING =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what this looks for.
  /[\s\0-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"'`\u2018-\u201f\xab\xbb]/

/** Removes them from both ends of a text, and a literal `\n`, `\r` or `\t` from its end. */
export function trim(text: string): string {
  let start = 0
  let end = text.length
  // Beyond an end of the text is no character, so nothing to remove.
  while (SURROUNDING.test(text.charAt(start))) start += 1
  for (;;) {
    if (SURROUNDING.test(text.charAt(end - 1))) end -= 1
    else if (/\\[nrt]/.test(text.slice(end - 2, end))) end -= 2
    else return text.slice(start, end)
  }
}
