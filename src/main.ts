import { accessSync, constants } from 'node:fs'
import {
  addPath,
  exportVariable,
  info,
  notice,
  saveState,
  setOutput,
  setSecret,
  warning,
} from '@actions/core'
import { explainSystemErrors, findHelp, UserError } from './errors.ts'
import { type Inputs, isKeyLeftOut, readInputs } from './inputs/read.ts'
import { FILES_STATE, FOLDER_STATE, makeKeyFolder } from './installed-key/folder.ts'
import { type InstalledKey, installKey, type Program } from './installed-key/install.ts'
import { describeToken, fingerprintOf, formatRemark, type Remark, workflowCommand } from './log.ts'
import { signWith } from './private-key/sign.ts'
import { signToken } from './token.ts'
import { verifyToken } from './verify/verify.ts'

/**
 * The step: turns the inputs into a token and passes it to later steps.
 *
 * @param env the environment that the runner gave the step
 * @param now the runner's clock
 * @param program what runs the step, and the command that prints tokens
 * @throws {UserError} for what the author of the workflow can fix
 */
export async function run(
  env: NodeJS.ProcessEnv,
  now: () => Date,
  program: Program,
): Promise<void> {
  const log = (remarks: readonly Remark[]) => {
    for (const remark of remarks) print[remark.level](formatRemark(remark, findHelp(env)))
  }
  if (isKeyLeftOut(env)) return log([NO_KEY])
  requireCommandFiles(env, 'GITHUB_OUTPUT')
  const inputs = readInputs(env)
  // The runner masks the secret itself, but not other forms of the key, nor a key that was not a secret.
  for (const line of inputs.privateKey.lines) setSecret(line)
  log(inputs.remarks)

  const { spec, privateKey, verify: lines, apiUrl } = inputs
  const mask = maskWith(env)
  const signer = signWith(privateKey, { env, now, mask })
  const fingerprint = fingerprintOf(await signer.publicKey())
  info(`The fingerprint of the key is ${fingerprint} (SHA-256 of its public key).`)
  const sign = async (ahead: number) => {
    const token = await signToken(spec, signer.sign, new Date(now().getTime() + ahead))
    mask(token.jwt)
    return { ...token, ahead }
  }
  const { token, remarks } =
    lines === 'off'
      ? { token: await sign(0), remarks: [] }
      : await verifyToken({ spec, fingerprint, lines, apiUrl, env, now, sign, mask, report: info })
  const expiresAt = `${token.expiresAt.toISOString().slice(0, -5)}Z`

  const installed = inputs.installKey ? install(inputs, token.ahead, env, program) : undefined
  writeCommandFiles(() => {
    setOutput('token', token.jwt)
    setOutput('expires-at', expiresAt)
    setOutput('key-id', spec.keyId)
    setOutput('issuer-id', spec.owner.issuerId ?? '')
    if (installed) setOutput('key-path', installed.keyPath)
    if (installed) setOutput('fastlane-key-path', installed.fastlaneKeyPath)
  })
  info(describeToken(spec, expiresAt, findHelp(env)))
  log([...remarks, ...(installed?.remarks ?? [])])
}

const NO_KEY: Remark = {
  level: 'notice',
  message:
    "private-key is empty and optional is true, so there is no token. Steps that need one can test `steps.ID.outputs.token != ''`.",
  topic: 'no-secrets',
}

/** Returns what masks a secret before anything is printed that contains it. */
function maskWith(env: NodeJS.ProcessEnv): (secret: string) => void {
  return (secret) => {
    setSecret(secret)
    // Node prints requests there, and the runner reads standard output later.
    if (env['NODE_DEBUG']) process.stderr.write(workflowCommand('add-mask', secret))
  }
}

function install(
  { privateKey, spec }: Inputs,
  ahead: number,
  env: NodeJS.ProcessEnv,
  program: Program,
): InstalledKey {
  requireCommandFiles(env, 'GITHUB_STATE', 'GITHUB_ENV', 'GITHUB_PATH')
  const folder = makeKeyFolder(env['RUNNER_TEMP'] ?? '')
  // The post step has to know the folder before it contains a key.
  writeCommandFiles(() => saveState(FOLDER_STATE, folder))
  const installed = installKey(folder, { privateKey, spec, ahead }, program, {
    platform: process.platform,
    env,
  })
  writeCommandFiles(() => {
    saveState(FILES_STATE, installed.files.join('\n'))
    for (const [name, value] of Object.entries(installed.env)) exportVariable(name, value)
    addPath(installed.bin)
  })
  return installed
}

const print = { info, notice, warning }

/** Fails early without these files: @actions/core would print what is for them to the log. */
function requireCommandFiles(env: NodeJS.ProcessEnv, ...names: string[]): void {
  for (const name of names) {
    const file = env[name]
    if (!file) {
      throw new UserError(
        `${name} is not set, so nothing can be passed to later steps.`,
        'Run this action as a step of a workflow.',
        'runner',
      )
    }
    writeCommandFiles(() => accessSync(file, constants.W_OK))
  }
}

/** Runs code that writes to the runner's command files. */
function writeCommandFiles(write: () => void): void {
  explainSystemErrors(write, (code) => [
    `The runner's command files cannot be written (${code}), so nothing can be passed to later steps.`,
    "Check the runner's disk and the permissions of its work folder.",
    'runner',
  ])
}
