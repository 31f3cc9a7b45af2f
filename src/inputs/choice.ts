import { UserError } from '../errors.ts'
import { quote } from '../quote.ts'

/**
 * Reads an input that accepts one of a few values, ignoring case.
 *
 * @throws {UserError} listing the values
 */
export function parseChoice<T extends string>(
  name: string,
  text: string,
  choices: readonly T[],
): T {
  const choice = choices.find((choice) => choice === text.toLowerCase())
  if (choice !== undefined) return choice
  const own = new RegExp(`^(${choices.map((choice) => choice.slice(0, 4)).join('|')})`, 'i')
  throw new UserError(`${name} is ${quote(text, own)}.`, `Use ${choices.join(' or ')}.`)
}

/**
 * Reads a boolean input. An empty one is false.
 *
 * @throws {UserError} for anything but true and false
 */
export function parseBoolean(name: string, text: string): boolean {
  return parseChoice(name, text || 'false', ['true', 'false']) === 'true'
}
