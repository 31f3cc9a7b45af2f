import { createECDH, type KeyObject, randomBytes } from 'node:crypto'
import { der } from './der.ts'

/** The order of P-256: https://www.secg.org/sec2-v2.pdf, section 2.4.2 */
const N = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n

/**
 * Signs a digest with ECDSA on P-256, as services do. Node signs only messages.
 * https://www.secg.org/sec1-v2.pdf, section 4.1.3
 */
export function signDigest(digest: Buffer, key: KeyObject, format: 'der' | 'raw'): Buffer {
  const d = toNumber(Buffer.from(String(key.export({ format: 'jwk' }).d), 'base64url'))
  const nonce = createECDH('prime256v1')
  const k = toNumber(randomBytes(31)) + 1n
  nonce.setPrivateKey(toBytes(k))
  const r = toNumber(nonce.getPublicKey().subarray(1, 33)) % N
  const s = (invert(k) * (toNumber(digest) + r * d)) % N
  if (format === 'raw') return Buffer.concat([toBytes(r), toBytes(s)])
  return der(0x30, ...[r, s].map((number) => der(0x02, toInteger(number))))
}

function invert(number: bigint, modulus = N): bigint {
  if (number === 1n) return 1n
  return (modulus * (number - invert(modulus % number, number)) + 1n) / number
}

function toNumber(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString('hex')}`)
}

function toBytes(number: bigint, length = 32): Buffer {
  return Buffer.from(number.toString(16).padStart(2 * length, '0'), 'hex')
}

/** In as few bytes as a number that is not negative takes. */
function toInteger(number: bigint): Buffer {
  return toBytes(number, Math.floor(number.toString(2).length / 8) + 1)
}
