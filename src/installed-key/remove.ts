import { lstatSync, readdirSync, rmdirSync, unlinkSync } from 'node:fs'
import { join, relative } from 'node:path'
import { isSystemError, UserError } from '../errors.ts'
import { count, info, notice, type Remark, warning } from '../log.ts'
import { isKeyFolder, PREFIX } from './folder.ts'

/** Milliseconds to wait for files that are in use, as Windows locks them. */
const PAUSES = [200, 400, 600, 800, 1000]

/**
 * Removes the folder of an installed key, with everything that is in it.
 *
 * @param files what was installed in it, to notice what another step moved; none if that failed
 * @param pause waits for some milliseconds
 * @returns the paths of the removed files, printable, for debug logging, and what the log says
 * @throws {UserError} if the path is not that of such a folder
 */
export async function removeKeyFolder(
  folder: string,
  files: readonly string[],
  pause: (milliseconds: number) => Promise<unknown>,
): Promise<{ readonly removed: readonly string[]; readonly remarks: readonly Remark[] }> {
  if (!isKeyFolder(folder)) {
    throw new UserError(
      'The post step does not know where the key was installed, so it may still be there.',
      `Delete the folders ${PREFIX}* in the runner's temporary folder.`,
      'install',
    )
  }
  const removed: string[] = []
  let kept = removeTree(folder, removed)
  for (const milliseconds of PAUSES) {
    if (kept.length === 0) break
    await pause(milliseconds)
    kept = removeTree(folder, removed)
  }
  // An empty folder that some program still uses has nothing of the key.
  const left = kept.filter(({ isEmpty }) => !isEmpty)
  const remarks: Remark[] = []
  if (left.length > 0) {
    const paths = left.map(({ path, code }) => `${printable(path)} (${code})`).join(', ')
    const problem = `The installed key could not be removed completely: ${paths}.`
    remarks.push(warning(`${problem} Delete this folder by hand: ${folder}`, 'install'))
  } else if (removed.length > 0) {
    remarks.push(info(`Removed the installed key (${count(removed.length, 'file')}).`))
  }
  // What is in a folder that cannot be read may still be there.
  const gone = files.filter(
    (file) => !removed.includes(file) && !left.some(({ path }) => file.startsWith(path)),
  )
  if (gone.length > 0) {
    const names = gone.map((file) => relative(folder, file)).join(', ')
    const problem = `Files of the installed key were already gone: ${names}.`
    remarks.push(notice(`${problem} If another step moved them, delete them there.`))
  }
  return { removed: removed.map(printable), remarks }
}

/** Returns a path without what controls a terminal or breaks a line: any step can add a file. */
function printable(path: string): string {
  return path.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '?')
}

/**
 * Removes a file, a link or a folder. Follows no link, and goes on after what cannot be removed.
 *
 * @param removed receives the paths of files and links
 * @returns what could not be removed, and the system's code for the reason
 */
function removeTree(
  path: string,
  removed: string[],
): { path: string; code: string; isEmpty: boolean }[] {
  try {
    const stats = lstatSync(path, { throwIfNoEntry: false })
    if (stats?.isDirectory()) {
      const kept = readdirSync(path).flatMap((name) => removeTree(join(path, name), removed))
      if (kept.length === 0) rmdirSync(path)
      return kept
    }
    if (stats) {
      unlinkSync(path)
      removed.push(path)
    }
    return []
  } catch (error) {
    if (!isSystemError(error)) throw error
    const { code, syscall } = error
    return [{ path, code, isEmpty: syscall === 'rmdir' && code !== 'ENOTEMPTY' }]
  }
}
