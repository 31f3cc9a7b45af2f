import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { root } from '../../tools/runner.js'
import { codeIn, tableBelow } from '../helpers/markdown.ts'
import { projectFiles } from '../helpers/project.ts'

test('the code says every message that the troubleshooting page explains', () => {
  const page = readFileSync(join(root, 'docs/troubleshooting.md'), 'utf8')
  const messages = ['The step fails before it signs', 'Apple rejects the token'].flatMap(
    (heading) => tableBelow(page, heading).flatMap(([message = '']) => codeIn(message)),
  )
  expect(messages.length).toBeGreaterThan(10)
  const source = projectFiles('ts')
    .filter(({ path }) => path.startsWith('src/'))
    .map(({ text }) => text)
    .join('\n')
    // A message may be written on several lines, and with variables in it.
    .replaceAll(/'\s*\+\s*'/g, '')
  const unsaid = [...messages, 'This is a bug in the action'].filter(
    (words) => !source.includes(words),
  )
  expect(unsaid).toStrictEqual([])
})
