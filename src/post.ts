import { setTimeout } from 'node:timers/promises'
import { explainError, findHelp, trace } from './errors.ts'
import { FILES_STATE, FOLDER_STATE } from './installed-key/folder.ts'
import { removeKeyFolder } from './installed-key/remove.ts'
import { formatRemark, workflowCommand } from './log.ts'

// This runs in every job that uses the action, so it does not load @actions/core.
const { env, stdout } = process
const folder = env[`STATE_${FOLDER_STATE}`] ?? ''
const files = env[`STATE_${FILES_STATE}`] ?? ''
if (folder !== '') {
  removeKeyFolder(folder, files.split('\n').filter(Boolean), setTimeout)
    .then(({ removed, remarks }) => {
      for (const path of removed) debug(`Removed ${path}`)
      for (const remark of remarks) stdout.write(formatRemark(remark, findHelp(env)))
    })
    .catch((error: unknown) => {
      stdout.write(workflowCommand('warning', explainError(error, findHelp(env))))
      debug(trace(error))
    })
}

function debug(message: string): void {
  if (env['RUNNER_DEBUG'] === '1') stdout.write(workflowCommand('debug', message))
}
