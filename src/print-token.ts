import { COMMAND } from './key-folder.ts'
import { readKey } from './read-key.ts'
import { explain, trace } from './report.ts'
import type { signToken } from './token.ts'
import { workflowCommand } from './workflow-command.ts'

/**
 * The command of later steps: prints a fresh token on standard output, and nothing else.
 *
 * @param folder of the installed key
 * @param sign comes from the step's bundle, so that jose is not bundled twice
 */
export async function printToken(folder: string, sign: typeof signToken, now: Date): Promise<void> {
  try {
    const { key, request } = readKey(folder)
    const { jwt } = await sign(request, key, now)
    // Standard output is the caller's, for the token alone. It waits until the mask is written, and
    // of what waits for the runner it takes standard error first:
    // https://github.com/actions/runner/blob/main/src/Runner.Sdk/ProcessInvoker.cs
    process.stderr.write(workflowCommand('add-mask', jwt), () => process.stdout.write(`${jwt}\n`))
  } catch (error) {
    process.stderr.write(`${COMMAND}: ${explain(error)}\n`)
    if (process.env['RUNNER_DEBUG'] === '1') {
      process.stderr.write(workflowCommand('debug', trace(error)))
    }
    process.exitCode = 1
  }
}
