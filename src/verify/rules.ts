import type { Topic } from '../errors.ts'
import type { VerifyRequest } from './targets.ts'

/** An error in a response of Apple's API. */
export interface AppleError {
  readonly code: string
  /** Title, detail, and the parameter of the query that it is about, as they are. */
  readonly texts: readonly string[]
}

/** What one kind of error means. In its sentences, LINE is the request and ROLE what allows it. */
interface Rule {
  /** Words in a code, joined by underscores. Codes are stable. */
  readonly codes: readonly string[]
  /** Parts of the text, in lowercase, by which a general code is recognized. Apple changes texts. */
  readonly texts?: readonly string[]
  /** The resources that it is about, if not all. */
  readonly resources?: string
  /** With `agreement`, the team is blocked; with `nothing`, the request is as good as carried out. */
  readonly topic: Topic
  readonly problem: string
  readonly remedy: string
}

/** Codes with more parts are a kind of one of these, and say more. */
const GENERAL = ['FORBIDDEN', 'FORBIDDEN_ERROR']

const REPORTS = 'salesReports financeReports'

const RULES: readonly Rule[] = [
  {
    codes: ['AGREEMENT', 'AGREEMENTS', 'PLA'],
    texts: ['agreement'],
    topic: 'agreement',
    problem: 'Apple accepts the key, but blocks LINE until an agreement is accepted',
    remedy:
      'The Account Holder must accept it in App Store Connect > Business or, for the license agreement, at https://developer.apple.com/account. That can take some minutes. A new key will not help.',
  },
  {
    codes: ['MEMBERSHIP'],
    texts: [
      'not associated with an active membership',
      'not have a program membership',
      'unable to find a team',
    ],
    topic: 'agreement',
    problem: 'Apple accepts the key, but the team has no active membership that covers LINE',
    remedy: 'The Account Holder can renew or change it at https://developer.apple.com/account.',
  },
  {
    codes: ['REQUEST_DOES_NOT_MATCH_SCOPE'],
    topic: 'scope',
    problem: "Apple accepts the key, but the token's scope does not cover LINE",
    remedy:
      'To verify more, scope needs a GET line with the same path and query; only limit, cursor and sort can differ.',
  },
  {
    codes: ['PATH_ERROR'],
    texts: ['the given operation is not allowed', 'allowed operations are'],
    topic: 'request',
    problem: 'The API does not support LINE',
    remedy: 'Check its path, IDs and query, and api-url if it is set.',
  },
  {
    codes: ['FORBIDDEN_ERROR'],
    topic: 'role',
    problem: 'Apple accepts the key, but its role does not allow LINE',
    remedy:
      'To allow it, create a key whose role does, since the role of a key cannot be changed. ROLE',
  },
  {
    codes: ['FORBIDDEN'],
    topic: 'role',
    problem: 'Apple accepts the key, but forbids LINE',
    remedy: 'Expect the same in later steps.',
  },
  {
    // A report is looked up only for a key that may read it: others get 403.
    codes: ['NOT_FOUND'],
    resources: REPORTS,
    topic: 'nothing',
    problem: 'Apple accepts the key and its role, but has no report for LINE',
    remedy:
      'There is none for a time without sales. A wrong date or vendor number looks the same, so check these if you expect one.',
  },
]

const OTHER: Rule = {
  codes: [],
  topic: 'request',
  problem: 'Apple did not reject the token, but could not complete LINE',
  remedy: 'Check its path, IDs and query.',
}

/** Returns the first rule that an error matches, with complete sentences, and which errors do. */
export function applyRules(errors: readonly AppleError[], { line, url }: VerifyRequest) {
  const path = url.pathname.split('/')
  const isAbout = (resources: string) => resources.split(' ').some((name) => path.includes(name))
  const rules = RULES.filter(({ resources }) => !resources || isAbout(resources))
  const rule = rules.find((rule) => errors.some((error) => matches(error, rule))) ?? OTHER
  const [, role] = ROLES.find(([resources]) => isAbout(resources)) ?? ['', APPS]
  return {
    ...rule,
    problem: rule.problem.replace('LINE', () => line),
    remedy: rule.remedy.replace('ROLE', role),
    decisive: errors.filter((error) => matches(error, rule)),
  }
}

function matches({ code, texts }: AppleError, rule: Rule): boolean {
  const words = `_${code.replaceAll('.', '_')}_`
  const text = GENERAL.includes(code) ? texts.join(' ').toLowerCase() : ''
  return (
    rule.codes.some((other) => words.includes(`_${other}_`)) ||
    (rule.texts ?? []).some((part) => text.includes(part))
  )
}

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
