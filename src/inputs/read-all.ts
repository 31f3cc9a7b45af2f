import { UserError } from '../errors.ts'

/**
 * Runs every reader, even after one has failed, so that one error lists all problems.
 *
 * @param readers run in order; each gets what those before it could read
 * @param checks run after the readers, on what these could read
 * @throws {UserError} with the problem, or the list of problems, of those that threw a UserError
 */
export function readAll<T>(
  readers: {
    readonly [K in keyof T]: (soFar: Readonly<Partial<T>>) => T[K]
  },
  checks: readonly ((read: Readonly<Partial<T>>) => void)[] = [],
): T {
  const values: Partial<T> = {}
  const errors = new Map<string, UserError>()
  const attempt = (run: () => void) => {
    try {
      run()
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      errors.set(error.message, error)
    }
  }
  for (const name in readers) {
    attempt(() => {
      values[name] = readers[name](values)
    })
  }
  for (const check of checks) attempt(() => check(values))

  const [first, ...others] = errors.values()
  if (first !== undefined && others.length === 0) throw first
  if (others.length > 0) {
    const list = Array.from(errors.keys(), (message) => `\n- ${message}`)
    throw new UserError(
      `${errors.size} things are wrong with the inputs.`,
      `Fix each of them:${list.join('')}`,
    )
  }
  return values as T
}
