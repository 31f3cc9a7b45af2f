// Reads the recipes of a page: a step of a workflow, and the files that it runs.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { codeBlocks, sections, yamlBlocks } from '../../__tests__/helpers/markdown.ts'
import { root } from '../runner.js'

/**
 * @typedef {object} Recipe
 * @property {string} run what bash runs
 * @property {string | undefined} shell `bash`, or the default shell, which lets a part of a pipe fail
 * @property {Record<string, string>} env
 * @property {[name: string, text: string][]} files
 */

/**
 * @param {string} page from the project's folder
 * @param {string} heading
 * @param {Record<string, string>} outputs those of the step with the ID asc
 * @returns {Recipe}
 */
export function readRecipe(page, heading, outputs) {
  const text = sections(readFileSync(join(root, page), 'utf8')).get(heading) ?? ''
  const [step, ...others] = yamlBlocks(text)
    .flatMap((block) => parse(block.text))
    .filter((part) => 'run' in part)
  if (step === undefined || others.length > 0) {
    throw new Error(`${page} has not one recipe below "${heading}".`)
  }
  // What only the user's workflow has, such as secrets of other services, is the text "none".
  const evaluate = (/** @type {unknown} */ value) =>
    String(value)
      .replaceAll(/\$\{\{ steps\.asc\.outputs\.(\S+) \}\}/g, (_, name) => outputs[name] ?? '')
      .replaceAll(/\$\{\{ \S+ \}\}/g, 'none')
  const env = Object.entries(step.env ?? {}).map(([name, value]) => [name, evaluate(value)])
  return { run: step.run, shell: step.shell, env: Object.fromEntries(env), files: filesIn(text) }
}

/** The blocks whose first line is a comment with the name of the file. @param {string} text */
function filesIn(text) {
  return codeBlocks(text).flatMap((block) => {
    const [, name] = /^(?:\/\/|#) (\S+\.\w+)\n/.exec(block.text) ?? []
    return name === undefined ? [] : [/** @type {[string, string]} */ ([name, block.text])]
  })
}
