import { readFileSync } from 'node:fs'
import { join } from 'node:path'
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

/** Reads what was installed in a folder. If it was changed, JSON.parse or loadPrivateKey throws. */
export function readInstallation(folder: string): Installation {
  const read = (name: string) => readFileSync(join(folder, name), 'utf8')
  const { spec, ahead, kmsUri } = JSON.parse(read(SPEC_FILE))
  const text = kmsUri ?? read(keyFileName(spec.owner, spec.keyId))
  return { privateKey: loadPrivateKey(text, '', {}), spec, ahead }
}
