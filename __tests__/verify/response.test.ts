import { expect, test } from '@jest/globals'
import { signToken } from '../../src/token.ts'
import { interpret } from '../../src/verify/response.ts'
import type { VerifyRequest } from '../../src/verify/targets.ts'
import { inMemory, makeKey, TEAM_SPEC } from '../helpers/support.ts'

const LINE = 'GET /v1/apps?limit=1'
const { jwt } = await signToken(TEAM_SPEC, inMemory(makeKey().key), new Date())

interface Options {
  readonly type?: string | undefined
  readonly headers?: Record<string, string>
  readonly complete?: boolean
  readonly line?: string
  readonly origin?: VerifyRequest['origin']
}

function read(status: number, body: unknown = '', options: Options = {}) {
  const { type = 'application/json', complete = true, line = LINE, origin = 'default' } = options
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const headers = { 'content-type': type, ...options.headers }
  const url = new URL(line.slice('GET '.length), 'https://api.appstoreconnect.apple.com')
  return interpret(
    { status, headers, body: text, complete, at: new Date() },
    { url, line, origin },
    ['other', jwt],
  )
}

interface AppleError {
  readonly code: unknown
  readonly title?: unknown
  readonly detail?: unknown
  readonly source?: unknown
}

const coded = (...codes: unknown[]) => ({ errors: codes.map((code) => ({ code })) })

/** How the message starts by which errors are explained. */
function explanation(...errors: AppleError[]): string {
  const meant = read(403, { errors })
  return 'failure' in meant ? String(meant.failure?.message) : meant.kind
}

test.each([
  [200, '{"data":[{}]}', {}],
  [299, '{"data":{}}', { type: 'application/vnd.api+json; charset=utf-8' }],
  [200, '\ufeff{"data":[{}]}', {}],
  [200, `{"data":"${'x'.repeat(99)}`, { complete: false }],
  [200, `\n { "data" : "${'x'.repeat(99)}`, { complete: false }],
  [200, '\u001f\u008b', { type: 'application/a-gzip' }],
  [200, '{"version":"1"}', { type: 'Application/vnd.apple.xcode-metrics+json' }],
])('accepts status %i with the result %j: %j', (status, body, options) => {
  expect(read(status, body, options)).toStrictEqual({ kind: 'accepted', remarks: [] })
})

test.each([
  ['default', 'notice', []],
  ['scope', 'warning', null],
  ['verify', 'warning', []],
] as const)('reports that nothing was found for a request of %s', (origin, level, data) => {
  const message = `Apple accepts the key, but found nothing for ${LINE}. If there should be something, the key belongs to another team, or to a user who cannot see it, or an ID or a filter in the line is wrong.`
  expect(read(200, { data }, { origin })).toStrictEqual({
    kind: 'accepted',
    remarks: [{ level, message, topic: 'nothing' }],
  })
})

const FOREIGN = " with a response that does not come from Apple's API"
const PAGE = " with a web page that does not come from Apple's API"
const REDIRECT = ', a redirect, which is not followed'
const HTML = { type: 'Text/HTML; charset=utf-8' }

