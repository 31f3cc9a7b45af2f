import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { root } from '../../tools/runner.js'
import { countWords, sections, withoutCode } from '../helpers/markdown.ts'

/** What a person reads in half a minute. */
const MAX_WORDS = 120

const topics = [...sections(readFileSync(join(root, 'docs/troubleshooting.md'), 'utf8'))]

test.each(topics)('"%s" has what the log shows, why, and the steps to the fix', (_, text) => {
  expect(text).toMatch(/^```text\n(.+\n)+```\n\n[A-Z].+\n\n1\. (.+\n\d\. )*.+$/)
  expect(countWords(withoutCode(text))).toBeLessThanOrEqual(MAX_WORDS)
})
