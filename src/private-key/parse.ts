import { UserError } from '../errors.ts'
import { decodeLayers } from './decode.ts'
import { diagnose, type Source, TEXT } from './diagnose.ts'
import { type Ids, readIds } from './ids.ts'
import { nameOtherKey } from './other-keys.ts'
import { type P256Key, readP256 } from './p256.ts'

export interface PrivateKey extends P256Key, Ids {
  /**
   * The forms of the key that could appear in a log: its Base64, joined and line by line. Short parts
   * are left out, because they occur in other text by chance.
   */
  readonly lines: readonly string[]
}

/**
 * Finds the one App Store Connect API key in text that contains every byte of it, in any format.
 *
 * @returns a private key on the curve P-256, with the IDs next to it. It belongs to the public key that
 *   it contains; if it contains none, no other text is in its Base64, however that is read
 * @throws {UserError} describing the text without quoting it
 */
export function parsePrivateKey(text: string, source: Source = TEXT): PrivateKey {
  const plain = readPem(text)
  if (plain) return { ...plain, keyId: undefined, issuerId: undefined }
  const { matched, alone, isPair, ...findings } = search(text)
  const keys = new Map([...alone, ...matched])
  if (keys.size > 1 && (matched.size > 0 || isPair)) {
    throw new UserError(
      `${source.subject} contains more than one key.`,
      'Keep only the one that belongs to key-id.',
    )
  }
  const [key] = keys.values()
  if (key && keys.size === 1) {
    return { ...key, ...readIds(findings.texts, source.subject) }
  }
  throw diagnose(text, source, { ...findings, isMixed: findings.isMixed || alone.size > 0 })
}

type FoundKey = Omit<PrivateKey, keyof Ids>

/** A .p8 file as App Store Connect and OpenSSL write it, which is what most secrets contain. */
const PEM = /^-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/\r\n]+)-----END PRIVATE KEY-----\s*$/

/** Reads such a file without the search, which takes a millisecond. */
function readPem(text: string): FoundKey | undefined {
  const body = PEM.exec(text)?.[1]
  if (body === undefined) return undefined
  const der = Buffer.from(body, 'base64')
  const key = readP256(der)
  return key?.hasPublicKey ? withLines(der, key) : undefined
}

/** Finds all keys in a text, and what it contains otherwise. */
function search(text: string) {
  const matched = new Map<string, FoundKey>()
  const alone = new Map<string, FoundKey>()
  const texts: string[] = []
  const otherKeys: string[] = []
  let isPair = false
  let isDamaged = false
  let isMixed = false
  for (const layer of decodeLayers(text)) {
    texts.push(layer.text)
    const isCut = layer.readings.flat().some((candidate) => candidate.isCut)
    for (const candidates of layer.readings) {
      const before = alone.size
      for (const { der, isAlone } of candidates) {
        const key = readP256(der)
        const otherKey = key ? undefined : nameOtherKey(der)
        if (otherKey) otherKeys.push(otherKey)
        else if (!key) isDamaged = true
        else if (key.hasPublicKey) matched.set(key.pkcs8, withLines(der, key))
        else if (isAlone && !isCut) alone.set(key.pkcs8, withLines(der, key))
        else isMixed ||= !isCut
      }
      isPair ||= alone.size > before + 1
    }
  }
  return { matched, alone, texts, otherKeys, isPair, isDamaged, isMixed }
}

/** In the encoding that was given and in the one that OpenSSL writes, which often differ. */
function withLines(der: Buffer, key: P256Key): FoundKey {
  const bodies = [der.toString('base64'), key.pkcs8]
  const lines = bodies.flatMap((body) => [body, ...Array.from(body.matchAll(/.{16,64}/g), String)])
  return { ...key, lines: [...new Set(lines)] }
}
