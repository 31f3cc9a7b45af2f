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
export interface ChosenId {
  readonly id: string
  readonly remarks: readonly Remark[]
}

/**
 * Returns the readers of what belongs together. What the user writes in `key-id` and `issuer-id` counts;
 * left out, an ID is one that came with the key.
 *
 * @param env the environment that the runner gave the step
 */
export function identityReaders(env: NodeJS.ProcessEnv): Readers<Identity> {
  const input = (name: InputName) => readInput(env, name)
  const isTeam = isTeamKey(env)
  const isSwapped = isTeam && areSwapped(input('issuer-id'), input('key-id'))

  const readId = (kind: IdKind, key: LoadedKey | undefined): ChosenId | undefined => {
    const text = input(kind.name)
    if (isSwapped && text !== '') throw swappedIds()
    if (text !== '') return compare(kind, kind.parse(text), key?.ids)
    if (key) {
      const chosen = choose(kind, key.ids)
      if (chosen) return chosen
    } else if (mayHaveIds(input('private-key'))) {
      return undefined
    }
    throw missingInputs(findMissing(env, key), env)
  }
  return {
    privateKey: () => {
      if (input('private-key') === '') throw missingInputs(findMissing(env), env)
      return loadPrivateKey(input('private-key'), input('key-id'), env)
    },
    keyType: () => parseChoice('key-type', input('key-type'), KEY_TYPES),
    issuerId: ({ privateKey }) => (isTeam ? readId(ISSUER_ID, privateKey) : NO_ISSUER_ID),
    keyId: ({ privateKey }) => readId(KEY_ID, privateKey),
  }
}

/** What cannot be read as a key type is none here, so that the issuer ID is read as well. */
function isTeamKey(env: NodeJS.ProcessEnv): boolean {
  return readInput(env, 'key-type').toLowerCase() !== 'individual'
}

const KEY_TYPES: readonly KeyOwner['type'][] = ['team', 'individual']

interface IdKind {
  readonly name: 'issuer-id' | 'key-id'
  readonly noun: string
  readonly parse: (text: string) => string
  /** Which IDs of a key are of this kind. */
  readonly of: (ids: KeyIds['object']) => readonly string[]
}

const ISSUER_ID: IdKind = {
  name: 'issuer-id',
  noun: 'issuer ID',
  parse: parseIssuerId,
  of: ({ issuerIds }) => issuerIds,
}
const KEY_ID: IdKind = {
  name: 'key-id',
  noun: 'key ID',
  parse: parseKeyId,
  of: ({ keyIds }) => keyIds,
}
const NO_ISSUER_ID: ChosenId = { id: '', remarks: [] }

function swappedIds(): UserError {
  return new UserError('issuer-id and key-id are swapped.', 'Swap them: issuer-id is the UUID.')
}

/**
 * Returns the required inputs that are empty and did not come with the key.
 *
 * @param key the key if it could be loaded
 */
export function findMissing(env: NodeJS.ProcessEnv, key?: LoadedKey): InputName[] {
  const kinds = isTeamKey(env) ? [ISSUER_ID, KEY_ID] : [KEY_ID]
  const comesWithKey = (kind: IdKind) => key !== undefined && idsOf(kind, key.ids).length > 0
  const ids = kinds.filter((kind) => readInput(env, kind.name) === '' && !comesWithKey(kind))
  const hasKey = readInput(env, 'private-key') !== ''
  return [...ids.map(({ name }) => name), ...(hasKey ? [] : (['private-key'] as const))]
}

/** Whether IDs may come with a text that no key could be read from: PEM alone has none. */
function mayHaveIds(text: string): boolean {
  return text !== '' && !/^-----BEGIN [^-]+-----[\w+/=\s\\]*(-----END [^-]+-----)?$/.test(text)
}

/** Those in the object that has the key come first. */
function idsOf({ of }: IdKind, { object, nearby }: KeyIds): readonly string[] {
  return of(object).length > 0 ? of(object) : of(nearby)
}

/** Returns the ID that came with a key, if one did. */
function choose(kind: IdKind, ids: KeyIds): ChosenId | undefined {
  const [id, ...others] = idsOf(kind, ids)
  if (id === undefined) return undefined
  if (others.length > 0) {
    throw new UserError(
      `private-key comes with more than one ${kind.noun}: ${[id, ...others].join(', ')}.`,
      `Set ${kind.name} to the one that belongs to the key.`,
    )
  }
  const isOdd = kind === KEY_ID && !isUsualKeyId(id)
  return { id, remarks: isOdd ? [notice(`key-id is ${id}, which came with the key. ${ODD}`)] : [] }
}

/** Compares the ID that was given with those that came with the key. */
function compare(kind: IdKind, id: string, ids: KeyIds | undefined): ChosenId {
  const { name, noun } = kind
  const isOther = (other: string) => other.toLowerCase() !== id.toLowerCase()
  const own = ids ? kind.of(ids.object) : []
  if (own.length > 0 && own.every(isOther)) {
    throw new UserError(
      `${name} is ${id}, but private-key belongs to the ${noun} ${own.join(', ')}.`,
      'Use an ID and a key that belong together.',
    )
  }
  const others = ids ? kind.of(ids.nearby).filter(isOther) : []
  const remarks = [
    ...(others.length > 0 && others.length === (ids && kind.of(ids.nearby).length)
      ? [
          warning(
            `${name} is ${id}, but private-key comes with the ${noun} ${others.join(', ')}. The input counts.`,
          ),
        ]
      : []),
    ...(kind === KEY_ID && !isUsualKeyId(id) ? [warning(`key-id is ${id}. ${ODD}`)] : []),
  ]
  return { id, remarks }
}

const ODD =
  'Key IDs of App Store Connect have about ten capital letters and digits. If the API rejects the token, copy it again.'
