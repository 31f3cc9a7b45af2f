import { UserError } from './errors.ts'
import { quote } from './quote.ts'

/**
 * Reads the value of an input that has a few, in capitals or not.
 *
 * @throws {UserError} naming the values that there are
 */
export function parseChoice<T extends string>(
  name: string,
  text: string,
  choices: readonly T[],
): T {
  const choice = choices.find((choice) => choice === text.toLowerCase())
  if (choice !== undefined) return choice
  throw new UserError(`${name} is ${quote(text)}. It can be ${choices.join(' or ')}.`)
}

/**
 * Reads the value of an input that is on or off, and off if it is empty.
 *
 * @throws {UserError} for anything but true and false
 */
export function parseSwitch(name: string, text: string): boolean {
  return parseChoice(name, text || 'false', ['true', 'false']) === 'true'
}
