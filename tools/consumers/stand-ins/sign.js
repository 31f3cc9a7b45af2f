// What Apple's and Expo's programs do with a key, for those that stand in for them.
import { createPrivateKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { SignJWT } from 'jose'

/**
 * Reads the options of a program.
 *
 * @param {readonly string[]} args
 * @param {readonly string[]} valued the options that have a value
 * @param {readonly string[]} others the options and words that have none
 * @throws if it is called with anything else
 */
export function readOptions(args, valued, others) {
  /** @type {Record<string, string>} */
  const options = {}
  for (let at = 0; at < args.length; at++) {
    const name = args[at] ?? ''
    if (valued.includes(name)) options[name] = args[++at] ?? ''
    else if (!others.includes(name)) throw new Error(`Unknown argument ${name}`)
  }
  return options
}

/**
 * Opens a key, signs a token with it, and sends a request with that.
 *
 * @param {string} url
 * @param {string} keyPath
 * @param {string} keyId
 * @param {string | undefined} issuerId none for an individual key
 * @throws if the API does not accept the token
 */
export async function request(url, keyPath, keyId, issuerId) {
  const payload = issuerId === undefined ? { sub: 'user' } : { iss: issuerId }
  const token = await new SignJWT({ ...payload, aud: 'appstoreconnect-v1' })
    .setProtectedHeader({ alg: 'ES256', kid: keyId, typ: 'JWT' })
    .setIssuedAt()
    .setExpirationTime('20m')
    .sign(createPrivateKey(readFileSync(keyPath)))
  const { ok, status } = await fetch(url, { headers: { authorization: `Bearer ${token}` } })
  if (!ok) throw new Error(`${url} answered ${status}.`)
}
