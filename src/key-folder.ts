import { lstatSync, mkdtempSync, rmSync } from 'node:fs'
import { basename, isAbsolute, join, resolve } from 'node:path'
import { UserError } from './errors.ts'
import type { TokenRequest } from './token.ts'

/** The name of the state by which the post step learns the folder. */
export const FOLDER_STATE = 'keyFolder'

const PREFIX = 'app-store-connect-key-'
const NAME = new RegExp(`^${PREFIX}[A-Za-z0-9]{6}$`)

/** The name by which later steps call the command. */
export const COMMAND = 'app-store-connect-token'

/** The file of the TokenRequest by which the command signs. */
export const REQUEST_FILE = 'token-request.json'

/** The name under which altool looks for the file of a key. A key ID is letters and digits. */
export function keyFileName({ issuerId, keyId }: TokenRequest): string {
  return `${issuerId === undefined ? 'ApiKey' : 'AuthKey'}_${keyId}.p8`
}

/**
 * Makes the folder of one installed key, still empty: the post step has to know of it before a key
 * is in it.
 *
 * @param parent RUNNER_TEMP, which the runner empties at the start of its next job, too
 * @returns its absolute path; on macOS and Linux only the step's user can look into it
 * @throws {UserError} if it cannot be made
 */
export function makeKeyFolder(parent: string): string {
  if (parent === '') {
    throw new UserError(
      'RUNNER_TEMP is not set, so there is nowhere to install the key. Run this action as a step of a workflow.',
    )
  }
  try {
    return mkdtempSync(join(resolve(parent), PREFIX))
  } catch (cause) {
    throw new UserError(
      "The key could not be installed: no folder can be made in RUNNER_TEMP. Check the runner's disk and the permissions of its work folder.",
      { cause },
    )
  }
}

/** Whether {@link makeKeyFolder} could have made a folder of this path. */
export function isKeyFolder(path: string): boolean {
  return isAbsolute(path) && NAME.test(basename(path))
}

/**
 * Removes the folder with all that is in it, waiting up to 3 seconds for files that are in use.
 *
 * @returns whether there was one
 * @throws {UserError} if it cannot be removed, or if it is not of {@link makeKeyFolder}
 */
export function removeKeyFolder(folder: string): boolean {
  if (!isKeyFolder(folder)) {
    throw new UserError(
      `It is not known where the key was installed, so it may still be there. Delete the folders ${PREFIX}* in the runner's temporary folder.`,
    )
  }
  try {
    if (lstatSync(folder, { throwIfNoEntry: false }) === undefined) return false
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
    return true
  } catch (cause) {
    throw new UserError(
      `The installed key could not be removed. Delete this folder by hand: ${folder}`,
      { cause },
    )
  }
}
