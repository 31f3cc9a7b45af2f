/**
 * Which roles allow what, as far as users have reported: Apple's own list is by App Store Connect's
 * pages, not by requests. https://developer.apple.com/help/account/access/roles/
 */
const ROLES: readonly (readonly [RegExp, string])[] = [
  [
    /certificate|profile|device|bundleId|passTypeId|merchantId/i,
    'Signing with xcodebuild needs a team key with Admin and access to cloud managed distribution certificates.',
  ],
  [/reports/i, 'Reports need a team key with Finance or Sales and Reports.'],
  [/user|actor/i, 'Users need Admin.'],
]

const APPS =
  'TestFlight, metadata and releases need App Manager; Developer can do no more than upload builds.'

/** Says which role allows a request like this one, as a sentence. */
export function allowingRoles(line: string): string {
  return ROLES.find(([paths]) => paths.test(line))?.[1] ?? APPS
}
