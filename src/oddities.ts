import { readKeyFileName } from './ids.ts'
import type { Remark } from './report.ts'
import { allowsLongLifetime, isWriting, quoteLines } from './scope.ts'
import { MAX_LIFETIME, type TokenRequest } from './token.ts'

/**
 * Tells what in the inputs was put right, ignored, or will not work as it is probably meant.
 *
 * @param input gives an input as it was written
 */
export function findOddities(request: TokenRequest, input: (name: string) => string): Remark[] {
  const { issuerId, keyId, lifetime, scope } = request
  const isLong = lifetime > MAX_LIFETIME
  return [
    ...(issuerId === undefined && input('issuer-id') !== '' ? [warning(IGNORED)] : []),
    ...(keyId === input('key-id') ? [] : [putRight(keyId)]),
    ...['key-id', 'private-key'].flatMap((name) => otherKind(request, input(name))),
    ...about(scope.filter(isWriting), WRITING),
    ...about(
      scope.filter((entry) => isLong && !isWriting(entry) && !allowsLongLifetime(entry)),
      SHORT_LIVED,
    ),
  ]
}

const IGNORED = 'issuer-id is ignored, since an individual key has none. Remove it from the step.'

function putRight(keyId: string): Remark {
  return {
    level: 'notice',
    message: `key-id holds more than a key ID; ${keyId} was taken from it.`,
  }
}

function otherKind({ issuerId }: TokenRequest, name: string): Remark[] {
  const prefix = readKeyFileName(name)?.prefix
  if (prefix === 'SubscriptionKey') return [warning(PURCHASES)]
  if (prefix === 'ApiKey' && issuerId !== undefined) return [warning(INDIVIDUAL)]
  if (prefix === 'AuthKey' && issuerId === undefined) return [warning(TEAM)]
  return []
}

const PURCHASES =
  'SubscriptionKey_ begins the file names of In-App Purchase keys, and the App Store Connect API refuses those. Use a key from Users and Access > Integrations > App Store Connect API.'
const INDIVIDUAL =
  'ApiKey_ begins the file names of individual keys. If the API refuses the token, set `key-type: individual`.'
const TEAM =
  "AuthKey_ begins the file names of a team's keys. If the API refuses the token, leave out `key-type` and set issuer-id."

function about(entries: readonly string[], message: string): Remark[] {
  return entries.length === 0 ? [] : [warning(`scope holds ${quoteLines(entries)}${message}`)]
}

const WRITING =
  ', but Apple documents scopes for GET alone and has refused others with status 405. For requests that change something, leave out the scope.'
const SHORT_LIVED =
  ', for which Apple refuses tokens that live over 20 minutes. Shorten lifetime to 19m, or leave this out of the scope.'

function warning(message: string): Remark {
  return { level: 'warning', message }
}
