import { expect, test } from '@jest/globals'
import { codeIn, tableBelow } from '../helpers/markdown.ts'
import { projectFiles } from '../helpers/project.ts'

/** What may say them after all: the list itself, and what others have named. */
const EXCEPTIONS =
  /^\| `|cancelled\(\)|connection refused|refused connection|ECONNREFUSED|licenses\.txt|--license/

test('pages, messages, comments and names use the words of CONTRIBUTING.md', () => {
  const files = projectFiles('md|ts|js|cjs|yml|sh|py')
  const contributing = files.find(({ path }) => path === 'CONTRIBUTING.md')?.text ?? ''
  const words = tableBelow(contributing, 'Words').flatMap(([not = '']) => codeIn(not))
  expect(words.length).toBeGreaterThan(15)

  const unwanted = new RegExp(`\\b(${words.join('|')})`, 'i')
  const found = files.flatMap(({ path, text }) =>
    text
      .split('\n')
      .map((line, at) => [`${path}:${at + 1}`, line.trim()] as const)
      .filter(([, line]) => unwanted.test(line) && !EXCEPTIONS.test(line)),
  )
  expect(found).toStrictEqual([])
})
