import { UserError } from '../errors.ts'
import { diagnose, type Source } from './diagnose.ts'
import { findKeyObjects } from './key-objects.ts'
import { type P256Key, readP256 } from './p256.ts'
import { searchKeys } from './search.ts'
import { decodeWholeText } from './whole-text.ts'

export interface PrivateKey extends P256Key {
  /** The texts that the key was found in: what it was given as, and what that encodes. */
  readonly texts: readonly string[]
}

/**
 * Finds the one App Store Connect API key in text that contains every byte of it, in any format.
 *
 * @param keyId the key to use if there are several, each in a JSON object with its ID
 * @returns a private key on the curve P-256. It belongs to the public key that it contains; if it
 *   contains none, nothing else is in the text
 * @throws {UserError} describing the text without quoting it
 * @example
 * parsePrivateKey('LS0tLS1CRUdJTi…', source).key // the KeyObject of the .p8 file that this is the Base64 of
 */
export function parsePrivateKey(text: string, source: Source, keyId = ''): PrivateKey {
  const plain = readPem(text)
  if (plain) return { ...plain, texts: [] }
  const found = searchKeys(text)
  const [key] = found.keys
  if (key) {
    const isOther = ({ pkcs8 }: P256Key) => pkcs8 !== key.pkcs8
    const isOnly = !found.isDamaged && ![...found.keys, ...found.unmatched].some(isOther)
    if (isOnly) return { ...key, texts: found.texts }
    const own = findKeyObjects(found.texts).find(({ ids }) => ids.keyIds.includes(keyId))
    if (own) return parsePrivateKey(own.json, source)
    throw new UserError(
      `${source.subject} contains more than one key.`,
      'Keep only the one that belongs to key-id.',
      'other',
    )
  }
  const der = decodeWholeText(text)
  const unmatched = der && readP256(der)
  if (unmatched) return { ...unmatched, texts: found.texts }
  throw diagnose(text, source, found)
}

/** A .p8 file as App Store Connect and OpenSSL write it, which is what most secrets contain. */
const PEM = /^-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/\r\n]+)-----END PRIVATE KEY-----\s*$/

/** Reads such a file without the search, which takes a millisecond. */
function readPem(text: string): P256Key | undefined {
  const body = PEM.exec(text)?.[1]
  const key = body === undefined ? undefined : readP256(Buffer.from(body, 'base64'))
  return key?.hasPublicKey ? key : undefined
}
