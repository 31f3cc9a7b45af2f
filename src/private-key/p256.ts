import { createECDH, createPrivateKey, type KeyObject } from 'node:crypto'

export interface P256Key {
  readonly key: KeyObject
  /** The DER that it was read from, in Base64. */
  readonly given: string
  /** PKCS#8 as OpenSSL writes it, as DER in Base64. */
  readonly pkcs8: string
  /** Whether the DER contains the public key, without which nothing shows a changed private scalar. */
  readonly hasPublicKey: boolean
}

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
  const hex = der.toString('hex')
  const d = PRIVATE_SCALAR.exec(hex)?.[1]
  if (d === undefined || !isInRange(d)) return undefined
  const pair = createECDH('prime256v1')
  pair.setPrivateKey(d, 'hex')
  const point = pair.getPublicKey('hex')
  if (!encodings(d, point, pair.getPublicKey('hex', 'compressed')).includes(hex)) return undefined
  const [x, y] = [toBase64url(point.slice(2, 66)), toBase64url(point.slice(66))]
  const jwk = { kty: 'EC', crv: 'P-256', d: toBase64url(d), x, y }
  return {
    key: createPrivateKey({ key: jwk, format: 'jwk' }),
    given: der.toString('base64'),
    pkcs8: Buffer.from(pkcs8(sec1(d, '', point)), 'hex').toString('base64'),
    hasPublicKey: hex.includes(point.slice(2, 66)),
  }
}

/**
 * Returns the forms of a key that could appear in a log: its Base64, joined and line by line, in the
 * encoding that was given and in the one that OpenSSL writes. Short parts are left out, because they
 * occur in other text by chance.
 */
export function linesToMask({ given, pkcs8 }: P256Key): string[] {
  const lines = [given, pkcs8].flatMap((body) => [
    body,
    ...Array.from(body.matchAll(/.{16,64}/g), String),
  ])
  return [...new Set(lines)]
}

/** Encodes the members `d`, `x` and `y` of a JWK, each in hexadecimal, as DER that readP256 checks. */
export function encodeJwk(d: string, x: string, y: string): Buffer {
  return Buffer.from(pkcs8(sec1(d, '', `04${x}${y}`)), 'hex')
}

/** The private scalar: an OCTET STRING of 32 bytes after the version, which is 1. */
const PRIVATE_SCALAR = /0201010420(.{64})/

/** The order of the curve: https://www.secg.org/sec2-v2.pdf, section 2.4.2 */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n

function isInRange(d: string): boolean {
  const scalar = BigInt(`0x${d}`)
  return scalar > 0n && scalar < ORDER
}

const CURVE = '06082a8648ce3d030107'
const EC_ON_CURVE = `301306072a8648ce3d0201${CURVE}`

/** The encodings of a key that are accepted. */
function encodings(d: string, ...points: string[]): string[] {
  return ['', ...points].flatMap((point) => {
    const complete = sec1(d, CURVE, point)
    return [complete, pkcs8(complete), pkcs8(sec1(d, '', point))]
  })
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

function toBase64url(hex: string): string {
  return Buffer.from(hex, 'hex').toString('base64url')
}
