/** As many characters in a row show a part of a secret. */
const PART = 8
const MAX_LENGTH = 300
/** What Base64, hexadecimal digits and tokens consist of. Other characters may separate groups. */
const LETTERS = /[\w.+/=-]/g

/**
 * Turns text that a server sent into one line that a log can show: without any part of a secret, be
 * it as is, in capitals, in Base64, base64url or hexadecimal, URL-encoded or in groups.
 *
 * The runner looks for commands of the form `::name::` at the start of a line, and of the older form
 * `##[name]` anywhere in it. Other colons stay, as in `arn:aws:iam::123456789012:role/name`:
 * https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 *
 * @returns at most 300 characters, and an ellipsis for what is left out
 * @example redact('Key 2X9R4HXF34\n is unknown', ['2X9R4HXF34']) // 'Key … is unknown'
 */
export function redact(text: string, secrets: readonly string[]): string {
  const line = hide(text, secrets)
    .replaceAll(/[\p{C}\p{Z}]+/gu, ' ') // control and bidirectional characters, and spaces
    .replaceAll(/:(?=:(?!\d))|##(?=\[)/g, '$& ')
    .trim()
  if (line.length <= MAX_LENGTH) return line
  const end = line.lastIndexOf(' ', MAX_LENGTH)
  return `${line.slice(0, end > 0 ? end : MAX_LENGTH)}…`
}

function hide(text: string, secrets: readonly string[]): string {
  const parts = new Set(secrets.flatMap(encode).flatMap(partsOf))
  const places = Array.from(text.matchAll(LETTERS), ({ index }) => index)
  let shown = ''
  let end = 0
  for (const [at, part] of partsOf(text).entries()) {
    if (!parts.has(part)) continue
    const start = places[at] as number
    if (start >= end) shown += `${text.slice(end, start)}…`
    end = (places[at + PART - 1] as number) + 1
  }
  return shown + text.slice(end)
}

/** Base64 has one of three forms, by where it starts. URL encoding of all characters is hexadecimal. */
function encode(secret: string): string[] {
  const bytes = Buffer.from(secret)
  const base64 = [0, 1, 2].map((start) => bytes.toString('base64', start))
  return [secret, encodeURIComponent(`${bytes}`), bytes.toString('hex'), ...base64]
}

/** All parts of a text, each by where it starts among the letters. */
function partsOf(text: string): string[] {
  const letters = (text.match(LETTERS) ?? []).join('').toLowerCase()
  const even = letters.replaceAll('+', '-').replaceAll('/', '_')
  return Array.from({ length: even.length - PART + 1 }, (_, at) => even.slice(at, at + PART))
}
