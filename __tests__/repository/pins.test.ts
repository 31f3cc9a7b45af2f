// What people paste runs the same versions of other actions as this project, so one update asks for the other.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { root } from '../../tools/runner.js'

const folders = ['docs', 'examples', '.github'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) =>
    join(folder, path),
  ),
)
const files = ['README.md', ...folders].filter((path) => /\.(md|yml)$/.test(path))

/** Each action of another project, with what follows its name, and the file that it is in. */
const uses = files.flatMap((path) => {
  const text = readFileSync(join(root, path), 'utf8')
  const found = text.matchAll(/uses: (?![\w-]+\/create-app-store-connect-token@)([\w/-]+)@(.+)/g)
  return Array.from(found, ([, action = '', pin = '']) => ({ path, action, pin }))
})

test('pages and examples use other actions', () => {
  const own = (path: string) => path.startsWith('.github')
  expect(uses.filter(({ path }) => !own(path)).length).toBeGreaterThan(2)
  expect(uses.filter(({ path }) => own(path)).length).toBeGreaterThan(2)
})

test('each is pinned to a commit, with its version in a comment', () => {
  expect(uses.filter(({ pin }) => !/^[0-9a-f]{40} # v\d+(\.\d+){2}$/.test(pin))).toStrictEqual([])
})

test('each has one version everywhere', () => {
  const pins = new Map<string, string>()
  const others = uses.filter(({ action, pin }) => {
    const known = pins.get(action) ?? pin
    pins.set(action, known)
    return known !== pin
  })
  expect(others).toStrictEqual([])
})
