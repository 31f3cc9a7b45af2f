import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { root } from '../../tools/runner.js'
import { countWords, withoutCode } from '../helpers/markdown.ts'

const readme = withoutCode(readFileSync(join(root, 'README.md'), 'utf8'))

test('the README has at most 1500 words', () => {
  expect(countWords(readme)).toBeLessThanOrEqual(1500)
})

test('no paragraph of the README has more than 45 words, and no cell more than 25', () => {
  // Every paragraph and every item of a list is one line.
  const long = readme.split('\n').filter((line) => {
    if (!line.startsWith('|')) return countWords(line) > 45
    return line.split('|').some((cell) => countWords(cell) > 25)
  })
  expect(long).toStrictEqual([])
})

test('shows each picture as a file that is small, with a text in its place', () => {
  const pictures = Array.from(readme.matchAll(/^!\[(.*)\]\((docs\/.+)\)$/gm))
  const files = pictures.map(([, , path = '']) => readFileSync(join(root, path), 'utf8'))
  expect(pictures.map(([, text = '']) => countWords(text) > 10)).toStrictEqual([true, true])
  // GitHub shows it on light and on dark pages.
  expect(files.map((svg) => svg.includes('prefers-color-scheme: dark'))).toStrictEqual([true, true])
  expect(Math.max(...files.map((svg) => svg.length))).toBeLessThan(5000)
})
