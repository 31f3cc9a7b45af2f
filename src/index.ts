import { debug, isDebug, setFailed } from '@actions/core'
import { explainError, findHelp, seeTopics, trace } from './errors.ts'
import { printToken } from './installed-key/print-token.ts'
import { run } from './main.ts'

const { env, stdout, stderr, versions } = process
const [node, script, keyFolder, ...args] = process.argv as [string, string, ...string[]]

// An old Node gets here only if it can parse the bundle; those before 16 cannot.
if (Number.parseInt(versions.node, 10) < 20) {
  const see = seeTopics(['runner'], findHelp(env))
  setFailed(
    `This action needs Node 20 or newer, but runs on Node ${versions.node}. Update the runner, or the image in which it runs actions.\n${see}`,
  )
} else if (keyFolder === undefined) {
  run(env, () => new Date(), { node, script })
    .catch((error: unknown) => {
      setFailed(explainError(error, findHelp(env)))
      if (isDebug()) debug(trace(error))
    })
    .finally(exitSoon)
} else {
  // The command that the step installs runs this script with the folder of the key.
  printToken(keyFolder, args, { stdout, stderr, env, now: new Date() }).then((exitCode) => {
    process.exitCode = exitCode
  })
}

/**
 * Ends the process even if something is still pending: nothing cancels the lookup of a host name, and
 * with a dead name server it can take another minute.
 */
function exitSoon(): void {
  setTimeout(() => process.exit(), 500).unref()
}
