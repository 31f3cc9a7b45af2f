import { UserError } from '../errors.ts'

/**
 * The readers of the members of a type, in order. Each gets what those before it could read, and returns
 * undefined if that lacks something that it needs: the error for this is known.
 */
export type Readers<T> = {
  readonly [K in keyof T]: (soFar: Readonly<Partial<T>>) => T[K] | undefined
}

/**
 * Runs every reader, even after one has failed, so that one error lists all problems.
 *
 * @throws {UserError} with the problem, or the list of problems, of those that threw a UserError
 */
export function readAll<T>(readers: Readers<T>): T {
  const values: { [K in keyof T]?: T[K] | undefined } = {}
  const errors = new Map<string, UserError>()
  for (const name in readers) {
    try {
      values[name] = readers[name](values)
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      errors.set(error.message, error)
    }
  }
  const [first, ...others] = errors.values()
  if (first === undefined) return values as T
  if (others.length === 0) throw first
  // Lists in a message are indented, so that they are not lists of problems.
  const list = Array.from(errors.keys(), (message) => `\n- ${message.replaceAll('\n', '\n  ')}`)
  throw new UserError(
    `${errors.size} things are wrong with the inputs.`,
    `Fix each of them:${list.join('')}`,
    [...new Set([first, ...others].flatMap(({ topics }) => topics))],
  )
}
