import { expect, test } from '@jest/globals'
import type { UserError } from '../../src/errors.ts'
import type { HttpResponse } from '../../src/http/request.ts'
import { signToken } from '../../src/token.ts'
import { type Interpretation, interpret } from '../../src/verify/response.ts'
import type { VerifyRequest } from '../../src/verify/targets.ts'
import { appleError } from '../helpers/apple-server.ts'
import { inMemory, makeKey, TEAM_SPEC } from '../helpers/support.ts'
import { withoutTopic } from '../helpers/verification.ts'

const LINE = 'GET /v1/apps?limit=1'
const url = new URL('https://api.appstoreconnect.apple.com/v1/apps?limit=1')
const { jwt } = await signToken(TEAM_SPEC, inMemory(makeKey().key), new Date())
const JSON_TYPE = 'application/json'

function meaning(
  status: number,
  body: unknown = '',
  type = JSON_TYPE,
  complete = true,
  request: Partial<VerifyRequest> = {},
) {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const headers = { 'content-type': type }
  const response = { status, headers, body: text, complete, at: new Date() }
  return interpretation(response, request)
}

interface Meaning {
  readonly kind: string
  readonly level?: string | undefined
  readonly failure?: readonly [problem: string, remedy: string]
}

/** A failure as its problem and remedy; if it is limited, with the level of the remark that repeats it. */
function interpretation(response: HttpResponse, request: Partial<VerifyRequest> = {}): Meaning {
  const complete = { url, line: LINE, origin: 'default', ...request } as const
  const meant = interpret(response, complete, ['other', jwt])
  const { failure: error, ...others }: Interpretation & { failure?: UserError } = meant
  const rest =
    others.kind === 'accepted' ? { ...others, remarks: others.remarks.map(withoutTopic) } : others
  if (error === undefined) return rest
  const failure = [error.problem, error.remedy] as const
  if (rest.kind !== 'accepted') return { ...rest, failure }
  const [remark] = rest.remarks
  expect(rest.remarks).toStrictEqual([{ level: remark?.level, message: error.message }])
  return { kind: 'limited', level: remark?.level, failure }
}

interface AppleError {
  readonly code: string
  readonly title?: unknown
  readonly detail?: unknown
  readonly source?: unknown
}

const coded = (...codes: string[]) => ({ errors: codes.map((code) => ({ code })) })

const forbidden = (errors: AppleError[], request: Partial<VerifyRequest> = {}) =>
  meaning(403, { errors }, JSON_TYPE, true, request)

/** The problem and the remedy by which a 403 is explained. */
function explanation(...errors: AppleError[]): readonly [problem: string, remedy: string] {
  const { failure, kind } = forbidden(errors)
  if (failure === undefined) throw new Error(`It is ${kind}.`)
  return failure
}

test.each([
  [200, '{"data":[{}]}', JSON_TYPE, true],
  [201, '{"data":[{}]}', JSON_TYPE, true],
  [299, '{"data":[{}]}', 'application/vnd.api+json; charset=utf-8', true],
  [200, '{"data":{}}', ' Application/JSON ;charset=utf-8', true],
  [200, '\ufeff{"data":[{}]}', JSON_TYPE, true],
  [200, `{"data":"${'x'.repeat(99)}`, JSON_TYPE, false],
  [200, `\n { "data" : "${'x'.repeat(99)}`, JSON_TYPE, false],
  [200, '\u001f\u008b', 'application/a-gzip', true],
  [200, '{"version":"1"}', 'application/vnd.apple.xcode-metrics+json', true],
])('accepts status %i with %j of the type %j', (status, body, type, complete) => {
  expect(meaning(status, body, type, complete)).toStrictEqual({ kind: 'accepted', remarks: [] })
})

