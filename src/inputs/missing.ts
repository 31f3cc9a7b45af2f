import { readFileSync } from 'node:fs'
import { isSystemError, UserError } from '../errors.ts'
import { member, parseJson, textMember } from '../json.ts'
import type { LoadedKey } from '../private-key/load.ts'
import { type InputName, readInput } from './action-inputs.ts'
import { explainRenamed, findRenamed } from './renamed.ts'

/**
 * Returns the error for required inputs that are empty, with the cause as far as the runner shows it.
 *
 * @param names the inputs that are empty, at least one
 * @param key the key that came without them, if it could be loaded
 * @param env the environment that the runner gave the step
 */
export function missingInputs(
  names: readonly InputName[],
  env: NodeJS.ProcessEnv,
  key?: LoadedKey,
): UserError {
  const last = names.at(-1)
  const list = names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${last} are` : `${last} is`
  const renamed = rename(names, env)
  const skip = skipWithoutSecrets(env)
  const topic = renamed ? 'name' : skip ? 'no-secrets' : 'empty'
  return new UserError(`${list} empty.`, renamed ?? skip ?? listCauses(names, env, key), topic)
}

/** Says what to rename if the inputs were given under other names. */
function rename(names: readonly InputName[], env: NodeJS.ProcessEnv): string | undefined {
  const all = findRenamed(env)
  const renamed = names.flatMap((name) => all.find(({ meant }) => meant === name) ?? [])
  if (renamed.length === 0) return undefined
  return `The step sets inputs that this action does not have. ${explainRenamed(renamed)}`
}

/** Says how to skip the step if this is one of the runs to which GitHub gives no secrets. */
function skipWithoutSecrets(env: NodeJS.ProcessEnv): string | undefined {
  const { GITHUB_ACTOR: actor = '' } = env
  const skip = (why: string, condition: string) =>
    `${why}. Skip the step there: \`if: ${condition}\`, or set \`optional: true\`.`
  if (actor === 'dependabot[bot]') {
    return skip('Runs of Dependabot get only Dependabot secrets', `github.actor != '${actor}'`)
  }
  if (actor.toLowerCase().startsWith('copilot')) {
    const why = 'Runs of Copilot get only the secrets of the environment `copilot`'
    return skip(why, `github.actor != '${actor}'`)
  }
  // Runs on pull_request_target do get secrets.
  const event = readEvent(env['GITHUB_EVENT_PATH'])
  if (PULL_REQUESTS.has(String(env['GITHUB_EVENT_NAME'])) && isFromFork(event)) {
    const condition = 'github.event.pull_request.head.repo.fork != true'
    return skip('Pull requests from forks get no secrets', condition)
  }
  if (member(event, 'repository', 'fork') === true) {
    const why = 'This repository is a fork, which has none of the secrets of the original'
    return skip(why, 'github.event.repository.fork != true')
  }
  return undefined
}

const PULL_REQUESTS = new Set([
  'pull_request',
  'pull_request_review',
  'pull_request_review_comment',
])

function isFromFork(event: unknown): boolean {
  // The head's repository is null once the fork is deleted.
  const nameOf = (side: string) => textMember(event, 'pull_request', side, 'repo', 'full_name')
  return member(event, 'pull_request', 'head') !== undefined && nameOf('head') !== nameOf('base')
}

/** Returns the payload of the event, or nothing if there is none that can be read. */
function readEvent(path = ''): unknown {
  try {
    return parseJson(readFileSync(path, 'utf8'))
  } catch (error) {
    if (!isSystemError(error)) throw error
    return undefined
  }
}

/* biome-ignore-start lint/suspicious/noTemplateCurlyInString: this is the workflow's syntax. */
const VARIABLE_OR_SECRET =
  'A variable is `${{ vars.NAME }}`, a secret is `${{ secrets.NAME }}`: the other one is empty.'
/* biome-ignore-end lint/suspicious/noTemplateCurlyInString: this is the workflow's syntax. */

const NOT_IN_KMS = 'A key in a KMS comes without IDs: set them next to private-key.'
const NOT_IN_TEXT =
  'private-key does not contain them, as key_id and issuer_id next to the key: set them, or add them there.'
const INDIVIDUAL_KEY =
  'An individual key has no issuer ID: if yours is one, set `key-type: individual`.'

/** https://docs.github.com/actions/how-tos/write-workflows/choose-what-workflows-do/use-secrets */
const SECRET_CAUSES = [
  'The name is misspelled: what does not exist is empty.',
  'It belongs to an environment: set `environment:` on the job.',
  'The workflow is a reusable one: its caller has to list the secret under `secrets:`. A composite action needs an input for it.',
  'It belongs to the organization, which does not share it with this repository.',
]

function listCauses(
  names: readonly InputName[],
  env: NodeJS.ProcessEnv,
  key: LoadedKey | undefined,
): string {
  const hasKey = readInput(env, 'private-key') !== ''
  const causes = [
    ...(names.join() === 'issuer-id' ? [INDIVIDUAL_KEY] : []),
    ...(key?.kmsKey ? [NOT_IN_KMS] : key?.hasOtherText ? [NOT_IN_TEXT] : []),
    ...(hasKey ? [VARIABLE_OR_SECRET, ...SECRET_CAUSES] : [...SECRET_CAUSES, VARIABLE_OR_SECRET]),
  ]
  return `Possible causes, most likely first:${causes.map((cause) => `\n- ${cause}`).join('')}`
}
