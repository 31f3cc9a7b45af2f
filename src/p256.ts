import { createECDH, createPrivateKey, type KeyObject } from 'node:crypto'

export interface P256Key {
  readonly key: KeyObject
  /** PKCS#8 as OpenSSL writes it, as DER in Base64. */
  readonly pkcs8: string
}

/**
 * Reads the DER of a private key on the curve P-256: PKCS#8 or SEC1, with or without the curve's
 * parameters and the public half.
 *
 * OpenSSL reads many damaged keys without a word, and Node aborts on the details of some. So the key
 * is made from its secret number, and is taken only if the DER is an encoding of it to the last byte,
 * the public half included.
 *
 * @returns nothing if the DER is anything else
 */
export function readP256(der: Buffer): P256Key | undefined {
  const hex = der.toString('hex')
  const [, d = ''] = SECRET.exec(hex) ?? []
  const pair = createECDH('prime256v1')
  try {
    pair.setPrivateKey(d, 'hex')
  } catch {
    return undefined // The number is no key on this curve.
  }
  const point = pair.getPublicKey('hex')
  const canonical = pkcs8(sec1(d, '', point))
  if (
    hex !== canonical &&
    !encodings(d, point, pair.getPublicKey('hex', 'compressed')).includes(hex)
  ) {
    return undefined
  }
  const [x, y] = [toBase64url(point.slice(2, 66)), toBase64url(point.slice(66))]
  const jwk = { kty: 'EC', crv: 'P-256', d: toBase64url(d), x, y }
  return {
    key: createPrivateKey({ key: jwk, format: 'jwk' }),
    pkcs8: Buffer.from(canonical, 'hex').toString('base64'),
  }
}

/** The secret number: an OCTET STRING of 32 bytes after the version, which is 1. */
const SECRET = /0201010420(.{64})/
const CURVE = '06082a8648ce3d030107'
const EC_ON_CURVE = `301306072a8648ce3d0201${CURVE}`

/** The ways that the standards leave open to encode a key. */
function encodings(d: string, ...points: string[]): string[] {
  return ['', ...points].flatMap((point) => {
    const complete = sec1(d, CURVE, point)
    return [complete, pkcs8(complete), pkcs8(sec1(d, '', point))]
  })
}

/** RFC 5915: version 1, the number, and, as they please, the curve and the public half. */
function sec1(d: string, curve: string, point: string): string {
  const parameters = curve && tlv('a0', curve)
  const publicHalf = point && tlv('a1', tlv('03', `00${point}`))
  return tlv('30', `020101${tlv('04', d)}${parameters}${publicHalf}`)
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

function toBase64url(hex: string): string {
  return Buffer.from(hex, 'hex').toString('base64url')
}
