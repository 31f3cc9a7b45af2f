import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { root } from '../../tools/runner.js'
import { codeIn, tableBelow } from '../helpers/markdown.ts'

const page = readFileSync(join(root, 'docs/troubleshooting.md'), 'utf8')
const source = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => readFileSync(join(root, 'src', path), 'utf8'))
  .join('\n')
  // A message may be written on several lines, and with variables in it.
  .replaceAll(/'\s*\+\s*'/g, '')

const messages = ['The step fails before it signs', 'Apple rejects the token'].flatMap((heading) =>
  tableBelow(page, heading).flatMap(([message = '']) => codeIn(message)),
)

test.each([...messages, 'This is a bug in the action'])('some message says %j', (words) => {
  expect(source.includes(words)).toBe(true)
})
