import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadPrivateKey } from '../private-key/load.ts'
import type { SigningKey } from '../private-key/sign.ts'
import { AUDIENCES, type KeyOwner, type TokenSpec } from '../token.ts'

/** The file with what the command signs, in the folder of an installed key. */
export const SPEC_FILE = 'token-spec.json'

/** Returns the text of that file. A key in a KMS is in it by its URI. */
export function formatSpec(spec: TokenSpec, { kmsKey }: SigningKey): string {
  return JSON.stringify({ ...spec, ...(kmsKey && { kmsUri: kmsKey.uri }) })
}

/**
 * Reads that file.
 *
 * @returns what the command signs, and with which key if that is in a KMS
 * @throws {SyntaxError} if the file contains anything else
 */
export function readSpec(folder: string): { spec: TokenSpec; kmsKey: SigningKey['kmsKey'] } {
  const content = JSON.parse(readFileSync(join(folder, SPEC_FILE), 'utf8'))
  const { kmsUri, ...spec } = Object(content)
  if (!isSpec(spec)) throw new SyntaxError(`${SPEC_FILE} contains no TokenSpec`)
  return {
    spec,
    kmsKey: kmsUri === undefined ? undefined : loadPrivateKey(String(kmsUri), {}).kmsKey,
  }
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
