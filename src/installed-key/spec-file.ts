import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AUDIENCES, type KeyOwner, type TokenSpec } from '../token.ts'

/** The file with the TokenSpec for the command, in the folder of an installed key. */
export const SPEC_FILE = 'token-spec.json'

/**
 * Reads the file that was written from a TokenSpec as JSON.
 *
 * @throws {SyntaxError} if it contains anything else
 */
export function readSpec(folder: string): TokenSpec {
  const spec: unknown = JSON.parse(readFileSync(join(folder, SPEC_FILE), 'utf8'))
  if (!isSpec(spec)) throw new SyntaxError(`${SPEC_FILE} contains no TokenSpec`)
  return spec
}

function isSpec(value: unknown): value is TokenSpec {
  const { owner, keyId, lifetime, audience, scope } = Object(value)
  return (
    isOwner(owner) &&
    typeof keyId === 'string' &&
    /^[A-Za-z\d]+$/.test(keyId) &&
    Number.isSafeInteger(lifetime) &&
    AUDIENCES.includes(audience) &&
    Array.isArray(scope) &&
    scope.every((entry) => typeof entry === 'string')
  )
}

function isOwner(value: unknown): value is KeyOwner {
  const { type, issuerId } = Object(value)
  return type === 'individual' || (type === 'team' && typeof issuerId === 'string')
}
