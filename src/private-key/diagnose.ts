import { UserError } from '../errors.ts'
import { readKeyFileName } from '../ids.ts'
import { recognize } from '../misplaced.ts'
import { measure } from '../quote.ts'
import { trim } from '../trim.ts'
import { nameOtherFile } from './other-keys.ts'

/** Where a text comes from. */
export interface Source {
  /** What contains the text, as the subject of a message. */
  readonly subject: string
  /** What to do if the key is not all there. */
  readonly restore: string
  /** What to do if the text is the path of a file that does not exist; undefined if it cannot be one. */
  readonly findFile?: string
}

/** The input itself. */
export const TEXT: Source = {
  subject: 'private-key',
  restore: 'Paste the whole .p8 file into the secret again.',
  findFile:
    'Relative paths start at the workspace: check out or create the file first, or pass the contents of the .p8 file.',
}

/** What was found in a text that contains no key of the right kind. */
interface Findings {
  /** The layers of the text, decoded. */
  readonly texts: readonly string[]
  /** The names of keys of other kinds. */
  readonly otherKeys: readonly string[]
  /** Whether something starts like a key, and is none. */
  readonly isDamaged: boolean
  /** Whether a key without its public key may have other text in it. */
  readonly isMixed: boolean
}

/** Returns the error for a text that contains no App Store Connect API key. */
export function diagnose(text: string, source: Source, findings: Findings): UserError {
  const { subject, restore, findFile } = source
  const { texts, otherKeys, isDamaged, isMixed } = findings
  const file = [text, ...texts].flatMap(headsOf).map(nameOtherFile).find(Boolean)
  if (file) return new UserError(`${subject} contains ${file}.`, USE_THE_P8_FILE)

  const labels = texts.flatMap((layer) => layer.match(LABEL) ?? [])
  const otherKey =
    otherKeys[0] ?? labels.map((label) => LABELS[label]).find(Boolean) ?? nameIn(texts, OTHER_JWKS)
  if (otherKey) {
    return new UserError(
      `${subject} contains ${otherKey}. App Store Connect API keys are EC keys on the curve P-256.`,
      USE_THE_P8_FILE,
    )
  }
  const dump = nameIn(texts, DUMPS)
  if (dump) return new UserError(`${subject} contains ${dump}.`, 'Store the .p8 file itself.')

  const { kind, description, remedy } = recognize(text)
  if (kind === 'encrypted' && remedy) return new UserError(`${subject} ${description}.`, remedy)
  const size = `(${measure(text)}; a .p8 file has about 257 in 6 lines)`
  if (isMixed) {
    return new UserError(
      `${subject} contains a key that cannot be told apart from the text around it ${size}.`,
      'Keep only the key: its BEGIN line, its lines of Base64 and its END line.',
    )
  }
  if (isDamaged || labels.length > 0 || kind === 'key') {
    return new UserError(`${subject} contains an incomplete or damaged key ${size}.`, restore)
  }
  if (findFile && (kind === 'path' || (remedy === undefined && isPath(trim(text))))) {
    return new UserError(`${subject} looks like a path, but there is no such file.`, findFile)
  }
  if (kind === 'base64') {
    return new UserError(
      `${subject} ${description}, but contains no complete key ${size}.`,
      restore,
    )
  }
  return new UserError(
    `${subject} ${description}.`,
    findFile ? (remedy ?? USE_THE_P8_FILE) : restore,
  )
}

const USE_THE_P8_FILE = 'Use the .p8 file that App Store Connect lets you download once.'

/** The first bytes that a text is, and that its first word of Base64 encodes. */
function headsOf(text: string): Buffer[] {
  const [word = ''] = /[\w+/-]{40,200}/.exec(text) ?? []
  return [Buffer.from(text.slice(0, 40), 'latin1'), Buffer.from(word, 'base64')]
}

const LABEL = /(?<=-BEGIN )[A-Z0-9 ]+(?=-)|(?<=^Proc-Type: 4,)ENCRYPTED/gm

/** What the labels of PEM mean. */
const LABELS: Readonly<Record<string, string>> = {
  ENCRYPTED: 'an encrypted key',
  'ENCRYPTED PRIVATE KEY': 'an encrypted key',
  'DSA PRIVATE KEY': 'a DSA key',
  'PGP PRIVATE KEY BLOCK': 'a PGP key',
  'RSA PUBLIC KEY': 'a public key',
  'OPENSSH PRIVATE KEY': 'an OpenSSH key',
  'PUBLIC KEY': 'a public key',
  CERTIFICATE: 'a certificate',
  'CERTIFICATE REQUEST': 'a certificate request',
  'NEW CERTIFICATE REQUEST': 'a certificate request',
}

type Patterns = readonly (readonly [name: string, pattern: RegExp])[]

function nameIn(texts: readonly string[], patterns: Patterns): string | undefined {
  return patterns.find(([, pattern]) => texts.some((text) => pattern.test(text)))?.[0]
}

/** Keys in JSON (RFC 7517) of other kinds. */
const OTHER_JWKS: Patterns = [
  ['an RSA key', /"kty"\s*:\s*"RSA"/],
  ['an Edwards-curve key', /"kty"\s*:\s*"OKP"/],
  ['an EC key on another curve', /"crv"\s*:\s*"(P-384|P-521|secp256k1)"/],
  ['a public key', /\{(?![^{}]*"d"\s*:)[^{}]*"kty"\s*:\s*"EC"/],
]

/** How programs print the bytes of a file, for people to read. */
const DUMPS: Patterns = [
  ['what `openssl … -text` prints', /^ *(Private-Key: \(|priv:$)|^ *\d+:d=\d+ +hl=\d/m],
  ['a hex dump (xxd, hexdump or od)', /^ *[\da-f]{6,16}:? +(([\da-f]{2}){1,2} +){4}/im],
  ['a dump of bits (xxd -b)', /^[\da-f]{8}: ([01]{8} ){2}/m],
  ['an octal dump (od)', /^\d{7} +([0-7]{3,6}|\S) +([0-7]{3,6}|\S) /m],
  ['bytes in octal', /^\W*([0-3][0-7]{2}\W{1,3}){40}/],
  ['uuencoded text', /^begin [0-7]{3} /m],
  ['Base32', /^(?=\D*\d)[A-Z2-7\s]{90,}=*\s*$/],
]

/** Whether a text is a path by its words: those of Base64 are no words. */
function isPath(text: string): boolean {
  if (text.length > 300 || !/^[\w.@~ -]+([\\/][\w.@~ -]+)*$/.test(text)) return false
  const isNamedSo = /[\\/]/.test(text) || EXTENSION.test(text) || readKeyFileName(text)
  return Boolean(isNamedSo) && text.split(/[\\/._@~ -]/).every((word) => WORD.test(word))
}

const EXTENSION = /\.(json|ya?ml|env|der|p12|cer|b64|base64|enc|gpg|asc)$/i
const WORD = /^([A-Z]?[a-z]+([A-Z][a-z]+)*|[A-Z]+|[A-Z\d]{8,14})?\d{0,4}$/
