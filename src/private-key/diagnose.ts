import { type Topic, UserError } from '../errors.ts'
import { readKeyFileName } from '../ids.ts'
import { objectsIn, parseJson } from '../json.ts'
import { recognize } from '../misplaced.ts'
import { mayBeSecret, measure } from '../quote.ts'
import { trim } from '../trim.ts'
import { nameJwk, nameLabel, nameOtherFile } from './kinds.ts'
import type { Found } from './search.ts'

/** Where a text comes from. */
export type Source = {
  /** What contains the text, as the subject of a message. */
  readonly subject: string
  /** What to do if the key is not all there. */
  readonly restore: string
} & (
  | { readonly kind: 'file' }
  /** The text can be a path: where there is no such file, and what to do then. */
  | { readonly kind: 'input'; readonly folder: string; readonly findFile: string }
)

/** Returns the error for a text that contains no App Store Connect API key. */
export function diagnose(text: string, source: Source, found: Found): UserError {
  const { subject } = source
  const [problem, remedy, topic] =
    explainOther(found) ?? explainText(text, source, found) ?? explainNothing(text, source)
  return new UserError(`${subject} ${problem}.`, remedy, topic)
}

type Explanation = readonly [problem: string, remedy: string, topic: Topic]

const USE_THE_P8_FILE = 'Use the .p8 file that App Store Connect lets you download once.'

/** Explains a file, a key or a certificate of another kind. */
function explainOther({ texts, otherKeys }: Found): Explanation | undefined {
  const file = texts.flatMap(headsOf).map(nameOtherFile).find(Boolean)
  if (file) return [`contains ${file}`, USE_THE_P8_FILE, 'other']
  const otherKey =
    otherKeys[0] ??
    texts.map(nameLabel).find(Boolean) ??
    texts.flatMap((text) => objectsIn(text).map(nameJwk)).find(Boolean)
  if (otherKey === undefined) return undefined
  const why =
    otherKey === 'an encrypted key'
      ? "Apple's .p8 file is not encrypted"
      : 'App Store Connect API keys are EC keys on the curve P-256'
  return [`contains ${otherKey}. ${why}`, USE_THE_P8_FILE, 'other']
}

/** The first bytes that a text is, and that its first word of Base64 encodes. */
function headsOf(text: string): Buffer[] {
  const [word = ''] = /[\w+/-]{40,200}/.exec(text) ?? []
  return [Buffer.from(text.slice(0, 40), 'latin1'), Buffer.from(word, 'base64')]
}

/** Explains what is not a key yet, or no longer a whole one. */
function explainText(
  text: string,
  { restore }: Source,
  { texts, unmatched, isDamaged }: Found,
): Explanation | undefined {
  const { kind, description, remedy } = recognize(text)
  if (kind === 'encrypted' && remedy) return [description, remedy, 'other']
  const keyMember = explainKeyMember(text)
  if (keyMember) return keyMember
  if (unmatched.length > 0) {
    return [
      `contains a key without its public key, in other text ${size(text)}`,
      'Keep only the key: its BEGIN line, its lines of Base64 and its END line.',
      'damaged',
    ]
  }
  const isLabeled = texts.some((text) => text.includes('-BEGIN '))
  if (isDamaged || isLabeled || kind === 'key') {
    return [`contains an incomplete or damaged key ${size(text)}`, restore, 'damaged']
  }
  if (kind === 'base64')
    return [`${description}, but contains no complete key ${size(text)}`, restore, 'damaged']
  return undefined
}

/** Names of the member that has the key, in fastlane's JSON and its like, in small letters. */
const KEY_MEMBERS = ['key', 'private_key', 'privatekey', 'key_content', 'p8']

/** Explains JSON whose key is empty, or is something else. */
function explainKeyMember(text: string): Explanation | undefined {
  const members = Object.entries(Object(parseJson(text)))
  const [name, value] = members.find(([name]) => KEY_MEMBERS.includes(name.toLowerCase())) ?? []
  if (name === undefined) return undefined
  const { kind, description } = recognize(typeof value === 'string' ? value : String(value))
  if (kind === 'key' || kind === 'base64' || kind === 'unknown') return undefined
  return [
    `is JSON whose "${name}" ${description}`,
    `Set "${name}" to the contents of the .p8 file.`,
    'other',
  ]
}

function explainNothing(text: string, source: Source): Explanation {
  const { kind, description, remedy } = recognize(text)
  if (source.kind === 'file') return [description, source.restore, 'other']
  if (kind === 'path' || (kind === 'unknown' && isPath(trim(text)))) {
    return [`looks like a path, but there is no such file${source.folder}`, source.findFile, 'file']
  }
  return [description, remedy ?? USE_THE_P8_FILE, 'other']
}

/** The size of a text, and of a whole key in the same encoding. */
function size(text: string): string {
  const whole = text.includes('-BEGIN') ? '257 in 6 lines' : text.startsWith('LS0t') ? '344' : ''
  return `(${measure(text)}${whole && `; a .p8 file has about ${whole}`})`
}

/** Whether a text is a path by its words: those of Base64 are no words. */
function isPath(text: string): boolean {
  if (readKeyFileName(text)) return true
  return /^[\w.@~ -]+([\\/][\w.@~ -]+)+$/.test(text) && !mayBeSecret(text)
}
