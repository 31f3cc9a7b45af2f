// Needs no jest, so that tools can use it too.
import { createPublicKey, generateKeyPairSync, type KeyObject, verify } from 'node:crypto'

/** Opens a token with the public key. @throws if the signature does not verify */
export function openToken(jwt: string, key: KeyObject): { header: unknown; payload: unknown } {
  const [header = '', payload = '', signature = ''] = jwt.split('.')
  const bytes = Buffer.from(signature, 'base64url')
  const publicKey = { key: createPublicKey(key), dsaEncoding: 'ieee-p1363' } as const
  if (
    bytes.length !== 64 ||
    !verify('sha256', Buffer.from(`${header}.${payload}`), publicKey, bytes)
  ) {
    throw new Error('The signature does not verify.')
  }
  return { header: decode(header), payload: decode(payload) }
}

function decode(part: string): unknown {
  return JSON.parse(Buffer.from(part, 'base64url').toString())
}

/** A fresh key, as the object and as the text of a .p8 file. */
export function makeKey(namedCurve = 'P-256'): { key: KeyObject; pem: string } {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve })
  return { key: privateKey, pem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() }
}

export const ISSUER_ID = '57246542-96fe-1a63-e053-0824d011072a'
export const KEY_ID = '2X9R4HXF34'
