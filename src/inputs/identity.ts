import { UserError } from '../errors.ts'
import { areSwapped, isUsualKeyId, parseIssuerId, parseKeyId } from '../ids.ts'
import { notice, type Remark, warning } from '../log.ts'
import { type KeyIds, type LoadedKey, loadPrivateKey } from '../private-key/load.ts'
import type { KeyOwner } from '../token.ts'
import { type InputName, readInput } from './action-inputs.ts'
import { parseChoice } from './choice.ts'
import { missingInputs } from './missing.ts'
import type { Readers } from './read-all.ts'

/** What belongs together: a key, whose it is, and its IDs. */
export interface Identity {
  readonly privateKey: LoadedKey
  readonly keyType: KeyOwner['type']
  readonly issuerId: ChosenId
  readonly keyId: ChosenId
}

/** An ID, and what there is to say about where it comes from. */
interface ChosenId {
  readonly id: string
  readonly remarks: readonly Remark[]
}

const KEY_TYPES: readonly KeyOwner['type'][] = ['team', 'individual']

const IDS = {
  'issuer-id': { noun: 'issuer ID', parse: parseIssuerId, of: 'issuerIds' },
  'key-id': { noun: 'key ID', parse: parseKeyId, of: 'keyIds' },
} as const
type IdName = keyof typeof IDS

/**
 * Returns the readers of what belongs together. What the user writes in `key-id` and `issuer-id` counts;
 * left out, an ID is one that came with the key.
 *
 * @param env the environment that the runner gave the step
 */
export function identityReaders(env: NodeJS.ProcessEnv): Readers<Identity> {
  const input = (name: InputName) => readInput(env, name)
  const isSwapped = isTeamKey(env) && areSwapped(input('issuer-id'), input('key-id'))

  const readId = (name: IdName, key: LoadedKey | undefined): ChosenId | undefined => {
    const text = input(name)
    if (text !== '' && isSwapped) {
      throw new UserError(
        'issuer-id and key-id are swapped.',
        'Swap them: issuer-id is the UUID.',
        'id',
      )
    }
    if (text !== '') return compare(name, IDS[name].parse(text), key?.ids)
    if (key === undefined && mayHaveIds(input('private-key'))) return undefined
    if (findMissing(env, key).includes(name)) throw missingInputs(findMissing(env, key), env, key)
    return choose(name, idsOf(name, key?.ids))
  }
  return {
    privateKey: () => {
      if (input('private-key') === '') throw missingInputs(findMissing(env), env)
      return loadPrivateKey(input('private-key'), input('key-id'), env)
    },
    keyType: () => parseChoice('key-type', input('key-type'), KEY_TYPES),
    issuerId: ({ privateKey }) =>
      isTeamKey(env) ? readId('issuer-id', privateKey) : { id: '', remarks: [] },
    keyId: ({ privateKey }) => readId('key-id', privateKey),
  }
}

/** What cannot be read as a key type is none here, so that the issuer ID is read as well. */
function isTeamKey(env: NodeJS.ProcessEnv): boolean {
  return readInput(env, 'key-type').toLowerCase() !== 'individual'
}

/**
 * Returns the required inputs that are empty and did not come with the key.
 *
 * @param key the key if it could be loaded
 */
export function findMissing(env: NodeJS.ProcessEnv, key?: LoadedKey): InputName[] {
  const required = [...(isTeamKey(env) ? ['issuer-id' as const] : []), 'key-id' as const]
  const ids = required.filter((name) => idsOf(name, key?.ids).length === 0)
  return [...ids, 'private-key' as const].filter((name) => readInput(env, name) === '')
}

/** Whether IDs may come with a text that no key could be read from: PEM alone has none. */
function mayHaveIds(text: string): boolean {
  return text !== '' && !/^-----BEGIN [^-]+-----[\w+/=\s\\]*(-----END [^-]+-----)?$/.test(text)
}

/** Returns the IDs that came with a key: those in the object that has it count, if there are any. */
function idsOf(name: IdName, ids: KeyIds | undefined): readonly string[] {
  const own = ids?.object[IDS[name].of] ?? []
  return own.length > 0 ? own : (ids?.nearby[IDS[name].of] ?? [])
}

const UNUSUAL =
  'Key IDs of App Store Connect have about ten capital letters and digits. If the API rejects the token, copy it again.'

/** @param ids those that came with the key, at least one */
function choose(name: IdName, ids: readonly string[]): ChosenId {
  const [id = '', ...others] = ids
  if (others.length > 0) {
    throw new UserError(
      `private-key comes with more than one ${IDS[name].noun}: ${ids.join(', ')}.`,
      `Set ${name} to the one that belongs to the key.`,
      'id',
    )
  }
  const isUsual = name !== 'key-id' || isUsualKeyId(id)
  return {
    id,
    remarks: isUsual ? [] : [notice(`key-id is ${id}, which came with the key. ${UNUSUAL}`, 'id')],
  }
}

/** Compares the ID that was given with those that came with the key. */
function compare(name: IdName, id: string, ids: KeyIds | undefined): ChosenId {
  const { noun, of } = IDS[name]
  const others = idsOf(name, ids)
  const isOther =
    others.length > 0 && !others.some((other) => other.toLowerCase() === id.toLowerCase())
  if (isOther && others === ids?.object[of]) {
    throw new UserError(
      `${name} is ${id}, but private-key belongs to the ${noun} ${others.join(', ')}.`,
      'Use an ID and a key that belong together.',
      'id',
    )
  }
  const says = `${name} is ${id}, but private-key comes with the ${noun} ${others.join(', ')}. The input counts.`
  const isUsual = name !== 'key-id' || isUsualKeyId(id)
  const remarks = [isOther ? says : '', isUsual ? '' : `key-id is ${id}. ${UNUSUAL}`]
  return { id, remarks: remarks.filter(Boolean).map((message) => warning(message, 'id')) }
}