test.each<[number, unknown, Options, string, string?]>([
  [200, '<html>', HTML, PAGE],
  [401, '<html>', HTML, PAGE],
  [403, '<html>', HTML, PAGE],
  [429, '<html>', HTML, PAGE],
  [503, '<html>', HTML, PAGE],
  [101, '{"data":[]}', {}, FOREIGN],
  [199, '{"data":[]}', {}, FOREIGN],
  [200, 'null', {}, FOREIGN],
  [200, '"data"', {}, FOREIGN],
  [200, '{"ok":true}', {}, FOREIGN],
  [200, '{"data":', {}, FOREIGN],
  [200, '', { type: 'x-application/a-gzip' }, FOREIGN],
  [200, '{"x":1, "data":"', { complete: false }, FOREIGN],
  [200, '[{"data":"', { complete: false }, FOREIGN],
  [204, '', {}, FOREIGN],
  [299, coded('NOT_FOUND'), {}, ' NOT_FOUND'],
  [300, '{"data":[]}', {}, REDIRECT],
  [399, '', {}, REDIRECT],
  [399, coded('NOT_FOUND'), {}, ' NOT_FOUND'],
  [400, '', {}, FOREIGN],
  [404, '{"errors":[{"message":"no route"}]}', {}, FOREIGN],
  [404, '{"errors":{}}', {}, FOREIGN],
  [404, coded(null, 404, ['NOT_FOUND']), {}, FOREIGN],
  [404, coded('::NOT_FOUND', 'NOT_FOUND::', 'AB', 'AB_'.repeat(27)), {}, FOREIGN],
  [429, '', {}, FOREIGN],
  [429, coded('RATE_LIMIT_EXCEEDED'), {}, ' RATE_LIMIT_EXCEEDED', 'quota'],
  [499, '', {}, FOREIGN],
  [500, '', {}, ''],
  [500, coded('UNEXPECTED_ERROR'), {}, ' UNEXPECTED_ERROR'],
  [503, coded('A_B', 'A_B', 'C_D', 'E_F'), {}, ' A_B, C_D'],
])('status %i with %j, %j says nothing about the token: %s', (...row) => {
  const [status, body, options, reason, topic = 'network'] = row
  const meant = { kind: 'unclear', topic, reason: `status ${status}${reason}` }
  expect(read(status, body, options)).toStrictEqual(meant)
})

test.each([
  ['Unauthenticated', { type: 'text/plain' }, ''],
  [coded('NOT_AUTHORIZED'), {}, ' NOT_AUTHORIZED'],
])('401 with %j is a rejection', (body, options, reason) => {
  const meant = { kind: 'rejected', reason: `status 401${reason}`, requestIds: '' }
  expect(read(401, body, options)).toStrictEqual(meant)
})

test('returns the IDs by which Apple finds a rejected request, and no part of the token', () => {
  const headers = {
    'x-request-id': `0B7A ${jwt.slice(40, 60)}\n::error::x`,
    'x-apple-jingle-correlation-key': 'TXF6QUVS6OY66YVUNINVLKXZFA',
    'x-apple-request-uuid': '4f9e2c1a-7c37-315a-9de4-d5bc66007c55',
  }
  expect(read(401, '', { headers })).toMatchObject({
    requestIds:
      'x-apple-request-uuid 4f9e2c1a-7c37-315a-9de4-d5bc66007c55, x-apple-jingle-correlation-key TXF6QUVS6OY66YVUNINVLKXZFA, x-request-id 0B7A … : :error: :x',
  })
})

const SECURITY = 'This request is forbidden for security reasons'
const ROLE = { code: 'FORBIDDEN_ERROR', title: SECURITY, detail: 'The API key in use does not' }
const PLA = 'FORBIDDEN_ERROR.PLA_NOT_ACCEPTED'
const SCOPE = 'FORBIDDEN.REQUEST_DOES_NOT_MATCH_SCOPE'
const APPS =
  'TestFlight, metadata and releases need App Manager; Developer can upload builds, notarize, and read apps, builds and testers.'

test.each([
  [
    ...[403, 'blocked', 'agreement', 'FORBIDDEN.REQUIRED_AGREEMENTS_MISSING_OR_EXPIRED'],
    `Apple accepts the key, but blocks ${LINE} until an agreement is accepted`,
    'The Account Holder must accept it in App Store Connect > Business or, for the license agreement, at https://developer.apple.com/account. That can take some minutes. A new key will not help.',
  ],
  [
    ...[403, 'blocked', 'agreement', 'FORBIDDEN_ERROR.MEMBERSHIP_EXPIRED'],
    `Apple accepts the key, but the team has no active membership that covers ${LINE}`,
    'The Account Holder can renew or change it at https://developer.apple.com/account.',
  ],
  [
    ...[403, 'warning', 'scope', SCOPE],
    `Apple accepts the key, but the token's scope does not cover ${LINE}`,
    'To verify more, scope needs a GET line with the same path and query; only limit, cursor and sort can differ.',
  ],
  [
    ...[404, 'warning', 'request', 'PATH_ERROR'],
    `The API does not support ${LINE}`,
    'Check its path, IDs and query, and api-url if it is set.',
  ],
  [
    ...[403, 'notice', 'role', 'FORBIDDEN_ERROR'],
    `Apple accepts the key, but its role does not allow ${LINE}`,
    `To allow it, create a key whose role does, since the role of a key cannot be changed. ${APPS}`,
  ],
  [
    ...[403, 'notice', 'role', 'FORBIDDEN.SOMETHING_NEW'],
    `Apple accepts the key, but forbids ${LINE}`,
    'Expect the same in later steps.',
  ],
  ...[400, 404, 409, 499].map((status) => [
    ...[status, 'warning', 'request', 'PARAMETER_ERROR'],
    `Apple did not reject the token, but could not complete ${LINE}`,
    'Check its path, IDs and query.',
  ]),
] as [number, string, string, string, string, string][])(
  'explains %i as %s, %s: %s',
  (status, level, topic, code, problem, remedy) => {
    const message = `${problem} (${status} ${code}). ${remedy}`
    const failure = expect.objectContaining({ message, problem: `${problem} (${status} ${code}).` })
    expect(read(status, coded(code))).toStrictEqual(
      level === 'blocked'
        ? { kind: 'blocked', reason: `status ${status} ${code}`, failure }
        : { kind: 'accepted', remarks: [{ level, message, topic }], failure },
    )
  },
)

