import { setFailed } from '@actions/core'
import { explainError, findHelp, trace, UserError } from './errors.ts'
import { printToken } from './installed-key/print-token.ts'
import { workflowCommand } from './log.ts'
import { run } from './main.ts'

const { env, stdout, stderr, versions, platform } = process
const [node, script, keyFolder, ...args] = process.argv as [string, string, ...string[]]

// An old Node gets here only if it can parse the bundle; those before 16 cannot.
if (Number.parseInt(versions.node, 10) < 20) {
  const problem = `This action needs Node 20 or newer, but runs on Node ${versions.node}.`
  const remedy = 'Update the runner, or the image in which it runs actions.'
  fail(new UserError(problem, remedy, 'runner'))
} else if (keyFolder === undefined) {
  // Nothing cancels the lookup of a host name, which a dead name server lets take another minute.
  run(env, () => new Date(), { node, script, platform })
    .catch(fail)
    .finally(() => setTimeout(() => process.exit(), 500).unref())
} else {
  // The command that the step installs runs this script with the folder of the key.
  printToken(keyFolder, args, { stdout, stderr, env, now: new Date() }).then((exitCode) => {
    process.exitCode = exitCode
  })
}

function fail(error: unknown): void {
  setFailed(explainError(error, findHelp(env)))
  if (env['RUNNER_DEBUG'] === '1') stdout.write(workflowCommand('debug', trace(error)))
}
