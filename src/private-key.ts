import { UserError } from './errors.ts'
import { peel } from './key-text.ts'
import { A_KEY, A_PATH, BASE64, looksLike } from './looks-like.ts'
import { type P256Key, readP256 } from './p256.ts'
import { measure } from './quote.ts'

export interface PrivateKey extends P256Key {
  /**
   * The Base64 of the key, joined and line by line, as it may come to show in a log. Short pieces
   * are left out, since they stand in other text by chance.
   */
  readonly lines: readonly string[]
  /** The IDs that stood beside the key, if it came as fastlane's JSON. */
  readonly keyId: string | undefined
  readonly issuerId: string | undefined
}

const P8 = 'the .p8 file that App Store Connect lets you download once'

/**
 * Reads a key of App Store Connect from text that holds every byte of it, in whatever form.
 *
 * @param subject what the message is to name as holding the text
 * @returns a private key on the curve P-256 that belongs to the public half it carries
 * @throws {UserError} saying what the text is instead, never what it says
 */
export function parsePrivateKey(text: string, subject = 'private-key'): PrivateKey {
  const texts: string[] = []
  const otherKinds: string[] = []
  let isDamaged = false
  for (const reading of peel(text)) {
    texts.push(reading.text)
    const keys = new Map<string, PrivateKey>()
    for (const der of reading.candidates) {
      const found = identify(der)
      if (typeof found === 'string') otherKinds.push(found)
      else if (!found) isDamaged = true
      else keys.set(found.pkcs8, { ...found, lines: linesOf(der, found), ...readIds(texts) })
    }
    const [first, ...others] = keys.values()
    if (others.length > 0) {
      throw new UserError(
        `${subject} holds more than one key. Leave only the one that key-id names.`,
      )
    }
    if (first) return first
  }
  throw new UserError(`${subject} ${explain(text, texts, otherKinds, isDamaged)}`)
}

/** Reads DER as a key on the curve P-256, or says what else it is, or neither if it is damaged. */
function identify(der: Buffer): P256Key | string | undefined {
  return readP256(der) ?? nameOther(der.toString('hex'))
}

function nameOther(hex: string): string | undefined {
  const isKind = (content: string) => new RegExp(`^30(?:[2-7].|81..|82....)${content}`).test(hex)
  return OTHER_KINDS.find(([content]) => isKind(content))?.[1]
}

/** What follows the tag and length of the DER of what is no key of App Store Connect, as hex digits. */
const OTHER_KINDS = [
  ['30.{2,6}06(092a864886f70d0105|0a2a864886f70d010c01)', 'an encrypted key'],
  ['30(..|81..|82....)(a003|02)', 'a certificate'],
  ['30..06', 'a public key'],
  ['020100(300d06092a864886f70d010101|028)', 'an RSA key'],
  ['.*06052b81040022', 'an EC key on the curve P-384'],
  ['.*06052b81040023', 'an EC key on the curve P-521'],
  ['.*06052b8104000a', 'an EC key on the curve secp256k1'],
  ['020100300506032b65', 'an Edwards-curve key'],
] as const

/** The forms are the one that was given and the one that OpenSSL writes; often they differ. */
function linesOf(der: Buffer, key: P256Key): string[] {
  const bodies = [der.toString('base64'), key.pkcs8]
  const lines = bodies.flatMap((body) => [body, ...Array.from(body.matchAll(/.{16,64}/g), String)])
  return [...new Set(lines)]
}

/** Finds the IDs in the layers down to the key: fastlane's JSON may hold the key in Base64. */
function readIds(texts: string[]): Pick<PrivateKey, 'keyId' | 'issuerId'> {
  const text = texts.join('\n')
  return {
    keyId: /"key_id"\s*:\s*"([A-Z\d]{1,14})"/.exec(text)?.[1],
    issuerId: /"issuer_id"\s*:\s*"([\da-f-]{36})"/i.exec(text)?.[1],
  }
}

function explain(text: string, texts: string[], otherKinds: string[], isDamaged: boolean): string {
  const labels = texts.flatMap((layer) =>
    Array.from(layer.matchAll(LABEL), ([, label = '', encrypted = '']) => label || encrypted),
  )
  const kind = otherKinds[0] ?? labels.map((label) => LABELS[label]).find(Boolean)
  if (kind) {
    return `holds ${kind}. App Store Connect's keys are EC keys on the curve P-256: use ${P8}.`
  }
  const what = looksLike(text)
  const size = `(${measure(text)}; a .p8 file has about 257 in 6 lines)`
  if (isDamaged || labels.length > 0 || what === A_KEY) {
    return `holds an incomplete or damaged key ${size}. ${AGAIN}`
  }
  if (what === BASE64) return `${what}, but no whole key ${size}. ${AGAIN}`
  if (what === A_PATH) return `${what}, but no file is there. ${PATHS}`
  return `${what}. It takes the text of ${P8}.`
}

const AGAIN = 'Paste the whole .p8 file into the secret again.'
const PATHS =
  "Paths start from the workspace: check out or write the file first, or give the key's text."

const LABEL = /-BEGIN ([A-Z0-9 ]+)-|^Proc-Type: 4,(ENCRYPTED)/gm

const LABELS: Record<string, string> = {
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
