import { debug, isDebug, setFailed } from '@actions/core'
import { run } from './main.ts'
import { explain, trace } from './report.ts'

run(process.env, new Date()).catch((error: unknown) => {
  setFailed(explain(error))
  if (isDebug()) debug(trace(error))
})
