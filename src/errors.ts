import { textMember } from './json.ts'

/** An error that the author of the workflow can fix. Its message is shown as is. */
export class UserError extends Error {
  override name = 'UserError'
  /** What is wrong, as a sentence that names the input. */
  readonly problem: string
  /** What to do next, as a sentence or as a list. */
  readonly remedy: string

  constructor(problem: string, remedy: string, options?: ErrorOptions) {
    super(`${problem} ${remedy}`, options)
    this.problem = problem
    this.remedy = remedy
  }
}

/** Whether an error comes from the operating system, such as ENOSPC, and not from a bug. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException & { code: string } {
  return textMember(error, 'code') !== '' && textMember(error, 'syscall') !== ''
}

/**
 * Runs code whose system errors the user can fix.
 *
 * @param explain returns problem and remedy for the code of such an error
 * @throws {UserError} in place of a system error; everything else is thrown as is
 */
export function explainSystemErrors<T>(
  run: () => T,
  explain: (code: string) => readonly [problem: string, remedy: string],
): T {
  try {
    return run()
  } catch (error) {
    if (!isSystemError(error)) throw error
    throw new UserError(...explain(error.code), { cause: error })
  }
}

/**
 * Returns the one message that a failed step shows.
 *
 * @param env where the runner says which repository the action comes from; a local action has none
 */
export function explainError(error: unknown, env: NodeJS.ProcessEnv): string {
  if (error instanceof UserError) return error.message
  const { GITHUB_SERVER_URL: server, GITHUB_ACTION_REPOSITORY: repository } = env
  const place = repository ? `at ${server}/${repository}/issues` : "to the action's maintainers"
  return `This is a bug in the action (${label(error)}). Rerun the job with debug logging, and report the lines after this one ${place}.`
}

/**
 * Returns what debug logging adds: where the error and its causes were thrown. Their messages are
 * left out, since a library's message may repeat the text that it could not read.
 */
export function trace(error: unknown): string {
  if (!(error instanceof Error)) return label(error)
  const frames = String(error.stack)
    .split('\n')
    .filter((line) => /^ +at /.test(line))
  const own = [label(error), ...frames].join('\n')
  return error.cause === undefined ? own : `${own}\ncaused by ${trace(error.cause)}`
}

function label(error: unknown): string {
  if (!(error instanceof Error)) return `a thrown ${typeof error}`
  return 'code' in error ? `${error.name} ${String(error.code)}` : error.name
}
