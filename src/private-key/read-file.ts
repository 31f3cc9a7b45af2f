import { readFileSync, statSync } from 'node:fs'
import { isSystemError, UserError } from '../errors.ts'

/** Bytes. A .p8 has 257; whatever is larger than this is no key. */
const MAX_FILE_SIZE = 100_000

/**
 * Reads a file that can be a key: of a pipe or a device, nothing is read.
 *
 * @param isContainer whether the job runs in a container, which often has a user of its own
 * @returns undefined if there is no such file
 * @throws {UserError} for what cannot be read, and for what is no file of that size
 */
export function readFile(path: string, isContainer: boolean): Buffer | undefined {
  try {
    const stats = statSync(path)
    if (stats.isFile() && stats.size <= MAX_FILE_SIZE) return readFileSync(path)
  } catch (error) {
    if (!isSystemError(error)) throw error
    if (error.syscall === 'stat' && NO_SUCH_FILE.includes(error.code)) return undefined
    throw explainUnreadable(error, isContainer)
  }
  throw new UserError(
    'private-key points to a folder, a special file or a file that is too large to be a key.',
    'Use the path of the .p8 file itself.',
    'file',
  )
}

/** With these, the text is no path of a file. Windows rejects some characters as EINVAL. */
const NO_SUCH_FILE = ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'EINVAL']

/** Returns the error for a file that exists but cannot be read. */
export function explainUnreadable(
  error: NodeJS.ErrnoException & { readonly code: string },
  isContainer: boolean,
): UserError {
  const problem = `private-key points to a file that cannot be read (${error.code}).`
  const isOthers = isContainer && error.code === 'EACCES'
  const remedy = isOthers ? CHANGE_USER : 'Check the file and its permissions.'
  return new UserError(problem, remedy, 'file', { cause: error })
}

const CHANGE_USER =
  "The container's user may not open it: set `options: --user root` for the job's container, or change the file's permissions."
