// What people paste runs the same versions of other actions as this project, so one update asks for the other.
import { expect, test } from '@jest/globals'
import { projectFiles } from '../helpers/project.ts'

/** Each action of another project, with what follows its name, and the file that it is in. */
const uses = projectFiles('md|yml').flatMap(({ path, text }) => {
  const found = text.matchAll(/uses: (?![\w-]+\/create-app-store-connect-token@)([\w/-]+)@(.+)/g)
  return Array.from(found, ([, action = '', pin = '']) => ({ path, action, pin }))
})

test('pages and examples use other actions', () => {
  const own = uses.filter(({ path }) => path.startsWith('.github'))
  expect(own.length).toBeGreaterThan(2)
  expect(uses.length - own.length).toBeGreaterThan(2)
})

test('each is pinned to a commit, with its version in a comment', () => {
  expect(uses.filter(({ pin }) => !/^[0-9a-f]{40} # v\d+(\.\d+){2}$/.test(pin))).toStrictEqual([])
})

test('each has one version everywhere', () => {
  const pins = new Map(uses.map(({ action, pin }) => [action, pin]))
  expect(uses.filter(({ action, pin }) => pins.get(action) !== pin)).toStrictEqual([])
})
