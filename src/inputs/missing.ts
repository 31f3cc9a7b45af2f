import { readFileSync } from 'node:fs'
import { isSystemError, UserError } from '../errors.ts'

/**
 * Returns the error for required inputs that are empty, with the cause as far as the runner shows it.
 *
 * @param names the inputs that are empty, at least one
 * @param env the environment that the runner gave the step
 */
export function missingInputs(names: readonly string[], env: NodeJS.ProcessEnv): UserError {
  const last = names.at(-1)
  const list = names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${last} are` : `${last} is`
  const onlyIssuerId = names.length === 1 && last === 'issuer-id'
  const remedy = renameInputs(names, env) ?? skipWithoutSecrets(env) ?? CHECK_SECRETS
  return new UserError(`${list} empty.`, `${onlyIssuerId ? `${INDIVIDUAL_KEY} ` : ''}${remedy}`)
}

// https://docs.github.com/en/actions/security-for-github-actions/security-guides/using-secrets-in-github-actions
const CHECK_SECRETS =
  "A secret that the job cannot see is an empty string. Check the secret's name; an environment secret needs `environment:` on the job, and a reusable workflow needs `secrets: inherit` from its caller."

const INDIVIDUAL_KEY =
  'An individual key has no issuer ID: if yours is one, set `key-type: individual`.'

/** Finds inputs that were given under other names. Runners pass undeclared inputs too. */
function renameInputs(names: readonly string[], env: NodeJS.ProcessEnv): string | undefined {
  const others = Object.keys(env).filter(
    (name) => name.startsWith('INPUT_') && !OWN_INPUTS.has(name) && env[name],
  )
  const renames = names.flatMap((name) => {
    const other = others.find((candidate) => meaningOf(candidate) === name)
    return other ? [`${other.slice(6).toLowerCase()} to ${name}`] : []
  })
  return renames.length > 0
    ? `The step's inputs have other names: rename ${renames.join(', ')}.`
    : undefined
}

/** Those of the action's own inputs whose names look like one of the required inputs. */
const OWN_INPUTS = new Set([
  'INPUT_ISSUER-ID',
  'INPUT_KEY-ID',
  'INPUT_PRIVATE-KEY',
  'INPUT_KEY-TYPE',
  'INPUT_INSTALL-KEY',
])

function meaningOf(variable: string): string | undefined {
  if (/ISSUER/.test(variable)) return 'issuer-id'
  if (/KEY.?ID/.test(variable)) return 'key-id'
  if (/(^INPUT|API|PRIVATE|AUTH|ASC|CONNECT)[_-]?KEY(?!CHAIN)|P8/.test(variable))
    return 'private-key'
  return undefined
}

/** Says how to skip the step if this is one of the runs to which GitHub gives no secrets. */
function skipWithoutSecrets(env: NodeJS.ProcessEnv): string | undefined {
  if (env['GITHUB_ACTOR'] === 'dependabot[bot]') {
    return "Runs started by Dependabot get only Dependabot secrets. Skip the step for them: `if: github.actor != 'dependabot[bot]'`."
  }
  // Runs on pull_request_target do get secrets.
  const onPullRequest = /^pull_request(_review|_review_comment)?$/.test(
    String(env['GITHUB_EVENT_NAME']),
  )
  if (onPullRequest && isFromFork(env['GITHUB_EVENT_PATH'])) {
    return 'Pull requests from forks get no secrets. Skip the step for them: `if: github.event.pull_request.head.repo.fork != true`.'
  }
  return undefined
}

function isFromFork(eventPath: string | undefined): boolean {
  if (!eventPath) return false
  const { pull_request: pullRequest } = readEvent(eventPath)
  const { head, base } = Object(pullRequest)
  // The head's repository is null once the fork is deleted.
  return head !== undefined && head.repo?.full_name !== base?.repo?.full_name
}

/** Returns the payload of the event, or an empty one if there is none that can be read. */
function readEvent(path: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(readFileSync(path, 'utf8')))
  } catch (error) {
    if (!isSystemError(error) && !(error instanceof SyntaxError)) throw error
    return {}
  }
}
