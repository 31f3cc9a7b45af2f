import { createPrivateKey, type KeyObject } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { UserError } from './errors.ts'
import { isKeyFolder, keyFileName, REQUEST_FILE } from './key-folder.ts'
import type { TokenRequest } from './token.ts'

/**
 * Reads an installed key and what its tokens are for.
 *
 * @param folder of makeKeyFolder
 * @throws {UserError} if the key is gone, or cannot be read
 */
export function readKey(folder: string): { key: KeyObject; request: TokenRequest } {
  if (!isKeyFolder(folder)) throw new UserError(GONE)
  try {
    const request = JSON.parse(readFileSync(join(folder, REQUEST_FILE), 'utf8'))
    const key = createPrivateKey(readFileSync(join(folder, keyFileName(request)), 'utf8'))
    return { key, request }
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') throw new UserError(GONE, { cause })
    throw new UserError(
      `The key installed in ${folder} cannot be read; run this command as the user that ran the step, and leave that folder as it is.`,
      { cause },
    )
  }
}

const GONE =
  'The key is not installed any more; run this command in the job of the step that installed it, before that job ends.'
