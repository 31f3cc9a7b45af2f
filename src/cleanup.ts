import { FOLDER_STATE, removeKeyFolder } from './key-folder.ts'
import { explain, trace } from './report.ts'
import { workflowCommand } from './workflow-command.ts'

// This runs in every job that has the step, so that it does without @actions/core.
const folder = process.env[`STATE_${FOLDER_STATE}`] ?? ''
if (folder !== '') {
  try {
    if (removeKeyFolder(folder)) process.stdout.write('Removed the installed key.\n')
  } catch (error) {
    process.stdout.write(workflowCommand('warning', explain(error)))
    if (process.env['RUNNER_DEBUG'] === '1') {
      process.stdout.write(workflowCommand('debug', trace(error)))
    }
  }
}