test.each([
  [
    'default',
    LINE,
    'notice',
    'Apple accepts the key, but it sees no apps (GET /v1/apps?limit=1). If the team has some, the key belongs to another team, or to a user who cannot see them.',
  ],
  [
    'verify',
    'GET /v1/builds?filter[app]=com.acme.app',
    'warning',
    'Apple accepts the key, but found nothing for GET /v1/builds?filter[app]=com.acme.app. Unless there is none yet, an ID or a filter in this line of verify is wrong, or the key belongs to another team.',
  ],
  [
    'scope',
    'GET /v1/apps/1/ciProduct',
    'warning',
    'Apple accepts the key, but found nothing for GET /v1/apps/1/ciProduct. Unless there is none yet, an ID or a filter in this line of scope is wrong, or the key belongs to another team.',
  ],
] as const)(
  'reports that nothing was found for a request of %s',
  (origin, line, level, message) => {
    for (const data of [[], null]) {
      const accepted = meaning(200, { data }, JSON_TYPE, true, { origin, line })
      expect(accepted).toStrictEqual({ kind: 'accepted', remarks: [{ level, message }] })
    }
  },
)

const NO_SALES = { code: 'NOT_FOUND', detail: 'There were no sales for the date specified.' }

test.each(['salesReports', 'financeReports'])('accepts that %s have none for a day', (resource) => {
  const request = { origin: 'verify', line: `GET /v1/${resource}?filter[reportDate]=X` } as const
  expect(meaning(404, { errors: [NO_SALES] }, JSON_TYPE, true, request)).toStrictEqual({
    kind: 'accepted',
    remarks: [
      {
        level: 'notice',
        message: `Apple accepts the key and its role, but has no report for ${request.line} (404 NOT_FOUND: "There were no sales for the date specified."). There is none for a time without sales. A wrong date or vendor number looks the same, so check these if you expect one.`,
      },
    ],
  })
  for (const [status, code] of [
    [404, 'FOUND'],
    [400, 'NOT_FOUND'],
    [403, 'NOT_FOUND'],
  ] as const) {
    expect(meaning(status, coded(code), JSON_TYPE, true, request).kind).toBe('limited')
  }
})

test('does not accept that something else is not found', () => {
  const request = { line: 'GET /v1/apps/1?include=salesReports' }
  expect(meaning(404, { errors: [NO_SALES] }, JSON_TYPE, true, request).kind).toBe('limited')
})

test.each([
  [200, '<html>', 'text/html', 'status 200 with a web page'],
  [200, '<html>', 'TEXT/HTML; charset=utf-8', 'status 200 with a web page'],
  [401, '<html>', 'text/html', 'status 401 with a web page'],
  [200, '{"data":[]}', 'text/plain', 'status 200 with a response'],
  [200, 'null', JSON_TYPE, 'status 200 with a response'],
  [200, '"data"', JSON_TYPE, 'status 200 with a response'],
  [200, '{"ok":true}', JSON_TYPE, 'status 200 with a response'],
  [200, '{"data":', JSON_TYPE, 'status 200 with a response'],
  [200, '{"da\ufeffta":[]}', JSON_TYPE, 'status 200 with a response'],
  [200, '{"data":[]}', 'x-application/json', 'status 200 with a response'],
  [200, '{"data":[]}', 'application/json-seq', 'status 200 with a response'],
  [200, '', 'x-application/a-gzip', 'status 200 with a response'],
  [200, '', 'application/a-gzip-x', 'status 200 with a response'],
  [101, '{"data":[]}', JSON_TYPE, 'status 101 with a response'],
  [199, '{"data":[]}', JSON_TYPE, 'status 199 with a response'],
  [204, '', JSON_TYPE, 'status 204 with a response'],
  [299, '', JSON_TYPE, 'status 299 with a response'],
  [499, '', JSON_TYPE, 'status 499 with a response'],
  [400, '', JSON_TYPE, 'status 400 with a response'],
  [403, '<html>', 'text/html', 'status 403 with a web page'],
  [429, '<html>', 'text/html', 'status 429 with a web page'],
  [503, '<html>', 'text/html', 'status 503 with a web page'],
  [404, '{"errors":[{"message":"no route"}]}', JSON_TYPE, 'status 404 with a response'],
  [404, '{"errors":[null, {"code":404}]}', JSON_TYPE, 'status 404 with a response'],
  [404, '{"errors":[{"code":"::error::"}]}', JSON_TYPE, 'status 404 with a response'],
  [404, '{"errors":[{"code":"::NOT_FOUND"}]}', JSON_TYPE, 'status 404 with a response'],
  [404, '{"errors":[{"code":"NOT_FOUND::"}]}', JSON_TYPE, 'status 404 with a response'],
  [404, '{"errors":[{"code":"AB"}]}', JSON_TYPE, 'status 404 with a response'],
  [404, coded('AB_'.repeat(27)), JSON_TYPE, 'status 404 with a response'],
  [404, '{"errors":[{"code":["NOT_FOUND"]}]}', JSON_TYPE, 'status 404 with a response'],
])('does not treat status %i with %j of the type %s as Apple’s', (status, body, type, reason) => {
  expect(meaning(status, body, type)).toStrictEqual({
    kind: 'unclear',
    topic: 'network',
    reason: `${reason} that does not come from Apple's API`,
  })
})

