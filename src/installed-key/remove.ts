import { lstatSync, readdirSync, rmdirSync, unlinkSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { isSystemError, UserError } from '../errors.ts'
import { count, info, notice, type Remark, warning } from '../log.ts'
import { isKeyFolder, PREFIX } from './folder.ts'

/** Milliseconds to wait for files that are in use, as Windows locks them. */
const PAUSES = [200, 400, 600, 800, 1000]

export interface Removal {
  /** The paths of the removed files, printable, for debug logging. */
  readonly removed: readonly string[]
  readonly remarks: readonly Remark[]
}

/**
 * Removes the folder of an installed key, with everything that is in it.
 *
 * @param files what was installed in it, to notice what another step moved; none if that failed
 * @param pause waits for some milliseconds
 * @throws {UserError} if the path is not that of such a folder
 */
export async function removeKeyFolder(
  folder: string,
  files: readonly string[],
  pause: (milliseconds: number) => Promise<unknown>,
): Promise<Removal> {
  if (!isKeyFolder(folder)) {
    throw new UserError(
      'The post step does not know where the key was installed, so it may still be there.',
      `Delete the folders ${PREFIX}* in the runner's temporary folder.`,
      'install',
    )
  }
  const removed: string[] = []
  let left = removeTree(folder, removed)
  for (const milliseconds of PAUSES) {
    if (left.length === 0) break
    await pause(milliseconds)
    left = removeTree(folder, removed)
  }
  // A folder that some program still uses contains nothing of the key if it is empty.
  const kept = left.filter(({ code, syscall }) => syscall !== 'rmdir' || code === 'ENOTEMPTY')
  // What is in a folder that cannot be read may still be there.
  const mayBeLeft = (file: string) =>
    kept.some(({ path }) => `${file}${sep}`.startsWith(`${path}${sep}`))
  const gone = files.filter((file) => !removed.includes(file) && !mayBeLeft(file))

  const remarks: Remark[] = []
  if (kept.length > 0) {
    const paths = kept.map(({ path, code }) => `${printable(path)} (${code})`).join(', ')
    const problem = `The installed key could not be removed completely: ${paths}.`
    remarks.push(warning(`${problem} Delete this folder by hand: ${folder}`, 'install'))
  } else if (removed.length > 0) {
    remarks.push(info(`Removed the installed key (${count(removed.length, 'file')}).`))
  }
  if (gone.length > 0) {
    const names = gone.map((file) => relative(folder, file)).join(', ')
    const problem = `Files of the installed key were already gone: ${names}.`
    remarks.push(notice(`${problem} If another step moved them, delete them there.`))
  }
  return { removed: removed.map(printable), remarks }
}

/**
 * Returns a path without what the runner reads as a command, or a terminal as a control sequence: any
 * step can add a file to the folder, under any name.
 * https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 */
function printable(path: string): string {
  return path.replaceAll(/##\[|::|[\p{C}\p{Zl}\p{Zp}]/gu, '?')
}

/** What could not be removed, and by which system error. */
interface Leftover {
  readonly path: string
  readonly code: string
  readonly syscall: string | undefined
}

/**
 * Removes a file, a link or a folder. Follows no link, and goes on after what cannot be removed.
 *
 * @param removed receives the paths of files and links
 */
function removeTree(path: string, removed: string[]): Leftover[] {
  try {
    const stats = lstatSync(path, { throwIfNoEntry: false })
    if (stats?.isDirectory()) {
      const left = readdirSync(path).flatMap((name) => removeTree(join(path, name), removed))
      if (left.length === 0) rmdirSync(path)
      return left
    }
    if (stats) {
      unlinkSync(path)
      removed.push(path)
    }
    return []
  } catch (error) {
    if (!isSystemError(error)) throw error
    return [{ path, code: error.code, syscall: error.syscall }]
  }
}
