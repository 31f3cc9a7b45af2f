import { setTimeout } from 'node:timers/promises'
import { explainError, trace } from './errors.ts'
import { FOLDER_STATE, removeKeyFolder } from './installed-key/remove.ts'
import { workflowCommand } from './workflow-command.ts'

// This runs in every job that uses the action, so it does not load @actions/core.
const { env, stdout } = process
const folder = env[`STATE_${FOLDER_STATE}`] ?? ''
if (folder !== '') {
  removeKeyFolder(folder, setTimeout)
    .then((removed) => {
      if (removed) stdout.write('Removed the installed key.\n')
    })
    .catch((error: unknown) => {
      stdout.write(workflowCommand('warning', explainError(error, env)))
      if (env['RUNNER_DEBUG'] === '1') stdout.write(workflowCommand('debug', trace(error)))
    })
}
