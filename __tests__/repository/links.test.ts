import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { expect, test } from '@jest/globals'
import { root } from '../../tools/runner.js'
import { anchorOf } from '../helpers/markdown.ts'
import { projectFiles } from '../helpers/project.ts'

/** The links of a page that lead nowhere in this repository. */
function brokenLinks({ path, text }: { path: string; text: string }): string[] {
  const targets = Array.from(text.matchAll(/\]\(([^)\s]+)\)/g), ([, target = '']) => target)
  return targets.filter((target) => {
    if (/^[a-z]+:/.test(target)) return false
    const [to = '', anchor] = target.split('#')
    const file = to === '' ? path : posix.join(dirname(path), to)
    return !existsSync(join(root, file)) || (anchor && !anchorsOf(file).includes(anchor))
  })
}

function anchorsOf(page: string): string[] {
  const headings = readFileSync(join(root, page), 'utf8').matchAll(/^#+ (.+)$/gm)
  return Array.from(headings, ([, heading = '']) => anchorOf(heading))
}

test('every link between the pages leads somewhere', () => {
  const broken = projectFiles('md').map((page) => [page.path, brokenLinks(page)] as const)
  expect(broken.length).toBeGreaterThan(8)
  expect(broken.filter(([, links]) => links.length > 0)).toStrictEqual([])
})

test('reports links that lead nowhere', () => {
  const text = '[a](#inputs) [b](#no) [c](NO.md) [d](SECURITY.md#no) [e](https://example.org)'
  const page = { path: 'README.md', text }
  expect(brokenLinks(page)).toStrictEqual(['#no', 'NO.md', 'SECURITY.md#no'])
})
