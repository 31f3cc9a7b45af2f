import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { TOPICS } from '../../src/errors.ts'
import { root } from '../../tools/runner.js'
import { codeBlocks, countWords, sections, withoutCode } from '../helpers/markdown.ts'
import { projectFiles } from '../helpers/project.ts'

/** What a person reads in half a minute. */
const MAX_WORDS = 120

const page = readFileSync(join(root, 'docs/troubleshooting.md'), 'utf8')
const topics = [...sections(page)]
const source = projectFiles('ts')
  .filter(({ path }) => path.startsWith('src/'))
  .map(({ text }) => text)
  .join('\n')

test.each(topics)('"%s" has what the log shows, why, and the steps to the fix', (_, text) => {
  expect(text).toMatch(/^```text\n(.+\n)+```\n\n[A-Z].+\n\n1\. (.+\n\d\. )*.+$/)
  expect(countWords(withoutCode(text))).toBeLessThanOrEqual(MAX_WORDS)
})

/** GitHub and Xcode report these, and a bug says where to report it. */
const NO_TOPICS = [
  ...['The token does not reach another job or step', 'xcodebuild cannot sign'],
  'This is a bug in the action',
]

test('each topic of an error is a heading, and each heading is a topic', () => {
  const headings = topics.map(([heading]) => heading)
  expect([...Object.values(TOPICS), ...NO_TOPICS].sort()).toStrictEqual(headings.sort())
})

test('the code says the messages that the page shows', () => {
  const lines = topics.flatMap(([, text]) =>
    codeBlocks(text).flatMap((block) => block.text.split('\n')),
  )
  const messages = lines.filter((line) => OURS.test(line))
  expect(messages.length).toBeGreaterThan(30)
  const unsaid = messages.filter((message) => shareSaid(message.replace(OURS, '')) < 0.6)
  expect(unsaid).toStrictEqual([])
})

/** GitHub itself says that it skips an output. */
const OURS = /^(Error|Warning|Notice): (?!Skip output)|^app-store-connect-token: /

/** How much of a message is in the source: the rest are values. */
function shareSaid(message: string): number {
  let said = 0
  for (let at = 0; at < message.length; at++) {
    let end = at
    while (end < message.length && source.includes(message.slice(at, end + 1))) end++
    if (end - at < 12) continue
    said += end - at
    at = end - 1
  }
  return said / message.length
}
