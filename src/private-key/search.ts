import { decodeBase64, decodeBytes, ENDS, findTexts, splitBase64 } from './encodings.ts'
import { resolveEscapes } from './escapes.ts'
import { nameOtherKey } from './kinds.ts'
import { joinBase64 } from './layouts.ts'
import { type P256Key, readP256 } from './p256.ts'

/** What a text contains, in any layout and encoding. */
export interface Found {
  /** The texts that it is or encodes, with and without their escapes. */
  readonly texts: readonly string[]
  /** A key that does not contain its public key may have lost or got bytes that are not its own. */
  readonly keys: readonly P256Key[]
  /** The names of keys and files of other kinds. */
  readonly otherKeys: readonly string[]
  /** Whether the start of a P-256 key, or a label of one, is followed by no key. */
  readonly isDamaged: boolean
}

/** How many characters are searched in all texts together: time is linear, whatever the text. */
const BUDGET = 400_000

/**
 * Finds the keys in a text, however it was changed on its way into a secret.
 *
 * A key is recognized by its own structure: DER is a SEQUENCE that starts with its length, so whether a
 * key is complete does not depend on the PEM lines, or anything else, around it. The text may be an
 * encoding of such text, so each text that it encodes is searched as well.
 */
export function searchKeys(text: string): Found {
  const known = new Map<string, Found>()
  let budget = BUDGET
  const inText = (text: string): Found => known.get(text) ?? searchText(text)
  const searchText = (text: string): Found => {
    budget -= text.length
    if (budget < 0) return NOTHING
    const forms = resolveEscapes(text)
    const [plain] = forms
    const streams = new Set(forms.flatMap(joinBase64))
    const found = merge([
      { ...NOTHING, texts: [...new Set([text, plain])] },
      decisive(Array.from(streams, findKeys)),
      inBase64(plain, ENDS),
      ...decodeBytes(plain).flatMap((bytes) => [findKey(bytes), ...findTexts(bytes).map(inText)]),
      findKey(Buffer.from(text, 'latin1')),
    ])
    known.set(text, found)
    return found
  }
  /** Searches the runs of Base64 in a text, and their parts: each may encode a text of its own. */
  const inBase64 = (text: string, [end, ...ends]: readonly (string | RegExp)[]): Found => {
    if (end === undefined) return NOTHING
    const find = (run: string) =>
      decisive([inBase64(run, ends), merge(decodeBase64(run).map(inText))])
    return merge(splitBase64(text, end).map(find))
  }
  return inText(text)
}

const NOTHING: Found = { texts: [], keys: [], otherKeys: [], isDamaged: false }

/**
 * Of several ways to read the same text, those that show a key are right, and the first of them shows
 * whether something next to it is damaged.
 */
function decisive(ways: readonly Found[]): Found {
  const right = ways.filter(({ keys }) => keys.some(({ hasPublicKey }) => hasPublicKey))
  const [first] = right
  return first ? { ...merge(right), isDamaged: first.isDamaged } : merge(ways)
}

/** What comes in several ways counts once: otherwise, each encoding would multiply it. */
function merge(all: readonly Found[]): Found {
  return {
    texts: [...new Set(all.flatMap(({ texts }) => texts))],
    keys: [...new Set(all.flatMap(({ keys }) => keys))],
    otherKeys: [...new Set(all.flatMap(({ otherKeys }) => otherKeys))],
    isDamaged: all.some(({ isDamaged }) => isDamaged),
  }
}

/** How many starts of keys in one stream are looked at; a text with more is no key. */
const MAX_STARTS = 40

/** Finds the keys in a stream of Base64. */
function findKeys(stream: string): Found {
  const found: Found[] = []
  let others = ''
  let end = 0
  // 0x30, the tag of a SEQUENCE, makes M the first character and one of A to P the second.
  for (const { index } of stream.matchAll(/M(?=[A-P])/g)) {
    if (found.length === MAX_STARTS) break
    const length = declaredLength(Buffer.from(stream.slice(index, index + 16), 'base64'))
    if (length === undefined) continue
    const next = index + Math.ceil((length * 4) / 3)
    const key = findKey(Buffer.from(stream.slice(index, next), 'base64'))
    found.push(key)
    if (key.keys.length + key.otherKeys.length === 0) continue
    others += `${stream.slice(end, index)} `
    end = next
  }
  return { ...merge(found), isDamaged: DAMAGED.test(others + stream.slice(end)) }
}

/** The label or, in Base64, the start of a P-256 key in PKCS#8 with a length of two or of one byte. */
const DAMAGED =
  /BEGIN(EC)?PRIVATEKEY(?!LS0t)[A-Z0-9+/]{40}|AgEAMBMGByqGSM49AgEGCCqGSM49AwEH|CAQAwEwYHKoZIzj0CAQYIKoZIzj0DAQc/i

/** Reads the key that bytes start with. */
function findKey(bytes: Buffer): Found {
  const length = declaredLength(bytes)
  if (length === undefined) return NOTHING
  const der = bytes.subarray(0, length)
  const key = readP256(der)
  if (key) return { ...NOTHING, keys: [key] }
  const otherKey = nameOtherKey(der)
  if (otherKey) return { ...NOTHING, otherKeys: [otherKey] }
  return { ...NOTHING, isDamaged: DAMAGED.test(bytes.toString('base64')) }
}

/**
 * The first bytes of a key or a file, in hexadecimal: a SEQUENCE and its length, and in it a version, the
 * type of a signed file, or the SEQUENCE that other keys and certificates start with.
 */
const HEAD =
  /^30(?:([2-7].)|81(..)|82(....))(?=02010[013]|06092a|30(?:..|81..|82....)(?:02|06|30|a0))/

/** Returns how many bytes a key takes by its own account; undefined if bytes are not the start of one. */
function declaredLength(bytes: Buffer): number | undefined {
  const [head, ...size] = HEAD.exec(bytes.toString('hex', 0, 12)) ?? []
  return head === undefined ? head : head.length / 2 + Number.parseInt(size.join(''), 16)
}