test.each(['{"ok":true, "data":"', '[{"data":"', '{"x":"data', '[', ''])(
  'does not accept a long body that starts with %j',
  (start) => {
    expect(meaning(200, start + 'x'.repeat(65_536), JSON_TYPE, false).kind).toBe('unclear')
  },
)

test('does not accept a response without a type', () => {
  const response = { status: 200, headers: {}, body: '{"data":[]}', complete: true, at: new Date() }
  expect(interpretation(response).kind).toBe('unclear')
})

test.each([
  [300, '{"data":[]}', 'network', 'status 300, a redirect, which is not followed'],
  [302, '', 'network', 'status 302, a redirect, which is not followed'],
  [399, '', 'network', 'status 399, a redirect, which is not followed'],
  [399, coded('NOT_FOUND'), 'network', 'status 399 NOT_FOUND'],
  [429, coded('RATE_LIMIT_EXCEEDED'), 'quota', 'status 429 RATE_LIMIT_EXCEEDED'],
  [429, '', 'quota', 'status 429'],
  [408, '', 'network', 'status 408'],
  [425, coded('TOO_EARLY'), 'network', 'status 425 TOO_EARLY'],
  [500, '', 'network', 'status 500'],
  [500, coded('UNEXPECTED_ERROR'), 'network', 'status 500 UNEXPECTED_ERROR'],
  [503, '', 'network', 'status 503'],
  [404, coded('PATH_ERROR'), 'request', 'status 404 PATH_ERROR'],
  [404, coded('NOT_FOUND', 'PATH_ERROR'), 'request', 'status 404 NOT_FOUND, PATH_ERROR'],
  [404, coded('PATH_ERROR.UNKNOWN'), 'request', 'status 404 PATH_ERROR.UNKNOWN'],
])('status %i with %j leaves the token unclear: %s', (status, body, topic, reason) => {
  expect(meaning(status, body)).toStrictEqual({ kind: 'unclear', topic, reason })
})

test('401 is a rejection, whatever Apple writes in it', () => {
  expect(meaning(401, 'Unauthenticated', 'text/plain')).toStrictEqual({
    kind: 'rejected',
    reason: 'status 401',
    requestIds: '',
  })
  expect(meaning(401, appleError(401, 'NOT_AUTHORIZED').body)).toStrictEqual({
    kind: 'rejected',
    reason: 'status 401 NOT_AUTHORIZED',
    requestIds: '',
  })
})

test('returns the IDs by which Apple finds a rejected request, and no part of the token', () => {
  const headers = {
    'x-request-id': `0B7A ${jwt.slice(40, 60)}\n::error::x`,
    'x-apple-jingle-correlation-key': 'TXF6QUVS6OY66YVUNINVLKXZFA',
    'x-apple-request-uuid': '4f9e2c1a-7c37-315a-9de4-d5bc66007c55',
  }
  const response = { status: 401, headers, body: '', complete: true, at: new Date() }
  expect(interpretation(response)).toMatchObject({
    requestIds:
      'x-apple-request-uuid 4f9e2c1a-7c37-315a-9de4-d5bc66007c55, x-apple-jingle-correlation-key TXF6QUVS6OY66YVUNINVLKXZFA, x-request-id 0B7A … : :error: :x',
  })
})

