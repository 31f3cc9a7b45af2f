import { readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { isSystemError, UserError } from '../errors.ts'
import { readKeyFileName } from '../key-file-name.ts'
import { type PrivateKey, parsePrivateKey } from './parse.ts'
import { readKmsUri, type SigningKey } from './sign.ts'

/** A key that signs, with the IDs that it came with. */
export type LoadedKey = SigningKey & Pick<PrivateKey, 'lines' | 'keyId' | 'issuerId'>

/** Bytes. A .p8 has 257; whatever is larger than this is no key. */
const MAX_FILE_SIZE = 100_000

/**
 * Loads the key from the input `private-key`, or from the file or the KMS that it points to.
 *
 * @param text the key; a path, of which a relative one starts at the workspace, and `~` is the home
 *   folder; or the URI of a key in a KMS
 * @throws {UserError} if there is no such key
 */
export function loadPrivateKey(text: string, env: NodeJS.ProcessEnv): LoadedKey {
  const kmsKey = readKmsUri(text)
  if (kmsKey) return { kmsKey, lines: [], keyId: undefined, issuerId: undefined }
  const file = readKeyFile(text, env)
  if (!file) return parsePrivateKey(text)
  const key = parsePrivateKey(file.text, 'The file that private-key points to')
  const { keyId = '' } = readKeyFileName(file.path) ?? {}
  // People rename files: PROD in AuthKey_PROD.p8 is no key ID.
  return /^[A-Z\d]{8,12}$/.test(keyId) ? { ...key, keyId } : key
}

function readKeyFile(
  text: string,
  env: NodeJS.ProcessEnv,
): { readonly path: string; readonly text: string } | undefined {
  if (text.length > 1000 || /[\r\n\0]/.test(text)) return undefined
  const home = env['HOME'] ?? env['USERPROFILE'] ?? '~'
  const path = resolve(
    env['GITHUB_WORKSPACE'] ?? '',
    text.replace(/^(file:\/\/|@)/, '').replace(/^~(?=[\\/])/, () => home),
  )
  try {
    const file = statSync(path)
    if (file.isFile() && file.size <= MAX_FILE_SIZE) {
      return { path, text: readFileSync(path, 'utf8') }
    }
  } catch (error) {
    if (!isSystemError(error)) throw error
    if (NO_SUCH_FILE.has(error.code)) return undefined
    throw new UserError(
      `private-key points to a file that cannot be read (${error.code}).`,
      'Check the file and its permissions.',
      { cause: error },
    )
  }
  throw new UserError(
    'private-key points to a folder, a special file or a file that is too large to be a key.',
    'Use the path of the .p8 file itself.',
  )
}

/** With these, the text is no path of a file. Windows rejects some characters as EINVAL. */
const NO_SUCH_FILE = new Set(['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'EINVAL'])
