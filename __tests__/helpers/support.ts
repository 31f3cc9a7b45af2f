import { createPublicKey, generateKeyPairSync, type KeyObject, verify } from 'node:crypto'
import { test } from '@jest/globals'
import { UserError } from '../../src/errors.ts'
import type { TokenSpec } from '../../src/token.ts'

/** Opens a token with the public key. @throws if the signature does not verify */
export function openToken(jwt: string, key: KeyObject): { header: unknown; payload: unknown } {
  const [header = '', payload = '', signature = ''] = jwt.split('.')
  const bytes = Buffer.from(signature, 'base64url')
  const publicKey = { key: createPublicKey(key), dsaEncoding: 'ieee-p1363' } as const
  if (
    bytes.length !== 64 ||
    !verify('sha256', Buffer.from(`${header}.${payload}`), publicKey, bytes)
  ) {
    throw new Error('The signature does not verify.')
  }
  return { header: decode(header), payload: decode(payload) }
}

function decode(part: string): unknown {
  return JSON.parse(Buffer.from(part, 'base64url').toString())
}

/** A fresh key, as the object and as the text of a .p8 file. */
export function makeKey(namedCurve = 'P-256'): { key: KeyObject; pem: string } {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve })
  return { key: privateKey, pem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() }
}

export const ISSUER_ID = '57246542-96fe-1a63-e053-0824d011072a'
export const KEY_ID = '2X9R4HXF34'

/** A token of a team key with the defaults of the action. */
export const TEAM_SPEC: TokenSpec = {
  owner: { type: 'team', issuerId: ISSUER_ID },
  keyId: KEY_ID,
  lifetime: 900,
  audience: 'appstoreconnect-v1',
  scope: [],
}

/** Runs code that must throw a UserError, and returns that. */
export function errorOf(run: () => unknown): UserError {
  try {
    run()
  } catch (error) {
    if (error instanceof UserError) return error
    throw error
  }
  throw new Error('Nothing was thrown.')
}

/** Runs code that must throw a UserError, and returns its message. */
export function messageOf(run: () => unknown): string {
  return errorOf(run).message
}

/** The 16-character parts of a secret that a text contains; PEM labels are not secret. */
export function leaks(text: string, secret: string): string[] {
  const bare = secret.replaceAll(/-----(BEGIN|END)[A-Z ]+-----/g, '')
  const parts = Array.from({ length: Math.max(0, bare.length - 15) }, (_, start) =>
    bare.slice(start, start + 16),
  )
  return parts.filter((part) => text.includes(part))
}

/** For what differs on Windows: file modes, and `sh`. */
export const posixTest = process.platform === 'win32' ? test.skip : test

/** An error as Node reports one of the operating system. */
export function systemError(code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${code}: failed, write`), { code, errno: -1, syscall: 'write' })
}
