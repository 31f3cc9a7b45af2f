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
import type { Verdict, Verification } from './app-store-connect.ts'
import { UserError } from './errors.ts'
import { type Inputs, readInputs } from './inputs.ts'
import type { Program } from './installed-key.ts'
import { formatLifetime } from './lifetime.ts'
import type { Remark } from './report.ts'
import { signToken, type TokenRequest } from './token.ts'

// Without the file @actions/core would print the token as a command instead.
const NO_OUTPUT_FILE =
  'GITHUB_OUTPUT is not set, so there is nowhere to hand the token on. Run this action as a step of a workflow.'

/**
 * The step: turns the inputs into a token and hands it to the steps that follow.
 *
 * @param env the environment that the runner gave the step
 * @param now the runner's clock
 * @param program what runs the step, and the command that prints tokens
 * @throws {UserError} for what the person who wrote the workflow can mend
 */
export async function run(
  env: NodeJS.ProcessEnv,
  now: () => Date,
  program: Program,
): Promise<void> {
  if (!env['GITHUB_OUTPUT']) throw new UserError(NO_OUTPUT_FILE)
  const inputs = readInputs(env)
  // The runner masks the secret, but not another form of it, and not a key that was no secret.
  for (const line of inputs.privateKey.lines) setSecret(line)
  show(inputs.remarks)

  const { request, privateKey, proof } = inputs
  const sign = (at: Date) => signToken(request, privateKey.key, at)
  const { token, remarks } = proof
    ? await verify({ request, url: proof, env, now, sign })
    : { token: await sign(now()), remarks: [] }
  setSecret(token.jwt)
  const expiresAt = `${token.expiresAt.toISOString().slice(0, -5)}Z`

  const paths = inputs.installKey ? await install(inputs, env, program) : {}
  const outputs = { token: token.jwt, 'expires-at': expiresAt, ...paths }
  tell(() => {
    for (const [name, value] of Object.entries(outputs)) setOutput(name, value)
  })
  info(
    `${describe(request)} It is valid for ${formatLifetime(request.lifetime)}, until ${expiresAt}.`,
  )
  show(remarks)
}

// What few steps need is loaded only by them.
async function verify(verification: Verification): Promise<Verdict> {
  const { verifyToken } = await import(/* webpackIgnore: true */ './app-store-connect.ts')
  return verifyToken(verification)
}

async function install(
  { privateKey, request }: Inputs,
  env: NodeJS.ProcessEnv,
  program: Program,
): Promise<Record<string, string>> {
  const installer = await import(/* webpackIgnore: true */ './installed-key.ts')
  const folder = installer.makeKeyFolder(env['RUNNER_TEMP'] ?? '')
  // The post step has to know the folder before there is a key in it.
  tell(() => saveState(installer.FOLDER_STATE, folder))
  const installed = installer.installKey(folder, privateKey.key, request, program, process.platform)
  tell(() => {
    for (const [name, value] of Object.entries(installed.env)) exportVariable(name, value)
    addPath(installed.bin)
  })
  return { 'key-path': installed.keyPath, 'fastlane-key-path': installed.fastlaneKeyPath }
}

function show(remarks: readonly Remark[]): void {
  for (const { level, message } of remarks) print[level](message)
}

const print = { info, notice, warning }

function describe({ issuerId, keyId, audience, scope }: TokenRequest): string {
  const type = issuerId === undefined ? 'individual' : 'team'
  const api = audience === 'appstoreconnect-v1' ? '' : ' for the Enterprise Program API'
  const requests = scope.length === 1 ? 'one request' : `${scope.length} requests`
  const limit = scope.length === 0 ? '' : `, limited to ${requests}`
  return `Created a token with the ${type} key ${keyId}${api}${limit}.`
}

/** Runs what writes to the files by which a step tells the runner and later steps. */
function tell(write: () => void): void {
  try {
    write()
  } catch (cause) {
    throw new UserError(
      "Nothing can be handed on: the runner's command files cannot be written. Check the runner's disk and the permissions of its work folder.",
      { cause },
    )
  }
}
