// Validates workflows and action.yml with GitHub's own parser, that of its editor extension. It is a
// separate process, since that parser imports JSON as bundlers do, which Node accepts only with a hook.
//
// For each line of standard input, a request in JSON, it writes one with the problems of each file.
import { registerHooks } from 'node:module'
import { createInterface } from 'node:readline'
import { isScalar, parseDocument, visit } from 'yaml'

registerHooks({
  load: (url, context, next) =>
    next(url, url.endsWith('.json') ? { ...context, importAttributes: { type: 'json' } } : context),
})
const { data, isDescriptionDictionary } = await import('@actions/expressions')
const { registerLogger } = await import('@actions/languageservice/log')
const { clearCache } = await import('@actions/languageservice/utils/workflow-cache')
const { validate } = await import('@actions/languageservice/validate')
const { isActionStep } = await import('@actions/workflow-parser/model/type-guards')
const { TextDocument } = await import('vscode-languageserver-textdocument')

/**
 * @typedef {import('@actions/languageservice/action').ActionMetadata} ActionMetadata
 * @typedef {import('@actions/languageservice/validate').ValidationConfig} ValidationConfig
 * @typedef {import('@actions/workflow-parser/model/workflow-template').Step} Step
 *
 * @typedef {object} Request
 * @property {string} repository the name of the action's repository
 * @property {ActionMetadata} action what its action.yml contains
 * @property {{ path: string, text: string }[]} files the path says whether it is a workflow or an action.yml
 *
 * @typedef {object} Problem
 * @property {number} line from 0
 * @property {string} message
 */

// The parser reports its own failures in its log, and not as problems of the file.
registerLogger({ error: fail, warn() {}, info() {}, log() {} })
for await (const line of createInterface(process.stdin)) {
  const { repository, action, files } = /** @type {Request} */ (JSON.parse(line))
  const config = configure(repository, action)
  // It knows files by their paths, which each request has anew.
  clearCache()
  const problems = files.map((file) => findProblems(file, repository, config))
  console.log(JSON.stringify(await Promise.all(problems)))
}

/** @param {string} repository @param {ActionMetadata} action @returns {ValidationConfig} */
function configure(repository, action) {
  return {
    actionsMetadataProvider: {
      // The parser accepts any input of an action that declares none.
      fetchActionMetadata: async ({ name }) =>
        name === repository ? action : { name, description: '' },
    },
    contextProviderConfig: {
      getContext: async (name, context, { job }) => {
        if (name !== 'steps' || context === undefined) return
        const steps = job?.steps.filter((step) => isOurs(step, repository)) ?? []
        for (const step of steps) addOutputs(context.get(step.id), action)
      },
    },
  }
}

/**
 * @param {Request['files'][number]} file
 * @param {string} repository
 * @param {ValidationConfig} config
 * @returns {Promise<Problem[]>}
 */
async function findProblems({ path, text }, repository, config) {
  const document = TextDocument.create(path, 'yaml', 1, asPublished(text, repository))
  const found = await validate(document, config)
  return found
    .filter(({ severity = 1 }) => severity <= 2)
    .map(({ range, message }) => ({ line: range.start.line, message: String(message) }))
}

/**
 * Replaces `./` with the name of our action, since the parser does not look up local actions.
 *
 * @param {string} text
 * @param {string} repository
 */
function asPublished(text, repository) {
  let published = text
  visit(parseDocument(text), {
    Pair(_, { key, value }) {
      if (!isScalar(key) || key.value !== 'uses' || !isScalar(value) || value.value !== './') return
      const [start, end] = value.range ?? [0, 0]
      const shift = published.length - text.length
      published = `${published.slice(0, start + shift)}OWNER/${repository}@v1${published.slice(end + shift)}`
    },
  })
  return published
}

/** @param {Step} step @param {string} repository */
function isOurs(step, repository) {
  return isActionStep(step) && step.uses.value.split(/[/@]/)[1] === repository
}

/**
 * Lists our outputs in a step's context, where the parser otherwise accepts any.
 *
 * @param {unknown} context
 * @param {ActionMetadata} action
 */
function addOutputs(context, action) {
  const step = /** @type {import('@actions/expressions').DescriptionDictionary | undefined} */ (
    context
  )
  const outputs = step?.get('outputs')
  if (outputs === undefined || !isDescriptionDictionary(outputs)) return
  for (const name of Object.keys(action.outputs ?? {})) outputs.add(name, new data.Null())
  outputs.complete = true
}

/** @param {string} message @returns {never} */
function fail(message) {
  throw new Error(message)
}
