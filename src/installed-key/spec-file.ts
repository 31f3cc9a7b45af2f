import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isSystemError, UserError } from '../errors.ts'
import { keyFileName } from '../ids.ts'
import { loadPrivateKey } from '../private-key/load.ts'
import type { SigningKey } from '../private-key/sign.ts'
import type { TokenSpec } from '../token.ts'

/** What the command signs tokens with. */
export interface Installation {
  readonly privateKey: SigningKey
  readonly spec: TokenSpec
  /** Milliseconds by which Apple's clock is ahead of the runner's. */
  readonly ahead: number
}

/** The file with all of it, next to the key. A key in a KMS is in it by its URI. */
export const SPEC_FILE = 'token-spec.json'

/** Returns the text of that file. */
export function formatSpec({ privateKey: { kmsKey }, spec, ahead }: Installation): string {
  return JSON.stringify({ spec, ahead, kmsUri: kmsKey?.uri })
}

/**
 * Reads what was installed in a folder.
 *
 * @throws {UserError} if it is gone, or was changed
 */
export function readInstallation(folder: string): Installation {
  const read = (name: string) => readFileSync(join(folder, name), 'utf8')
  try {
    const { spec, ahead, kmsUri } = JSON.parse(read(SPEC_FILE))
    // Without one of these, the token would have no end.
    if (!Number.isFinite(spec.lifetime + ahead)) throw new TypeError('A number is missing.')
    const text = kmsUri ?? read(keyFileName(spec.owner, spec.keyId))
    return { privateKey: loadPrivateKey(text, '', {}), spec, ahead }
  } catch (cause) {
    // A change of the files shows in many ways, and nothing else happens here.
    const isGone = isSystemError(cause) && cause.code === 'ENOENT'
    const problem = isGone
      ? 'The key is no longer installed.'
      : `The key installed in ${folder} cannot be read.`
    const remedy = isGone
      ? 'Run this command in the same job as the step that installs it, before the job ends.'
      : 'Run this command as the same user as the step, and do not change that folder.'
    throw new UserError(problem, remedy, 'command', { cause })
  }
}
