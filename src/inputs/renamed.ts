import { UserError } from '../errors.ts'
import { isUsualKeyId } from '../ids.ts'
import { trim } from '../trim.ts'
import { DEFAULTS, type InputName, readInput } from './action-inputs.ts'

/** An input of another action, or one that is written in another way. Runners only warn about it. */
export interface RenamedInput {
  readonly name: string
  /** The input that it means here; undefined if there is none. */
  readonly meant?: InputName
  /** What to do, as a sentence. */
  readonly fix: string
}

/**
 * Finds the inputs that this action has under other names, and would silently ignore. One whose own
 * input is set as well is left out.
 *
 * @example
 * findRenamed({ INPUT_ISSUER_ID: '5724…' }) // [{ name: 'issuer_id', meant: 'issuer-id', … }]
 */
export function findRenamed(env: NodeJS.ProcessEnv): RenamedInput[] {
  return Object.entries(env).flatMap(([variable, text = '']) => {
    if (!variable.startsWith('INPUT_')) return []
    const name = variable.slice('INPUT_'.length).toLowerCase()
    const value = trim(text)
    if (value === '' || Object.hasOwn(DEFAULTS, name)) return []
    const found = findMeant(name, value)
    const { meant } = found ?? {}
    const isSet = meant !== undefined && readInput(env, meant) !== DEFAULTS[meant]
    return found && !isSet ? [found] : []
  })
}

/** @throws {UserError} if there are inputs with other names */
export function checkNames(renamed: readonly RenamedInput[]): undefined {
  if (renamed.length === 0) return
  const names = renamed.map(({ name }) => name).join(' and ')
  throw new UserError(
    `${names} ${renamed.length === 1 ? 'is not an input' : 'are not inputs'} of this action.`,
    renamed.map(({ fix }) => fix).join(' '),
    'name',
  )
}

/** What names mean, by their letters and digits. The first match wins. */
const MEANINGS = [
  [/issuer/, 'issuer-id'],
  [/keyid|kid$/, 'key-id'],
  [/^(duration|expiration|expiresin|tokenlifetime|ttl)$/, 'lifetime'],
  [/(key|p8)(content|file|path|base64|text)*$/, 'private-key'],
] as const

function findMeant(name: string, value: string): RenamedInput | undefined {
  const letters = lettersOf(name)
  if (letters === 'bid' || letters === 'bundleid') {
    return {
      name,
      fix: `Remove ${name}: it is for the App Store Server API, which needs an In-App Purchase key and another token.`,
    }
  }
  if (letters === 'inhouse' && value.toLowerCase() === 'true') {
    const fix = `Write \`audience: apple-developer-enterprise-v1\` in place of ${name}.`
    return { name, meant: 'audience', fix }
  }
  const own = Object.keys(DEFAULTS).find((own) => lettersOf(own) === letters)
  const found = own ?? MEANINGS.find(([form]) => form.test(letters))?.[1]
  if (found === undefined) return undefined
  const meant = found === 'private-key' && isUsualKeyId(value) ? 'key-id' : (found as InputName)
  // Others count seconds, and mostly whole minutes.
  const minutes = Number(value) / 60
  const example = minutes > 0 && minutes < 20 && minutes % 1 === 0 ? minutes : 15
  const hint = found === 'lifetime' ? `, with a unit, such as \`lifetime: ${example}m\`` : ''
  return { name, meant, fix: `Rename ${name} to ${meant}${hint}.` }
}

function lettersOf(name: string): string {
  return name.replaceAll(/[^a-z\d]/g, '')
}
