import { debug, isDebug, setFailed } from '@actions/core'
import { explainError, trace } from './errors.ts'
import { printToken } from './installed-key/print-token.ts'
import { run } from './main.ts'

const { env, stdout, stderr } = process
const [node, script, keyFolder, ...args] = process.argv as [string, string, ...string[]]

if (keyFolder === undefined) {
  run(env, () => new Date(), { node, script }).catch((error: unknown) => {
    setFailed(explainError(error, env))
    if (isDebug()) debug(trace(error))
  })
} else {
  // The command that the step installs runs this script with the folder of the key.
  printToken(keyFolder, args, { stdout, stderr, env, now: new Date() }).then((exitCode) => {
    process.exitCode = exitCode
  })
}
