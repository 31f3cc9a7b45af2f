import { UserError } from '../errors.ts'
import { keyFileName } from '../ids.ts'
import { MAX_LIFETIME, type TokenSpec } from '../token.ts'

/**
 * Individual keys have been seen with IDs of this length, team keys with ones of 10 characters.
 * Apple promises neither, so the length only decides which cause comes first.
 */
const INDIVIDUAL_KEY_ID_LENGTH = 12

/** How Apple rejected a token. */
export interface Rejection {
  /** What Apple answered, as a part of a sentence. */
  readonly reason: string
  /** By which IDs Apple finds the request in its logs, such as `x-request-id 0B7A…`; may be empty. */
  readonly requestIds: string
}

/**
 * The error for a token that Apple rejects. Apple sends the same text for every cause, so every
 * possible cause is listed, most likely first. IDs are often secrets, which a log shows as ***, so
 * no cause depends on reading one.
 *
 * @param fingerprint of the key that signed it
 * @param clock what is known of the clock's part in it, as a sentence or ''
 */
export function rejection(
  { audience, owner, keyId, lifetime }: TokenSpec,
  fingerprint: string,
  { reason, requestIds }: Rejection,
  clock: string,
): UserError {
  const isEnterprise = audience === 'apple-developer-enterprise-v1'
  const place = `${isEnterprise ? 'developer.apple.com > ' : ''}Users and Access > Integrations`
  const isIndividual = owner.type === 'individual'
  const looksIndividual = keyId.length === INDIVIDUAL_KEY_ID_LENGTH
  const otherOwner = isIndividual ? TEAM : INDIVIDUAL
  const causes = [
    keyId !== keyId.toUpperCase() && LOWERCASE,
    lifetime > MAX_LIFETIME && TOO_LONG,
    looksIndividual !== isIndividual && otherOwner,
    `key-id and private-key belong to different keys. The fingerprint of private-key is ${fingerprint}. To see that of the file named after key-id, run: openssl pkey -in ${keyFileName(owner, '<key-id>')} -pubout -outform DER | openssl dgst -sha256`,
    !isIndividual && OTHER_TEAM,
    `The key was revoked: its ID is no longer in the list under ${place}.`,
    looksIndividual === isIndividual && otherOwner,
    `The key is for another service, such as In-App Purchase or push notifications. Generate one under ${place}.`,
    isEnterprise ? NOT_ENTERPRISE : ENTERPRISE,
  ]
  return new UserError(
    `Apple keeps rejecting the token (${reason}) without saying why.${clock && ' '}${clock}`,
    ['Possible causes, most likely first:', ...causes.filter(Boolean)].join('\n- ') +
      support(requestIds),
    'rejected',
  )
}

/** The error for a token that Apple accepts for one line, and then rejects for another. */
export function laterRejection(
  { lifetime }: TokenSpec,
  { reason, requestIds }: Rejection,
  line: string,
  acceptedLine: string,
): UserError {
  return new UserError(
    `Apple accepts the token for ${acceptedLine}, but keeps rejecting it for ${line} (${reason}). So the key, its IDs and the clock are right.`,
    (lifetime > MAX_LIFETIME ? TOO_LONG : OUTAGE) + support(requestIds),
    'rejected',
  )
}

function support(requestIds: string): string {
  return requestIds && `\nFor Apple's support: ${requestIds}.`
}

const LOWERCASE =
  'key-id contains lowercase letters, which no known key ID does. Copy it again from the list of keys.'
const TOO_LONG =
  'Apple does not allow more than 20 minutes for one of the lines of scope. If so, shorten lifetime to 19m.'
const TEAM =
  'The key whose ID is in key-id is a team key. If so, remove key-type and set issuer-id.'
const INDIVIDUAL =
  'The key whose ID is in key-id is an individual key. If so, set key-type: individual and remove issuer-id.'
const OTHER_TEAM = 'issuer-id belongs to another team. Copy the one shown above the list of keys.'
const NOT_ENTERPRISE =
  'The key comes from App Store Connect, not from the Enterprise Program. If so, remove audience.'
const ENTERPRISE =
  'The key belongs to an Enterprise Program account. If so, set audience: apple-developer-enterprise-v1.'
const OUTAGE = 'This may be an outage, or the key has just been revoked. Rerun the job.'
