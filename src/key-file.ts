import { readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { UserError } from './errors.ts'
import { trim } from './text.ts'

/** A .p8 has 257 bytes; whatever is larger than this is no key. */
const LARGEST = 100_000

/**
 * Reads the file that `private-key` names, if it names one.
 *
 * @param text the input; a relative path starts from the workspace, `~` is the home folder
 * @returns the file's path and text, or nothing if the input is not the path of a file
 * @throws {UserError} if there is such a file, but it cannot be a key or cannot be read
 */
export function readKeyFile(
  text: string,
  env: NodeJS.ProcessEnv,
): { readonly path: string; readonly text: string } | undefined {
  const bare = trim(text)
  if (bare.length > 1000 || /[\r\n]/.test(bare)) return undefined
  const home = env['HOME'] ?? env['USERPROFILE'] ?? '~'
  const path = resolve(
    env['GITHUB_WORKSPACE'] ?? '',
    bare.replace(/^~(?=[\\/])/, () => home),
  )
  try {
    const file = statSync(path)
    if (file.isFile() && file.size <= LARGEST) return { path, text: readFileSync(path, 'utf8') }
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    if (code !== 'EACCES' && code !== 'EPERM' && code !== 'ELOOP') return undefined
    throw new UserError(
      `private-key names a file that this step cannot read (${code}). Check the file and its permissions.`,
      { cause },
    )
  }
  throw new UserError('private-key names a folder or a large file. Name the .p8 file itself.')
}
