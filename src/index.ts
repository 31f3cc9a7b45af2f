import { debug, isDebug, setFailed } from '@actions/core'
import { run } from './main.ts'
import { explain, trace } from './report.ts'
import { signToken } from './token.ts'

const [node, script, keyFolder] = process.argv as [string, string, string?]

if (keyFolder === undefined) {
  run(process.env, () => new Date(), { node, script }).catch((error: unknown) => {
    setFailed(explain(error))
    if (isDebug()) debug(trace(error))
  })
} else {
  // The command that the step installs calls this script with the folder of the key.
  import(/* webpackIgnore: true */ './print-token.ts').then(({ printToken }) =>
    printToken(keyFolder, signToken, new Date()),
  )
}
