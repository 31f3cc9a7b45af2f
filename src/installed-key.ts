import type { KeyObject } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { UserError } from './errors.ts'
import { COMMAND, keyFileName, REQUEST_FILE } from './key-folder.ts'
import type { TokenRequest } from './token.ts'
import { cmdScript, shScript } from './token-command.ts'

export { FOLDER_STATE, makeKeyFolder } from './key-folder.ts'

export interface InstalledKey {
  /** The `.p8` file. */
  readonly keyPath: string
  /** The JSON file that fastlane takes as `api_key_path`. */
  readonly fastlaneKeyPath: string
  /** The environment by which the tools of later steps find these files. */
  readonly env: Readonly<Record<string, string>>
  /** The folder of the command, for the PATH of later steps. */
  readonly bin: string
}

/** What the command runs, as absolute paths. */
export interface Program {
  readonly node: string
  /** The bundle of index.ts. */
  readonly script: string
}

/**
 * Installs a key: as a `.p8` file, as fastlane's JSON and behind the command that prints tokens.
 *
 * @param folder of makeKeyFolder
 * @throws {UserError} if the files cannot be written
 */
export function installKey(
  folder: string,
  key: KeyObject,
  request: TokenRequest,
  { node, script }: Program,
  platform: NodeJS.Platform,
): InstalledKey {
  const keyPath = join(folder, keyFileName(request))
  const fastlaneKeyPath = join(folder, 'fastlane.json')
  const bin = join(folder, 'bin')
  const pem = key.export({ type: 'pkcs8', format: 'pem' }).toString()
  const words = [node, script, folder]
  try {
    create(keyPath, pem, 0o600)
    create(fastlaneKeyPath, fastlaneJson(request, pem), 0o600)
    create(join(folder, REQUEST_FILE), JSON.stringify(request), 0o600)
    mkdirSync(bin, { mode: 0o700 })
    create(join(bin, COMMAND), shScript(words, platform), 0o700)
    if (platform === 'win32') create(join(bin, `${COMMAND}.cmd`), cmdScript(words), 0o700)
  } catch (cause) {
    throw new UserError(
      "The key could not be installed: its files cannot be written to RUNNER_TEMP. Check the runner's disk and the permissions of its work folder.",
      { cause },
    )
  }
  return {
    keyPath,
    fastlaneKeyPath,
    bin,
    env: {
      // One of the places where altool looks for the file, see `xcrun altool --help`.
      API_PRIVATE_KEYS_DIR: folder,
      // Read by every fastlane action with an api_key_path:
      // https://github.com/fastlane/fastlane/pull/18181
      APP_STORE_CONNECT_API_KEY_PATH: fastlaneKeyPath,
    },
  }
}

/**
 * Seconds. Apple takes 1200 between `iat` and `exp`, and fastlane puts `iat` 60 into the past:
 * https://github.com/fastlane/fastlane/issues/29468
 */
const FASTLANE_DURATION = 1140

/**
 * The fields that fastlane reads, which are the parameters of `Token.create`:
 * https://github.com/fastlane/fastlane/blob/master/spaceship/lib/spaceship/connect_api/token.rb
 *
 * It takes a key without `issuer_id` for an individual one. Without `in_house`, match and sigh stop.
 */
function fastlaneJson({ keyId, issuerId, audience }: TokenRequest, pem: string): string {
  return JSON.stringify({
    key_id: keyId,
    issuer_id: issuerId,
    key: pem,
    duration: FASTLANE_DURATION,
    in_house: audience === 'apple-developer-enterprise-v1',
  })
}

/** Creates a file that has its mode from the start; one that is there already is never taken. */
function create(path: string, text: string, mode: number): void {
  writeFileSync(path, text, { mode, flag: 'wx' })
}