const plaDetail = (name: string) =>
  `You currently don't have access to this membership resource. To resolve this issue, your team's Account Holder, ${name}, must agree to the latest Program License Agreement.`
const BLOCKED = 'Apple accepts the key, but blocks '
const MEMBERSHIP = 'Apple accepts the key, but the team has no active membership '
const UNSUPPORTED = 'The API does not support '
const NOT_ALLOWED = 'Apple accepts the key, but its role does not allow '
const ADMIN =
  "You currently don't have access to this membership resource. Contact your team's Account Holder, or an Admin."

test.each<[string, AppleError[], string]>([
  ['a license', [{ code: PLA, title: 'PLA Update', detail: plaDetail('Jane Doe') }], BLOCKED],
  ['one with a long name', [{ code: PLA, detail: plaDetail('J. '.repeat(200)) }], BLOCKED],
  ['one in another language', [{ code: PLA, detail: 'Lizenzvertrag zustimmen.' }], BLOCKED],
  ['one without any text', [{ code: PLA, title: 7 }], BLOCKED],
  ['a later error', [ROLE, ROLE, ROLE, ROLE, { code: PLA }], BLOCKED],
  ['a kind of a kind', [{ code: `${PLA}.UPDATED` }], BLOCKED],
  ['a singular', [{ code: 'FORBIDDEN_ERROR.AGREEMENT_EXPIRED' }], BLOCKED],
  ['the license of 2020', [{ code: 'FORBIDDEN', detail: plaDetail('') }], BLOCKED],
  ['a long text', [{ code: 'FORBIDDEN', detail: `${'x '.repeat(999)}agreement` }], BLOCKED],
  [
    'an expired membership',
    [{ ...ROLE, detail: "Team ID: 'ID' is not associated with an active membership. Renew it." }],
    MEMBERSHIP,
  ],
  [
    'one that does not cover it',
    [{ ...ROLE, detail: 'The selected team does not have a program membership that is eligible' }],
    MEMBERSHIP,
  ],
  [
    'no team',
    [
      {
        ...ROLE,
        detail: "Unable to find a team with the given Content Provider ID 'UUID' to which",
      },
    ],
    MEMBERSHIP,
  ],
  ['an operation', [{ ...ROLE, title: 'The given operation is not allowed' }], UNSUPPORTED],
  ['another', [{ ...ROLE, detail: 'Allowed operations are: GET_INSTANCE' }], UNSUPPORTED],
  ['a path', [ROLE, { code: 'PATH_ERROR.UNKNOWN' }], UNSUPPORTED],
  ['a role', [ROLE], NOT_ALLOWED],
  ['access', [{ ...ROLE, detail: ADMIN }], NOT_ALLOWED],
  [
    'the text of a special code',
    [{ ...ROLE, code: 'FORBIDDEN_ERROR.X', title: plaDetail('') }],
    NOT_ALLOWED,
  ],
  ['a similar code', [{ code: `${SCOPE}S` }], 'Apple accepts the key, but forbids '],
  ['another similar one', [{ code: 'XPATH_ERROR' }], 'Apple did not reject the token, but '],
])('recognizes %s', (_, errors, start) => {
  expect(explanation(...errors)).toMatch(start)
})

