import type { KeyObject } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findHelp } from '../errors.ts'
import { keyFileName } from '../ids.ts'
import { notice, type Remark, warning } from '../log.ts'
import type { TokenSpec } from '../token.ts'
import { COMMAND, cmdScript, isAscii, shScript } from './scripts.ts'
import { formatSpec, type Installation, SPEC_FILE } from './spec-file.ts'

/** What was installed. All paths are absolute. */
export interface InstalledKey {
  /** The `.p8` file; empty if the key is in a KMS. */
  readonly keyPath: string
  /** The JSON file that fastlane accepts as `api_key_path`; empty if the key is in a KMS. */
  readonly fastlaneKeyPath: string
  /** The folder of the command, for the PATH of later steps. */
  readonly bin: string
  readonly files: readonly string[]
  readonly remarks: readonly Remark[]
}

/** What the command runs, as absolute paths, and the system that it runs on. */
export interface Program {
  readonly node: string
  /** The bundle of index.ts. */
  readonly script: string
  readonly platform: NodeJS.Platform
}

type File = readonly [path: string, text: string, mode: number]

/**
 * Installs a key as a `.p8` file, as fastlane's JSON, and as the command that prints tokens; only as the
 * command if the key is in a KMS.
 *
 * @param folder an empty one, see makeKeyFolder
 * @throws the error of the system if a file exists or cannot be written
 */
export function installKey(
  folder: string,
  installation: Installation,
  program: Program,
  env: NodeJS.ProcessEnv,
): InstalledKey {
  const { key } = installation.privateKey
  const bin = join(folder, 'bin')
  const keys = key ? keyFiles(folder, key, installation.spec) : []
  const spec: File = [join(folder, SPEC_FILE), formatSpec(installation), 0o600]
  const commands = commandFiles(folder, bin, program, env)
  const files = [spec, ...commands, ...keys]
  mkdirSync(bin, { mode: 0o700 })
  for (const [path, text, mode] of files) writeFileSync(path, text, { mode, flag: 'wx' })
  const [keyPath = '', fastlaneKeyPath = ''] = keys.map(([path]) => path)
  const remarks = key ? [] : [ONLY_COMMAND]
  if (program.platform === 'win32' && commands.length === 1) remarks.push(NO_CMD)
  return { keyPath, fastlaneKeyPath, bin, files: files.map(([path]) => path), remarks }
}

const NO_CMD = warning(
  `${COMMAND} cannot be called from cmd or PowerShell here, because a path is not ASCII. Call it from bash.`,
  'command',
)
const ONLY_COMMAND = notice(
  `install-key installed only ${COMMAND}, because the key is in a KMS. altool, notarytool, xcodebuild and fastlane need the .p8 file.`,
)

/** The command for each shell that can run it: on Windows, `cmd` cannot run every path. */
function commandFiles(
  folder: string,
  bin: string,
  { node, script, platform }: Program,
  env: NodeJS.ProcessEnv,
): File[] {
  const variables = {
    // A workflow sets it for its own tools: a module that it preloads may be missing here, and its output
    // would become part of the token.
    NODE_OPTIONS: '',
    // Later steps do not see which action this is.
    ...(findHelp(env) && {
      GITHUB_ACTION_REPOSITORY: `${env['GITHUB_ACTION_REPOSITORY']}`,
      GITHUB_ACTION_REF: `${env['GITHUB_ACTION_REF']}`,
    }),
  }
  const words = [node, script, folder]
  const sh: File = [join(bin, COMMAND), shScript(words, platform, variables), 0o700]
  const cmd: File = [join(bin, `${COMMAND}.cmd`), cmdScript(bin, words, variables), 0o700]
  return platform === 'win32' && isAscii(cmd[1]) ? [sh, cmd] : [sh]
}

/**
 * The `.p8` file, and the fields that fastlane reads, which are the parameters of `Token.create`:
 * https://github.com/fastlane/fastlane/blob/master/spaceship/lib/spaceship/connect_api/token.rb
 *
 * It treats a key without `issuer_id` as an individual one. Without `in_house`, match and sigh stop.
 * Apple allows 1200 seconds between `iat` and `exp`, and fastlane backdates `iat` by 60:
 * https://github.com/fastlane/fastlane/issues/29468
 */
function keyFiles(folder: string, key: KeyObject, spec: TokenSpec): File[] {
  const { owner, keyId, audience } = spec
  const pem = key.export({ type: 'pkcs8', format: 'pem' }).toString()
  const fastlane = {
    key_id: keyId,
    issuer_id: owner.issuerId,
    key: pem,
    duration: 1140,
    in_house: audience === 'apple-developer-enterprise-v1',
  }
  return [
    [join(folder, keyFileName(owner, keyId)), pem, 0o600],
    [join(folder, 'fastlane.json'), JSON.stringify(fastlane), 0o600],
  ]
}
