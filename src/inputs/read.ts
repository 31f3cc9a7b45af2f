import { UserError } from '../errors.ts'
import { notice, type Remark } from '../log.ts'
import { type LoadedKey, loadPrivateKey } from '../private-key/load.ts'
import { AUDIENCES, type KeyOwner, type TokenSpec } from '../token.ts'
import { parseApiUrl } from './api-url.ts'
import { parseBoolean, parseChoice } from './choice.ts'
import { areSwapped, parseIssuerId, parseKeyId } from './ids.ts'
import { parseLifetime } from './lifetime.ts'
import { lintInputs } from './lint.ts'
import { missingInputs } from './missing.ts'
import { checkNames, type InputName, listUnknownInputs, readInput } from './names.ts'
import { readAll } from './read-all.ts'
import { parseRequests, parseVerify, type Verify } from './requests.ts'

export interface Inputs {
  readonly spec: TokenSpec
  readonly privateKey: LoadedKey
  readonly verify: Verify
  /** The base URL to verify the token at, if it is not Apple's own. */
  readonly apiUrl: URL | undefined
  /** Whether to install the key for later steps. */
  readonly installKey: boolean
  /** What was corrected or looks wrong. */
  readonly remarks: readonly Remark[]
}

/**
 * Reads the inputs of the step. The IDs can be left out if the key comes with them.
 *
 * @param env the environment that the runner gave the step
 * @throws {UserError} listing everything that is wrong with the inputs
 */
export function readInputs(env: NodeJS.ProcessEnv): Inputs {
  const input = (name: InputName) => readInput(env, name)
  const isTeam = input('key-type').toLowerCase() !== 'individual'
  const required = REQUIRED.filter((name) => isTeam || name !== 'issuer-id')
  const swapped = isTeam && areSwapped(input('issuer-id'), input('key-id'))

  const textOf = (name: RequiredInput, key?: LoadedKey) => input(name) || idsOf(key)[name] || ''
  const findMissing = (key?: LoadedKey) => required.filter((name) => textOf(name, key) === '')
  const read = <T>(name: RequiredInput, parse: (text: string) => T, key?: LoadedKey): T => {
    const missing = findMissing(key)
    if (missing.includes(name)) throw missingInputs(missing, env)
    if (swapped && name !== 'private-key') throw swappedIds()
    return parse(textOf(name, key))
  }

  const { owner, keyId, lifetime, audience, scope, ...rest } = readAll<Values>(
    {
      privateKey: () => read('private-key', (text) => loadPrivateKey(text, env)),
      keyType: () => parseChoice('key-type', input('key-type'), KEY_TYPES),
      owner: ({ keyType = 'team', privateKey }) =>
        keyType === 'team'
          ? { type: 'team', issuerId: read('issuer-id', parseIssuerId, privateKey) }
          : { type: 'individual' },
      keyId: ({ privateKey }) => read('key-id', parseKeyId, privateKey),
      audience: () => parseChoice('audience', input('audience'), AUDIENCES),
      scope: () => parseRequests('scope', input('scope')),
      lifetime: ({ audience, scope }) => {
        const mayBeLongLived = scope?.length !== 0 && audience !== 'apple-developer-enterprise-v1'
        return parseLifetime(input('lifetime'), mayBeLongLived)
      },
      verify: ({ scope = [] }) => parseVerify(input('verify'), scope),
      installKey: () => parseBoolean('install-key', input('install-key')),
      apiUrl: () => (input('api-url') === '' ? undefined : parseApiUrl(input('api-url'))),
    },
    [
      ({ keyId, privateKey }) => checkMatches('key-id', keyId, privateKey),
      ({ owner, privateKey }) =>
        checkMatches('issuer-id', owner?.type === 'team' ? owner.issuerId : undefined, privateKey),
      ({ privateKey }) => checkNames(env, findMissing(privateKey)),
    ],
  )
  const spec = { owner, keyId, lifetime, audience, scope }
  return {
    spec,
    privateKey: rest.privateKey,
    verify: rest.verify,
    apiUrl: rest.apiUrl,
    installKey: rest.installKey,
    remarks: [
      ...lintInputs(spec, input),
      ...(rest.apiUrl && rest.verify === 'off' ? [notice(UNUSED_API_URL)] : []),
      ...listUnknownInputs(env),
    ],
  }
}

interface Values extends TokenSpec {
  readonly keyType: KeyOwner['type']
  readonly privateKey: LoadedKey
  readonly verify: Verify
  readonly installKey: boolean
  readonly apiUrl: URL | undefined
}

const KEY_TYPES: readonly KeyOwner['type'][] = ['team', 'individual']

const REQUIRED = ['issuer-id', 'key-id', 'private-key'] as const
type RequiredInput = (typeof REQUIRED)[number]

/** The IDs that a key comes with, by the inputs that are for them. */
function idsOf(key: LoadedKey | undefined): { readonly [name in RequiredInput]?: string } {
  const { issuerId = '', keyId = '' } = key ?? {}
  return { 'issuer-id': issuerId, 'key-id': keyId }
}

const UNUSED_API_URL = 'api-url has no effect without verify. Set `verify: true`, or remove it.'

function swappedIds(): UserError {
  return new UserError(
    'issuer-id and key-id are swapped.',
    'The issuer-id is the UUID; the key-id is the short one.',
  )
}

function checkMatches(
  name: RequiredInput,
  given: string | undefined,
  key: LoadedKey | undefined,
): void {
  const expected = idsOf(key)[name]
  if (!given || !expected || given.toLowerCase() === expected.toLowerCase()) return
  throw new UserError(
    `${name} is ${given}, but private-key belongs to the ${name} ${expected}.`,
    'Use an ID and a key that belong together.',
  )
}
