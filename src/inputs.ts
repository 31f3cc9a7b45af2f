import { parseApiUrl, requestToProve } from './api-url.ts'
import { parseChoice, parseSwitch } from './choice.ts'
import { explainEmpty } from './empty-inputs.ts'
import { readAll, UserError } from './errors.ts'
import { areSwapped, parseIssuerId, parseKeyId } from './ids.ts'
import { loadPrivateKey } from './key-file.ts'
import { parseLifetime } from './lifetime.ts'
import { findOddities } from './oddities.ts'
import type { PrivateKey } from './private-key.ts'
import type { Remark } from './report.ts'
import { parseScope } from './scope.ts'
import { trim } from './text.ts'
import { AUDIENCES, type TokenRequest } from './token.ts'

export interface Inputs {
  readonly request: TokenRequest
  readonly privateKey: PrivateKey
  /** The request that is to prove the token, if it is to be proven. */
  readonly proof: URL | undefined
  /** Whether the key is to be installed for the steps that follow. */
  readonly installKey: boolean
  /** What was put right or looks odd. */
  readonly remarks: readonly Remark[]
}

const KEY_TYPES = ['team', 'individual'] as const

/**
 * Reads the inputs of the step.
 *
 * @param env the environment that the runner gave the step
 * @throws {UserError} naming everything that is wrong with the inputs
 */
export function readInputs(env: NodeJS.ProcessEnv): Inputs {
  const input = (name: string) => trim(env[`INPUT_${name.toUpperCase()}`] ?? '')
  const isTeam = input('key-type').toLowerCase() !== 'individual'
  const needed = [...(isTeam ? ['issuer-id'] : []), 'key-id', 'private-key']
  const empty = needed.filter((name) => input(name) === '')
  const swapped = isTeam && areSwapped(input('issuer-id'), input('key-id'))

  const required = <T>(name: string, parse: (text: string) => T): T => {
    if (empty.includes(name)) throw new UserError(explainEmpty(empty, env))
    if (swapped && name !== 'private-key') throw new UserError(SWAPPED)
    return parse(input(name))
  }

  const { issuerId, keyId, lifetime, audience, scope, ...read } = readAll<Readings>({
    keyType: () => parseChoice('key-type', input('key-type') || 'team', KEY_TYPES),
    issuerId: () => (isTeam ? required('issuer-id', parseIssuerId) : undefined),
    keyId: () => required('key-id', parseKeyId),
    privateKey: () => required('private-key', (text) => loadPrivateKey(text, env)),
    sameKeyId: (soFar) => rejectOther('key-id', soFar.keyId, soFar.privateKey?.keyId),
    sameIssuerId: (soFar) => rejectOther('issuer-id', soFar.issuerId, soFar.privateKey?.issuerId),
    audience: () => parseChoice('audience', input('audience') || AUDIENCES[0], AUDIENCES),
    scope: () => parseScope(input('scope')),
    lifetime: ({ audience, scope }) => {
      const mayBeLong = scope?.length !== 0 && audience !== 'apple-developer-enterprise-v1'
      return parseLifetime(input('lifetime') || '15m', mayBeLong)
    },
    verify: () => parseSwitch('verify', input('verify')),
    installKey: () => parseSwitch('install-key', input('install-key')),
    apiUrl: () => (input('api-url') === '' ? undefined : parseApiUrl(input('api-url'))),
  })
  const request = { issuerId, keyId, lifetime, audience, scope }
  return {
    request,
    privateKey: read.privateKey,
    proof: read.verify ? requestToProve(request, read.apiUrl) : undefined,
    installKey: read.installKey,
    remarks: findOddities(request, input),
  }
}

interface Readings extends TokenRequest {
  readonly privateKey: PrivateKey
  readonly verify: boolean
  readonly installKey: boolean
  readonly apiUrl: URL | undefined
  readonly keyType: unknown
  readonly sameKeyId: unknown
  readonly sameIssuerId: unknown
}

const SWAPPED = 'issuer-id and key-id are swapped: issuer-id is the UUID, key-id the short one.'

function rejectOther(name: string, given: string | undefined, beside: string | undefined): void {
  if (given === undefined || beside === undefined) return
  if (given.toLowerCase() === beside.toLowerCase()) return
  throw new UserError(
    `${name} is ${given}, but private-key comes with the ${name} ${beside}. Give the ID and the key that belong together.`,
  )
}
