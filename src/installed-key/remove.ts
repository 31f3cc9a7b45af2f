import { existsSync, lstatSync, readdirSync, rmdirSync, unlinkSync } from 'node:fs'
import { join } from 'node:path'
import { isSystemError, UserError } from '../errors.ts'
import { isKeyFolder, PREFIX } from './folder.ts'

export { FOLDER_STATE } from './folder.ts'

/** Milliseconds to wait for files that are in use, as Windows locks them. */
const PAUSES = [200, 400, 600, 800, 1000]

/**
 * Removes the folder of an installed key, with everything that is in it.
 *
 * @param pause waits for some milliseconds
 * @returns whether there was such a folder
 * @throws {UserError} listing what could not be removed, or if the path is not that of such a folder
 */
export async function removeKeyFolder(
  folder: string,
  pause: (milliseconds: number) => Promise<unknown>,
): Promise<boolean> {
  if (!isKeyFolder(folder)) {
    throw new UserError(
      'The post step does not know where the key was installed, so it may still be there.',
      `Delete the folders ${PREFIX}* in the runner's temporary folder.`,
    )
  }
  const existed = existsSync(folder)
  let left = removeTree(folder)
  for (const milliseconds of PAUSES) {
    if (left.length === 0) break
    await pause(milliseconds)
    left = removeTree(folder)
  }
  if (left.length > 0) {
    throw new UserError(
      `The installed key could not be removed completely: ${left.join(', ')}.`,
      `Delete this folder by hand: ${folder}`,
    )
  }
  return existed
}

/**
 * Removes a file, a link or a folder. Follows no link, and goes on after what cannot be removed. Files
 * come before folders, since the files next to the key may contain it.
 *
 * @returns the paths of what is left, each with the reason
 */
function removeTree(path: string): string[] {
  try {
    const stats = lstatSync(path, { throwIfNoEntry: false })
    if (stats === undefined) return []
    if (!stats.isDirectory()) {
      unlinkSync(path)
      return []
    }
    const entries = readdirSync(path, { withFileTypes: true })
    const files = entries.filter((entry) => !entry.isDirectory())
    const folders = entries.filter((entry) => entry.isDirectory())
    const left = [...files, ...folders].flatMap(({ name }) => removeTree(join(path, name)))
    if (left.length === 0) rmdirSync(path)
    return left
  } catch (error) {
    if (!isSystemError(error)) throw error
    return [`${path} (${error.code})`]
  }
}
