import { isUtf8 } from 'node:buffer'
import { resolve } from 'node:path'
import { UserError } from '../errors.ts'
import { readKeyFileName } from '../ids.ts'
import { readKmsName } from '../kms/names.ts'
import { type Source, TEXT } from './diagnose.ts'
import { isKeyId } from './ids.ts'
import { type PrivateKey, parsePrivateKey } from './parse.ts'
import { readFile } from './read-file.ts'
import type { SigningKey } from './sign.ts'

/** A key that signs, with the IDs that it came with. */
export type LoadedKey = SigningKey & Pick<PrivateKey, 'lines' | 'keyId' | 'issuerId'>

/**
 * Loads the key from the input `private-key`, or from the file or the KMS that it points to.
 *
 * @param text the key; a path, of which a relative one starts at the workspace, and `~` is the home
 *   folder; or the URI of a key in a KMS
 * @param env the environment that the runner gave the step
 * @throws {UserError} if there is no such key, or if the name of its file says another key ID than it
 */
export function loadPrivateKey(text: string, env: NodeJS.ProcessEnv): LoadedKey {
  const kmsKey = readKmsName(text)
  if (kmsKey) return { kmsKey, lines: [], keyId: undefined, issuerId: undefined }
  const path = pathIn(text, env)
  const bytes = path === undefined ? undefined : readFile(path, isContainer(env))
  if (path === undefined || !bytes) return parsePrivateKey(text, sourceOf(text, env))
  const key = parsePrivateKey(decodeText(bytes), FILE)
  const { keyId = '' } = readKeyFileName(path) ?? {}
  if (!isKeyId(keyId)) return key
  if (key.keyId !== undefined && key.keyId !== keyId) {
    throw new UserError(
      `The name of the file that private-key points to says the key ID ${keyId}, but the file says ${key.keyId}.`,
      'Use an ID and a key that belong together.',
    )
  }
  return { ...key, keyId }
}

const FILE: Source = {
  subject: 'The file that private-key points to',
  restore: 'Check the step that writes it, or pass the contents of the .p8 file.',
}

function pathIn(text: string, env: NodeJS.ProcessEnv): string | undefined {
  if (text.length > 1000 || /[\r\n\0]/.test(text)) return undefined
  const home = env['HOME'] ?? env['USERPROFILE'] ?? '~'
  return resolve(
    env['GITHUB_WORKSPACE'] ?? '',
    text.replace(/^(file:\/\/|@)/, '').replace(/^~(?=[\\/])/, () => home),
  )
}

/** The runner mounts the work folder of a container job there. */
function isContainer(env: NodeJS.ProcessEnv): boolean {
  return /^\/__w\//.test(String(env['GITHUB_WORKSPACE']))
}

function sourceOf(text: string, env: NodeJS.ProcessEnv): Source {
  if (!isContainer(env) || !/^\/(?!__w\/)/.test(text)) return TEXT
  return {
    ...TEXT,
    findFile:
      // biome-ignore lint/suspicious/noTemplateCurlyInString: this is the workflow's syntax.
      'In a container job, ${{ runner.temp }} and ${{ github.workspace }} are paths of the host. Use a path that starts at the workspace, or /__w/_temp in place of ${{ runner.temp }}.',
  }
}

/** UTF-16 is what PowerShell writes. Bytes that are no text become one character each. */
function decodeText(bytes: Buffer): string {
  if (bytes.toString('hex', 0, 2) === 'fffe') return bytes.toString('utf16le')
  return bytes.toString(isUtf8(bytes) ? 'utf8' : 'latin1')
}
