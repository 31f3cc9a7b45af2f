import { UserError } from '../errors.ts'
import { decodeLayers } from './decode.ts'
import { diagnose, nameOtherKey } from './diagnose.ts'
import { type P256Key, readP256 } from './p256.ts'

export interface PrivateKey extends P256Key {
  /**
   * The forms of the key that could appear in a log: its Base64, joined and line by line. Short parts
   * are left out, because they occur in other text by chance.
   */
  readonly lines: readonly string[]
  /** The IDs next to the key, if it came as fastlane's JSON. */
  readonly keyId: string | undefined
  readonly issuerId: string | undefined
}

/**
 * Finds the one App Store Connect API key in text that contains every byte of it, in any format.
 *
 * @param subject what contains the text, as the subject of a message
 * @returns a private key on the curve P-256 that belongs to the public key it contains
 * @throws {UserError} describing the text without quoting it
 */
export function parsePrivateKey(text: string, subject = 'private-key'): PrivateKey {
  const texts: string[] = []
  const otherKeys: string[] = []
  let isDamaged = false
  for (const reading of decodeLayers(text)) {
    texts.push(reading.text)
    const keys = new Map<string, PrivateKey>()
    for (const der of reading.candidates) {
      const key = readP256(der)
      const otherKey = key ? undefined : nameOtherKey(der)
      if (key) keys.set(key.pkcs8, { ...key, lines: linesOf(der, key), ...readIds(texts) })
      else if (otherKey) otherKeys.push(otherKey)
      else isDamaged = true
    }
    const [first, ...others] = keys.values()
    if (others.length > 0) {
      throw new UserError(
        `${subject} contains more than one key.`,
        'Keep only the one that belongs to key-id.',
      )
    }
    if (first) return first
  }
  throw diagnose(subject, text, { texts, otherKeys, isDamaged })
}

/** In the encoding that was given and in the one that OpenSSL writes, which often differ. */
function linesOf(der: Buffer, key: P256Key): string[] {
  const bodies = [der.toString('base64'), key.pkcs8]
  const lines = bodies.flatMap((body) => [body, ...Array.from(body.matchAll(/.{16,64}/g), String)])
  return [...new Set(lines)]
}

/** Finds the IDs in the layers down to the key: fastlane's JSON may contain the key as Base64. */
function readIds(texts: string[]): Pick<PrivateKey, 'keyId' | 'issuerId'> {
  const text = texts.join('\n')
  return {
    keyId: /"key_id"\s*:\s*"([A-Z\d]{1,14})"/.exec(text)?.[1],
    issuerId: /"issuer_id"\s*:\s*"([\da-f-]{36})"/i.exec(text)?.[1],
  }
}
