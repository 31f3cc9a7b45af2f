import { UserError } from '../errors.ts'
import { loadPrivateKey, type PrivateKey } from '../private-key/load.ts'
import type { Remark } from '../remark.ts'
import { AUDIENCES, type KeyOwner, type TokenSpec } from '../token.ts'
import { trim } from '../trim.ts'
import { parseApiUrl, verificationUrl } from './api-url.ts'
import { parseBoolean, parseChoice } from './choice.ts'
import { areSwapped, parseIssuerId, parseKeyId } from './ids.ts'
import { parseLifetime } from './lifetime.ts'
import { lintInputs } from './lint.ts'
import { missingInputs } from './missing.ts'
import { readAll } from './read-all.ts'
import { parseScope } from './scope.ts'

export interface Inputs {
  readonly spec: TokenSpec
  readonly privateKey: PrivateKey
  /** The URL to verify the token with, if it is to be verified. */
  readonly verifyUrl: URL | undefined
  /** Whether to install the key for later steps. */
  readonly installKey: boolean
  /** What was corrected or looks wrong. */
  readonly remarks: readonly Remark[]
}

/**
 * Reads the inputs of the step.
 *
 * @param env the environment that the runner gave the step
 * @throws {UserError} listing everything that is wrong with the inputs
 */
export function readInputs(env: NodeJS.ProcessEnv): Inputs {
  const input = (name: string) => trim(env[`INPUT_${name.toUpperCase()}`] ?? '')
  const isTeam = input('key-type').toLowerCase() !== 'individual'
  const required = [...(isTeam ? ['issuer-id'] : []), 'key-id', 'private-key']
  const missing = required.filter((name) => input(name) === '')
  const swapped = isTeam && areSwapped(input('issuer-id'), input('key-id'))

  const read = <T>(name: string, parse: (text: string) => T): T => {
    if (missing.includes(name)) throw missingInputs(missing, env)
    if (swapped && name !== 'private-key') throw swappedIds()
    return parse(input(name))
  }

  const { owner, keyId, lifetime, audience, scope, ...rest } = readAll<Values>(
    {
      keyType: () => parseChoice('key-type', input('key-type') || 'team', KEY_TYPES),
      owner: ({ keyType = 'team' }) =>
        keyType === 'team'
          ? { type: 'team', issuerId: read('issuer-id', parseIssuerId) }
          : { type: 'individual' },
      keyId: () => read('key-id', parseKeyId),
      privateKey: () => read('private-key', (text) => loadPrivateKey(text, env)),
      audience: () => parseChoice('audience', input('audience') || AUDIENCES[0], AUDIENCES),
      scope: () => parseScope(input('scope')),
      lifetime: ({ audience, scope }) => {
        const mayBeLongLived = scope?.length !== 0 && audience !== 'apple-developer-enterprise-v1'
        return parseLifetime(input('lifetime') || '15m', mayBeLongLived)
      },
      verify: () => parseBoolean('verify', input('verify')),
      installKey: () => parseBoolean('install-key', input('install-key')),
      apiUrl: () => (input('api-url') === '' ? undefined : parseApiUrl(input('api-url'))),
    },
    [
      ({ keyId, privateKey }) => checkMatches('key-id', keyId, privateKey?.keyId),
      ({ owner, privateKey }) =>
        checkMatches(
          'issuer-id',
          owner?.type === 'team' ? owner.issuerId : undefined,
          privateKey?.issuerId,
        ),
    ],
  )
  const spec = { owner, keyId, lifetime, audience, scope }
  return {
    spec,
    privateKey: rest.privateKey,
    verifyUrl: rest.verify ? verificationUrl(spec, rest.apiUrl) : undefined,
    installKey: rest.installKey,
    remarks: lintInputs(spec, input),
  }
}

interface Values extends TokenSpec {
  readonly keyType: KeyOwner['type']
  readonly privateKey: PrivateKey
  readonly verify: boolean
  readonly installKey: boolean
  readonly apiUrl: URL | undefined
}

const KEY_TYPES: readonly KeyOwner['type'][] = ['team', 'individual']

function swappedIds(): UserError {
  return new UserError(
    'issuer-id and key-id are swapped.',
    'The issuer-id is the UUID; the key-id is the short one.',
  )
}

function checkMatches(name: string, given: string | undefined, expected: string | undefined): void {
  if (given === undefined || expected === undefined) return
  if (given.toLowerCase() === expected.toLowerCase()) return
  throw new UserError(
    `${name} is ${given}, but private-key belongs to the ${name} ${expected}.`,
    'Use an ID and a key that belong together.',
  )
}
