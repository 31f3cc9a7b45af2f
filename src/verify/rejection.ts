import { listCauses, UserError } from '../errors.ts'
import { keyFileName } from '../ids.ts'
import { MAX_LIFETIME } from '../token.ts'
import { describeSkew } from './clock-skew.ts'
import { isAccepted, type Outcome, type Session } from './verification.ts'

type Rejected = Extract<Outcome, { kind: 'rejected' }>

/** The error for a token that Apple rejects. */
export function rejection(session: Session, outcome: Rejected): UserError {
  const { reason, requestIds, request } = outcome
  const accepted = session.outcomes.find(isAccepted)
  const clock = describeClock(session, outcome)
  const problem = accepted
    ? `Apple accepts the token for ${accepted.request.line}, but keeps rejecting it for ${request.line} (${reason}). So the key, its IDs and the clock are right.`
    : `Apple keeps rejecting the token (${reason}) without saying why.${clock}`
  const isLong = session.spec.lifetime > MAX_LIFETIME
  const remedy = accepted ? (isLong ? TOO_LONG : OUTAGE) : causesOf(session)
  const support = requestIds && `\nFor Apple's support: ${requestIds}.`
  return new UserError(problem, remedy + support, 'rejected')
}

/** Says what is known of the clock's part in a rejection. */
function describeClock({ tokens }: Session, { clock }: Outcome): string {
  const corrected = tokens.find(({ ahead }) => ahead !== 0)
  if (corrected) {
    return ` The runner's clock is ${describeSkew(corrected.ahead)}, but a token based on Apple's clock was rejected too.`
  }
  if (clock?.skew === 0) return ''
  return " Apple's responses do not show reliably what time it is, so check the runner's clock first."
}

/**
 * Individual keys have been seen with IDs of this length, team keys with ones of 10 characters.
 * Apple promises neither, so the length only decides which cause comes first.
 */
const INDIVIDUAL_KEY_ID_LENGTH = 12

/**
 * Apple sends the same text for every cause, so every possible cause is listed. IDs are often secrets,
 * which a log shows as ***, so no cause depends on reading one.
 */
function causesOf({ spec, fingerprint }: Session): string {
  const { audience, owner, keyId, lifetime } = spec
  const isEnterprise = audience === 'apple-developer-enterprise-v1'
  const place = `${isEnterprise ? 'developer.apple.com > ' : ''}Users and Access > Integrations`
  const isIndividual = owner.type === 'individual'
  const looksIndividual = keyId.length === INDIVIDUAL_KEY_ID_LENGTH
  const otherOwner = isIndividual ? TEAM : INDIVIDUAL
  const causes = [
    keyId !== keyId.toUpperCase() &&
      'key-id contains lowercase letters, which no known key ID does. Copy it again from the list of keys.',
    lifetime > MAX_LIFETIME && TOO_LONG,
    looksIndividual !== isIndividual && otherOwner,
    `key-id and private-key belong to different keys. The fingerprint of private-key is ${fingerprint}. To see that of the file named after key-id, run: openssl pkey -in ${keyFileName(owner, '<key-id>')} -pubout -outform DER | openssl dgst -sha256`,
    !isIndividual &&
      'issuer-id belongs to another team. Copy the one shown above the list of keys.',
    `The key was revoked: its ID is no longer in the list under ${place}.`,
    looksIndividual === isIndividual && otherOwner,
    `The key is for another service, such as In-App Purchase or push notifications. Generate one under ${place}.`,
    isEnterprise
      ? 'The key comes from App Store Connect, not from the Enterprise Program. If so, remove audience.'
      : 'The key belongs to an Enterprise Program account. If so, set audience: apple-developer-enterprise-v1.',
  ]
  return listCauses(causes.flatMap((cause) => cause || []))
}

const TOO_LONG =
  'Apple does not allow more than 20 minutes for one of the lines of scope. If so, shorten lifetime to 19m.'
const OUTAGE = 'This may be an outage, or the key has just been revoked. Rerun the job.'
const TEAM =
  'The key whose ID is in key-id is a team key. If so, remove key-type and set issuer-id.'
const INDIVIDUAL =
  'The key whose ID is in key-id is an individual key. If so, set key-type: individual and remove issuer-id.'
