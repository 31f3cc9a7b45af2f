import { UserError } from '../errors.ts'
import { recognize } from '../recognize.ts'
import { measure } from '../redact.ts'

/** What was found in a text that contains no key of the right kind. */
export interface Findings {
  /** The layers of the text, decoded. */
  readonly texts: readonly string[]
  /** The names of keys of other kinds, see {@link nameOtherKey}. */
  readonly otherKeys: readonly string[]
  /** Whether something starts like a key, and is none. */
  readonly isDamaged: boolean
}

/**
 * Returns the error for a text that contains no App Store Connect API key.
 *
 * @param subject what contains the text, as the subject of a message
 */
export function diagnose(
  subject: string,
  text: string,
  { texts, otherKeys, isDamaged }: Findings,
): UserError {
  const labels = texts.flatMap((layer) =>
    Array.from(layer.matchAll(LABEL), ([, label = '', encrypted = '']) => label || encrypted),
  )
  const otherKey = otherKeys[0] ?? labels.map((label) => LABELS[label]).find(Boolean)
  if (otherKey) {
    return new UserError(
      `${subject} contains ${otherKey}. App Store Connect API keys are EC keys on the curve P-256.`,
      `Use ${THE_P8_FILE}.`,
    )
  }
  const { kind, description, remedy = `Use ${THE_P8_FILE}.` } = recognize(text)
  const size = `(${measure(text)}; a .p8 file has about 257 in 6 lines)`
  if (isDamaged || labels.length > 0 || kind === 'key') {
    return new UserError(`${subject} contains an incomplete or damaged key ${size}.`, PASTE_AGAIN)
  }
  if (kind === 'base64') {
    return new UserError(
      `${subject} ${description}, but contains no complete key ${size}.`,
      PASTE_AGAIN,
    )
  }
  if (kind === 'path') {
    return new UserError(`${subject} ${description}, but there is no such file.`, PATHS)
  }
  return new UserError(`${subject} ${description}.`, remedy)
}

const THE_P8_FILE = 'the .p8 file that App Store Connect lets you download once'
const PASTE_AGAIN = 'Paste the whole .p8 file into the secret again.'
const PATHS =
  'Relative paths start at the workspace: check out or create the file first, or pass the contents of the .p8 file.'

const LABEL = /-BEGIN ([A-Z0-9 ]+)-|^Proc-Type: 4,(ENCRYPTED)/gm

/** What the labels of PEM stand for. */
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
}

/** Returns the name of what DER contains if it is another kind of key or a certificate. */
export function nameOtherKey(der: Buffer): string | undefined {
  const hex = der.toString('hex')
  return OTHER_KEYS.find(([, start]) => new RegExp(`^${SEQUENCE}${start}`).test(hex))?.[0]
}

const SEQUENCE = '30(?:[2-7].|81..|82....)'

/** How the DER of other keys goes on after its tag and length, in hexadecimal. */
const OTHER_KEYS = [
  ['an encrypted key', '30.{2,6}06(092a864886f70d0105|0a2a864886f70d010c01)'],
  ['a certificate', '30(..|81..|82....)(a003|02)'],
  ['a public key', '30..06'],
  ['an RSA key', '020100(300d06092a864886f70d010101|028)'],
  ['an EC key on the curve P-384', '.*06052b81040022'],
  ['an EC key on the curve P-521', '.*06052b81040023'],
  ['an EC key on the curve secp256k1', '.*06052b8104000a'],
  ['an Edwards-curve key', '020100300506032b65'],
] as const
