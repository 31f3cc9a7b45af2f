import { readFileSync } from 'node:fs'
import { isSystemError, UserError } from '../errors.ts'
import { parseObject } from '../json.ts'
import { findUnknownInputs, type InputName, renameInputs } from './names.ts'

/**
 * Returns the error for required inputs that are empty, with the cause as far as the runner shows it.
 *
 * @param names the inputs that are empty, at least one
 * @param env the environment that the runner gave the step
 */
export function missingInputs(names: readonly InputName[], env: NodeJS.ProcessEnv): UserError {
  const last = names.at(-1)
  const list = names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${last} are` : `${last} is`
  const onlyIssuerId = names.length === 1 && last === 'issuer-id'
  const remedy = rename(names, env) ?? skipWithoutSecrets(env) ?? CHECK_SECRETS
  return new UserError(`${list} empty.`, `${onlyIssuerId ? `${INDIVIDUAL_KEY} ` : ''}${remedy}`)
}

// https://docs.github.com/en/actions/security-for-github-actions/security-guides/using-secrets-in-github-actions
const CHECK_SECRETS =
  "A secret that the job cannot see is an empty string. Check the secret's name, and that an organization shares its secret with this repository; an environment secret needs `environment:` on the job, a reusable workflow needs `secrets: inherit` from its caller, and a composite action needs the value as an input."

const INDIVIDUAL_KEY =
  'An individual key has no issuer ID: if yours is one, set `key-type: individual`.'

/** Says what to rename if the inputs were given under other names. */
function rename(names: readonly InputName[], env: NodeJS.ProcessEnv): string | undefined {
  const unknown = findUnknownInputs(env)
  const renamed = names.flatMap((name) => unknown.find(({ meant }) => meant === name) ?? [])
  return renamed.length > 0
    ? `The step's inputs have other names. ${renameInputs(renamed)}`
    : undefined
}

/** Says how to skip the step if this is one of the runs to which GitHub gives no secrets. */
function skipWithoutSecrets(env: NodeJS.ProcessEnv): string | undefined {
  if (env['GITHUB_ACTOR'] === 'dependabot[bot]') {
    return "Runs started by Dependabot get only Dependabot secrets. Skip the step for them: `if: github.actor != 'dependabot[bot]'`."
  }
  // Runs on pull_request_target do get secrets.
  const { pull_request: pullRequest, repository } = readEvent(env['GITHUB_EVENT_PATH'])
  const onPullRequest = /^pull_request(_review|_review_comment)?$/.test(
    String(env['GITHUB_EVENT_NAME']),
  )
  if (onPullRequest && isFromFork(pullRequest)) {
    return 'Pull requests from forks get no secrets. Skip the step for them: `if: github.event.pull_request.head.repo.fork != true`.'
  }
  if (Object(repository).fork === true) {
    return 'This repository is a fork, which has none of the secrets of the original. Add your own, or skip the step in forks: `if: github.event.repository.fork != true`.'
  }
  return undefined
}

function isFromFork(pullRequest: unknown): boolean {
  const { head, base } = Object(pullRequest)
  // The head's repository is null once the fork is deleted.
  return head !== undefined && head.repo?.full_name !== base?.repo?.full_name
}

/** Returns the payload of the event, or an empty one if there is none that can be read. */
function readEvent(path = ''): Record<string, unknown> {
  try {
    return parseObject(readFileSync(path, 'utf8'))
  } catch (error) {
    if (!isSystemError(error)) throw error
    return {}
  }
}
