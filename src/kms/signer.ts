import { createHash, verify } from 'node:crypto'
import { UserError } from '../errors.ts'
import { TIMER } from '../http/timer.ts'
import type { Signer } from '../token.ts'
import type { KmsKey } from './names.ts'
import type { KmsCalls, PublicKey } from './service.ts'
import { type KmsOptions, openSession } from './session.ts'

/**
 * Returns what signs with a key in a KMS. It signs in once, fetches the public key once, and verifies
 * each signature with it. The functions throw a {@link UserError} if the KMS does not sign.
 */
export function signWithKms(kmsKey: KmsKey, options: KmsOptions, timer = TIMER): Signer {
  const session = openSession(options, timer)
  let calls: Promise<KmsCalls> | undefined
  let publicKey: Promise<PublicKey> | undefined
  const connect = () => {
    calls ??= kmsKey.connect(session)
    return calls
  }
  const fetchKey = async () => (await connect()).publicKey()
  return {
    publicKey: async () => {
      publicKey ??= fetchKey()
      return (await publicKey).key.export({ type: 'spki', format: 'der' })
    },
    sign: async (header, payload) => {
      const parts = [JSON.stringify(header), payload]
      const text = parts.map((part) => Buffer.from(part).toString('base64url')).join('.')
      const digest = createHash('sha256').update(text).digest()
      const { sign } = await connect()
      for (let attempt = 1; attempt <= 2; attempt++) {
        publicKey ??= fetchKey()
        const signed = sign(digest, publicKey)
        await Promise.allSettled([publicKey, signed])
        const { key } = await publicKey
        const signature = toRaw(Buffer.from(await signed, 'base64'))
        const form = { key, dsaEncoding: 'ieee-p1363' } as const
        if (verify('sha256', Buffer.from(text), form, signature)) {
          session.renew()
          return `${text}.${signature.toString('base64url')}`
        }
        // The key may have been rotated between the two requests.
        publicKey = undefined
      }
      throw new UserError(ROTATED, 'If the key is being rotated, rerun the job.', 'kms')
    },
  }
}

const ROTATED =
  'The signature of the KMS does not belong to the public key that the KMS returned, twice.'

/** Converts a signature from DER to r and s, 32 bytes each. What is neither will not verify. */
function toRaw(signature: Buffer): Buffer {
  if (signature.length === 64) return signature
  const end = 4 + Number(signature[3])
  const numbers = [signature.subarray(4, end), signature.subarray(end + 2)]
  return Buffer.concat(numbers.map((n) => Buffer.concat([Buffer.alloc(32), n]).subarray(-32)))
}
