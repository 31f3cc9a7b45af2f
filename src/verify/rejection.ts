import type { IncomingHttpHeaders } from 'node:http'
import { UserError } from '../errors.ts'
import { keyFileName } from '../ids.ts'
import { MAX_LIFETIME, type TokenSpec } from '../token.ts'

/**
 * Individual keys have been seen with IDs of this length, team keys with ones of 10 characters.
 * Apple promises neither, so the length only decides which cause comes first.
 */
const INDIVIDUAL_KEY_ID_LENGTH = 12

/**
 * The error for a token that Apple rejects. Apple sends the same text for every cause, so every
 * possible cause is listed, most likely first. IDs are often secrets, which a log shows as ***, so
 * no cause depends on reading one.
 *
 * @param reason what Apple answered, as a part of a sentence
 * @param clock what is known of the clock's part in it, as a sentence or ''
 */
export function rejection(
  spec: TokenSpec,
  headers: IncomingHttpHeaders,
  reason: string,
  clock: string,
): UserError {
  const causes = listCauses(spec).map((cause) => `\n- ${cause}`)
  return new UserError(
    `Apple keeps rejecting the token (${reason}) without saying why.${clock && ' '}${clock}`,
    `Possible causes, most likely first:${causes.join('')}${support(headers)}`,
  )
}

function listCauses({ audience, owner, keyId, lifetime }: TokenSpec): string[] {
  const isIndividual = owner.type === 'individual'
  const looksIndividual = keyId.length === INDIVIDUAL_KEY_ID_LENGTH
  const otherOwner = isIndividual ? TEAM : looksIndividual ? LONG_ID : INDIVIDUAL
  return [
    ...(/[a-z]/.test(keyId) ? [LOWERCASE] : []),
    ...(lifetime > MAX_LIFETIME ? [TOO_LONG] : []),
    ...(looksIndividual === isIndividual ? [] : [otherOwner]),
    `key-id and private-key belong to different keys. A key's file is named after its ID: ${keyFileName(owner, '<key-id>')}.`,
    ...(isIndividual ? [] : [OTHER_TEAM]),
    'The key whose ID is in key-id was revoked. Check whether Users and Access > Integrations still lists it.',
    ...(looksIndividual === isIndividual ? [otherOwner] : []),
    'The key is for another service, such as In-App Purchase or push notifications. Generate one under Users and Access > Integrations.',
    audience === 'apple-developer-enterprise-v1' ? NOT_ENTERPRISE : ENTERPRISE,
  ]
}

const LOWERCASE =
  'key-id contains lowercase letters, which no known key ID does. Copy it again from the list of keys.'
const TOO_LONG =
  'Apple does not allow more than 20 minutes for one of the lines of scope. If so, shorten lifetime to 19m.'
const TEAM =
  'The key whose ID is in key-id is a team key. If so, remove key-type and set issuer-id.'
const INDIVIDUAL =
  'The key whose ID is in key-id is an individual key. If so, set key-type: individual and remove issuer-id.'
const LONG_ID =
  'The key whose ID is in key-id is an individual key, as its 12 characters suggest. If so, set key-type: individual and remove issuer-id.'
const OTHER_TEAM = 'issuer-id belongs to another team. Copy the one shown above the list of keys.'
const NOT_ENTERPRISE = 'The account is not in the Enterprise Program. If so, remove audience.'
const ENTERPRISE =
  'The key belongs to an Enterprise Program account. If so, set audience: apple-developer-enterprise-v1.'

/** Apple finds a request in its logs by these. */
const REQUEST_IDS = ['x-apple-request-uuid', 'x-apple-jingle-correlation-key', 'x-request-id']

/** A UUID, or the same 128 bits in base32: anything else may be a part of the token. */
const REQUEST_ID = /^([\da-fA-F]{8}(-[\da-fA-F]{4}){3}-[\da-fA-F]{12}|[A-Z2-7]{26})$/

function support(headers: IncomingHttpHeaders): string {
  const ids = REQUEST_IDS.map((name) => [name, String(headers[name])] as const)
    .filter(([, id]) => REQUEST_ID.test(id))
    .map(([name, id]) => `${name} ${id}`)
  return ids.length === 0 ? '' : `\nFor Apple's support: ${ids.join(', ')}.`
}
