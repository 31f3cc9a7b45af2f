import type { IncomingHttpHeaders } from 'node:http'
import { UserError } from '../errors.ts'
import { MAX_LIFETIME, type TokenSpec } from '../token.ts'

/**
 * Individual keys have been seen with IDs of this length, team keys with ones of 10 characters.
 * Apple promises neither, so the length only orders what is said.
 */
const INDIVIDUAL_KEY_ID_LENGTH = 12

/**
 * The error for a token that Apple refuses. Apple has one text for all causes, so all that it can
 * mean is listed, likeliest first.
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
  const enterprise = audience === 'apple-developer-enterprise-v1'
  const individual = owner.type === 'individual'
  const looksIndividual = keyId.length === INDIVIDUAL_KEY_ID_LENGTH
  const otherType = individual
    ? `${keyId} is a team key. Then leave out key-type and give the issuer-id.`
    : `${keyId} is an individual key${looksIndividual ? ', as its 12 characters suggest' : ''}. Then set key-type: individual and leave out issuer-id.`
  const causes = [
    'key-id and private-key are of different keys. The file of a key is named after its ID: AuthKey_<key-id>.p8.',
    ...(individual ? [] : ['issuer-id is of another team. Copy it from above the list of keys.']),
    `The key was revoked. See whether Users and Access > Integrations still lists ${keyId}.`,
  ]
  if (looksIndividual !== individual) causes.unshift(otherType)
  else causes.push(otherType)
  if (lifetime > MAX_LIFETIME) causes.unshift(TOO_LONG)
  causes.push(
    'It is a key for something else, such as In-App Purchase or push notifications. Generate one under Users and Access > Integrations.',
    enterprise
      ? 'The account is not one of the Enterprise Program. Then leave out audience.'
      : 'The key is of an Enterprise account. Then set audience: apple-developer-enterprise-v1.',
  )
  return causes
}

const TOO_LONG =
  'A line of scope is not of the resources that Apple lets tokens live over 20 minutes for. Then shorten lifetime to 19m.'

/** By these Apple finds a request in its logs. */
const REQUEST_IDS = ['x-apple-request-uuid', 'x-apple-jingle-correlation-key', 'x-request-id']

function support(headers: IncomingHttpHeaders): string {
  const ids = REQUEST_IDS.map((name) => [name, String(headers[name])] as const)
    .filter(([, id]) => /^([0-9a-f-]{8,64}|[0-9A-Z-]{8,64})$/.test(id))
    .map(([name, id]) => `${name} ${id}`)
  return ids.length === 0 ? '' : `\nFor Apple's support: ${ids.join(', ')}.`
}
