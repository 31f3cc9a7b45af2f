/** Returns the name of what DER contains if it is another kind of key, or a file. */
export function nameOtherKey(der: Buffer): string | undefined {
  const hex = der.toString('hex')
  return KINDS.find(([, content]) => new RegExp(`^${SEQUENCE}(${content})`).test(hex))?.[0]
}

const SEQUENCE = '30([0-7].|81..|82....)'

/** How the content of the outer SEQUENCE starts, in hexadecimal. The first match counts. */
const KINDS = [
  ['a .p12 file, which has a certificate and its key', '02010330'],
  ['a provisioning profile or another signed file (CMS)', '06092a864886f70d010702'],
  ['an encrypted key', `${SEQUENCE}06(092a864886f70d0105|0a2a864886f70d010c01)`],
  ['a certificate signing request', `${SEQUENCE}02010030`],
  ['a certificate', `${SEQUENCE}(a003|02)`],
  ['a public key', '30..06'],
  ['an RSA key', '020100(300d06092a864886f70d010101|028)'],
  ['an EC key on the curve P-384', '.*06052b81040022'],
  ['an EC key on the curve P-521', '.*06052b81040023'],
  ['an EC key on the curve secp256k1', '.*06052b8104000a'],
  ['an Edwards-curve key', '020100300506032b65'],
] as const

/** Returns the name of the key of another kind that a text contains in a format that is not DER. */
export function nameLabel(text: string): string | undefined {
  return LABELS.find(([, label]) => text.includes(label))?.[0]
}

const LABELS = [
  ['an encrypted key', '\nProc-Type: 4,ENCRYPTED'],
  ['an OpenSSH key', '-BEGIN OPENSSH PRIVATE KEY-'],
  ['a PGP key', '-BEGIN PGP PRIVATE KEY BLOCK-'],
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
