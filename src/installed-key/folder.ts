import { mkdtempSync } from 'node:fs'
import { basename, delimiter, join, resolve } from 'node:path'
import { explainSystemErrors, UserError } from '../errors.ts'

/** The states that tell the post step where the folder is, and which files were installed. */
export const FOLDER_STATE = 'keyFolder'
export const FILES_STATE = 'keyFiles'

/** What the names of the folders start with. */
export const PREFIX = 'app-store-connect-key-'
const NAME = new RegExp(`^${PREFIX}[A-Za-z0-9]{6}$`)

/**
 * Creates the empty folder of one installed key: the post step must know it before it contains a key.
 *
 * @param parent RUNNER_TEMP, which the runner also empties after each job, and before the next
 * @returns its absolute path; on macOS and Linux only the step's user can open it
 * @throws {UserError} if it cannot be created
 */
export function makeKeyFolder(parent: string): string {
  if (parent === '') {
    throw new UserError(
      'RUNNER_TEMP is not set, so there is no folder to install the key in.',
      'Run this action as a step of a workflow.',
      'install',
    )
  }
  const path = resolve(parent)
  // GITHUB_PATH takes one folder per line, and the separator would make two of this one.
  if ([delimiter, '\n', '\r'].some((text) => path.includes(text))) {
    throw new UserError(
      `RUNNER_TEMP contains "${delimiter}" or a line break, so a folder in it cannot be added to the PATH.`,
      "Move the runner's work folder to a path without it.",
      'install',
    )
  }
  return explainSystemErrors(
    () => mkdtempSync(join(path, PREFIX)),
    (code) => [
      `The key could not be installed, because no folder could be created in RUNNER_TEMP (${code}).`,
      "Check the runner's disk and the permissions of its work folder.",
      'install',
    ],
  )
}

/** Whether a path is one that {@link makeKeyFolder} returns: absolute, normalized, and so named. */
export function isKeyFolder(path: string): boolean {
  return resolve(path) === path && NAME.test(basename(path))
}