const SIGNING =
  'Signing with xcodebuild needs a team key with Admin and access to cloud managed distribution certificates.'
const ROLES = {
  [SIGNING]: 'certificates profiles devices bundleIds passTypeIds merchantIds',
  'Reports need a team key with Finance or Sales and Reports.': 'salesReports financeReports',
  'Users need Admin.': 'users userInvitations actors',
  [APPS]: 'builds?include=devices',
}

test.each(
  Object.entries(ROLES).flatMap(([text, names]) => names.split(' ').map((name) => [name, text])),
)('says which role allows %s', (name, text) => {
  const meant = read(403, coded('FORBIDDEN_ERROR'), { line: `GET /v1/${name}` })
  expect(meant).toMatchObject({
    failure: { remedy: expect.stringMatching(` changed\\. ${text}$`) },
  })
})

const NO_SALES = { code: 'NOT_FOUND', detail: 'There were no sales for the date specified.' }

test('accepts that there is no report', () => {
  const line = 'GET /v1/salesReports?filter[reportDate]=X'
  const message = `Apple accepts the key and its role, but has no report for ${line} (404 NOT_FOUND: "${NO_SALES.detail}"). There is none for a time without sales. A wrong date or vendor number looks the same, so check these if you expect one.`
  expect(read(404, { errors: [NO_SALES] }, { line, origin: 'verify' })).toStrictEqual({
    kind: 'accepted',
    remarks: [{ level: 'notice', message, topic: 'nothing' }],
  })
})

test.each([
  ['GET /v1/apps/1?include=salesReports', 'NOT_FOUND'],
  ['GET /v1/salesReports', 'FOUND'],
])('does not accept that %s is answered with %s', (line, code) => {
  expect(read(404, coded(code), { line })).toHaveProperty('failure')
})

test('shows the error that decides first, and each once, but not without end', () => {
  const errors = ['A_B', 'A_B', 'C_D', 'E_F'].map((code) => ({ code, title: 'T' }))
  expect(explanation(...errors, { code: PLA })).toContain(`(403 ${PLA}; A_B: "T"; C_D: "T").`)
})

test.each(['ABC', `${'AB_'.repeat(26)}AB`])('shows the code %s', (code) => {
  expect(explanation({ code })).toContain(` (403 ${code}).`)
})

test('shows the texts of an error and the parameter that it is about', () => {
  const title = 'A required parameter is missing'
  const source = { parameter: 'filter[vendorNumber]' }
  expect(explanation({ code: 'PARAMETER_ERROR.REQUIRED', title, source })).toContain(
    `(403 PARAMETER_ERROR.REQUIRED: "${title}", "filter[vendorNumber]").`,
  )
})

test('shows no part of the token', () => {
  const code = jwt.slice(50, 70).toUpperCase().replaceAll('-', '_')
  const detail = `The ID '5d1f0d6e-1b7c-4c57-8c0e-2f7c9a1f4a55' of J\u00fcrgen ${btoa(jwt)} ${'x'.repeat(301)}`
  const title = `Your token ${jwt.slice(50, 58)}\n::error::`
  const source = { parameter: `filter[${jwt.slice(60, 68)}]` }
  expect(explanation({ code: `A${code}`, title, detail, source })).toMatch(
    /\(403 A?…: "Your token … : :error: :", "The ID '5d1f0d6e-1b7c-4c57-8c0e-2f7c9a1f4a55' of Jürgen …=*…", "filter\[…\]"\)\./,
  )
})

test('is total', () => {
  const bodies = ['['.repeat(65_536), '{"errors":[[]]}', '\u0000', '{"errors":[1,null]}']
  for (const body of bodies) {
    for (const status of [0, 199, 200, 299, 300, 401, 403, 404, 429, 599, 999]) {
      for (const type of ['application/json', 'text/html', ';', '']) {
        expect(read(status, body, { type }).kind).toMatch(/^(rejected|unclear)$/)
      }
    }
  }
})
