import { UserError } from './errors.ts'
import { looksLike, NOTHING } from './looks-like.ts'
import { mayBeSecret } from './quote.ts'
import { trim } from './text.ts'

const UUID =
  /(?<![\da-z])([\da-f]{8})-?([\da-f]{4})-?([\da-f]{4})-?([\da-f]{4})-?([\da-f]{12})(?![\da-z])/g
const DASHES = /[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/g
const UNSEEN = /[\xad\u200b-\u200f\u2060\ufeff]/g
const KEY_FILE = /^(?:.*[\\/])?(AuthKey|ApiKey|SubscriptionKey)_([A-Za-z\d]+)(?:\.p8)?$/

/**
 * Reads an issuer ID: a UUID, though not always one of the versions in RFC 4122.
 *
 * @throws {UserError} saying what the text is instead, never what it says
 */
export function parseIssuerId(text: string): string {
  const [issuerId, ...others] = findUuids(text)
  if (issuerId !== undefined && others.length === 0) return issuerId
  const what = issuerId === undefined ? looksLike(text) : 'holds more than one UUID'
  throw new UserError(
    `issuer-id ${what}. The issuer ID is the UUID above the list of keys under Users and Access > Integrations.`,
  )
}

function findUuids(text: string): Set<string> {
  const plain = text
    .toLowerCase()
    .replaceAll(UNSEEN, '')
    .replaceAll(/\\[nrt]/g, ' ')
    .replaceAll(DASHES, '-')
  const found = [plain, plain.replaceAll(/\s/g, '')].map((form) => Array.from(form.matchAll(UUID)))
  const uuids = found.find((matches) => matches.length > 0) ?? []
  return new Set(uuids.map(([, ...parts]) => parts.join('-')))
}

/**
 * Reads a key ID, alone or in the name that its file was downloaded by. Ten characters are usual,
 * but no rule of Apple's.
 *
 * @throws {UserError} saying what the text is instead, never what it says
 */
export function parseKeyId(text: string): string {
  const keyId = bareKeyId(text)
  const isId = /^[A-Za-z\d]+$/.test(keyId) && !NOTHING.test(keyId) && !mayBeSecret(keyId)
  if (isId) return keyId
  throw new UserError(
    `key-id ${looksLike(text)}. The key ID is letters and digits, such as 2X9R4HXF34, beside the key under Users and Access > Integrations.`,
  )
}

function bareKeyId(text: string): string {
  const bare = trim(text.replaceAll(UNSEEN, '').replace(/^[\s"']*(\\[nrt])+/, ''))
  const inner = bare.replace(/^[\w -]{1,40}[:=]\s*|^[([<{]+|[)\]>},;.]{1,3}$/g, '')
  return readKeyFileName(trim(inner))?.keyId ?? trim(inner).replace(/\.p8$/, '')
}

/** Whether each of the two IDs stands where the other belongs. */
export function areSwapped(issuerId: string, keyId: string): boolean {
  return findUuids(keyId).size > 0 && /^[A-Z\d]{8,12}$/i.test(bareKeyId(issuerId))
}

/**
 * Reads what a name such as `AuthKey_2X9R4HXF34.p8` tells. App Store Connect names the files of a
 * team's keys so; those of individual keys begin with `ApiKey_`, of In-App Purchase keys with
 * `SubscriptionKey_`.
 */
export function readKeyFileName(
  path: string,
): { readonly keyId: string; readonly prefix: string } | undefined {
  const [, prefix, keyId] = KEY_FILE.exec(path) ?? []
  return prefix === undefined || keyId === undefined ? undefined : { prefix, keyId }
}
