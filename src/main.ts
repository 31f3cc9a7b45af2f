import { accessSync, constants } from 'node:fs'
import * as core from '@actions/core'
import { explainSystemErrors, findHelp, UserError } from './errors.ts'
import { isKeyLeftOut, readInputs } from './inputs/read.ts'
import { FILES_STATE, FOLDER_STATE, makeKeyFolder } from './installed-key/folder.ts'
import { installKey, type Program } from './installed-key/install.ts'
import type { Installation } from './installed-key/spec-file.ts'
import { describeToken, fingerprintOf, formatRemark, type Remark, workflowCommand } from './log.ts'
import { signWith } from './private-key/sign.ts'
import { signToken } from './token.ts'
import { verifyToken } from './verify/verify.ts'

/**
 * The step: turns the inputs into a token and passes it to later steps.
 *
 * @throws {UserError} for what the author of the workflow can fix
 */
export async function run(
  env: NodeJS.ProcessEnv,
  now: () => Date,
  program: Program,
): Promise<void> {
  const log = (remarks: readonly Remark[]) => {
    for (const remark of remarks) process.stdout.write(formatRemark(remark, findHelp(env)))
  }
  if (isKeyLeftOut(env)) return log([NO_KEY])
  requireCommandFiles(env, 'GITHUB_OUTPUT')
  const inputs = readInputs(env)
  if (inputs.installKey) requireCommandFiles(env, ...FOR_INSTALLING)
  // The runner masks the secret itself, but not other forms of the key, nor a key that was not a secret.
  for (const line of inputs.privateKey.lines) core.setSecret(line)
  log(inputs.remarks)

  const { spec, privateKey, verify: lines, apiUrl } = inputs
  const mask = (secret: string) => {
    core.setSecret(secret)
    // Node prints requests there, and the runner reads standard output later.
    if (env['NODE_DEBUG']) process.stderr.write(workflowCommand('add-mask', secret))
  }
  const signer = signWith(privateKey, { env, now, mask })
  const fingerprint = fingerprintOf(await signer.publicKey())
  core.info(`The fingerprint of the key is ${fingerprint} (SHA-256 of its public key).`)
  const sign = async (ahead: number) => {
    const token = await signToken(spec, signer.sign, new Date(now().getTime() + ahead))
    mask(token.jwt)
    return { ...token, ahead }
  }
  const report = core.info
  const { token, remarks } =
    lines === 'off'
      ? { token: await sign(0), remarks: [] }
      : await verifyToken({ spec, fingerprint, lines, apiUrl, env, now, sign, mask, report })
  const expiresAt = `${token.expiresAt.toISOString().slice(0, -5)}Z`

  const { ahead } = token
  const installed = inputs.installKey && install({ privateKey, spec, ahead }, env, program)
  writeCommandFiles(() => {
    core.setOutput('token', token.jwt)
    core.setOutput('expires-at', expiresAt)
    core.setOutput('key-id', spec.keyId)
    core.setOutput('issuer-id', spec.owner.issuerId ?? '')
    if (installed) core.setOutput('key-path', installed.keyPath)
    if (installed) core.setOutput('fastlane-key-path', installed.fastlaneKeyPath)
  })
  core.info(describeToken(spec, expiresAt, findHelp(env)))
  log([...remarks, ...(installed ? installed.remarks : [])])
}

const FOR_INSTALLING = ['RUNNER_TEMP', 'GITHUB_STATE', 'GITHUB_ENV', 'GITHUB_PATH']

const NO_KEY: Remark = {
  level: 'notice',
  message:
    "private-key is empty and optional is true, so there is no token. Steps that need one can test `steps.ID.outputs.token != ''`.",
  topic: 'no-secrets',
}

function install(installation: Installation, env: NodeJS.ProcessEnv, program: Program) {
  const writeAll = () => {
    const folder = makeKeyFolder(`${env['RUNNER_TEMP']}`)
    // The post step has to know the folder before it contains a key.
    core.saveState(FOLDER_STATE, folder)
    const installed = installKey(folder, installation, program, env)
    core.saveState(FILES_STATE, installed.files.join('\n'))
    // One of the places where altool looks for the file, see `xcrun altool --help`.
    if (installed.keyPath) core.exportVariable('API_PRIVATE_KEYS_DIR', folder)
    core.addPath(installed.bin)
    return installed
  }
  return explainSystemErrors(writeAll, (code) => [
    `The key could not be installed, because its files could not be written to RUNNER_TEMP (${code}).`,
    CHECK_DISK,
    'install',
  ])
}

/** Fails early without these files: @actions/core would print what is for them to the log. */
function requireCommandFiles(env: NodeJS.ProcessEnv, ...names: string[]): void {
  for (const name of names) {
    const file = env[name]
    if (!file) {
      const problem = `${name} is not set, so nothing can be passed to later steps.`
      throw new UserError(problem, 'Run this action as a step of a workflow.', 'runner')
    }
    if (name !== 'RUNNER_TEMP') writeCommandFiles(() => accessSync(file, constants.W_OK))
  }
}

/** Runs code that writes to the runner's command files. */
function writeCommandFiles(write: () => void): void {
  explainSystemErrors(write, (code) => [
    `The runner's command files cannot be written (${code}), so nothing can be passed to later steps.`,
    CHECK_DISK,
    'runner',
  ])
}

const CHECK_DISK = "Check the runner's disk and the permissions of its work folder."
