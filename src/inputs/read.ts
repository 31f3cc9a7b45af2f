import type { Remark } from '../log.ts'
import { type LoadedKey, loadPrivateKey } from '../private-key/load.ts'
import { AUDIENCES, type KeyOwner, type TokenSpec } from '../token.ts'
import { type InputName, readInput } from './action-inputs.ts'
import { parseApiUrl } from './api-url.ts'
import { parseBoolean, parseChoice } from './choice.ts'
import { readId } from './identity.ts'
import { parseLifetime } from './lifetime.ts'
import { type LintedInputs, lintInputs } from './lint.ts'
import { checkMissing } from './missing.ts'
import { readAll } from './read-all.ts'
import { checkNames, findRenamed } from './renamed.ts'
import { parseRequests, parseVerify } from './requests.ts'

export interface Inputs extends LintedInputs {
  /** Whether to install the key for later steps. */
  readonly installKey: boolean
  /** What was corrected or looks wrong. */
  readonly remarks: readonly Remark[]
}

/**
 * Whether the step is to do nothing: `optional` is true, and there is no key, not even under another
 * name. The IDs may be there, since Dependabot's runs see variables, but no secrets.
 */
export function isKeyLeftOut(env: NodeJS.ProcessEnv): boolean {
  const isOptional = readInput(env, 'optional').toLowerCase() === 'true'
  if (!isOptional || readInput(env, 'private-key') !== '') return false
  return !findRenamed(env).some(({ meant }) => meant === 'private-key')
}

/**
 * Reads the inputs of the step. The IDs can be left out if the key comes with them.
 *
 * @param env the environment that the runner gave the step
 * @throws {UserError} listing everything that is wrong with the inputs
 */
export function readInputs(env: NodeJS.ProcessEnv): Inputs {
  const input = (name: InputName) => readInput(env, name)
  const renamed = findRenamed(env)
  const { names, missing, optional, keyType, issuerId, keyId, lifetime, audience, scope, ...rest } =
    readAll<Values>({
      names: () => checkNames(renamed),
      optional: () => parseBoolean('optional', input('optional')),
      keyType: () => parseChoice('key-type', input('key-type'), ['team', 'individual']),
      privateKey: () =>
        input('private-key') === ''
          ? undefined
          : loadPrivateKey(input('private-key'), input('key-id'), env),
      missing: (known) => checkMissing(known, renamed, env),
      issuerId: ({ keyType, privateKey }) =>
        keyType === 'team' ? readId('issuer-id', privateKey, input) : undefined,
      keyId: ({ privateKey }) => readId('key-id', privateKey, input),
      audience: ({ privateKey }) => readAudience(input('audience'), privateKey),
      scope: () => parseRequests('scope', input('scope')),
      lifetime: ({ audience, scope }) => {
        const mayBeLongLived = scope?.length !== 0 && audience !== ENTERPRISE
        return parseLifetime(input('lifetime'), mayBeLongLived)
      },
      verify: ({ scope = [] }) => parseVerify(input('verify'), scope),
      installKey: () => parseBoolean('install-key', input('install-key')),
      apiUrl: () => (input('api-url') === '' ? undefined : parseApiUrl(input('api-url'))),
    })
  const owner: KeyOwner = keyType === 'team' ? { type: keyType, issuerId } : { type: keyType }
  const inputs = { ...rest, spec: { owner, keyId, lifetime, audience, scope } }
  return { ...inputs, remarks: lintInputs(inputs, input) }
}

interface Values extends Omit<Inputs, 'spec' | 'remarks'>, Omit<TokenSpec, 'owner'> {
  readonly names: undefined
  readonly optional: boolean
  readonly missing: undefined
  readonly keyType: KeyOwner['type']
  readonly issuerId: string
}

const [, ENTERPRISE] = AUDIENCES

/** A key that says that it is for the Enterprise Program works nowhere else. */
function readAudience(text: string, key: LoadedKey | undefined): TokenSpec['audience'] {
  const audience = parseChoice('audience', text, AUDIENCES)
  return key?.isInHouse ? ENTERPRISE : audience
}
