import { expect, test } from '@jest/globals'
import { workflowCommand } from '../src/workflow-command.ts'

test('what would end the command, or read as an escape, is escaped', () => {
  expect(workflowCommand('warning', 'C:\\100%25\r\nnext: line')).toBe(
    '::warning::C:\\100%2525%0D%0Anext: line\n',
  )
})
