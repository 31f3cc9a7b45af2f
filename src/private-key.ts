import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import { UserError } from './errors.ts'
import { measure } from './quote.ts'

const MEND = 'Paste the whole .p8 file into the secret again.'

/**
 * Reads a key of App Store Connect from the text it was stored as.
 *
 * @returns a private key on the curve P-256 that signs for the public half it carries
 * @throws {UserError} saying what the text is instead, never what it says
 */
export function parsePrivateKey(text: string): KeyObject {
  const key = readPem(text)
  const curve = key.asymmetricKeyDetails?.namedCurve
  if (curve !== 'prime256v1') {
    const type = [key.asymmetricKeyType?.toUpperCase(), curve].filter(Boolean).join(' ')
    throw new UserError(
      `private-key holds a key of another kind (${type}); keys of App Store Connect are EC P-256. Download an API key under Users and Access > Integrations.`,
    )
  }
  const probe = Buffer.from('probe')
  if (!verify('sha256', probe, createPublicKey(key), sign('sha256', probe, key))) {
    throw new UserError(`private-key holds a damaged key: its two halves differ. ${MEND}`)
  }
  return key
}

function readPem(text: string): KeyObject {
  try {
    return createPrivateKey(text)
  } catch {
    throw new UserError(
      `private-key does not hold a .p8 file as a whole (${measure(text)}). ${MEND}`,
    )
  }
}
