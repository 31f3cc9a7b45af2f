import { isUtf8 } from 'node:buffer'
import { isAbsolute, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findIds, mayContainIds, type NearbyIds, readKeyFileName } from '../ids.ts'
import { readKmsName } from '../kms/names.ts'
import type { Source } from './diagnose.ts'
import { findKeyObjects, parsePrivateKey } from './parse.ts'
import { readFile } from './read-file.ts'
import type { SigningKey } from './sign.ts'

/** A key that signs, with what came with it. */
export type LoadedKey = SigningKey & {
  /** What the log must not show. */
  readonly lines: readonly string[]
  readonly ids: KeyIds
  /** Whether more than the key was in its text, in which IDs could have been. */
  readonly hasOtherText: boolean
  /** Whether its JSON says that it is for the Enterprise Program API. */
  readonly isInHouse: boolean
}

/** The IDs that came with a key, by where they were. */
export interface KeyIds {
  /** In the JSON object that has the key: they belong to it. */
  readonly object: NearbyIds
  /** Next to it in its text, or in the name of its file, which people rename. */
  readonly nearby: NearbyIds
}

const NO_IDS: NearbyIds = { keyIds: [], issuerIds: [] }
const NO_OBJECT = { ids: NO_IDS, isInHouse: false }

/**
 * Loads the key from the input `private-key`, or from the file or the KMS that it points to.
 *
 * @param text the key; a path, of which a relative one starts at the workspace, and `~` is the home
 *   folder; its URL; or the URI of a key in a KMS
 * @param keyId the key to use if there are several, each in a JSON object with its ID
 * @param env the environment that the runner gave the step
 * @throws {UserError} if there is no such key
 * @example
 * loadPrivateKey('keys/AuthKey_2X9R4HXF34.p8', '', env).ids.nearby.keyIds // ['2X9R4HXF34']
 */
export function loadPrivateKey(text: string, keyId: string, env: NodeJS.ProcessEnv): LoadedKey {
  const kmsKey = readKmsName(text)
  const ids = { object: NO_IDS, nearby: NO_IDS }
  if (kmsKey) return { kmsKey, lines: [], ids, hasOtherText: false, isInHouse: false }
  const path = pathIn(text, env)
  const bytes = path && readFile(path, isContainer(env))
  return bytes
    ? loadText(decodeText(bytes), FILE, keyId, path)
    : loadText(text, inputOf(text, env), keyId)
}

/** @param path the file that the text comes from, if there is one */
function loadText(text: string, source: Source, keyId: string, path = ''): LoadedKey {
  const { key, lines, texts } = parsePrivateKey(text, source, keyId)
  const [{ ids: object, isInHouse } = NO_OBJECT] = findKeyObjects(texts)
  const found = findIds(texts)
  const keyIds = found.keyIds.concat(readKeyFileName(path)?.keyId ?? [])
  return {
    key,
    lines,
    ids: { object, nearby: { ...found, keyIds: [...new Set(keyIds)] } },
    hasOtherText: texts.some(mayContainIds),
    isInHouse,
  }
}

const FILE: Source = {
  subject: 'The file that private-key points to',
  restore: 'Check the step that writes it, or pass the contents of the .p8 file.',
}

/** Returns the absolute path that a text may be; empty if it is none. */
function pathIn(text: string, env: NodeJS.ProcessEnv): string {
  if (text.length > 1000 || /[\r\n\0]/.test(text)) return ''
  if (text.startsWith('file:///')) return pathOfUrl(text)
  const home = env['HOME'] ?? env['USERPROFILE'] ?? '~'
  const path = text.replace(/^~(?=[\\/])/, () => home)
  // Git Bash writes C:\keys as /c/keys.
  const native = env['RUNNER_OS'] === 'Windows' ? path.replace(/^\/([a-z])(?=\/)/i, '$1:') : path
  return resolve(env['GITHUB_WORKSPACE'] ?? '', native)
}

function pathOfUrl(url: string): string {
  try {
    return fileURLToPath(url)
  } catch {
    return '' // It has an escaped slash or, on Windows, no drive.
  }
}

/** The runner mounts the work folder of a container job there. */
function isContainer(env: NodeJS.ProcessEnv): boolean {
  return String(env['GITHUB_WORKSPACE']).startsWith('/__w/')
}

function inputOf(text: string, env: NodeJS.ProcessEnv): Source {
  const isHostPath = isContainer(env) && text.startsWith('/') && !text.startsWith('/__w/')
  const isWhole = isAbsolute(text) || text.startsWith('~') || text.startsWith('file:')
  const place = isWhole ? '' : ` in ${env['GITHUB_WORKSPACE']}`
  const start = isWhole ? 'Create' : 'Relative paths start at the workspace: check out or create'
  const problem = `looks like a path, but there is no such file${place}`
  return {
    subject: 'private-key',
    restore: 'Paste the whole .p8 file into the secret again.',
    noFile: [problem, isHostPath ? HOST_PATH : `${start} ${NO_FILE}`, 'file'],
  }
}

const NO_FILE = 'the file in an earlier step, or pass the contents of the .p8 file.'
const HOST_PATH =
  // biome-ignore lint/suspicious/noTemplateCurlyInString: this is the workflow's syntax.
  'In a container job, ${{ runner.temp }} and ${{ github.workspace }} are paths of the host. Use a path that starts at the workspace, or /__w/_temp in place of ${{ runner.temp }}.'

/** UTF-16 is what PowerShell writes. Bytes that are no text become one character each. */
function decodeText(bytes: Buffer): string {
  if (bytes.toString('hex', 0, 2) === 'fffe') return bytes.toString('utf16le')
  return bytes.toString(isUtf8(bytes) ? 'utf8' : 'latin1')
}
