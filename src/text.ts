const AROUND = /[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}"'`\u2018-\u201f\u00ab\u00bb]/u

/** Takes off what may stand around a value without belonging to it: blanks, invisible characters, quotes. */
export function trim(text: string): string {
  let start = 0
  let end = text.replace(/(\\[nrt])+$/, '').length
  while (start < end && AROUND.test(text.charAt(start))) start++
  while (end > start && AROUND.test(text.charAt(end - 1))) end--
  return text.slice(start, end)
}
