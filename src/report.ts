/** What the log is to tell beside the result. */
export interface Remark {
  readonly level: 'info' | 'notice' | 'warning'
  readonly message: string
}

/** The one message that a failed step shows. */
export function explain(error: unknown): string {
  // By its name, since a bundle that is loaded on demand has a class of its own.
  if (error instanceof Error && error.name === 'UserError') return error.message
  return `Something broke inside this action (${label(error)}). Run the job again with debug logging, and report the lines that follow this one to the action's maintainers.`
}

/**
 * What debug logging adds: where the error and its causes arose. Their messages are left out, since
 * a library's message may repeat the text that it could not read.
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
