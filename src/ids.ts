import { UserError } from './errors.ts'
import { objectsIn, textMember } from './json.ts'
import { decodeBase64Text, recognize } from './misplaced.ts'
import { isStandIn } from './placeholders.ts'
import type { KeyOwner } from './token.ts'
import { trim } from './trim.ts'

const UUID =
  /(?<![\da-z])([\da-f]{8})-?([\da-f]{4})-?([\da-f]{4})-?([\da-f]{4})-?([\da-f]{12})(?![\da-z])/g
const ISSUER_ID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i
const DASHES = /[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/g

/**
 * Reads an issuer ID: a UUID, though not always one of the versions in RFC 4122. Text around it has to
 * say that it is one, since URLs, digests and sentences contain other UUIDs.
 *
 * @throws {UserError} saying what the text is instead, without quoting it
 * @example
 * parseIssuerId('Issuer ID: 57246542-96FE-…') // '57246542-96fe-…'
 */
export function parseIssuerId(text: string): string {
  // Most are written as App Store Connect shows them, and the search takes a quarter of a millisecond.
  if (ISSUER_ID.test(text) && new Set(text).size > 2) return text.toLowerCase()
  const { uuids, rest } = findUuids(text)
  const [issuerId, ...others] = uuids
  // Placeholders repeat one digit.
  const isMore = new Set(issuerId).size > 2
  if (issuerId !== undefined && others.length === 0 && isMore && isLabel(rest)) return issuerId
  const decoded = decodeBase64Text(text)
  if (decoded !== undefined) return parseIssuerId(decoded)
  const { description, remedy } = recognize(text)
  throw new UserError(
    `issuer-id ${isMore ? 'contains more than a UUID' : description}.`,
    remedy ??
      'The issuer ID is the UUID above the list of keys under Users and Access > Integrations.',
    'id',
  )
}

/** Returns the UUIDs in a text, each once, and what is around them. */
function findUuids(text: string): { uuids: string[]; rest: string } {
  const plain = text.toLowerCase().replaceAll(DASHES, '-')
  const found = Array.from(plain.matchAll(UUID), ([, ...parts]) => parts.join('-'))
  return { uuids: [...new Set(found)], rest: plain.replaceAll(UUID, ' ') }
}

/** Whether an ID is none of those that documentation and programs have in place of one. */
export function isReal(id: string): boolean {
  return new Set(id).size > 2 && !isStandIn(id)
}

/** Whether what is around a UUID has no meaning, or says that this is an issuer ID. */
function isLabel(rest: string): boolean {
  if (!/[a-z\d]/.test(rest)) return true
  return rest.length <= 60 && /issuer|\biss\b/.test(rest) && !rest.includes('://')
}

/**
 * Whether a key ID is like those of App Store Connect: ten capital letters and digits for a team key,
 * twelve for an individual one, and eight or nine in Apple's samples. Apple guarantees none of this.
 * https://developer.apple.com/documentation/appstoreconnectapi/generating-tokens-for-api-requests
 */
export function isUsualKeyId(keyId: string): boolean {
  return /^(?=.*\d)[A-Z\d]{8,14}$/.test(keyId)
}

/** Longer ones, and those with capital and small letters, may be parts of a key. */
const KEY_ID = /^(?!.*[\dA-Fa-f]{16})([A-Z\d]{1,20}|[a-z\d]{1,20}|[A-Za-z\d]{1,7})$/

/**
 * Reads a key ID, on its own, with its label or in a key's file name.
 *
 * @throws {UserError} saying what the text is instead, without quoting it
 * @example
 * parseKeyId('AuthKey_2X9R4HXF34.p8') // '2X9R4HXF34'
 */
export function parseKeyId(text: string): string {
  const keyId = extractKeyId(text)
  if (KEY_ID.test(keyId) && !isStandIn(keyId)) return keyId
  const decoded = decodeBase64Text(text)
  if (decoded !== undefined) return parseKeyId(decoded)
  const { description, remedy } = recognize(text)
  throw new UserError(
    `key-id ${description}.`,
    remedy ??
      'A key ID consists of letters and digits, such as 2X9R4HXF34. It is shown next to the key under Users and Access > Integrations.',
    'id',
  )
}

/** Such as `Key ID: `, `Key ID ` or `ASC_KEY_ID=`, but not `Team ID: `, nor the name of a key. */
const LABEL =
  /^(?:(?:[\w -]*(?:key|kid)[\w -]*?|id)\s*[:=]\s*|(?:[\w -]*key[\s_-]*)?k?id(?:entifier)?\s+|[\w -]*key\s+(?=\S{8,14}$))(?=\S+$)/i

/** Returns the key ID in what people copy along with it: its label, or a file name. */
function extractKeyId(text: string): string {
  if (isUsualKeyId(text)) return text
  if (text.length > 200) return ''
  return readKeyFileName(text)?.keyId ?? trim(text.replace(LABEL, '')).replace(/\.p8$/i, '')
}

/** Whether the two IDs were swapped. */
export function areSwapped(issuerId: string, keyId: string): boolean {
  // A UUID has 32 digits.
  if (keyId.length < 32 || findUuids(keyId).uuids.length === 0) return false
  const other = extractKeyId(issuerId)
  return KEY_ID.test(other) && !isStandIn(other)
}

/** The name can say that the file is a copy, as browsers, macOS and Windows do. */
const KEY_FILE =
  /(?:^|[\\/])(?<prefix>AuthKey|ApiKey|SubscriptionKey)_(?<keyId>[A-Za-z\d]+)(?: ?\(\d+\)|[ -]+copy(?: \d+)?)?(?:\.p8)?$/i

/**
 * Returns the name under which App Store Connect saves a key, and altool looks for it.
 * https://developer.apple.com/documentation/appstoreconnectapi/creating-api-keys-for-app-store-connect-api
 */
export function keyFileName({ type }: KeyOwner, keyId: string): string {
  return `${type === 'team' ? 'AuthKey' : 'ApiKey'}_${keyId}.p8`
}

/**
 * Reads the name of a key's file, with or without its folder.
 *
 * @example
 * readKeyFileName('keys/AuthKey_2X9R4HXF34 (1).p8') // { prefix: 'AuthKey', keyId: '2X9R4HXF34' }
 */
export function readKeyFileName(path: string): { keyId: string; prefix: string } | undefined {
  // Most texts are none, and V8 takes a quarter of a millisecond to compile the pattern.
  if (!path.includes('_')) return undefined
  return KEY_FILE.exec(path)?.groups as { keyId: string; prefix: string } | undefined
}

/** The IDs next to a key, each once. */
export interface NearbyIds {
  readonly keyIds: readonly string[]
  readonly issuerIds: readonly string[]
}

/**
 * Finds the IDs that texts have next to a key: in JSON such as fastlane's, as the fields of a password
 * manager, or in the lines of an `.env` file.
 *
 * @example
 * findIds(['ASC_KEY_ID=2X9R4HXF34']).keyIds // ['2X9R4HXF34']
 */
export function findIds(texts: readonly string[]): NearbyIds {
  const pairs = texts.flatMap((text) => [
    ...Array.from(text.matchAll(PAIR), ([, name = '', value = '']) => ({ name, value })),
    ...objectsIn(text).map((field) => {
      const name = textMember(field, 'label') || textMember(field, 'name')
      return { name, value: textMember(field, 'value') }
    }),
  ])
  const find = (ends: RegExp, form: RegExp) => {
    const found = pairs.filter(({ name, value }) => isIdName(name, ends) && form.test(value))
    return [...new Map(found.map(({ value }) => [value.toLowerCase(), value])).values()]
  }
  return {
    keyIds: find(/keyid(entifier)?$/, /^(?!.*[\dA-F]{16})[A-Z\d]{8,20}$/),
    issuerIds: find(/issuer(id)?$/, ISSUER_ID),
  }
}

/** Whether a text is more than a key, so that it could contain IDs. */
export function mayContainIds(text: string): boolean {
  return /\{|[:=]["'\s]{0,9}\w/.test(text)
}

const PAIR = /([\w.-]{2,80}(?: id)?)["']?\s{0,9}[:=]\s{0,9}["']?([\w-]{1,40})(?![\w-])/gi

/** Words in the names of other services' IDs. */
const OTHERS = ['aws', 'access', 'gpg', 'pgp', 'kms', 'ssh', 'apns', 'push', 'signing']

function isIdName(name: string, ends: RegExp): boolean {
  const letters = name.toLowerCase().replaceAll(/[^a-z]/g, '')
  return ends.test(letters) && !OTHERS.some((word) => letters.includes(word))
}
