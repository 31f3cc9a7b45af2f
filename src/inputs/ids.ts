import { UserError } from '../errors.ts'
import { readKeyFileName } from '../key-file-name.ts'
import { recognize } from '../recognize.ts'
import { mayBeSecret } from '../redact.ts'
import { trim } from '../trim.ts'

const UUID =
  /(?<![\da-z])([\da-f]{8})-?([\da-f]{4})-?([\da-f]{4})-?([\da-f]{4})-?([\da-f]{12})(?![\da-z])/g
const DASHES = /[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/g
const INVISIBLE = /[\xad\u200b-\u200f\u2060\ufeff]/g

const PLAIN_UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/
const PLAIN_KEY_ID = /^[A-Z\d]{10}$/

/**
 * Reads an issuer ID: a UUID, though not always one of the versions in RFC 4122.
 *
 * @throws {UserError} saying what the text is instead, without quoting it
 */
export function parseIssuerId(text: string): string {
  if (PLAIN_UUID.test(text)) return text
  const [issuerId, ...others] = findUuids(text)
  if (issuerId !== undefined && others.length === 0) return issuerId
  const { description, remedy } = recognize(text)
  throw new UserError(
    `issuer-id ${issuerId === undefined ? description : 'contains more than one UUID'}.`,
    remedy ??
      'The issuer ID is the UUID above the list of keys under Users and Access > Integrations.',
  )
}

function findUuids(text: string): Set<string> {
  const plain = text
    .toLowerCase()
    .replaceAll(INVISIBLE, '')
    .replaceAll(/\\[nrt]/g, ' ')
    .replaceAll(DASHES, '-')
  const found = [plain, plain.replaceAll(/\s/g, '')].map((form) => Array.from(form.matchAll(UUID)))
  const uuids = found.find((matches) => matches.length > 0) ?? []
  return new Set(uuids.map(([, ...parts]) => parts.join('-')))
}

/**
 * Reads a key ID, on its own or in a key's file name. Ten characters are usual, but Apple does not
 * guarantee that.
 *
 * @throws {UserError} saying what the text is instead, without quoting it
 */
export function parseKeyId(text: string): string {
  if (PLAIN_KEY_ID.test(text)) return text
  const keyId = extractKeyId(text)
  const { kind } = recognize(keyId)
  if (/^[A-Za-z\d]+$/.test(keyId) && kind !== 'nullish' && !mayBeSecret(keyId)) return keyId
  const { description, remedy } = recognize(text)
  throw new UserError(
    `key-id ${description}.`,
    remedy ??
      'A key ID consists of letters and digits, such as 2X9R4HXF34. It is shown next to the key under Users and Access > Integrations.',
  )
}

const LEADING_ESCAPES = /^[\s"']*(\\[nrt])+/
/** Such as `Key ID: ` or `ASC_KEY_ID=`. */
const NAME_BEFORE = /^[\w -]{1,40}[:=]\s*/
const OPENING = /^[([<{]+/
const CLOSING = /[)\]>},;.]{1,3}$/

/** Strips from a key ID what people copy along with it, most of all its file name. */
function extractKeyId(text: string): string {
  const line = trim(text.replaceAll(INVISIBLE, '').replace(LEADING_ESCAPES, ''))
  const start = NAME_BEFORE.test(line) ? NAME_BEFORE : OPENING
  const word = trim(line.replace(start, '').replace(CLOSING, ''))
  return readKeyFileName(word)?.keyId ?? word.replace(/\.p8$/, '')
}

/** Whether the two IDs were swapped. */
export function areSwapped(issuerId: string, keyId: string): boolean {
  return findUuids(keyId).size > 0 && /^[A-Z\d]{8,12}$/i.test(extractKeyId(issuerId))
}