const PLA_TITLE = 'Unable to process request - PLA Update available'
const plaDetail = (name: string) =>
  `You currently don't have access to this membership resource. To resolve this issue, your team's Account Holder, ${name}, must agree to the latest Program License Agreement.`

test('explains an agreement that blocks everything', () => {
  const error = {
    code: 'FORBIDDEN.REQUIRED_AGREEMENTS_MISSING_OR_EXPIRED',
    title: 'A required agreement is missing or has expired.',
    detail: 'This request requires an in-effect agreement.',
  }
  expect(forbidden([error])).toStrictEqual({
    kind: 'blocked',
    reason: `status 403 ${error.code}`,
    failure: [
      `Apple accepts the key, but blocks ${LINE} until an agreement is accepted (403 ${error.code}: "${error.title}", "${error.detail}").`,
      'The Account Holder must accept it in App Store Connect > Business or, for the license agreement, at https://developer.apple.com/account. After that, it can take some minutes to take effect. A new key will not help.',
    ],
  })
})

const PLA = 'FORBIDDEN_ERROR.PLA_NOT_ACCEPTED'
const ROLE = { code: 'FORBIDDEN_ERROR', title: 'T', detail: 'The API key in use does not allow it' }

test.each<[string, AppleError[]]>([
  ['as it is', [{ code: PLA, title: PLA_TITLE, detail: plaDetail('Jane Doe') }]],
  ['with a long name', [{ code: PLA, title: PLA_TITLE, detail: plaDetail('J. '.repeat(200)) }]],
  ['without a detail', [{ code: PLA, title: PLA_TITLE }]],
  ['without a title', [{ code: PLA, detail: plaDetail('Jane Doe') }]],
  ['with the code alone', [{ code: PLA }]],
  ['in another language', [{ code: PLA, title: 'Anfrage', detail: 'Lizenzvertrag zustimmen.' }]],
  ['as a later error', [ROLE, ROLE, ROLE, ROLE, { code: PLA }]],
  ['as a kind of it', [{ code: `${PLA}.UPDATED` }]],
  ['as a kind of another', [{ code: 'FORBIDDEN.PLA_EXPIRED' }]],
  [
    'as of 2020',
    [
      {
        code: 'FORBIDDEN',
        title: 'Access Unavailable',
        detail: 'The Account Holder must agree to the latest Program License Agreement.',
      },
    ],
  ],
  ['at the end of a long text', [{ code: 'FORBIDDEN', detail: `${'x '.repeat(999)}agreement` }]],
  ['by its code', [{ code: 'FORBIDDEN_ERROR.AGREEMENT_EXPIRED', title: 7 }]],
])('recognizes a license agreement %s', (_, errors) => {
  expect(forbidden(errors)).toMatchObject({
    kind: 'blocked',
    failure: [expect.stringMatching(/^Apple accepts the key, but blocks /), expect.anything()],
  })
})

test('shows the error that decides, even if it comes later', () => {
  const [problem] = explanation(ROLE, ROLE, ROLE, { code: PLA })
  expect(problem).toContain(`(403 ${PLA}; FORBIDDEN_ERROR: "T", "The API key in use does not allow`)
})

test('recognizes a membership by its code', () => {
  const { failure = [] } = forbidden([{ code: 'FORBIDDEN_ERROR.MEMBERSHIP_EXPIRED' }])
  expect(failure[0]).toContain('no active membership')
})

test.each([
  "Team ID: 'ID' is not associated with an active membership. Renew it.",
  'The selected team does not have a program membership that is eligible for this feature. X.',
  "Unable to find a team with the given Content Provider ID 'UUID' to which you belong. X.",
])('recognizes a membership: %s', (detail) => {
  expect(forbidden([{ code: 'FORBIDDEN_ERROR', detail }])).toMatchObject({
    kind: 'blocked',
    failure: [
      expect.stringMatching(/ but the team has no active membership that covers GET \/v1\/apps/),
      'The Account Holder can renew or change it at https://developer.apple.com/account.',
    ],
  })
})

