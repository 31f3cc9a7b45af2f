/** What the person who wrote the workflow can mend. Its message is shown as it stands. */
export class UserError extends Error {
  override name = 'UserError'
}

/**
 * Runs every reader and returns what they read, so that one error names all that is wrong.
 *
 * @throws {UserError} with the problem, or the list of problems, of the readers that threw one.
 */
export function readAll<T>(readers: { readonly [K in keyof T]: () => T[K] }): T {
  const values: Partial<T> = {}
  const problems: string[] = []
  for (const name in readers) {
    try {
      values[name] = readers[name]()
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      problems.push(error.message)
    }
  }
  if (problems.length === 1) throw new UserError(problems[0])
  if (problems.length > 1) {
    const list = problems.map((problem) => `- ${problem}`).join('\n')
    throw new UserError(`${problems.length} things are wrong with the inputs:\n${list}`)
  }
  return values as T
}
