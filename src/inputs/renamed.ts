import { UserError } from '../errors.ts'
import {
  DEFAULTS,
  findUnknownInputs,
  type InputName,
  readInput,
  type UnknownInput,
} from './action-inputs.ts'

/** An input of another action, or one that is written in another way. */
export interface RenamedInput {
  readonly name: string
  /** The input that it means here. */
  readonly meant: InputName
  /** What to write there if the value has to change too. */
  readonly value?: string | undefined
}

/**
 * Finds the inputs that other actions have under other names.
 *
 * @example
 * findRenamed({ INPUT_ISSUER_ID: '5724…' }) // [{ name: 'issuer_id', meant: 'issuer-id' }]
 */
export function findRenamed(env: NodeJS.ProcessEnv): RenamedInput[] {
  return findUnknownInputs(env).flatMap((input) => findMeant(input) ?? [])
}

/** Says what to write instead, as sentences. */
export function explainRenamed(inputs: readonly RenamedInput[]): string {
  const renames = inputs.filter(({ value }) => value === undefined)
  const pairs = renames.map(({ name, meant }) => `${name} to ${meant}`)
  const others = inputs.flatMap(({ name, meant, value }) =>
    value === undefined ? [] : [`Write \`${meant}: ${value}\` in place of ${name}.`],
  )
  return [...(pairs.length > 0 ? [`Rename ${pairs.join(', ')}.`] : []), ...others].join(' ')
}

/**
 * Checks that no input has another name, as in `duration: 600`, which would silently do nothing.
 *
 * @param missing required inputs that are empty, whose error says what to rename
 * @throws {UserError} if an unknown input means one that has its default, or another API
 */
export function checkNames(env: NodeJS.ProcessEnv, missing: readonly InputName[]): void {
  const server = findUnknownInputs(env).find(({ name }) => SERVER_API.includes(lettersOf(name)))
  if (server) {
    throw new UserError(
      `${server.name} is for tokens of the App Store Server API, which this action does not create.`,
      `Remove ${server.name} for the App Store Connect API. The App Store Server API needs an In-App Purchase key and a token of its own.`,
      'name',
    )
  }
  const renamed = findRenamed(env).filter(
    ({ meant }) => !missing.includes(meant) && readInput(env, meant) === DEFAULTS[meant],
  )
  if (renamed.length === 0) return
  const are = renamed.length === 1 ? 'is not an input' : 'are not inputs'
  throw new UserError(
    `${renamed.map(({ name }) => name).join(' and ')} ${are} of this action.`,
    explainRenamed(renamed),
    'name',
  )
}

const SERVER_API = ['bid', 'bundleid']
const LIFETIMES = ['duration', 'expiration', 'expiresin', 'tokenlifetime', 'ttl']
const KEY_PARTS = ['content', 'file', 'path', 'base64', 'text', 'p8']
const OTHER_KEYS = ['keychain', 'keystore', 'cachekey', 'publickey', 'licensekey']

function findMeant({ name, value }: UnknownInput): RenamedInput | undefined {
  const letters = lettersOf(name)
  const own = (Object.keys(DEFAULTS) as InputName[]).find((own) => lettersOf(own) === letters)
  if (own) return { name, meant: own }
  if (letters.includes('issuer')) return { name, meant: 'issuer-id' }
  if (letters.includes('keyid') || letters.endsWith('kid')) return { name, meant: 'key-id' }
  if (LIFETIMES.includes(letters)) return { name, meant: 'lifetime', value: toMinutes(value) }
  if (letters === 'inhouse') {
    const audience = 'apple-developer-enterprise-v1'
    return /^true$/i.test(value) ? { name, meant: 'audience', value: audience } : undefined
  }
  const isKey =
    letters.endsWith('key') ||
    (letters.includes('key') && KEY_PARTS.some((part) => letters.endsWith(part))) ||
    letters === 'p8'
  if (!isKey || OTHER_KEYS.some((other) => letters.includes(other))) return undefined
  return { name, meant: /^[A-Z\d]{10}$/.test(value) ? 'key-id' : 'private-key' }
}

function lettersOf(name: string): string {
  return name.replaceAll(/[^a-z\d]/g, '')
}

/** Other actions accept seconds or minutes. */
function toMinutes(value: string): string {
  const number = Number(value)
  if (!Number.isInteger(number) || number < 1 || number > 1140) return '15m'
  return number > 60 ? `${Math.ceil(number / 60)}m` : `${Math.min(number, 19)}m`
}
