import { createPublicKey, type KeyObject } from 'node:crypto'
import { UserError } from '../errors.ts'
import type { Server } from './answer.ts'
import type { Session } from './session.ts'

/** A service with keys. */
export interface KmsService extends Server {
  /** How to write the name of a key. */
  readonly forms: string
  /** How names start in lower case, also those that are incomplete or in another notation. */
  readonly start: RegExp
  /** A complete name, with its parts. */
  readonly full: RegExp
  /** Signs in. @throws {UserError} if something is missing for that */
  readonly connect: (parts: readonly string[], session: Session) => Promise<KmsCalls>
}

/** The two requests about a key. */
export interface KmsCalls {
  readonly publicKey: () => Promise<PublicKey>
  /** Returns DER, or r and s with 32 bytes each, in Base64 or base64url. */
  readonly sign: (digest: Buffer, publicKey: Promise<PublicKey>) => Promise<string>
}

export interface PublicKey {
  readonly key: KeyObject
  /** Which one signs, if the name of the key may mean several. */
  readonly version?: string
}

/** Reads a public key. @throws {UserError} if it is not on the curve P-256 */
export function readPublicKey(input: Parameters<typeof createPublicKey>[0]): KeyObject {
  let key: KeyObject | undefined
  try {
    key = createPublicKey(input)
  } catch {
    // OpenSSL gives a code only to some of its errors.
  }
  const type = key?.asymmetricKeyDetails?.namedCurve ?? key?.asymmetricKeyType
  if (key !== undefined && type === 'prime256v1') return key
  const what = type ? `of the type ${type}` : 'not for signing'
  const problem = `The key in the KMS is ${what}. App Store Connect API keys are EC keys on the curve P-256.`
  throw new UserError(problem, 'Import the .p8 file into the KMS, and use that key.', 'kms')
}
