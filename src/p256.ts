import { createECDH, createPrivateKey, type KeyObject } from 'node:crypto'

/**
 * Reads the DER of a private key on the curve P-256: PKCS#8 or SEC1, with or without the curve's
 * parameters and the public half.
 *
 * OpenSSL reads many damaged keys without a word, and Node aborts on the details of some. So the key
 * is built from its secret number, and is taken only if the DER is an encoding of it to the last
 * byte, which the public half is part of.
 *
 * @returns nothing if the DER is anything else
 */
export function readP256(der: Buffer): KeyObject | undefined {
  const start = der.indexOf(SECRET_FOLLOWS) + SECRET_FOLLOWS.length
  const secret = der.subarray(start, start + 32)
  const pair = createECDH('prime256v1')
  try {
    pair.setPrivateKey(secret)
  } catch {
    return undefined // The number is no key on this curve.
  }
  const point = pair.getPublicKey()
  if (!encodings(secret, point, pair.getPublicKey(null, 'compressed')).some((e) => e.equals(der))) {
    return undefined
  }
  const [d = '', x = '', y = ''] = [secret, point.subarray(1, 33), point.subarray(33)].map(
    base64url,
  )
  return createPrivateKey({ key: { kty: 'EC', crv: 'P-256', d, x, y }, format: 'jwk' })
}

const CURVE = Buffer.from('06082a8648ce3d030107', 'hex')
const EC_ON_CURVE = Buffer.concat([Buffer.from('301306072a8648ce3d0201', 'hex'), CURVE])
const VERSION_0 = Buffer.from('020100', 'hex')
const VERSION_1 = Buffer.from('020101', 'hex')
/** The version, and the tag and length of the number. */
const SECRET_FOLLOWS = Buffer.from('0201010420', 'hex')

/** Encodes a key as RFC 5915 (SEC1) and RFC 5208 (PKCS#8) do, in every way they leave open. */
function encodings(secret: Buffer, ...points: Buffer[]): Buffer[] {
  const publicHalves = [
    [],
    ...points.map((point) => [tlv(0xa1, tlv(0x03, Buffer.from([0]), point))]),
  ]
  const parameters = tlv(0xa0, CURVE)
  const sec1 = (...rest: Buffer[]) => tlv(0x30, VERSION_1, tlv(0x04, secret), ...rest)
  const pkcs8 = (key: Buffer) => tlv(0x30, VERSION_0, EC_ON_CURVE, tlv(0x04, key))
  return publicHalves.flatMap((half) => {
    const complete = sec1(parameters, ...half)
    return [complete, pkcs8(complete), pkcs8(sec1(...half))]
  })
}

/** A DER element of up to 255 bytes: tag, length, value. */
function tlv(tag: number, ...values: Buffer[]): Buffer {
  const value = Buffer.concat(values)
  const length = value.length < 0x80 ? [value.length] : [0x81, value.length]
  return Buffer.concat([Buffer.from([tag, ...length]), value])
}

function base64url(bytes: Buffer): string {
  return bytes.toString('base64url')
}
