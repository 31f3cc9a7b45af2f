import { info, notice, setOutput, setSecret, warning } from '@actions/core'
import { UserError } from './errors.ts'
import { readInputs } from './inputs.ts'
import { formatLifetime } from './lifetime.ts'
import { signToken, type TokenRequest } from './token.ts'

// Without the file @actions/core would print the token as a command instead.
const NO_OUTPUT_FILE =
  'GITHUB_OUTPUT is not set, so there is nowhere to hand the token on. Run this action as a step of a workflow.'

const print = { info, notice, warning }

/**
 * The step: turns the inputs into a token and hands it to the steps that follow.
 *
 * @param env the environment that the runner gave the step
 * @param now the time by the runner's clock
 * @throws {UserError} for what the person who wrote the workflow can mend
 */
export async function run(env: NodeJS.ProcessEnv, now: Date): Promise<void> {
  if (!env['GITHUB_OUTPUT']) throw new UserError(NO_OUTPUT_FILE)
  const { request, privateKey, secrets, remarks } = readInputs(env)
  for (const secret of secrets) setSecret(secret)
  for (const { level, message } of remarks) print[level](message)

  const token = await signToken(request, privateKey.key, now)
  setSecret(token.jwt)
  const expiresAt = `${token.expiresAt.toISOString().slice(0, -5)}Z`
  handOn({ token: token.jwt, 'expires-at': expiresAt })
  info(
    `${describe(request)} It is valid for ${formatLifetime(request.lifetime)}, until ${expiresAt}.`,
  )
}

function describe({ issuerId, keyId, audience, scope }: TokenRequest): string {
  const type = issuerId === undefined ? 'individual' : 'team'
  const api = audience === 'appstoreconnect-v1' ? '' : ' for the Enterprise Program API'
  const requests = scope.length === 1 ? scope[0] : `${scope.length} requests`
  const limit = scope.length === 0 ? '' : `, limited to ${requests}`
  return `Created a token with the ${type} key ${keyId}${api}${limit}.`
}

function handOn(outputs: Record<string, string>): void {
  try {
    for (const [name, value] of Object.entries(outputs)) setOutput(name, value)
  } catch (cause) {
    throw new UserError(
      "The token could not be handed on: the runner's output file cannot be written. Check the runner's disk and the permissions of its work folder.",
      { cause },
    )
  }
}
