import type { KeyObject } from 'node:crypto'
import { readAll, UserError } from './errors.ts'
import { parseLifetime } from './lifetime.ts'
import { parsePrivateKey } from './private-key.ts'

export interface Inputs {
  readonly issuerId: string
  readonly keyId: string
  readonly privateKey: KeyObject
  /** Seconds. */
  readonly lifetime: number
}

/**
 * Reads the inputs of the step.
 *
 * @param env where the runner leaves them, as `INPUT_` and the name in capitals
 * @throws {UserError} naming everything that is wrong with them
 */
export function readInputs(env: NodeJS.ProcessEnv): Inputs {
  const input = (name: string) => (env[`INPUT_${name.toUpperCase()}`] ?? '').trim()
  const required = (name: string) => {
    const value = input(name)
    if (value === '') throw new UserError(`${name} is empty.`)
    return value
  }
  return readAll<Inputs>({
    issuerId: () => required('issuer-id'),
    keyId: () => required('key-id'),
    privateKey: () => parsePrivateKey(required('private-key')),
    lifetime: () => parseLifetime(input('lifetime') || '15m'),
  })
}
