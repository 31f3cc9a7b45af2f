import { UserError } from '../errors.ts'
import { isQuotable } from '../quote.ts'

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
  throw new UserError(cannotBe(name, text, own), `Use ${choices.join(' or ')}.`, 'value')
}

/**
 * Reads a boolean input. An empty one is false.
 *
 * @throws {UserError} for anything but true and false
 */
export function parseBoolean(name: string, text: string): boolean {
  return parseChoice(name, text || 'false', ['true', 'false']) === 'true'
}

/**
 * States that an input does not accept a value, which is quoted if it cannot be a secret.
 *
 * @param own how values that people write there start
 */
export function cannotBe(name: string, text: string, own: RegExp): string {
  return isQuotable(text, own, 60)
    ? `${name} cannot be "${text}".`
    : `${name} has an invalid value.`
}
