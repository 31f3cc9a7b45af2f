import { explainEmpty } from './empty-inputs.ts'
import { readAll, UserError } from './errors.ts'
import { areSwapped, parseIssuerId, parseKeyId, readKeyFileName } from './ids.ts'
import { readKeyFile } from './key-file.ts'
import { parseLifetime } from './lifetime.ts'
import type { P256Key } from './p256.ts'
import { type PrivateKey, parsePrivateKey } from './private-key.ts'
import type { Remark } from './report.ts'
import { trim } from './text.ts'

export interface Inputs {
  readonly issuerId: string
  readonly keyId: string
  readonly privateKey: P256Key
  /** Seconds. */
  readonly lifetime: number
  /** What of the key the runner does not mask by itself. */
  readonly secrets: readonly string[]
  /** What was put right or looks odd. */
  readonly remarks: readonly Remark[]
}

const REQUIRED = ['issuer-id', 'key-id', 'private-key']

/**
 * Reads the inputs of the step.
 *
 * @param env the environment that the runner gave the step
 * @throws {UserError} naming everything that is wrong with the inputs
 */
export function readInputs(env: NodeJS.ProcessEnv): Inputs {
  const input = (name: string) => env[`INPUT_${name.toUpperCase()}`] ?? ''
  const empty = REQUIRED.filter((name) => trim(input(name)) === '')
  const swapped = areSwapped(input('issuer-id'), input('key-id'))

  const required = <T>(name: string, parse: (text: string) => T): T => {
    if (empty.includes(name)) throw new UserError(explainEmpty(empty, env))
    if (swapped && name !== 'private-key') throw new UserError(SWAPPED)
    return parse(input(name))
  }

  const { issuerId, keyId, privateKey, lifetime } = readAll<Readings>({
    issuerId: () => required('issuer-id', parseIssuerId),
    keyId: () => required('key-id', parseKeyId),
    privateKey: () => required('private-key', (text) => readPrivateKey(text, env)),
    lifetime: () => parseLifetime(trim(input('lifetime')) || '15m'),
    sameKeyId: (soFar) => rejectOther('key-id', soFar.keyId, soFar.privateKey?.keyId),
    sameIssuerId: (soFar) => rejectOther('issuer-id', soFar.issuerId, soFar.privateKey?.issuerId),
  })
  const remarks = [
    ...remarkOnKeyId(keyId, trim(input('key-id'))),
    ...remarkOnFileName(trim(input('key-id'))),
    ...remarkOnFileName(trim(input('private-key'))),
  ]
  const secrets = unmasked(privateKey.lines, input('private-key'))
  return { issuerId, keyId, privateKey, lifetime, secrets, remarks }
}

interface Readings extends Pick<Inputs, 'issuerId' | 'keyId' | 'lifetime'> {
  readonly privateKey: PrivateKey
  readonly sameKeyId: unknown
  readonly sameIssuerId: unknown
}

const SWAPPED = 'issuer-id and key-id are swapped: issuer-id is the UUID, key-id the short one.'

/**
 * Runners mask a secret whole and line by line, so those lines need no mask. Short pieces get none
 * since they stand in other text by chance.
 * https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionCommandManager.cs
 */
function unmasked(lines: readonly string[], secret: string): string[] {
  const masked = new Set(secret.split(/[\r\n]+/).map((line) => line.trim()))
  return lines.filter((line) => line.length >= 16 && !masked.has(line))
}

/** Reads the key from the input, or from the file that it names. */
function readPrivateKey(text: string, env: NodeJS.ProcessEnv): PrivateKey {
  const file = readKeyFile(text, env)
  if (!file) return parsePrivateKey(text)
  const named = readKeyFileName(file.path)
  const key = parsePrivateKey(file.text, 'The file that private-key names')
  return { ...key, keyId: named?.keyId ?? key.keyId }
}

function rejectOther(name: string, given: string | undefined, beside: string | undefined): void {
  if (given === undefined || beside === undefined) return
  if (given.toLowerCase() === beside.toLowerCase()) return
  throw new UserError(
    `${name} is ${given}, but private-key comes with the ${name} ${beside}. Give the ID and the key that belong together.`,
  )
}

function remarkOnKeyId(keyId: string, text: string): Remark[] {
  return keyId === text
    ? []
    : [{ level: 'notice', message: `key-id holds more than a key ID; ${keyId} was taken from it.` }]
}

function remarkOnFileName(text: string): Remark[] {
  return readKeyFileName(text)?.isForPurchases
    ? [
        {
          level: 'warning',
          message:
            'SubscriptionKey_ begins the file names of In-App Purchase keys, and App Store Connect refuses their tokens. Use a key from Users and Access > Integrations > App Store Connect API.',
        },
      ]
    : []
}
