/**
 * What may stand around a value without belonging to it: blanks, what does not show, and quotes.
 * Spelt out, since Unicode's own classes take ten times as long to compile.
 */
const AROUND =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  /[\s\0-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"'`\u2018-\u201f\xab\xbb]/

/** Takes off both ends of a text what does not belong to it, and literal line ends off the second. */
export function trim(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && AROUND.test(text.charAt(start))) start += 1
  for (;;) {
    if (end > start && AROUND.test(text.charAt(end - 1))) end -= 1
    else if (end > start + 1 && /^\\[nrt]$/.test(text.slice(end - 2, end))) end -= 2
    else return text.slice(start, end)
  }
}
