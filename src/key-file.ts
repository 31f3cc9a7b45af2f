import { readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { UserError } from './errors.ts'
import { readKeyFileName } from './ids.ts'
import { type PrivateKey, parsePrivateKey } from './private-key.ts'

/** A .p8 has 257 bytes; whatever is larger than this is no key. */
const LARGEST = 100_000

/**
 * Reads the key from the input `private-key`, or from the file that it names.
 *
 * @param text the key, or a path; a relative one starts from the workspace, `~` is the home folder
 * @throws {UserError} if there is no such key
 */
export function loadPrivateKey(text: string, env: NodeJS.ProcessEnv): PrivateKey {
  const file = readKeyFile(text, env)
  if (!file) return parsePrivateKey(text)
  const key = parsePrivateKey(file.text, 'The file that private-key names')
  const { keyId = '' } = readKeyFileName(file.path) ?? {}
  // People rename files; AuthKey_PROD.p8 tells no key ID.
  return /^[A-Z\d]{8,12}$/.test(keyId) ? { ...key, keyId } : key
}

function readKeyFile(
  text: string,
  env: NodeJS.ProcessEnv,
): { readonly path: string; readonly text: string } | undefined {
  if (text.length > 1000 || /[\r\n]/.test(text)) return undefined
  const home = env['HOME'] ?? env['USERPROFILE'] ?? '~'
  const path = resolve(
    env['GITHUB_WORKSPACE'] ?? '',
    text.replace(/^(file:\/\/|@)/, '').replace(/^~(?=[\\/])/, () => home),
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
  throw new UserError(
    'private-key names a folder or something else that is no small file. Name the .p8 file itself.',
  )
}
