import { UserError } from '../errors.ts'

/**
 * Reads an input that accepts one of a few values, ignoring case.
 *
 * @throws {UserError} listing the values
 */
export function parseChoice<const T extends string>(
  name: string,
  text: string,
  choices: readonly T[],
): T {
  const choice = choices.find((choice) => choice === text.toLowerCase())
  if (choice !== undefined) return choice
  throw new UserError(cannotBe(name, text), `Use ${choices.join(' or ')}.`, 'value')
}

/** @throws {UserError} for anything but true and false, in small or capital letters */
export function parseBoolean(name: string, text: string): boolean {
  return parseChoice(name, text, ['true', 'false']) === 'true'
}

/** States that an input does not accept a value, and quotes it if it is too short to be a part of a key. */
export function cannotBe(name: string, text: string): string {
  const isShort = text.replaceAll(/[^\w+/-]/g, '').length < 8 && /^[ -~]{1,20}$/.test(text)
  return isShort ? `${name} cannot be "${text}".` : `${name} has an invalid value.`
}
