import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto'
import { UserError } from '../errors.ts'
import { TIMER } from '../http/timer.ts'
import type { Signer } from '../token.ts'
import type { KmsKey } from './names.ts'
import { type Connection, type KmsOptions, openSession } from './session.ts'

/**
 * Returns what signs with a key in a KMS. It signs in and fetches the public key once, and verifies
 * each signature with it. The functions throw a {@link UserError} if the KMS does not sign.
 */
export function signWithKms(kmsKey: KmsKey, options: KmsOptions, timer = TIMER): Signer {
  const session = openSession(options, timer)
  let connection: Promise<Connection> | undefined
  const connect = async () => {
    connection ??= kmsKey.connect(session)
    const { publicKey, sign } = await connection
    return { key: readPublicKey(publicKey), sign }
  }
  return {
    publicKey: async () => (await connect()).key.export({ type: 'spki', format: 'der' }),
    sign: async (header, payload) => {
      const { key, sign } = await connect()
      const parts = [JSON.stringify(header), payload]
      const text = parts.map((part) => Buffer.from(part).toString('base64url')).join('.')
      const digest = createHash('sha256').update(text).digest()
      const signature = toRaw(Buffer.from(await sign(digest), 'base64'))
      if (!verify('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }, signature)) {
        throw new UserError(MISMATCH, 'If the key was changed just now, rerun the job.', 'kms')
      }
      session.renew()
      return `${text}.${signature.toString('base64url')}`
    },
  }
}

const MISMATCH = 'The signature of the KMS does not belong to the public key that it returned.'

/** @throws {UserError} if it is not on the curve P-256 */
function readPublicKey(input: Connection['publicKey']): KeyObject {
  try {
    const key = createPublicKey(input)
    if (key.asymmetricKeyDetails?.namedCurve === 'prime256v1') return key
  } catch {
    // OpenSSL gives a code only to some of its errors.
  }
  const problem =
    'The key in the KMS is not an EC key on the curve P-256, as App Store Connect API keys are.'
  throw new UserError(problem, 'Import the .p8 file into the KMS, and use that key.', 'kms')
}

/** Converts a signature from DER to r and s, 32 bytes each. What is neither will not verify. */
function toRaw(signature: Buffer): Buffer {
  if (signature.length === 64) return signature
  const end = 4 + Number(signature[3])
  const numbers = [signature.subarray(4, end), signature.subarray(end + 2)]
  return Buffer.concat(numbers.map((n) => Buffer.concat([Buffer.alloc(32), n]).subarray(-32)))
}
