import { info, notice, setOutput, setSecret, warning } from '@actions/core'
import { UserError } from './errors.ts'
import { readInputs } from './inputs.ts'
import { formatLifetime } from './lifetime.ts'
import { signToken } from './token.ts'

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
  const inputs = readInputs(env)
  for (const secret of inputs.secrets) setSecret(secret)
  for (const { level, message } of inputs.remarks) print[level](message)

  const token = await signToken(inputs, inputs.privateKey.key, now)
  const expiresAt = `${token.expiresAt.toISOString().slice(0, -5)}Z`
  setSecret(token.jwt)
  handOn({ token: token.jwt, 'expires-at': expiresAt })
  info(
    `Created a token with the team key ${inputs.keyId}. It is valid for ${formatLifetime(inputs.lifetime)}, until ${expiresAt}.`,
  )
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
