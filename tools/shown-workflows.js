// `node tools/shown-workflows.js FOLDER FILE…`: writes the workflows that pages and examples show into a
// folder where actionlint knows our inputs and outputs, since `./` stands for the action.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { yamlBlocks } from '../__tests__/helpers/markdown.ts'
import { root } from './runner.js'

// actionlint looks for `./` where a repository with workflows starts.
const [folder = '', ...files] = process.argv.slice(2)
for (const name of ['.git', '.github/workflows']) mkdirSync(join(folder, name), { recursive: true })
for (const name of ['action.yml', 'dist']) {
  cpSync(join(root, name), join(folder, name), { recursive: true })
}

for (const file of files) {
  const text = readFileSync(file, 'utf8')
  if (file.endsWith('.md')) {
    for (const block of yamlBlocks(text)) write(`${file}/${block.line}.yml`, complete(block.text))
  } else write(file, text)
}

/** @param {string} file @param {string} workflow */
function write(file, workflow) {
  const path = join(folder, file)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, workflow.replaceAll(/\S+\/create-app-store-connect-token@\S+/g, './'))
  console.log(file)
}

/**
 * Completes what is only jobs, or only steps, which the page's step `asc` precedes.
 *
 * @param {string} part
 */
function complete(part) {
  if (/^\w/m.test(part)) return /^on:/m.test(part) ? part : `on: push\n${part}`
  const first = /^(- | {2})id: asc$/m.test(part) ? '' : '- id: asc\n  uses: ./\n'
  const steps = (first + part).replaceAll(/^(?=.)/gm, '      ')
  return `on: push\njobs:\n  job:\n    runs-on: ubuntu-latest\n    steps:\n${steps}\n`
}
