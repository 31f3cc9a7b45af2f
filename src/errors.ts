import { textMember } from './json.ts'

/** The headings of docs/troubleshooting.md to which errors and warnings lead. */
export const TOPICS = {
  empty: 'A secret or an ID is empty',
  'no-secrets': 'Forks, Dependabot and Copilot get no secrets',
  name: 'An input has another name',
  value: 'An input has an invalid value',
  id: 'An ID is wrong or belongs to another key',
  damaged: 'The key is incomplete or damaged',
  other: 'The value is not an App Store Connect API key',
  file: 'The key file cannot be read',
  rejected: 'Apple rejects the token (401)',
  role: 'The role does not allow the request (403)',
  agreement: 'An agreement or the membership has expired (403)',
  scope: 'The scope does not cover the request (403, 405)',
  request: 'The API does not support the request (403, 404)',
  nothing: 'Apple finds nothing (200, 404)',
  quota: 'The hourly quota is used up (429)',
  clock: "The runner's clock is off",
  network: 'Apple cannot be reached',
  expired: 'The token has expired',
  'sign-in': 'Signing in to the KMS fails',
  kms: 'The KMS does not sign',
  install: 'The key cannot be installed or removed',
  command: 'app-store-connect-token prints no token',
  runner: 'The runner cannot run the action',
} as const
export type Topic = keyof typeof TOPICS

/** An error that the author of the workflow can fix. Its message is shown as is. */
export class UserError extends Error {
  override name = 'UserError'
  /** What is wrong, as a sentence that names the input. */
  readonly problem: string
  /** What to do next, as a sentence or as a list. */
  readonly remedy: string
  readonly topics: readonly Topic[]

  constructor(
    problem: string,
    remedy: string,
    topics: Topic | readonly Topic[],
    options?: ErrorOptions,
  ) {
    super(`${problem} ${remedy}`, options)
    this.problem = problem
    this.remedy = remedy
    this.topics = [topics].flat()
  }
}

/** Whether an error comes from the operating system, such as ENOSPC, and not from a bug. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException & { code: string } {
  return textMember(error, 'code') !== '' && textMember(error, 'syscall') !== ''
}

/**
 * Runs code whose system errors the user can fix.
 *
 * @throws {UserError} in place of a system error, with what `explain` returns for its code
 */
export function explainSystemErrors<T>(
  run: () => T,
  explain: (code: string) => readonly [problem: string, remedy: string, topic: Topic],
): T {
  try {
    return run()
  } catch (error) {
    if (!isSystemError(error)) throw error
    throw new UserError(...explain(error.code), { cause: error })
  }
}

/**
 * Returns where the version of the action that runs has its help; empty if the runner does not say so.
 * Elsewhere than on github.com, and for an action within another one, it names another repository.
 *
 * @example
 * findHelp(env) // 'https://github.com/OWNER/create-app-store-connect-token/blob/v1/docs/troubleshooting.md'
 */
export function findHelp(env: NodeJS.ProcessEnv): string {
  const { GITHUB_SERVER_URL: server, GITHUB_ACTION_REPOSITORY: repository = '' } = env
  const ref = env['GITHUB_ACTION_REF'] ?? ''
  const isOurs = /^[\w.-]+\/create-app-store-connect-token$/.test(repository)
  if (server !== 'https://github.com' || !isOurs || !/^[\w./-]+$/.test(ref)) return ''
  return `${server}/${repository}/blob/${ref}/docs/troubleshooting.md`
}

/** Lists what may be the cause, the most likely first. */
export function listCauses(causes: readonly string[]): string {
  return ['Possible causes, most likely first:', ...causes].join('\n- ')
}

/** Says where to read more. @param help see {@link findHelp} */
export function seeTopics(topics: readonly Topic[], help: string): string {
  const headings = topics.map((topic) => TOPICS[topic])
  if (help === '') return `See "${headings.join('" and "')}" in docs/troubleshooting.md.`
  const anchors = headings.map((heading) => heading.toLowerCase().replaceAll(/[^\w -]/g, ''))
  return `See ${anchors.map((anchor) => `${help}#${anchor.replaceAll(' ', '-')}`).join('\n')}`
}

/** Returns the one message that a failed step shows. @param help see {@link findHelp} */
export function explainError(error: unknown, help: string): string {
  if (error instanceof UserError) return `${error.message}\n${seeTopics(error.topics, help)}`
  const place = help ? `at ${help.replace(/\/blob\/.*/, '/issues')}` : "to the action's maintainers"
  return `This is a bug in the action (${label(error)}). Rerun the job with debug logging, and report the lines after this one ${place}.`
}

/**
 * Returns what debug logging adds: where the error and its causes were thrown. A library's message may
 * repeat the text that it could not read, so messages are left out.
 */
export function trace(error: unknown): string {
  if (!(error instanceof Error)) return label(error)
  const frames = Array.from(String(error.stack).matchAll(/^ +at .*/gm), String)
  const own = [label(error), ...frames].join('\n')
  return error.cause === undefined ? own : `${own}\ncaused by ${trace(error.cause)}`
}

function label(error: unknown): string {
  if (!(error instanceof Error)) return `a thrown ${typeof error}`
  return 'code' in error ? `${error.name} ${String(error.code)}` : error.name
}
