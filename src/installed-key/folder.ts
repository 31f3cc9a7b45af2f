import { mkdtempSync } from 'node:fs'
import { basename, resolve } from 'node:path'

/** The states that tell the post step where the folder is, and which files were installed. */
export const FOLDER_STATE = 'keyFolder'
export const FILES_STATE = 'keyFiles'

/** What the names of the folders start with. */
export const PREFIX = 'app-store-connect-key-'

/**
 * Creates the folder of one installed key, which on macOS and Linux only the step's user can open.
 *
 * @param parent RUNNER_TEMP, which the runner also empties after each job, and before the next
 * @returns its absolute path
 */
export function makeKeyFolder(parent: string): string {
  return mkdtempSync(resolve(parent, PREFIX))
}

/** Whether a path is one that {@link makeKeyFolder} returns: absolute, normalized, and so named. */
export function isKeyFolder(path: string): boolean {
  return resolve(path) === path && /^app-store-connect-key-[A-Za-z0-9]{6}$/.test(basename(path))
}
