import { readKeyFileName } from '../ids.ts'
import { notice, type Remark, warning } from '../log.ts'
import type { LoadedKey } from '../private-key/load.ts'
import { MAX_LIFETIME, type TokenSpec } from '../token.ts'
import type { InputName } from './action-inputs.ts'
import { remarkOnId } from './identity.ts'
import { allowsLongLifetime, isWriting, quoteRequests, type Verify } from './requests.ts'

/** What is looked at: the token, its key, and how to verify it. */
export interface LintedInputs {
  readonly spec: TokenSpec
  readonly privateKey: LoadedKey
  readonly verify: Verify
  /** The base URL to verify the token at, if it is not Apple's own. */
  readonly apiUrl: URL | undefined
}

/**
 * Finds what in the inputs was corrected, was ignored, or will probably not work as intended.
 *
 * @param input returns an input as it was written
 */
export function lintInputs(
  { spec, privateKey, verify, apiUrl }: LintedInputs,
  input: (name: InputName) => string,
): Remark[] {
  const { owner, keyId, lifetime, scope, audience } = spec
  const remarks: Remark[] = []
  if (owner.type === 'team') {
    remarks.push(...remarkOnId('issuer-id', owner.issuerId, input('issuer-id'), privateKey))
  } else if (input('issuer-id') !== '') {
    remarks.push(warning(IGNORED, 'id'))
  }
  remarks.push(...remarkOnId('key-id', keyId, input('key-id'), privateKey))
  for (const name of [input('key-id'), input('private-key')]) {
    const prefix = readKeyFileName(name)?.prefix.toLowerCase() as keyof typeof FILES | undefined
    if (prefix && FILES[prefix].type !== owner.type) {
      remarks.push(warning(FILES[prefix].message, 'id'))
    }
  }
  const writing = scope.filter(isWriting)
  if (writing.length > 0) {
    remarks.push(warning(`scope contains ${quoteRequests(writing)}${WRITING}`, 'scope'))
  }
  const short = scope.filter((entry) => !isWriting(entry) && !allowsLongLifetime(entry))
  if (lifetime > MAX_LIFETIME && short.length > 0) {
    remarks.push(warning(`scope contains ${quoteRequests(short)}${SHORT_LIVED}`, 'scope'))
  }
  if (audience !== input('audience').toLowerCase()) remarks.push(notice(IN_HOUSE))
  if (apiUrl && verify === 'off') remarks.push(notice(UNUSED_API_URL))
  return remarks
}

const IGNORED = 'issuer-id is ignored, since an individual key has none. Remove it.'

/** By what the names of key files start with, in small letters. */
const FILES = {
  authkey: {
    type: 'team',
    message:
      'Files named AuthKey_… are team keys. If the API rejects the token, remove `key-type` and set issuer-id.',
  },
  apikey: {
    type: 'individual',
    message:
      'Files named ApiKey_… are individual keys. If the API rejects the token, set `key-type: individual`.',
  },
  subscriptionkey: {
    type: 'none',
    message:
      'Files named SubscriptionKey_… are In-App Purchase keys, which the App Store Connect API rejects. Use a key from Users and Access > Integrations > App Store Connect API.',
  },
} as const

const WRITING =
  ', but Apple documents scopes only for GET and has rejected other methods with status 405. Leave out scope for requests that change something.'
const SHORT_LIVED =
  ', for which Apple rejects tokens that are valid for more than 20 minutes. Shorten lifetime to 19m, or remove this from scope.'
const IN_HOUSE =
  'private-key says `in_house: true`, so the token is for the Enterprise Program API. To say so, set `audience: apple-developer-enterprise-v1`.'
const UNUSED_API_URL = 'api-url has no effect without verify. Set `verify: true`, or remove it.'
