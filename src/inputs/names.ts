import { UserError } from '../errors.ts'
import { info, type Remark } from '../log.ts'
import { trim } from '../trim.ts'

/** The inputs that action.yml declares, with their defaults. */
export const DEFAULTS = {
  'issuer-id': '',
  'key-id': '',
  'private-key': '',
  'key-type': 'team',
  lifetime: '15m',
  scope: '',
  audience: 'appstoreconnect-v1',
  verify: 'false',
  'api-url': '',
  'install-key': 'false',
} as const

export type InputName = keyof typeof DEFAULTS

const NAMES = Object.keys(DEFAULTS) as InputName[]

/** An input that the action does not declare. Runners warn about it, but pass it. */
interface UnknownInput {
  readonly name: string
  /** The input that it was probably meant to be. */
  readonly meant: InputName | undefined
}

/** Returns what an input contains, without what {@link trim} removes, or its default. */
export function readInput(env: NodeJS.ProcessEnv, name: InputName): string {
  return trim(env[`INPUT_${name.toUpperCase()}`] ?? '') || DEFAULTS[name]
}

/** Finds the inputs with a value that the action does not declare. */
export function findUnknownInputs(env: NodeJS.ProcessEnv): UnknownInput[] {
  return Object.keys(env).flatMap((variable) => {
    const name = /^INPUT_([A-Z\d_. -]{1,60})$/.exec(variable)?.[1]?.toLowerCase()
    if (name === undefined || Object.hasOwn(DEFAULTS, name)) return []
    const value = trim(env[variable] ?? '')
    return value === '' ? [] : [{ name, meant: findMeant(name, value) }]
  })
}

/** Says which names to write instead. */
export function renameInputs(inputs: readonly UnknownInput[]): string {
  return `Rename ${inputs.map(({ name, meant }) => `${name} to ${meant}`).join(', ')}.`
}

/**
 * Checks that no input is misspelled, as in `verfiy: true`, which would silently do nothing.
 *
 * @param missing required inputs that are empty, whose error says what to rename
 * @throws {UserError} if an unknown input was probably meant to be one that has its default
 */
export function checkNames(env: NodeJS.ProcessEnv, missing: readonly InputName[]): void {
  const misspelled = findUnknownInputs(env).filter(
    ({ meant }) => meant && !missing.includes(meant) && readInput(env, meant) === DEFAULTS[meant],
  )
  if (misspelled.length === 0) return
  const are = misspelled.length === 1 ? 'is not an input' : 'are not inputs'
  throw new UserError(
    `${misspelled.map(({ name }) => name).join(' and ')} ${are} of this action.`,
    renameInputs(misspelled),
  )
}

/**
 * Lists the other unknown inputs. It is no warning, since the runner itself warns, and since variables
 * named `INPUT_…` may also come from `env:` of the workflow.
 */
export function listUnknownInputs(env: NodeJS.ProcessEnv): Remark[] {
  return findUnknownInputs(env).map(({ name }) =>
    info(`${name} is not an input of this action, and is ignored.`),
  )
}

function findMeant(name: string, value: string): InputName | undefined {
  const letters = name.replaceAll(/[^a-z\d]/g, '')
  const synonym = SYNONYMS.find(([pattern]) => pattern.test(letters))?.[1]
  const isKeyId = synonym === 'private-key' && /^[A-Z\d]{10}$/.test(value)
  return isKeyId ? 'key-id' : (synonym ?? NAMES.find((own) => isNear(letters, own)))
}

/** What other actions and tools call the required inputs, without what separates words. */
const SYNONYMS: readonly (readonly [RegExp, InputName])[] = [
  [/issuer/, 'issuer-id'],
  [/keyid|kid$/, 'key-id'],
  [
    /(^|api|private|auth|asc|apple|connect|fastlane)key(?!chain|store|alias|pass|name|type)|key(content|file|path|base|text)|^p8|p8$/,
    'private-key',
  ],
]

/** Whether a word is one of ours but for a few typos: one in three letters, at most two. */
function isNear(letters: string, own: InputName): boolean {
  const word = own.replaceAll('-', '')
  return isWithin(Math.min(2, Math.floor(word.length / 3)), letters, word)
}

/** Whether that many letters added, left out, replaced or swapped turn one word into the other. */
function isWithin(typos: number, a: string, b: string): boolean {
  if (a === b) return true
  if (a[0] === b[0]) return isWithin(typos, a.slice(1), b.slice(1))
  if (typos === 0) return false
  const isSwap = a[0] === b[1] && a[1] === b[0]
  return (
    isWithin(typos - 1, a.slice(1), b.slice(1)) ||
    isWithin(typos - 1, a.slice(1), b) ||
    isWithin(typos - 1, a, b.slice(1)) ||
    (isSwap && isWithin(typos - 1, a.slice(2), b.slice(2)))
  )
}
