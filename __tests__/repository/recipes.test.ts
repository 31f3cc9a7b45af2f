// Each recipe is run by the tool's own program on every change, or says where it comes from.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { CLIENTS } from '../../tools/consumers/clients.js'
import { readRecipe } from '../../tools/consumers/recipes.js'
import { root } from '../../tools/runner.js'
import { anchorOf, sections, tableBelow, yamlBlocks } from '../helpers/markdown.ts'
import { action } from '../helpers/project.ts'

const PAGE = 'docs/tools.md'
const TITLE = 'Recipes by tool'
const page = readFileSync(join(root, PAGE), 'utf8')
const recipes = [...sections(page)]
const outputs = Object.fromEntries(Object.keys(action.outputs).map((name) => [name, `<${name}>`]))

test('every recipe that says so is run, and no other', () => {
  const tested = recipes.filter(([, text]) => /^Tested( without \w|\.)/.test(text))
  const run = CLIENTS.filter(({ page }) => page === PAGE).map(({ heading }) => heading)
  expect(tested.map(([heading]) => heading).sort()).toStrictEqual(run.sort())
})

test('every other recipe links to the documentation that it comes from', () => {
  const others = recipes.filter(([, text]) => !text.startsWith('Tested'))
  const source = /^From \[its documentation\]\(https:\/\/\S+\)\./
  expect(others.filter(([, text]) => !source.test(text))).toStrictEqual([])
  expect(others.length).toBeGreaterThan(0)
})

test('the table links to every recipe, in their order', () => {
  const links = tableBelow(page, TITLE).map(([cell = '']) => /\]\(#(.*?)\)/.exec(cell)?.[1])
  expect(links).toStrictEqual(recipes.map(([heading]) => anchorOf(heading)))
})

test.each(CLIENTS)(
  '$page has one step below "$heading", which names its files',
  ({ page, heading }) => {
    const { run, env, files } = readRecipe(page, heading, outputs)
    const [, script] = /(?:node|python3) (\S+\.\w+)/.exec(run) ?? []
    const isExample = script?.startsWith('.github/testflight/')
    expect(files.map(([name]) => name)).toStrictEqual(script && !isExample ? [script] : [])
    expect(Object.values(env).join()).toMatch(isExample ? '1.2.3' : /<.+>|https:/)
  },
)

test('no recipe reads a second secret for what the step outputs', () => {
  const texts = recipes.flatMap(([, text]) => yamlBlocks(text).map((block) => block.text))
  expect(texts.filter((text) => /secrets\.(?!EXPO_TOKEN)/.test(text))).toStrictEqual([])
})

test('reports a heading without a recipe', () => {
  expect(() => readRecipe('README.md', 'Inputs', outputs)).toThrow(
    'README.md has not one recipe below "Inputs".',
  )
})
