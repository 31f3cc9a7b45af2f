import { createECDH, type KeyObject, randomBytes } from 'node:crypto'

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
  const integers = Buffer.concat([r, s].map((number) => tlv(0x02, toInteger(number))))
  return tlv(0x30, integers)
}

/** By Fermat: the order is a prime. */
function invert(number: bigint): bigint {
  let [result, base, exponent] = [1n, number % N, N - 2n]
  for (; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) result = (result * base) % N
    base = (base * base) % N
  }
  return result
}

function toNumber(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString('hex')}`)
}

function toBytes(number: bigint): Buffer {
  return Buffer.from(number.toString(16).padStart(64, '0'), 'hex')
}

/** The shortest that is not negative. */
function toInteger(number: bigint): Buffer {
  const hex = number.toString(16)
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex')
  return (bytes[0] ?? 0) > 127 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes
}

function tlv(tag: number, content: Buffer): Buffer {
  return Buffer.concat([Buffer.from([tag, content.length]), content])
}
