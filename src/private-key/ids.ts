import { UserError } from '../errors.ts'

/** The IDs of a key, as far as they are next to it. */
export interface Ids {
  readonly keyId: string | undefined
  readonly issuerId: string | undefined
}

/** What people call the key of App Store Connect before the name of an ID. */
const PREFIX = '(?<![\\w-])(?:(?:ASC|APP|STORE|APPLE|CONNECT|ITC|API|AUTH|KEY|FASTLANE)[_-]?)*'
const VALUE = '["\']?\\s*[:=]\\s*["\']?([\\w-]+)'

/** Ten characters are usual. What has lowercase letters is a word, such as a placeholder. */
const KEY_ID = /^[A-Z\d]{8,14}$/
const ISSUER_ID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i

/**
 * Finds the IDs next to a key: in JSON, as fastlane, rcodesign and others name them, or in the lines of
 * an `.env` file. Other values are ignored.
 *
 * @param subject what contains the texts, as the subject of a message
 * @throws {UserError} if there are two IDs of one kind
 */
export function readIds(texts: readonly string[], subject: string): Ids {
  const text = texts.join('\n')
  return {
    keyId: readId(text, 'KEY', KEY_ID, `${subject} contains more than one key ID`),
    issuerId: readId(text, 'ISSUER', ISSUER_ID, `${subject} contains more than one issuer ID`),
  }
}

function readId(text: string, name: string, form: RegExp, problem: string): string | undefined {
  const named = new RegExp(`${PREFIX}${name}[_-]?ID(?:ENTIFIER)?${VALUE}`, 'gi')
  const values = Array.from(text.matchAll(named), ([, value = '']) => value)
  const ids = new Map(values.filter((id) => form.test(id)).map((id) => [id.toLowerCase(), id]))
  const [id, ...others] = ids.values()
  if (others.length === 0) return id
  throw new UserError(`${problem}: ${[id, ...others].join(', ')}.`, KEEP_ONE)
}

const KEEP_ONE = 'Keep only the one that belongs to the key.'

/** Whether a word can be a key ID. People rename files: Prod in AuthKey_Prod.p8 is none. */
export function isKeyId(word: string): boolean {
  return KEY_ID.test(word)
}
