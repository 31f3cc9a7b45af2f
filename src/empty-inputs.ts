import { readFileSync } from 'node:fs'

/**
 * Says which of the required inputs are empty and, as far as the runner tells, why.
 *
 * @param names the inputs that are empty, at least one
 * @param env the environment that the runner gave the step
 */
export function explainEmpty(names: readonly string[], env: NodeJS.ProcessEnv): string {
  const last = names.at(-1)
  const list = names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${last} are` : `${last} is`
  const reason = misnamed(names, env) ?? withheld(env) ?? UNDEFINED
  const onlyIssuerId = names.length === 1 && last === 'issuer-id'
  return `${list} empty. ${onlyIssuerId ? `${INDIVIDUAL} ` : ''}${reason}`
}

// https://docs.github.com/en/actions/security-for-github-actions/security-guides/using-secrets-in-github-actions
const UNDEFINED =
  "GitHub puts nothing in place of a secret that the job cannot see. Check the secret's name; an environment's secret needs `environment:` on the job, a reused workflow `secrets: inherit` from its caller."

const INDIVIDUAL = 'An individual key has no issuer ID: for one, set `key-type: individual`.'

/** Finds an input by another name that must be meant. Runners pass undeclared inputs all the same. */
function misnamed(names: readonly string[], env: NodeJS.ProcessEnv): string | undefined {
  const others = Object.keys(env).filter(
    (name) => name.startsWith('INPUT_') && !OURS.has(name) && env[name],
  )
  const renames = names.flatMap((name) => {
    const other = others.find((candidate) => meaningOf(candidate) === name)
    return other ? [`${other.slice(6).toLowerCase()} to ${name}`] : []
  })
  return renames.length > 0
    ? `The step gives them by other names: rename ${renames.join(', ')}.`
    : undefined
}

const OURS = new Set([
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

/** Says for which runs GitHub gives a workflow no secrets, if this is one of them. */
function withheld(env: NodeJS.ProcessEnv): string | undefined {
  if (env['GITHUB_ACTOR'] === 'dependabot[bot]') {
    return "GitHub gives the runs of Dependabot no secrets but Dependabot's own. Skip the step there: `if: github.actor != 'dependabot[bot]'`."
  }
  // Runs on pull_request_target do get secrets.
  const onPullRequest = /^pull_request(_review|_review_comment)?$/.test(
    String(env['GITHUB_EVENT_NAME']),
  )
  if (onPullRequest && isFromFork(env['GITHUB_EVENT_PATH'])) {
    return 'GitHub gives pull requests from forks no secrets. Skip the step there: `if: github.event.pull_request.head.repo.fork != true`.'
  }
  return undefined
}

function isFromFork(eventPath = ''): boolean {
  try {
    const { head, base } = JSON.parse(readFileSync(eventPath, 'utf8')).pull_request
    // The head's repository is null once the fork is deleted.
    return head.repo?.full_name !== base.repo.full_name
  } catch {
    return false
  }
}
