import { decodeBase64, decodeBytes, decodeLatin1 } from './bytes.ts'
import { resolveEscapes, resolveOtherEscapes } from './escapes.ts'
import { divide, GUESSES, LAYOUTS } from './layouts.ts'

/** A text, as it is or decoded. */
interface Layer {
  /** The text, with its escapes resolved. */
  readonly text: string
  /** What each way to read the text finds in it. */
  readonly readings: readonly (readonly Candidate[])[]
}

/** Bytes that start like a key in DER. */
export interface Candidate {
  /** As many bytes as it declares, or fewer if the space between the marks ends first. */
  readonly der: Buffer
  /** Whether it fills the space between its marks, in lines of one length: no other text is in it. */
  readonly isAlone: boolean
  /** Whether it would, if its last line was not too short. */
  readonly isCut: boolean
}

/** How many characters are searched in all layers together: time is linear, whatever the text. */
const BUDGET = 400_000

/** How many candidates of a space are read; a text with more is no key. */
const MAX_CANDIDATES = 40

/**
 * Finds DER-encoded keys in text, however the text was changed on its way into a secret.
 *
 * A key is recognized by its own structure: DER is a SEQUENCE that starts with its length, so whether a
 * key is complete does not depend on the PEM lines, or anything else, around it. The text may be an
 * encoding of such text, so its layers are decoded from the outside in, and each is read in every layout.
 */
export function* decodeLayers(text: string): Generator<Layer> {
  const layers = new Set([text])
  let budget = BUDGET
  for (const layer of layers) {
    budget -= layer.length
    if (budget < 0) return
    const text = resolveEscapes(layer)
    const readings: Candidate[][] = []
    for (const plain of new Set([text, resolveOtherEscapes(layer)])) {
      const spaces = new Set<string>()
      for (const layout of [...LAYOUTS, ...GUESSES]) {
        const unseen = new Set(divide(layout(plain)).filter((space) => !spaces.has(space)))
        for (const space of unseen) spaces.add(space)
        const isPlain = plain === text && layout === LAYOUTS[0]
        const found = Array.from(unseen, (space) => findCandidates(space, isPlain)).flat()
        readings.push(GUESSES.includes(layout) ? found.map(asGuess) : found)
      }
      const streams = new Set(Array.from(spaces, (space) => space.replaceAll(' ', '')))
      for (const stream of streams) {
        for (const inner of decodeBase64(stream)) layers.add(inner)
      }
      for (const inner of decodeBytes(plain)) layers.add(inner)
    }
    for (const inner of decodeLatin1(layer)) layers.add(inner)
    yield { text, readings }
  }
}

function asGuess(candidate: Candidate): Candidate {
  return { ...candidate, isAlone: false }
}

/** Finds what looks like the start of a key in DER, and takes as many bytes as it declares. */
function findCandidates(space: string, isPlain: boolean): Candidate[] {
  const words = space.split(' ')
  const stream = words.join('')
  const found: Candidate[] = []
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
    const isFirst = index === 0 && areLines(words)
    const isComplete = bytes.length >= length
    // Of two lines, only the width shows whether the first is complete.
    const isOdd = words.length === 2 && space.indexOf(' ') % 4 > 0
    found.push({
      der: bytes.subarray(0, length),
      isAlone:
        isFirst && isComplete && !isOdd && bytes.toString('base64').replace(/=*$/, '') === stream,
      isCut: isFirst && !isComplete && isPlain && words.length > 1,
    })
    if (isComplete) end = index + characters
    if (found.length === MAX_CANDIDATES) break
  }
  return found
}

/**
 * The first bytes of a key, in hexadecimal: a SEQUENCE and its length, and in it the version that
 * private keys start with, or the SEQUENCE that public keys, encrypted keys and certificates start with.
 */
const KEY_HEAD = /^30([2-7].|81(..)|82(....))(?:02010[01]|30(?:..|81..|82....)(?:06|30|a0))/

/**
 * Whether words are lines of one length, with more than 40 and at most 80 columns: a plus sign that
 * became a space can make two equal halves of a line. The last may be shorter.
 */
function areLines(words: readonly string[]): boolean {
  const [{ length: width }] = words as [string]
  const isLine = ({ length }: string, n: number) =>
    n < words.length - 1 ? length === width : length <= width
  return words.length === 1 || (width > 40 && width <= 80 && words.every(isLine))
}
