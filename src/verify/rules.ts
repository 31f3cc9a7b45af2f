import type { Topic } from '../errors.ts'
import { pathOf, type VerifyRequest } from './targets.ts'

/** An error in a response of Apple's API. */
export interface AppleError {
  readonly code: string
  /** Title and detail, as they are. */
  readonly texts: readonly string[]
  /** The parameter of the query that it is about, or empty. */
  readonly parameter: string
}

/** What one kind of error means. In its sentences, LINE is the request and ROLE what allows it. */
interface Rule {
  /** Codes, or words in a code. Codes are stable. */
  readonly codes?: readonly string[]
  /** Parts of the text, in lowercase, by which a general code is recognized. Apple changes texts. */
  readonly texts?: readonly string[]
  /** `blocked` fails the step; `warning` and `notice` do if `verify` lists the request. */
  readonly effect: 'blocked' | 'warning' | 'notice' | 'accepted'
  readonly topic: Topic
  readonly problem: string
  readonly remedy: string
}

const FORBIDDEN: readonly Rule[] = [
  {
    codes: ['AGREEMENT', 'AGREEMENTS', 'PLA'],
    texts: ['agreement'],
    effect: 'blocked',
    topic: 'agreement',
    problem: 'Apple accepts the key, but blocks LINE until an agreement is accepted',
    remedy:
      'The Account Holder must accept it in App Store Connect > Business or, for the license agreement, at https://developer.apple.com/account. After that, it can take some minutes to take effect. A new key will not help.',
  },
  {
    codes: ['MEMBERSHIP'],
    texts: [
      'not associated with an active membership',
      'not have a program membership',
      'unable to find a team',
    ],
    effect: 'blocked',
    topic: 'agreement',
    problem: 'Apple accepts the key, but the team has no active membership that covers LINE',
    remedy: 'The Account Holder can renew or change it at https://developer.apple.com/account.',
  },
  {
    codes: ['FORBIDDEN.REQUEST_DOES_NOT_MATCH_SCOPE'],
    effect: 'warning',
    topic: 'scope',
    problem: "Apple accepts the key, but the token's scope does not cover LINE",
    remedy:
      'To verify more, scope needs a GET line with the same path and query; only limit, cursor and sort can differ.',
  },
  {
    texts: ['the given operation is not allowed', 'allowed operations are'],
    effect: 'warning',
    topic: 'request',
    problem: 'The API does not support LINE',
    remedy: 'Check its path, IDs and query.',
  },
  {
    codes: ['FORBIDDEN_ERROR'],
    effect: 'notice',
    topic: 'role',
    problem: 'Apple accepts the key, but its role does not allow LINE',
    remedy:
      'To allow it, create a key whose role does, since the role of a key cannot be changed. ROLE',
  },
]

const OTHER_FORBIDDEN: Rule = {
  effect: 'warning',
  topic: 'role',
  problem: 'Apple accepts the key, but forbids LINE',
  remedy: 'Expect the same in later steps.',
}

/** A report is looked up only for a key that may read it: others get 403. */
const NO_REPORT: Rule = {
  codes: ['NOT_FOUND'],
  effect: 'accepted',
  topic: 'nothing',
  problem: 'Apple accepts the key and its role, but has no report for LINE',
  remedy:
    'There is none for a time without sales. A wrong date or vendor number looks the same, so check these if you expect one.',
}

const OTHER: Rule = {
  effect: 'notice',
  topic: 'request',
  problem: 'Apple did not reject the token, but could not complete LINE',
  remedy: 'Check its path, IDs and query.',
}

/**
 * Says what the errors of a response mean: the first rule that one of them matches decides.
 *
 * @returns the rule, with its sentences complete, and the errors that matched
 */
export function applyRules(status: number, errors: readonly AppleError[], request: VerifyRequest) {
  const isReport = status === 404 && isAbout(request, REPORTS)
  const rules = status === 403 ? FORBIDDEN : isReport ? [NO_REPORT] : []
  const other = status === 403 ? OTHER_FORBIDDEN : OTHER
  const rule = rules.find((rule) => errors.some((error) => matches(error, rule))) ?? other
  const [, role] = ROLES.find(([resources]) => isAbout(request, resources)) ?? ['', APPS]
  return {
    ...rule,
    problem: rule.problem.replace('LINE', () => request.line),
    remedy: rule.remedy.replace('ROLE', role),
    decisive: errors.filter((error) => matches(error, rule)),
  }
}

function isAbout(request: VerifyRequest, resources: string): boolean {
  return pathOf(request).some((part) => resources.split(' ').includes(part))
}

function matches({ code, texts }: AppleError, rule: Rule): boolean {
  const words = code.replaceAll('.', '_').split('_')
  const text = texts.join(' ').toLowerCase()
  return (
    (rule.codes ?? []).some((other) => isKind(code, other) || words.includes(other)) ||
    (rule.texts ?? []).some((part) => GENERAL.includes(code) && text.includes(part))
  )
}

/** A code with more parts is a kind of one of these, and says more. */
const GENERAL = ['FORBIDDEN', 'FORBIDDEN_ERROR']

/** Whether a code is another one or, by its further parts, a kind of it. */
export function isKind(code: string, other: string): boolean {
  return `${code}.`.startsWith(`${other}.`)
}

const REPORTS = 'salesReports financeReports'

/**
 * Which role allows requests about a resource, as far as users have reported: Apple's own list is by
 * App Store Connect's pages: https://developer.apple.com/help/account/access/roles/
 */
const ROLES: readonly (readonly [resources: string, role: string])[] = [
  [
    'certificates profiles devices bundleIds passTypeIds merchantIds',
    'Signing with xcodebuild needs a team key with Admin and access to cloud managed distribution certificates.',
  ],
  [REPORTS, 'Reports need a team key with Finance or Sales and Reports.'],
  ['users userInvitations actors', 'Users need Admin.'],
]
const APPS =
  'TestFlight, metadata and releases need App Manager; Developer can upload builds, notarize, and read apps, builds and testers.'
