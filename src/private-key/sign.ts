import type { KeyObject } from 'node:crypto'
import { CompactSign } from 'jose/jws/compact/sign'
import type { KmsKey } from '../kms/names.ts'
import type { KmsOptions } from '../kms/session.ts'
import { signWithKms } from '../kms/signer.ts'
import type { Signer } from '../token.ts'

/** A private key on the curve P-256, in memory or in a KMS. */
export type SigningKey =
  | { readonly key: KeyObject; readonly kmsKey?: undefined }
  | { readonly key?: undefined; readonly kmsKey: KmsKey }

/**
 * Returns what signs with a key.
 *
 * @throws {UserError} from the returned functions, if a KMS does not sign
 */
export function signWith({ key, kmsKey }: SigningKey, options: KmsOptions): Signer {
  if (kmsKey !== undefined) return signWithKms(kmsKey, options)
  return {
    // jose's SignJWT would bundle what checks claims, which no signer needs.
    sign: (header, payload) => new CompactSign(payload).setProtectedHeader({ ...header }).sign(key),
    publicKey: async () => encodePublicKey(key),
  }
}

/** What a point on P-256 comes after in a SubjectPublicKeyInfo: https://www.rfc-editor.org/rfc/rfc5480 */
const HEAD = '3059301306072a8648ce3d020106082a8648ce3d03010703420004'

/** Encodes the public key as DER. At its first use, Node's own encoder takes most of a millisecond. */
function encodePublicKey(key: KeyObject): Buffer {
  const { x, y } = key.export({ format: 'jwk' })
  const point = [x, y].map((n) => Buffer.from(`${n}`, 'base64url').toString('hex'))
  return Buffer.from(HEAD + point.join(''), 'hex')
}
