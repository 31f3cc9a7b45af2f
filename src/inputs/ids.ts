import { UserError } from '../errors.ts'
import { readKeyFileName } from '../ids.ts'
import { recognize } from '../misplaced.ts'
import { trim } from '../trim.ts'

const UUID =
  /(?<![\da-z])([\da-f]{8})-?([\da-f]{4})-?([\da-f]{4})-?([\da-f]{4})-?([\da-f]{12})(?![\da-z])/g
const DASHES = /[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/g
const INVISIBLE = /[\xad\u200b-\u200f\u2060\ufeff]/g

/** What needs no closer look, since no placeholder is written like this. */
const PLAIN_UUID = /^(?![0-]+$)[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/
const PLAIN_KEY_ID = /^(?!ABCDE12345)(?=.*\d)(?=.*[A-Z])[A-Z\d]{10}$/

/**
 * Reads an issuer ID: a UUID, though not always one of the versions in RFC 4122. Text around it has to
 * say that it is one, since URLs, digests and sentences contain other UUIDs.
 *
 * @throws {UserError} saying what the text is instead, without quoting it
 */
export function parseIssuerId(text: string): string {
  if (PLAIN_UUID.test(text)) return text
  const { uuids, rest } = findUuids(text)
  const [issuerId, ...others] = uuids
  const { kind, description, remedy } = recognize(text)
  const isAlone = issuerId !== undefined && others.length === 0
  if (isAlone && kind !== 'placeholder' && isLabel(rest)) return issuerId
  const found = isAlone ? 'contains a UUID in other text' : 'contains more than one UUID'
  throw new UserError(
    `issuer-id ${issuerId === undefined || kind === 'placeholder' ? description : found}.`,
    remedy ??
      'The issuer ID is the UUID above the list of keys under Users and Access > Integrations.',
  )
}

/** Returns the UUIDs in a text, each once, and what is around them. */
function findUuids(text: string): { readonly uuids: readonly string[]; readonly rest: string } {
  const plain = text
    .toLowerCase()
    .replaceAll(INVISIBLE, '')
    .replaceAll(/\\[nrt]/g, ' ')
    .replaceAll(DASHES, '-')
  const joined = plain.replaceAll(/\s/g, '')
  const form = plain.search(UUID) === -1 ? joined : plain
  const found = Array.from(form.matchAll(UUID), ([, ...parts]) => parts.join('-'))
  return { uuids: [...new Set(found)], rest: form.replaceAll(UUID, ' ') }
}

/** Whether what is around a UUID has no meaning, or says that this is an issuer ID. */
function isLabel(rest: string): boolean {
  if (!/[a-z\d]/.test(rest)) return true
  return rest.length <= 60 && /issuer|\biss\b/.test(rest) && !rest.includes('://')
}

/**
 * How a key ID is written. Ten capital letters and digits are usual, but Apple does not guarantee that.
 * Longer ones than these, and those with capital and small letters, may be parts of a key.
 */
const KEY_ID = /^(?!.*[\dA-Fa-f]{16})([A-Z\d]{1,20}|[a-z\d]{1,20}|[A-Za-z\d]{1,7})$/

/**
 * Reads a key ID, on its own or in a key's file name.
 *
 * @throws {UserError} saying what the text is instead, without quoting it
 */
export function parseKeyId(text: string): string {
  if (PLAIN_KEY_ID.test(text)) return text
  const keyId = extractKeyId(text)
  if (KEY_ID.test(keyId) && recognize(keyId).kind !== 'placeholder') return keyId
  const { description, remedy } = recognize(text)
  throw new UserError(
    `key-id ${description}.`,
    remedy ??
      'A key ID consists of letters and digits, such as 2X9R4HXF34. It is shown next to the key under Users and Access > Integrations.',
  )
}

const LEADING_ESCAPES = /^[\s"']*(\\[nrt])+/
/** Such as `Key ID: ` or `ASC_KEY_ID=`, but not `Team ID: `. */
const LABEL = /^(?=[^:=]*(key|kid)|id\b)[\w -]+[:=]\s*/i
const OPENING = /^[([<{]+/
const CLOSING = /(?<![)\]>},;.])[)\]>},;.]+$/

/** Returns the key ID in what people copy along with it: its label, brackets, or a file name. */
function extractKeyId(text: string): string {
  const line = trim(text.replaceAll(INVISIBLE, '').replace(LEADING_ESCAPES, ''))
  const before = LABEL.test(line) ? LABEL : OPENING
  const word = trim(line.replace(before, '').replace(CLOSING, ''))
  return readKeyFileName(word)?.keyId ?? word.replace(/\.p8$/, '')
}

/** Whether the two IDs were swapped. */
export function areSwapped(issuerId: string, keyId: string): boolean {
  return findUuids(keyId).uuids.length > 0 && /^[A-Z\d]{8,12}$/i.test(extractKeyId(issuerId))
}
