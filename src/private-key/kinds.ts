/** Returns the name of what DER contains if it is another kind of key or a certificate. */
export function nameOtherKey(der: Buffer): string | undefined {
  return nameBytes(der, OTHER_KEYS)
}

/** Returns the name of a file of another kind by its first bytes. */
export function nameOtherFile(head: Buffer): string | undefined {
  return nameBytes(head, OTHER_FILES)
}

/** Returns the name of what a text has in PEM, by its label, if it is another kind of key. */
export function nameLabel(text: string): string | undefined {
  if (text.includes('\nProc-Type: 4,ENCRYPTED')) return 'an encrypted key'
  const labels = Array.from(text.matchAll(/-BEGIN ([A-Z0-9 ]+)-/g), ([, label = '']) => label)
  return LABELS.find(([part]) => labels.some((label) => label.includes(part)))?.[1]
}

const LABELS = [
  ['ENCRYPTED PRIVATE', 'an encrypted key'],
  ['DSA', 'a DSA key'],
  ['PGP PRIVATE', 'a PGP key'],
  ['OPENSSH', 'an OpenSSH key'],
  ['PUBLIC KEY', 'a public key'],
  ['CERTIFICATE REQUEST', 'a certificate request'],
  ['CERTIFICATE', 'a certificate'],
] as const

/** Returns the name of a key in JSON (RFC 7517) of another kind. */
export function nameJwk(jwk: object): string | undefined {
  const { kty, crv } = jwk as { kty?: unknown; crv?: unknown }
  if (kty === 'RSA') return 'an RSA key'
  if (kty === 'OKP') return 'an Edwards-curve key'
  if (kty !== 'EC') return undefined
  if (crv !== 'P-256') return 'an EC key on another curve'
  return 'd' in jwk ? undefined : 'a public key'
}

type Starts = readonly (readonly [name: string, start: string])[]

function nameBytes(bytes: Buffer, starts: Starts): string | undefined {
  const hex = bytes.toString('hex')
  return starts.find(([, start]) => new RegExp(`^${start}`).test(hex))?.[0]
}

const SEQUENCE = '30(?:[2-7].|8[0-4]|81..|82....|83......)'

/** How the DER of other keys starts, in hexadecimal. */
const OTHER_KEYS: Starts = [
  ['an encrypted key', `${SEQUENCE}30.{2,6}06(092a864886f70d0105|0a2a864886f70d010c01)`],
  ['a certificate', `${SEQUENCE}30(..|81..|82....)(a003|02)`],
  ['a public key', `${SEQUENCE}30..06`],
  ['an RSA key', `${SEQUENCE}020100(300d06092a864886f70d010101|028)`],
  ['an EC key on the curve P-384', `${SEQUENCE}.*06052b81040022`],
  ['an EC key on the curve P-521', `${SEQUENCE}.*06052b81040023`],
  ['an EC key on the curve secp256k1', `${SEQUENCE}.*06052b8104000a`],
  ['an Edwards-curve key', `${SEQUENCE}020100300506032b65`],
]

/** How other files of a pipeline start, in hexadecimal. */
const OTHER_FILES: Starts = [
  ['a .p12 file, which has a certificate and its key', `${SEQUENCE}02010330`],
  ['a provisioning profile or another signed file (CMS)', `${SEQUENCE}06092a864886f70d010702`],
  ['a certificate signing request', `${SEQUENCE}30(..|81..|82....)02010030`],
  ['a zip archive', '504b0304'],
  ['a gzip archive', '1f8b'],
  ['a keychain', '6b796368'],
]
