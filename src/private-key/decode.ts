/**
 * Finds DER-encoded keys in text, however the text was changed on its way into a secret.
 *
 * A key is recognized by its own structure: DER is a SEQUENCE that starts with its length, so whether a
 * key is complete does not depend on the PEM lines, or anything else, around it. If no key is found,
 * the text may be an encoding of such text, so it is decoded and searched again.
 */

/** One way to read one layer of the text. */
interface Reading {
  /** The layer, with its escapes resolved. */
  readonly text: string
  /** Bytes that start like a key in DER, as many as it declares, or fewer if the text ends first. */
  readonly candidates: readonly Buffer[]
}

/** How many characters are searched in all layers together: time is linear, whatever the text. */
const BUDGET = 400_000

/** Nothing shorter than this, in characters, can contain a key. */
const MIN_LENGTH = 60

/** How many candidates of a stream are read; a text with more is no key. */
const MAX_CANDIDATES = 40

/** Decodes the layers of a text from the outside in, and reads each in every layout. */
export function* decodeLayers(text: string): Generator<Reading> {
  const layers = new Set([text])
  let budget = BUDGET
  for (const layer of layers) {
    budget -= layer.length
    if (budget < 0) return
    const plain = resolveEscapes(layer)
    const streams = new Set<string>()
    for (const read of Object.values(LAYOUTS)) {
      const stream = read(plain)
      if (!streams.has(stream)) yield { text: plain, candidates: findCandidates(stream) }
      streams.add(stream)
    }
    for (const stream of streams) {
      for (const inner of decodeBase64(stream)) layers.add(inner)
    }
    for (const inner of decodeHex(plain)) layers.add(inner)
  }
}

/** Undoes the escaping of JSON, URLs, XML, shells and email, even where one is applied to another. */
function resolveEscapes(text: string, depth = 4): string {
  const resolved = text
    .replaceAll(/\\{2,}/g, '\\')
    .replaceAll(/&(plus|sol|equals);/g, (_, name: keyof typeof CHARACTERS) => CHARACTERS[name])
    .replaceAll(LINE_BREAKS, '\n')
    .replaceAll(/(?:\\u|&#x)([\da-f]{2,4});?|(?:\\x|%)([\da-f]{2})/gi, (_, long, short) =>
      fromHex(long ?? short),
    )
    .replaceAll(/&#(\d{1,5});/g, (_, code) => String.fromCharCode(Number(code)))
  if (resolved === text || depth === 1) return resolved.replaceAll('\\', '')
  return resolveEscapes(resolved, depth - 1)
}

const CHARACTERS = { plus: '+', sol: '/', equals: '=' }

/** What is or surrounds a line break once a text was escaped. */
const LINE_BREAKS = new RegExp(
  [
    /[\\`][nrtf]/, // C and PowerShell
    /\\0?1[25]/, // octal
    /_x000[ad]_/, // Excel
    /=\r?\n/, // soft line breaks of email
    /<\/?\w[^<>]{0,200}>/, // tags
    /&\w{2,8};/, // entities
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colors start with one.
    /\x1b\[[\d;]*m/, // colors of a terminal
  ]
    .map(({ source }) => source)
    .join('|'),
  'gi',
)

/** How the Base64 in a text may be laid out. Each returns its characters as one stream. */
const LAYOUTS: Readonly<Record<string, (text: string) => string>> = {
  Base64: onlyBase64,
  base64url: (text) => onlyBase64(text.replaceAll('-', '+').replaceAll('_', '/')),
  'between line numbers, list marks and the + that joins strings': (text) =>
    (text.match(/[A-Za-z0-9+/]{4,}/g) ?? []).join(''),
  'after what a log or grep puts before each line': (text) =>
    onlyBase64(text.replaceAll(/^.*[^A-Za-z0-9+/\n](?=[A-Za-z0-9+/]+=*$)/gm, '')),
  'after the + of a diff': (text) => onlyBase64(text.replaceAll(/(?<=^|\s)\+/gm, '')),
  'between line breaks that became n, /n, rn or +': (text) =>
    onlyBase64(text.replaceAll(/(-|[A-Za-z0-9+/]{64})(?:\/?n|rn|\+)/g, '$1')),
  'with plus signs that became spaces': (text) => onlyBase64(text.replaceAll(' ', '+')),
  'quoted-printable': (text) =>
    onlyBase64(text.replaceAll(/=([\dA-F]{2})/g, (_, code) => fromHex(code))),
}

function fromHex(code: string): string {
  return String.fromCharCode(Number.parseInt(code, 16))
}

function onlyBase64(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9+/]+/g, '')
}

/** Finds what looks like the start of a key in DER, and takes as many bytes as it declares. */
function findCandidates(stream: string): Buffer[] {
  const found: Buffer[] = []
  let end = 0
  // 0x30, the tag of a SEQUENCE, makes M the first character and one of A to P the second.
  for (const { index } of stream.matchAll(/M(?=[A-P])/g)) {
    const head = Buffer.from(stream.slice(index, index + 16), 'base64').toString('hex')
    const [, size, short, long] = KEY_HEAD.exec(head) ?? []
    // A key in PKCS#8 contains one in SEC1, which is not another key.
    if (size === undefined || index < end) continue
    const length = 2 + (size.length - 2) / 2 + Number.parseInt(long ?? short ?? size, 16)
    const characters = Math.ceil((length * 4) / 3)
    const bytes = Buffer.from(stream.slice(index, index + characters), 'base64')
    found.push(bytes.subarray(0, length))
    if (bytes.length >= length) end = index + characters
    if (found.length === MAX_CANDIDATES) break
  }
  return found
}

/**
 * The first bytes of a key, in hexadecimal: a SEQUENCE and its length, and in it the version that
 * private keys start with, or the SEQUENCE that public keys, encrypted keys and certificates start with.
 */
const KEY_HEAD = /^30([2-7].|81(..)|82(....))(?:02010[01]|30(?:..|81..|82....)(?:06|30|a0))/

/** Decodes a stream as Base64 from each of the four offsets at which that may start. */
function decodeBase64(stream: string): string[] {
  if (stream.length < MIN_LENGTH) return []
  return [0, 1, 2, 3].flatMap((start) => readable(Buffer.from(stream.slice(start), 'base64')))
}

/**
 * Decodes hexadecimal at both possible offsets, and also returns the bytes as Base64, in case they are
 * not text.
 */
function decodeHex(text: string): string[] {
  const runs = text.replaceAll(/0x/gi, '').match(/[\da-f\s:,-]{80,}/gi) ?? []
  const digits = runs.map((run) => run.replaceAll(/[\s:,-]/g, '')).filter((run) => run.length >= 80)
  const bytes = digits.flatMap((run) => [0, 1].map((start) => Buffer.from(run.slice(start), 'hex')))
  const asBase64 = bytes.flatMap((bytes) =>
    [0, 1, 2].map((start) => bytes.subarray(start).toString('base64')),
  )
  return [...bytes.flatMap(readable), ...asBase64]
}

/** The runs of text in bytes. Without its zero bytes, ASCII text in UTF-16 is ASCII. */
function readable(bytes: Buffer): string[] {
  const text = Buffer.from(bytes.filter((byte) => byte !== 0)).toString('utf8')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: text has no control characters, except those of colors.
  return text.match(/[^\ufffd\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]{60,}/g) ?? []
}
