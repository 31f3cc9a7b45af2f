import type { KeyObject } from 'node:crypto'
import { UserError } from '../../src/errors.ts'
import { signWith } from '../../src/private-key/sign.ts'
import type { SignJws, TokenSpec } from '../../src/token.ts'
import { testWith } from './capabilities.ts'
import { ISSUER_ID, KEY_ID } from './keys.ts'

export * from './keys.ts'

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

export const posixTest = testWith('file modes', 'sh')

/** An error as Node reports one of the operating system. */
export function systemError(code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${code}: failed, write`), { code, errno: -1, syscall: 'write' })
}

/** Returns what signs with a key in memory. */
export function inMemory(key: KeyObject): SignJws {
  return signWith({ key }, { env: {}, now: () => new Date(), mask: () => {} }).sign
}
