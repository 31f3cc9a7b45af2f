import { UserError } from '../errors.ts'
import { findIds } from '../ids.ts'
import { member, objectsIn } from '../json.ts'
import { diagnose, type Source } from './diagnose.ts'
import { type P256Key, readP256 } from './p256.ts'
import { searchKeys } from './search.ts'
import { readWholeText } from './whole-text.ts'

export interface PrivateKey extends P256Key {
  /** The texts that the key was found in: what it was given as, and what that encodes. */
  readonly texts: readonly string[]
}

/**
 * Finds the one App Store Connect API key in text that contains every byte of it, in any format.
 *
 * @param keyId text with the ID of the key to use if there are several, each in a JSON object with its ID
 * @returns a private key on the curve P-256. It belongs to the public key that it contains; if it
 *   contains none, nothing else is in the text
 * @throws {UserError} describing the text without quoting it
 * @example
 * parsePrivateKey('LS0tLS1CRUdJTi…', source).key // the KeyObject of the .p8 file that this is the Base64 of
 */
export function parsePrivateKey(text: string, source: Source, keyId = ''): PrivateKey {
  // Most secrets are only a key, and the search takes a millisecond.
  const whole = readWholeText(text) ?? readP256(Buffer.from(text, 'latin1'))
  if (whole) return { ...whole, texts: [] }
  const found = searchKeys(text)
  const key = found.keys.find(({ hasPublicKey }) => hasPublicKey)
  if (!key) throw diagnose(text, source, found)
  const isOnly = !found.isDamaged && found.keys.every((other) => other.key.equals(key.key))
  if (isOnly) return { ...key, texts: found.texts }
  const words = keyId.toUpperCase().split(/[^A-Z\d]/)
  const isMeant = (id: string) => words.includes(id)
  const own = findKeyObjects(found.texts).find(({ ids }) => ids.keyIds.some(isMeant))
  if (own) return parsePrivateKey(own.json, source)
  throw new UserError(
    `${source.subject} contains more than one key.`,
    'Keep only the one that belongs to key-id.',
    'other',
  )
}

/**
 * Finds the JSON objects in texts that have a key and its ID as members, such as fastlane's.
 *
 * @returns each without the objects in it, with its IDs, and whether it says that the key
 *   is for the Enterprise Program API
 */
export function findKeyObjects(texts: readonly string[]) {
  return texts.flatMap(objectsIn).flatMap((object) => {
    const members = Object.entries(object).filter(([, value]) => typeof value !== 'object')
    const json = JSON.stringify(Object.fromEntries(members))
    const ids = findIds([json])
    const hasId = ids.keyIds.length + ids.issuerIds.length > 0
    if (!hasId || searchKeys(json).keys.length === 0) return []
    return [{ json, ids, isInHouse: member(object, 'in_house') === true }]
  })
}
