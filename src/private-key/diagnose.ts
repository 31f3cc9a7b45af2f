import { type Topic, UserError } from '../errors.ts'
import { readKeyFileName } from '../ids.ts'
import { objectsIn, parseJson } from '../json.ts'
import { measure } from '../log.ts'
import { recognize } from '../misplaced.ts'
import { trim } from '../trim.ts'
import { nameJwk, nameLabel } from './kinds.ts'
import type { Found } from './search.ts'

/** What is wrong with a text, as the predicate of a sentence about it, and what to do. */
type Explanation = readonly [problem: string, remedy: string, topic: Topic]

/** Where a text comes from. */
export interface Source {
  /** What contains the text, as the subject of a message. */
  readonly subject: string
  /** What to do if the key is not all there. */
  readonly restore: string
  /** Explains a text that is a path, if it can be one. */
  readonly noFile?: Explanation
}

/** Returns the error for a text that contains no App Store Connect API key. */
export function diagnose(text: string, source: Source, found: Found): UserError {
  const [problem, remedy, topic] = explainOther(found) ?? explain(text, source, found)
  return new UserError(`${source.subject} ${problem}.`, remedy, topic)
}

const USE_THE_P8_FILE = 'Use the .p8 file that App Store Connect lets you download once.'

/** Explains a key, a certificate or a file of another kind. */
function explainOther({ texts, otherKeys }: Found): Explanation | undefined {
  const [name] = [
    ...otherKeys,
    ...texts.map(nameLabel),
    ...texts.flatMap(objectsIn).map(nameJwk),
  ].filter(Boolean)
  if (name === undefined) return undefined
  const why =
    name === 'an encrypted key'
      ? "Apple's .p8 file is not encrypted"
      : 'App Store Connect API keys are private EC keys on the curve P-256'
  return [`contains ${name}. ${why}`, USE_THE_P8_FILE, 'other']
}

/** Explains what is not a key yet, or no longer a whole one. */
function explain(
  text: string,
  { restore, noFile }: Source,
  { texts, keys, isDamaged }: Found,
): Explanation {
  const [name, value] = findKeyMember(text)
  const { kind, description, remedy } = recognize(value)
  if (kind === 'encrypted' && remedy) return [description, remedy, 'other']
  if (keys.length > 0) {
    return [
      `contains a key without its public key, in other text ${size(text)}`,
      'Keep only the key: its BEGIN line, its lines of Base64 and its END line.',
      'damaged',
    ]
  }
  if (isDamaged || kind === 'key' || texts.some((text) => text.includes('-BEGIN '))) {
    return [`contains an incomplete or damaged key ${size(text)}`, restore, 'damaged']
  }
  if (name !== '') {
    const setMember = `Set "${name}" to the contents of the .p8 file.`
    return [`is JSON whose "${name}" ${description}`, setMember, 'other']
  }
  if (kind === 'base64') {
    return [`${description}, but contains no complete key ${size(text)}`, restore, 'damaged']
  }
  if (noFile === undefined) return [description, restore, 'other']
  if (kind === 'path' || (kind === 'unknown' && isPath(trim(text)))) return noFile
  return [description, remedy ?? USE_THE_P8_FILE, 'other']
}

/** Names of the member that has the key, in fastlane's JSON and its like, in small letters. */
const KEY_MEMBERS = ['key', 'private_key', 'privatekey', 'key_content', 'p8']

/** Returns the member of JSON that should have the key; if there is none, the text without a name. */
function findKeyMember(text: string): [name: string, value: string] {
  const members = Object.entries(Object(parseJson(text)))
  const [name, value] = members.find(([name]) => KEY_MEMBERS.includes(name.toLowerCase())) ?? []
  return name === undefined ? ['', text] : [name, String(value)]
}

/** The size of a text, and of a whole key in the same encoding. */
function size(text: string): string {
  const whole = text.includes('-BEGIN') ? '257 in 6 lines' : text.startsWith('LS0t') ? '344' : ''
  return `(${measure(text)}${whole && `; a .p8 file has about ${whole}`})`
}

/** Whether a text can be a path without an ending: it has a word, as lists of bytes have not. */
function isPath(text: string): boolean {
  if (readKeyFileName(text)) return true
  return /^[\w.@~ -]+([\\/][\w.@~ -]+)+$/.test(text) && /[a-z]{3}/i.test(text)
}
