import { lstatSync, readdirSync, rmdirSync, unlinkSync } from 'node:fs'
import { join } from 'node:path'
import { isSystemError, UserError } from '../errors.ts'
import { info, notice, type Remark, warning } from '../log.ts'
import { isKeyFolder, PREFIX } from './folder.ts'

export { FILES_STATE, FOLDER_STATE } from './folder.ts'

/** Milliseconds to wait for files that are in use, as Windows locks them. */
const PAUSES = [200, 400, 600, 800, 1000]

/**
 * Removes the folder of an installed key, with everything that is in it.
 *
 * @param files what was installed in it, to notice what a later step moved; none if that failed
 * @param pause waits for some milliseconds
 * @returns what was removed, what was already gone, and what could not be removed
 * @throws {UserError} if the path is not that of such a folder
 */
export async function removeKeyFolder(
  folder: string,
  files: readonly string[],
  pause: (milliseconds: number) => Promise<unknown>,
): Promise<Remark[]> {
  if (!isKeyFolder(folder)) {
    throw new UserError(
      'The post step does not know where the key was installed, so it may still be there.',
      `Delete the folders ${PREFIX}* in the runner's temporary folder.`,
    )
  }
  const removed: string[] = []
  let left = removeTree(folder, removed)
  for (const milliseconds of PAUSES) {
    if (left.length === 0) break
    await pause(milliseconds)
    left = removeTree(folder, removed)
  }
  // What is in a folder that cannot be read may still be there.
  const isGone = (file: string) =>
    !removed.includes(file) && !left.some(({ path }) => file.startsWith(path))
  const gone = removed.length + left.length === 0 ? [folder] : files.filter(isGone)
  const remarks = removed.map((path) => info(`Removed ${path.replaceAll(/[\r\n]/g, '?')}`))
  if (gone.length > 0) {
    remarks.push(
      notice(
        `Files of the installed key were already gone: ${gone.join(', ')}. If a later step moved them, delete them there.`,
      ),
    )
  }
  if (left.length > 0) {
    const paths = left.map(({ path, code }) => `${path} (${code})`).join(', ')
    remarks.push(
      warning(
        `The installed key could not be removed completely: ${paths}. Delete this folder by hand: ${folder}`,
      ),
    )
  }
  return remarks
}

/** What could not be removed, and the code of the system error. */
interface Leftover {
  readonly path: string
  readonly code: string
}

/**
 * Removes a file, a link or a folder. Follows no link, and goes on after what cannot be removed. Files
 * come before folders, since the files next to the key may contain it.
 *
 * @param removed receives the paths of what was removed
 */
function removeTree(path: string, removed: string[]): Leftover[] {
  try {
    const stats = lstatSync(path, { throwIfNoEntry: false })
    if (stats === undefined) return []
    const left = stats.isDirectory() ? removeEntries(path, removed) : []
    if (left.length > 0) return left
    if (stats.isDirectory()) rmdirSync(path)
    else unlinkSync(path)
    removed.push(path)
    return []
  } catch (error) {
    if (!isSystemError(error)) throw error
    return [{ path, code: error.code }]
  }
}

function removeEntries(folder: string, removed: string[]): Leftover[] {
  const entries = readdirSync(folder, { withFileTypes: true })
  const files = entries.filter((entry) => !entry.isDirectory())
  const folders = entries.filter((entry) => entry.isDirectory())
  return [...files, ...folders].flatMap(({ name }) => removeTree(join(folder, name), removed))
}
