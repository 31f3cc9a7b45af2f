/** What the person who wrote the workflow can mend. Its message is shown as it stands. */
export class UserError extends Error {
  override name = 'UserError'
}

/**
 * Runs every reader and returns what they read, so that one error names all that is wrong.
 *
 * @param readers are run in order; each is given what those before it could read
 * @throws {UserError} with the problem, or the list of problems, of the readers that threw one
 */
export function readAll<T>(
  readers: {
    readonly [K in keyof T]: (soFar: Readonly<Partial<T>>) => T[K]
  },
): T {
  const values: Partial<T> = {}
  const problems = new Set<string>()
  for (const name in readers) {
    try {
      values[name] = readers[name](values)
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      problems.add(error.message)
    }
  }
  const [first, ...others] = problems
  if (first !== undefined && others.length === 0) throw new UserError(first)
  if (others.length > 0) {
    const list = Array.from(problems, (problem) => `\n- ${problem}`)
    throw new UserError(`${problems.size} things are wrong with the inputs:${list.join('')}`)
  }
  return values as T
}
