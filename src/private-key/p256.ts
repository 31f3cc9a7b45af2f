import { createECDH, createPrivateKey, type KeyObject } from 'node:crypto'

export interface P256Key {
  readonly key: KeyObject
  /** What a log must not show. */
  readonly lines: readonly string[]
  /** Whether its public key came with it, without which nothing shows a changed private scalar. */
  readonly hasPublicKey: boolean
}

/** What the private scalar, an OCTET STRING of 32 bytes, comes after, in hexadecimal: version 1. */
const SCALAR_HEAD = '0201010420'

/**
 * Reads the DER of a private key on the curve P-256: PKCS#8 or SEC1, with or without the curve's
 * parameters and the public key.
 *
 * OpenSSL silently accepts many damaged keys, and Node aborts when it reads the details of some. So
 * the key is rebuilt from its private scalar, and accepted only if the DER is an encoding of it to the
 * last byte, including the public key.
 *
 * @returns undefined if the DER is anything else
 */
export function readP256(der: Buffer): P256Key | undefined {
  const start = der.indexOf(SCALAR_HEAD, 'hex')
  if (start === -1) return undefined
  const scalar = der.subarray(start + 5, start + 37)
  const pair = createECDH('prime256v1')
  try {
    pair.setPrivateKey(scalar)
  } catch {
    return undefined // Zero, or not below the order of the curve.
  }
  const d = scalar.toString('hex')
  const point = pair.getPublicKey()
  const points = ['', point.toString('hex'), pair.getPublicKey('hex', 'compressed')]
  if (!points.some((point) => encodings(d, point).includes(der.toString('hex')))) return undefined
  const [x, y] = [point.toString('base64url', 1, 33), point.toString('base64url', 33)]
  const jwk = { kty: 'EC', crv: 'P-256', d: scalar.toString('base64url'), x, y }
  return {
    key: createPrivateKey({ key: jwk, format: 'jwk' }),
    lines: linesToMask(der, encodeKey(d, point.toString('hex'))),
    hasPublicKey: der.includes(point.subarray(1, 33)),
  }
}

/**
 * Returns the forms of a key that could appear in a log: its Base64, joined and line by line, in the
 * encoding that was given and in the one that OpenSSL writes. Short parts are left out, because they
 * occur in other text by chance.
 */
function linesToMask(...ders: readonly Buffer[]): string[] {
  const bodies = ders.map((der) => der.toString('base64'))
  return [
    ...new Set(bodies.flatMap((body) => [body, ...Array.from(body.matchAll(/.{16,64}/g), String)])),
  ]
}

/** Encodes a private scalar and the public key, in hexadecimal, as DER; both are taken as they are. */
export function encodeKey(d: string, point: string): Buffer {
  return Buffer.from(pkcs8(sec1(d, '', point)), 'hex')
}

const CURVE = '06082a8648ce3d030107'
const EC_ON_CURVE = `301306072a8648ce3d0201${CURVE}`

/** The encodings of a key that are accepted. */
function encodings(d: string, point: string): string[] {
  const complete = sec1(d, CURVE, point)
  return [complete, pkcs8(complete), pkcs8(sec1(d, '', point))]
}

/** RFC 5915: version 1, the private scalar, and optionally the curve and the public key. */
function sec1(d: string, curve: string, point: string): string {
  const parameters = curve && tlv('a0', curve)
  const publicKey = point && tlv('a1', tlv('03', `00${point}`))
  return tlv('30', `020101${tlv('04', d)}${parameters}${publicKey}`)
}

/** RFC 5208: version 0, the type and curve, and the key. */
function pkcs8(key: string): string {
  return tlv('30', `020100${EC_ON_CURVE}${tlv('04', key)}`)
}

/** A DER element of up to 255 bytes: tag, length, value. */
function tlv(tag: string, value: string): string {
  const length = (value.length / 2).toString(16).padStart(2, '0')
  return `${tag}${value.length < 0x100 ? '' : '81'}${length}${value}`
}
