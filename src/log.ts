import { hash } from 'node:crypto'
import { seeTopics, type Topic } from './errors.ts'
import type { TokenSpec } from './token.ts'

/** What the log says in addition to the result. */
export interface Remark {
  readonly level: 'info' | 'notice' | 'warning'
  readonly message: string
  /** Where to read more. */
  readonly topic?: Topic
}

export function info(message: string): Remark {
  return { level: 'info', message }
}

export function notice(message: string, topic?: Topic): Remark {
  return { level: 'notice', message, ...(topic && { topic }) }
}

export function warning(message: string, topic: Topic): Remark {
  return { level: 'warning', message, topic }
}

/** Returns what the step prints for a remark. @param help see findHelp */
export function formatRemark({ level, message, topic }: Remark, help: string): string {
  const text = topic ? `${message}\n${seeTopics([topic], help)}` : message
  return level === 'info' ? `${text}\n` : workflowCommand(level, text)
}

/**
 * Formats a workflow command, where @actions/core is too large or writes to the wrong stream.
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
 */
export function workflowCommand(
  name: 'add-mask' | 'debug' | 'notice' | 'warning',
  value: string,
): `::${string}\n` {
  const escaped = value.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
  return `::${name}::${escaped}\n`
}

/**
 * Returns what shows which key it is: the SHA-256 of its public key, in hexadecimal, as
 * `openssl pkey -in AuthKey.p8 -pubout -outform DER | openssl dgst -sha256` prints it.
 *
 * @param publicKey DER (SubjectPublicKeyInfo)
 */
export function fingerprintOf(publicKey: Buffer): string {
  return hash('sha256', publicKey)
}

/** Describes a token: whose key signed it, what it allows and for how long. @param help see findHelp */
export function describeToken(
  { owner, keyId, lifetime, audience, scope }: TokenSpec,
  expiresAt: string,
  help: string,
): string {
  const api = audience === 'appstoreconnect-v1' ? '' : ' for the Enterprise Program API'
  const limit = scope.length === 0 ? '' : `, limited to ${count(scope.length, 'request')}`
  return `Created a token with the ${owner.type} key ${keyId}${api}${limit}. It is valid for ${formatSeconds(lifetime)}, until ${expiresAt}.${help && ` ${seeTopics(['expired'], help)}`}`
}

/** Formats a number of seconds in the largest unit that divides it: 900 is `15 minutes`. */
export function formatSeconds(seconds: number): string {
  if (seconds % 60 !== 0) return count(seconds, 'second')
  if (seconds % 3600 !== 0) return count(seconds / 60, 'minute')
  if (seconds % 86_400 !== 0) return count(seconds / 3600, 'hour')
  return count(seconds / 86_400, 'day')
}

/** Writes a number with what it counts: `1 hour`, `2 hours`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}

/** Describes a text by its size, which is all that a message may reveal of a secret. */
export function measure(text: string): string {
  const lines = text.split(/\r\n|\r|\n/).length
  const characters = count(text.length, 'character')
  return lines === 1 ? characters : `${characters} in ${lines} lines`
}
