/**
 * Finds the DER of keys in text, whatever was done to the text on its way into a secret.
 *
 * A key is found by its own structure: DER is a SEQUENCE that begins with its length, so a key is
 * complete or not whether or not PEM's lines, or anything else, stand around it. Where no key shows,
 * the text may be an encoding of such text, and is decoded and searched again.
 */

/** One way to read one layer of the text. */
interface Reading {
  /** The layer, with its escapes resolved. */
  readonly text: string
  /** What begins as the DER of a key does, as long as it says it is unless it is cut short. */
  readonly candidates: readonly Buffer[]
}

/** How many characters are searched in all layers together: time is linear, whatever the text. */
const BUDGET = 400_000

/** Nothing shorter than this, in characters, can hold a key. */
const SHORTEST = 60

/** How many candidates of a stream are looked at; a text with more is no key. */
const MOST_CANDIDATES = 40

/** Reads the layers of a text from the outside in, each in every way in which it may be laid out. */
export function* peel(text: string): Generator<Reading> {
  const layers = new Set([text])
  let budget = BUDGET
  for (const layer of layers) {
    budget -= layer.length
    if (budget < 0) return
    const plain = resolveEscapes(layer)
    const streams = new Set<string>()
    for (const read of LAYOUTS) {
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

/** Resolves what JSON, URLs, XML, shells and mail make of a line end or a sign, one upon the other. */
function resolveEscapes(text: string, depth = 4): string {
  const resolved = text
    .replaceAll(/\\{2,}/g, '\\')
    .replaceAll(/&(plus|sol|equals);/g, (_, name: keyof typeof SIGNS) => SIGNS[name])
    .replaceAll(LINE_ENDS, '\n')
    .replaceAll(/(?:\\u|&#x)([\da-f]{2,4});?|(?:\\x|%)([\da-f]{2})/gi, (_, long, short) =>
      fromHex(long ?? short),
    )
    .replaceAll(/&#(\d{1,5});/g, (_, code) => String.fromCharCode(Number(code)))
  if (resolved === text || depth === 1) return resolved.replaceAll('\\', '')
  return resolveEscapes(resolved, depth - 1)
}

const SIGNS = { plus: '+', sol: '/', equals: '=' }

/** Escapes in C, octal, PowerShell and Excel, soft ends of mail, tags, entities, and colours. */
const LINE_ENDS =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with one.
  /[\\`][nrtf]|\\0?1[25]|_x000[ad]_|=\r?\n|<\/?\w[^<>]{0,200}>|&\w{2,8};|\x1b\[[\d;]*m/gi

/** How the Base64 in a text may be laid out: each gives its characters in one stream. */
const LAYOUTS: readonly ((text: string) => string)[] = [
  onlyBase64,
  (text) => onlyBase64(text.replaceAll('-', '+').replaceAll('_', '/')),
  // Without the line numbers, list marks and signs between strings that stand apart from it.
  (text) => (text.match(/[A-Za-z0-9+/]{4,}/g) ?? []).join(''),
  // Behind what a log, a search or a comparison puts before each line.
  (text) => onlyBase64(text.replaceAll(/^.*[^A-Za-z0-9+/\n](?=[A-Za-z0-9+/]+=*$)/gm, '')),
  (text) => onlyBase64(text.replaceAll(/(?<=^|\s)\+/gm, '')),
  // A line end that became letters (its backslash lost or turned), or a plus sign (in a form).
  (text) => onlyBase64(text.replaceAll(/(-|[A-Za-z0-9+/]{64})(?:\/?n|rn|\+)/g, '$1')),
  // A plus sign that became a blank, when a form was decoded.
  (text) => onlyBase64(text.replaceAll(' ', '+')),
  // What quoted-printable makes of signs.
  (text) => onlyBase64(text.replaceAll(/=([\dA-F]{2})/g, (_, code) => fromHex(code))),
]

function fromHex(code: string): string {
  return String.fromCharCode(Number.parseInt(code, 16))
}

function onlyBase64(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9+/]+/g, '')
}

/** Finds where DER begins, as far as its first bytes tell, and takes as much as it says it is long. */
function findCandidates(stream: string): Buffer[] {
  const found: Buffer[] = []
  let end = 0
  // 0x30, the tag of a SEQUENCE, makes M the first character and one of A to P the second.
  for (const { index } of stream.matchAll(/M(?=[A-P])/g)) {
    const head = Buffer.from(stream.slice(index, index + 16), 'base64').toString('hex')
    const [, size, short, long] = KEY_HEAD.exec(head) ?? []
    // A key in PKCS#8 holds one in SEC1; that is not another.
    if (size === undefined || index < end) continue
    const length = 2 + (size.length - 2) / 2 + Number.parseInt(long ?? short ?? size, 16)
    const characters = Math.ceil((length * 4) / 3)
    const bytes = Buffer.from(stream.slice(index, index + characters), 'base64')
    found.push(bytes.subarray(0, length))
    if (bytes.length >= length) end = index + characters
    if (found.length === MOST_CANDIDATES) break
  }
  return found
}

/**
 * The first bytes of a key, in hexadecimal: a SEQUENCE and its length, and in it the version that
 * private keys begin with, or the SEQUENCE that public keys, encrypted keys and certificates do.
 */
const KEY_HEAD = /^30([2-7].|81(..)|82(....))(?:02010[01]|30(?:..|81..|82....)(?:06|30|a0))/

/** Decodes a stream from each of the four places where its Base64 may begin. */
function decodeBase64(stream: string): string[] {
  if (stream.length < SHORTEST) return []
  return [0, 1, 2, 3].flatMap((start) => readable(Buffer.from(stream.slice(start), 'base64')))
}

/** Decodes hexadecimal wherever its bytes may begin, and offers bytes that are no text as Base64. */
function decodeHex(text: string): string[] {
  const runs = text.replaceAll(/0x/gi, '').match(/[\da-f\s:,-]{80,}/gi) ?? []
  const digits = runs.map((run) => run.replaceAll(/[\s:,-]/g, '')).filter((run) => run.length >= 80)
  const bytes = digits.flatMap((run) => [0, 1].map((start) => Buffer.from(run.slice(start), 'hex')))
  const asBase64 = bytes.flatMap((bytes) =>
    [0, 1, 2].map((start) => bytes.subarray(start).toString('base64')),
  )
  return [...bytes.flatMap(readable), ...asBase64]
}

/** The stretches of bytes that are text. UTF-16 is read by leaving out the zeros of its letters. */
function readable(bytes: Buffer): string[] {
  const text = Buffer.from(bytes.filter((byte) => byte !== 0)).toString('utf8')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: text lacks control characters, but for colours.
  return text.match(/[^\ufffd\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]{60,}/g) ?? []
}
