import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { root } from '../../tools/runner.js'
import { codeIn, tableBelow } from '../helpers/markdown.ts'

const contributing = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8')
const words = tableBelow(contributing, 'Words').flatMap(([not = '']) => codeIn(not))

/** What may say them after all: the list itself, and what others have named. */
const EXCEPTIONS =
  /^\| `|cancelled\(\)|connection refused|refused connection|ECONNREFUSED|licenses\.txt|--license/

/** The files that people wrote here. */
const files = execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' })
  .split('\n')
  .filter((path) => /\.(md|ts|js|cjs|yml|sh|py)$/.test(path) && !path.startsWith('dist/'))

test('the list has words', () => {
  expect(words.length).toBeGreaterThan(15)
})

test.each(files)('%s uses the words of CONTRIBUTING.md', (path) => {
  const unwanted = new RegExp(`\\b(${words.join('|')})`, 'i')
  const lines = readFileSync(join(root, path), 'utf8').split('\n')
  const found = lines.flatMap((line, at) =>
    unwanted.test(line) && !EXCEPTIONS.test(line) ? [`${at + 1}: ${line.trim()}`] : [],
  )
  expect(found).toStrictEqual([])
})