const SIGNING =
  'Signing with xcodebuild needs a team key with Admin and access to cloud managed distribution certificates.'
const REPORTS = 'Reports need a team key with Finance or Sales and Reports.'
const USERS = 'Users need Admin.'
const APPS =
  'TestFlight, metadata and releases need App Manager; Developer can upload builds, notarize, and read apps, builds and testers.'

const SECURITY = 'This request is forbidden for security reasons'
const MEMBERSHIP_RESOURCE =
  "You currently don't have access to this membership resource. Contact your team's Account Holder, or an Admin."
const OPERATION = 'The given operation is not allowed'
const OPERATIONS = "The resource 'x' does not allow 'GET_COLLECTION'. Allowed operations are: GET"
const SCOPE = 'FORBIDDEN.REQUEST_DOES_NOT_MATCH_SCOPE'
const BY_ROLE = `To allow it, create a key whose role does, since the role of a key cannot be changed. ${APPS}`
const BY_SCOPE =
  'To verify more, scope needs a GET line with the same path and query; only limit, cursor and sort can differ.'
const CHECK = 'Check its path, IDs and query.'
const LATER = 'Expect the same in later steps.'
const [ROLE_FORBIDS, FORBIDS, INCOMPLETE] = [
  `Apple accepts the key, but its role does not allow ${LINE}`,
  `Apple accepts the key, but forbids ${LINE}`,
  `Apple did not reject the token, but could not complete ${LINE}`,
]

test.each([
  [403, 'FORBIDDEN_ERROR', SECURITY, 'The API key in use', 'notice', ROLE_FORBIDS, BY_ROLE],
  [403, 'FORBIDDEN_ERROR', SECURITY, MEMBERSHIP_RESOURCE, 'notice', ROLE_FORBIDS, BY_ROLE],
  [403, 'FORBIDDEN_ERROR.X', 'agreement', '', 'notice', ROLE_FORBIDS, BY_ROLE],
  [403, 'FORBIDDEN_ERROR', OPERATION, '', 'warning', `The API does not support ${LINE}`, CHECK],
  [403, 'FORBIDDEN_ERROR', '', OPERATIONS, 'warning', `The API does not support ${LINE}`, CHECK],
  [
    403,
    SCOPE,
    '',
    '',
    'warning',
    `Apple accepts the key, but the token's scope does not cover ${LINE}`,
    BY_SCOPE,
  ],
  [403, 'FORBIDDEN.NEW', 'agreement', '', 'warning', FORBIDS, LATER],
  [403, `${SCOPE}S`, '', '', 'warning', FORBIDS, LATER],
  [403, `X.${SCOPE}`, '', '', 'warning', FORBIDS, LATER],
  [403, 'X.FORBIDDEN_ERROR', '', '', 'warning', FORBIDS, LATER],
  [400, 'PARAMETER_ERROR', 'Title.', 'Detail.', 'notice', INCOMPLETE, CHECK],
  [404, 'X.PATH_ERROR', '', '', 'notice', INCOMPLETE, CHECK],
  [404, 'ABC', '', '', 'notice', INCOMPLETE, CHECK],
  [405, `${'AB_'.repeat(26)}AB`, '', '', 'notice', INCOMPLETE, CHECK],
  [409, 'STATE_ERROR', '', '', 'notice', INCOMPLETE, CHECK],
  [499, 'NEW', '', '', 'notice', INCOMPLETE, CHECK],
])(
  'explains status %i with the code %s, %j and %j',
  (status, code, title, detail, level, problem, remedy) => {
    const texts = [title, detail].filter(Boolean).map((text) => `"${text}"`)
    const quoted = `${status} ${[code, texts.join(', ')].filter(Boolean).join(': ')}`
    expect(meaning(status, { errors: [{ code, title, detail }] })).toStrictEqual({
      kind: 'limited',
      level,
      failure: [`${problem} (${quoted}).`, remedy],
    })
  },
)

