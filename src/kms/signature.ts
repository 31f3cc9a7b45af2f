/**
 * Converts a DER-encoded ECDSA signature on a 256-bit curve to the form of ES256: r and s, 32 bytes
 * each.
 * https://www.rfc-editor.org/rfc/rfc3279#section-2.2.3
 * https://www.rfc-editor.org/rfc/rfc7518#section-3.4
 *
 * @returns undefined for anything but two positive integers of at most 32 bytes in strict DER
 */
export function fromDer(der: Buffer): Buffer | undefined {
  const hex = SEQUENCE.exec(der.toString('hex'))?.[1]
  if (hex === undefined || hex.length / 2 !== der[1]) return undefined
  const [r, rest] = readInteger(hex)
  const [s, end] = readInteger(rest)
  if (r === undefined || s === undefined || end !== '') return undefined
  return Buffer.from(r + s, 'hex')
}

/** @returns the bytes if they can be r and s, 32 bytes each, or else undefined */
export function fromRaw(bytes: Buffer): Buffer | undefined {
  return bytes.length === 64 ? bytes : undefined
}

/** Two integers of 33 bytes with their tags take 70 bytes, so the length is one byte. */
const SEQUENCE = /^30[0-4].(.*)/

/** Reads an INTEGER from hexadecimal DER: its 32 bytes, and what follows it. */
function readInteger(hex: string): [string | undefined, string] {
  const size = Number.parseInt(hex.slice(2, 4), 16) * 2
  const value = hex.slice(4, 4 + size)
  // Strict: no zero byte without need, and no negative number.
  const digits = /^(?:00(?=[89a-f]))?((?!00)..*)/.exec(value)?.[1]
  const isNegative = /^[89a-f]/.test(value)
  const isInteger = hex.startsWith('02') && value.length === size && !isNegative
  return [
    isInteger && digits !== undefined && digits.length <= 64 ? digits.padStart(64, '0') : undefined,
    hex.slice(4 + size),
  ]
}
