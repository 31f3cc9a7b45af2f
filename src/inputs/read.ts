import { notice, type Remark } from '../log.ts'
import type { LoadedKey } from '../private-key/load.ts'
import { AUDIENCES, type KeyOwner, type TokenSpec } from '../token.ts'
import { type InputName, readInput } from './action-inputs.ts'
import { parseApiUrl } from './api-url.ts'
import { parseBoolean, parseChoice } from './choice.ts'
import { findMissing, type Identity, identityReaders } from './identity.ts'
import { parseLifetime } from './lifetime.ts'
import { lintInputs } from './lint.ts'
import { readAll } from './read-all.ts'
import { checkNames, findRenamed } from './renamed.ts'
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
 * Whether the step is to do nothing: `optional` is true, and there is no key, not even under another
 * name. The IDs may be there, since Dependabot's runs see variables, but no secrets.
 *
 * @throws {UserError} if `optional` is neither true nor false
 */
export function isKeyLeftOut(env: NodeJS.ProcessEnv): boolean {
  const isOptional = parseBoolean('optional', readInput(env, 'optional'))
  const isMisnamed = findRenamed(env).some(({ meant }) => meant === 'private-key')
  return isOptional && readInput(env, 'private-key') === '' && !isMisnamed
}

/**
 * Reads the inputs of the step. The IDs can be left out if the key comes with them.
 *
 * @param env the environment that the runner gave the step
 * @throws {UserError} listing everything that is wrong with the inputs
 */
export function readInputs(env: NodeJS.ProcessEnv): Inputs {
  const input = (name: InputName) => readInput(env, name)
  const { privateKey, keyType, issuerId, keyId, lifetime, audience, scope, ...rest } =
    readAll<Values>(
      {
        ...identityReaders(env),
        audience: ({ privateKey }) => readAudience(input('audience'), privateKey),
        scope: () => parseRequests('scope', input('scope')),
        lifetime: ({ audience, scope }) => {
          const mayBeLongLived = scope?.length !== 0 && audience !== ENTERPRISE
          return parseLifetime(input('lifetime'), mayBeLongLived)
        },
        verify: ({ scope = [] }) => parseVerify(input('verify'), scope),
        installKey: () => parseBoolean('install-key', input('install-key')),
        apiUrl: () => (input('api-url') === '' ? undefined : parseApiUrl(input('api-url'))),
      },
      [({ privateKey }) => checkNames(env, findMissing(env, privateKey))],
    )
  const owner: KeyOwner =
    keyType === 'team' ? { type: keyType, issuerId: issuerId.id } : { type: keyType }
  const spec = { owner, keyId: keyId.id, lifetime, audience, scope }
  return {
    spec,
    privateKey,
    ...rest,
    remarks: [
      ...issuerId.remarks,
      ...keyId.remarks,
      ...lintInputs(spec, input),
      ...(audience !== input('audience').toLowerCase() ? [notice(IN_HOUSE)] : []),
      ...(rest.apiUrl && rest.verify === 'off' ? [notice(UNUSED_API_URL)] : []),
    ],
  }
}

interface Values extends Identity, Omit<TokenSpec, 'owner' | 'keyId'> {
  readonly verify: Verify
  readonly installKey: boolean
  readonly apiUrl: URL | undefined
}

const [APP_STORE, ENTERPRISE] = AUDIENCES

/** A key that says that it is for the Enterprise Program works nowhere else. */
function readAudience(text: string, key: LoadedKey | undefined): TokenSpec['audience'] {
  const audience = parseChoice('audience', text, AUDIENCES)
  return audience === APP_STORE && key?.isInHouse ? ENTERPRISE : audience
}

const IN_HOUSE =
  'private-key says `in_house: true`, so the token is for the Enterprise Program API. To say so in the workflow, set `audience: apple-developer-enterprise-v1`.'
const UNUSED_API_URL = 'api-url has no effect without verify. Set `verify: true`, or remove it.'