test.each([
  ['GET /v1/certificates?limit=1', SIGNING],
  ['GET /v1/profiles', SIGNING],
  ['GET /v1/devices', SIGNING],
  ['GET /v1/bundleIds/X', SIGNING],
  ['GET /v1/passTypeIds', SIGNING],
  ['GET /v1/merchantIds', SIGNING],
  ['GET /v1/salesReports?filter[frequency]=DAILY', REPORTS],
  ['GET /v1/financeReports', REPORTS],
  ['GET /v1/users', USERS],
  ['GET /v1/userInvitations', USERS],
  ['GET /v1/actors', USERS],
  ['GET /v1/builds?include=devices', APPS],
])('says which role allows %s', (line, text) => {
  const { failure = [] } = forbidden([{ code: 'FORBIDDEN_ERROR' }], { line })
  expect(failure[1]).toMatch(new RegExp(` changed\\. ${text}$`))
})

test('shows the parameter that an error is about', () => {
  const error = {
    code: 'PARAMETER_ERROR.REQUIRED',
    title: 'A required parameter is missing',
    detail: "The parameter 'filter[vendorNumber]' is required but was not provided",
    source: { parameter: 'filter[vendorNumber]' },
  }
  const { failure: [problem] = [] } = meaning(400, { errors: [error] })
  expect(problem).toContain(
    `(400 PARAMETER_ERROR.REQUIRED, filter[vendorNumber]: "${error.title}", "${error.detail}").`,
  )
})

test('shows several errors, but not without end', () => {
  const errors = ['A_B', 'C_D', 'E_F', 'G_H'].map((code) => ({ code, title: 'T' }))
  expect(forbidden(errors)).toMatchObject({
    failure: [expect.stringContaining('(403 A_B: "T"; C_D: "T"; E_F: "T")'), expect.anything()],
  })
  expect(meaning(500, { errors })).toMatchObject({ reason: 'status 500 A_B, C_D, E_F' })
})

test('shows the texts of an error whole, and no part of the token', () => {
  const part = jwt.slice(50, 58)
  const [problem] = explanation({
    code: 'FORBIDDEN_ERROR',
    title: `Your token ${part}\n::error::`,
    detail: `The ID '5d1f0d6e-1b7c-4c57-8c0e-2f7c9a1f4a55' of J\u00fcrgen ${btoa(jwt)} ${'x'.repeat(301)}`,
    source: { parameter: `filter[${part}]` },
  })
  expect(problem).toMatch(
    /\(403 FORBIDDEN_ERROR, filter\[…\]: "Your token … : :error: :", "The ID '5d1f0d6e-1b7c-4c57-8c0e-2f7c9a1f4a55' of Jürgen …=*…"\)\.$/,
  )
})

test('does not show a code that contains a part of the token', () => {
  const code = jwt
    .slice(50, 70)
    .toUpperCase()
    .replaceAll('-', '_')
    .replace(/^[^A-Z]*/, '')
  const message = JSON.stringify([meaning(404, coded(code)), meaning(401, coded(code))])
  expect(message).not.toContain(code.slice(0, 8))
})

test('is total: a title that is no text, and bodies of every kind', () => {
  const errors = [{ code: 'FORBIDDEN_ERROR', title: { toString: 1 }, detail: 7 }]
  expect(meaning(403, { errors })).toMatchObject({ kind: 'limited' })
  const bodies = [
    '['.repeat(65_536),
    '{"errors":{}}',
    '{"errors":[[]]}',
    '\u0000',
    '{"errors":[1]}',
  ]
  for (const body of bodies) {
    for (const status of [0, 199, 200, 299, 300, 401, 403, 404, 429, 599, 999]) {
      for (const type of [JSON_TYPE, 'text/html', ';', '']) {
        expect(meaning(status, body, type).kind).toMatch(/^(rejected|unclear)$/)
      }
    }
  }
})
