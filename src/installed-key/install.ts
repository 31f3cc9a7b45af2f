import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { explainSystemErrors, findHelp } from '../errors.ts'
import { keyFileName } from '../ids.ts'
import { notice, type Remark, warning } from '../log.ts'
import type { TokenSpec } from '../token.ts'
import { COMMAND, cmdScript, isAscii, shScript } from './scripts.ts'
import { formatSpec, type Installation, SPEC_FILE } from './spec-file.ts'

export interface InstalledKey {
  /** The `.p8` file; empty if the key is in a KMS. */
  readonly keyPath: string
  /** The JSON file that fastlane accepts as `api_key_path`; empty if the key is in a KMS. */
  readonly fastlaneKeyPath: string
  /** The environment variables by which tools in later steps find these files. */
  readonly env: Readonly<Record<string, string>>
  /** The folder of the command, for the PATH of later steps. */
  readonly bin: string
  /** Everything that was written, as absolute paths. */
  readonly files: readonly string[]
  readonly remarks: readonly Remark[]
}

/** What the command runs, as absolute paths. */
export interface Program {
  readonly node: string
  /** The bundle of index.ts. */
  readonly script: string
}

/**
 * Installs a key as a `.p8` file, as fastlane's JSON, and as the command that prints tokens; only as the
 * command if the key is in a KMS.
 *
 * @param folder an empty one, see makeKeyFolder
 * @param env the environment that the runner gave the step
 * @throws {UserError} if the files cannot be written
 */
export function installKey(
  folder: string,
  installation: Installation,
  { node, script }: Program,
  { platform, env }: { readonly platform: NodeJS.Platform; readonly env: NodeJS.ProcessEnv },
): InstalledKey {
  const { privateKey, spec } = installation
  const { key } = privateKey
  const keyPath = key ? join(folder, keyFileName(spec.owner, spec.keyId)) : ''
  const fastlaneKeyPath = key ? join(folder, 'fastlane.json') : ''
  const bin = join(folder, 'bin')
  const words = [node, script, folder]
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
  const remarks: Remark[] = []
  const files: [path: string, text: string, mode: number][] = [
    [join(folder, SPEC_FILE), formatSpec(installation), 0o600],
    [join(bin, COMMAND), shScript(words, platform, variables), 0o700],
  ]
  if (platform === 'win32') {
    const cmd = cmdScript(bin, words, variables)
    if (isAscii(cmd)) files.push([join(bin, `${COMMAND}.cmd`), cmd, 0o700])
    else remarks.push(NO_CMD)
  }
  if (key) {
    const pem = key.export({ type: 'pkcs8', format: 'pem' }).toString()
    files.push([keyPath, pem, 0o600], [fastlaneKeyPath, fastlaneJson(spec, pem), 0o600])
  } else {
    remarks.push(ONLY_COMMAND)
  }
  const writeFiles = () => {
    mkdirSync(bin, { mode: 0o700 })
    // Fails if a file exists.
    for (const [path, text, mode] of files) writeFileSync(path, text, { mode, flag: 'wx' })
  }
  explainSystemErrors(writeFiles, (code) => [
    `The key could not be installed, because its files could not be written to RUNNER_TEMP (${code}).`,
    "Check the runner's disk and the permissions of its work folder.",
    'install',
  ])
  return {
    keyPath,
    fastlaneKeyPath,
    bin,
    files: files.map(([path]) => path),
    remarks,
    // One of the places where altool looks for the file, see `xcrun altool --help`.
    env: key ? { API_PRIVATE_KEYS_DIR: folder } : {},
  }
}

const ONLY_COMMAND = notice(
  `install-key installed only ${COMMAND}, because the key is in a KMS. altool, notarytool, xcodebuild and fastlane need the .p8 file.`,
)

const NO_CMD = warning(
  `${COMMAND} cannot be called from cmd or PowerShell on this runner, because its path to another drive is not ASCII. Call it from bash, or move the runner to a folder with an ASCII path.`,
  'command',
)

/**
 * Seconds. Apple allows 1200 between `iat` and `exp`, and fastlane backdates `iat` by 60:
 * https://github.com/fastlane/fastlane/issues/29468
 */
const FASTLANE_DURATION = 1140

/**
 * The fields that fastlane reads, which are the parameters of `Token.create`:
 * https://github.com/fastlane/fastlane/blob/master/spaceship/lib/spaceship/connect_api/token.rb
 *
 * It treats a key without `issuer_id` as an individual one. Without `in_house`, match and sigh stop.
 */
function fastlaneJson({ owner, keyId, audience }: TokenSpec, pem: string): string {
  return JSON.stringify({
    key_id: keyId,
    issuer_id: owner.issuerId,
    key: pem,
    duration: FASTLANE_DURATION,
    in_house: audience === 'apple-developer-enterprise-v1',
  })
}
