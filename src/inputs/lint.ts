import { readKeyFileName } from '../ids.ts'
import { notice, type Remark, warning } from '../log.ts'
import { MAX_LIFETIME, type TokenSpec } from '../token.ts'
import type { InputName } from './action-inputs.ts'
import { allowsLongLifetime, isWriting, quoteLines } from './requests.ts'

/**
 * Finds what in the inputs was corrected, was ignored, or will probably not work as intended.
 *
 * @param input returns an input as it was written
 */
export function lintInputs(spec: TokenSpec, input: (name: InputName) => string): Remark[] {
  const { owner, keyId, lifetime, scope } = spec
  const isLongLived = lifetime > MAX_LIFETIME
  return [
    ...(owner.type === 'individual' && input('issuer-id') !== '' ? [warning(IGNORED, 'id')] : []),
    ...corrected('issuer-id', owner.issuerId ?? '', input('issuer-id')),
    ...corrected('key-id', keyId, input('key-id')),
    ...['key-id' as const, 'private-key' as const].flatMap((name) => otherKind(spec, input(name))),
    ...warnAbout(scope.filter(isWriting), WRITING),
    ...warnAbout(
      scope.filter((entry) => isLongLived && !isWriting(entry) && !allowsLongLifetime(entry)),
      SHORT_LIVED,
    ),
  ]
}

const IGNORED = 'issuer-id is ignored, since an individual key has none. Remove it from the step.'

/** Reports an ID that was taken out of other text in its input. */
function corrected(name: InputName, id: string, text: string): Remark[] {
  if (id === '' || text === '' || id.toLowerCase() === text.toLowerCase()) return []
  return [notice(`${name} is not written as App Store Connect shows it; using ${id}.`)]
}

function otherKind({ owner }: TokenSpec, value: string): Remark[] {
  const prefix = readKeyFileName(value)?.prefix.toLowerCase()
  if (prefix === 'subscriptionkey') return [warning(IN_APP_PURCHASE, 'id')]
  if (prefix === 'apikey' && owner.type === 'team') return [warning(INDIVIDUAL_FILE, 'id')]
  if (prefix === 'authkey' && owner.type === 'individual') return [warning(TEAM_FILE, 'id')]
  return []
}

const IN_APP_PURCHASE =
  'Files named SubscriptionKey_… are In-App Purchase keys, which the App Store Connect API rejects. Use a key from Users and Access > Integrations > App Store Connect API.'
const INDIVIDUAL_FILE =
  'Files named ApiKey_… are individual keys. If the API rejects the token, set `key-type: individual`.'
const TEAM_FILE =
  'Files named AuthKey_… are team keys. If the API rejects the token, remove `key-type` and set issuer-id.'

function warnAbout(entries: readonly string[], message: string): Remark[] {
  return entries.length === 0
    ? []
    : [warning(`scope contains ${quoteLines(entries)}${message}`, 'scope')]
}

const WRITING =
  ', but Apple documents scopes only for GET and has rejected other methods with status 405. Leave out scope for requests that change something.'
const SHORT_LIVED =
  ', for which Apple rejects tokens that are valid for more than 20 minutes. Shorten lifetime to 19m, or remove this from scope.'
