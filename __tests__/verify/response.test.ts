import { expect, test } from '@jest/globals'
import { UserError } from '../../src/errors.ts'
import { signToken } from '../../src/token.ts'
import { interpret } from '../../src/verify/response.ts'
import { appleError } from '../helpers/apple-server.ts'
import { leaks, makeKey, messageOf, TEAM_SPEC } from '../helpers/support.ts'

const REQUEST = 'GET /v1/apps?limit=1'
const { jwt } = await signToken(TEAM_SPEC, makeKey().key, new Date())
const JSON_TYPE = 'application/json'

function meaning(status: number, body: unknown = '', type = JSON_TYPE, complete = true) {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const answer = { status, headers: { 'content-type': type }, body: text, complete, at: new Date() }
  return interpret(answer, jwt, REQUEST)
}

function forbidden(code: string, title?: string, detail?: string) {
  return meaning(403, appleError(403, code, title, detail).body)
}

test.each([
  ['{"data":[]}', JSON_TYPE, true],
  ['{"data":[]}', 'application/vnd.api+json; charset=utf-8', true],
  [`{"data":"${'x'.repeat(99)}`, JSON_TYPE, false],
  ['\u001f\u008b', 'application/a-gzip', true],
  ['{"version":"1"}', 'application/vnd.apple.xcode-metrics+json', true],
])('the result %j of the type %s is acceptance', (body, type, complete) => {
  expect(meaning(200, body, type, complete)).toStrictEqual({
    kind: 'accepted',
    remark: { level: 'info', message: 'Apple accepted the token (GET /v1/apps?limit=1).' },
  })
})

test.each([
  [200, '<html>', 'text/html', 'status 200 with a web page'],
  [200, '{"data":[]}', 'text/plain', 'status 200 with a response'],
  [200, 'null', JSON_TYPE, 'status 200 with a response'],
  [200, '"data"', JSON_TYPE, 'status 200 with a response'],
  [200, '{"ok":true}', JSON_TYPE, 'status 200 with a response'],
  [200, '{"data":', JSON_TYPE, 'status 200 with a response'],
  [204, '', JSON_TYPE, 'status 204 with a response'],
  [403, '<html>', 'text/html', 'status 403 with a web page'],
  [404, '{"errors":[{"message":"no route"}]}', JSON_TYPE, 'status 404 with a response'],
  [404, '{"errors":[null, {"code":404}]}', JSON_TYPE, 'status 404 with a response'],
  [404, '{"errors":[{"code":"::error::"}]}', JSON_TYPE, 'status 404 with a response'],
])('status %i with %j of the type %s is not an answer of Apple', (status, body, type, reason) => {
  expect(meaning(status, body, type)).toStrictEqual({
    kind: 'unclear',
    reason: `${reason} that is not of Apple's API`,
  })
})

test('an answer without a type is not one of Apple', () => {
  const answer = { status: 200, headers: {}, body: '{"data":[]}', complete: true, at: new Date() }
  expect(interpret(answer, jwt, REQUEST)).toMatchObject({ kind: 'unclear' })
})

test.each([
  [302, '', 'status 302, a redirect, which is not followed'],
  [429, appleError(429, 'RATE_LIMIT_EXCEEDED').body, 'status 429 RATE_LIMIT_EXCEEDED'],
  [408, '', 'status 408'],
  [500, appleError(500, 'UNEXPECTED_ERROR').body, 'status 500 UNEXPECTED_ERROR'],
  [503, '<html>', 'status 503'],
])('status %i says nothing of the token', (status, body, reason) => {
  expect(meaning(status, body)).toStrictEqual({ kind: 'unclear', reason })
})

test('401 is refusal, whatever is written in it', () => {
  expect(meaning(401, 'Unauthenticated', 'text/plain')).toStrictEqual({
    kind: 'rejected',
    reason: 'status 401',
  })
  expect(meaning(401, appleError(401, 'NOT_AUTHORIZED').body)).toStrictEqual({
    kind: 'rejected',
    reason: 'status 401 NOT_AUTHORIZED',
  })
})

test.each([
  ['FORBIDDEN.REQUIRED_AGREEMENTS_MISSING_OR_EXPIRED', 'Title.', 'Detail.'],
  ['FORBIDDEN', 'Access Unavailable', 'The Account Holder must agree to the latest Agreement.'],
])('403 %s about an agreement fails', (code, title, detail) => {
  expect(() => forbidden(code, title, detail)).toThrow(UserError)
  expect(messageOf(() => forbidden(code, title, detail))).toBe(
    `Apple accepts the key, but blocks all requests until an agreement is accepted (403 ${code}: "${title} ${detail}"). The Account Holder must accept it in App Store Connect > Business or, for the license agreement, at https://developer.apple.com/account. A new key will not help.`,
  )
})

test('403 for a narrow role accepts the key with a notice', () => {
  const title = 'This request is forbidden for security reasons'
  expect(forbidden('FORBIDDEN_ERROR', title, 'The API key in use does not allow this')).toEqual({
    kind: 'accepted',
    remark: {
      level: 'notice',
      message: `The key works, but its role is too narrow for ${REQUEST}, or the membership has lapsed (403 FORBIDDEN_ERROR: "${title} The API key in use does not allow this"). If the steps that follow are refused as well, use a key with a wider role.`,
    },
  })
})

test.each([
  ['FORBIDDEN.REQUEST_DOES_NOT_MATCH_SCOPE', "the token's scope does not cover GET /v1/apps"],
  ['FORBIDDEN.SOMETHING_NEW', 'forbids GET /v1/apps?limit=1 (403 FORBIDDEN.SOMETHING_NEW: "'],
])('403 %s accepts the key with a warning', (code, message) => {
  expect(forbidden(code)).toMatchObject({
    kind: 'accepted',
    remark: { level: 'warning', message: expect.stringContaining(message) },
  })
})

test.each([400, 404, 405, 409])('status %i of Apple is about the request', (status) => {
  expect(meaning(status, appleError(status, 'PARAMETER_ERROR').body)).toStrictEqual({
    kind: 'accepted',
    remark: {
      level: 'notice',
      message: `Apple did not refuse the token, but could not carry out ${REQUEST} (${status} PARAMETER_ERROR: "Title. Detail.").`,
    },
  })
})

test('several errors are told, but not without end', () => {
  const errors = ['A_B', 'C_D', 'E_F', 'G_H'].map((code) => ({ code, title: 'T' }))
  expect(meaning(403, { errors })).toMatchObject({
    remark: { message: expect.stringContaining('(403 A_B: "T"; C_D: "T"; E_F: "T")') },
  })
})

test.each([
  ['a\n::add-mask::b\r::stop-commands::c', 'a add-mask b stop-commands c'],
  ['a ##[stop-commands]b ##\u0000[c]', 'a stop-commands]b ## [c]'],
  ['a\u001b[31m\u202eb\u2028:\u00e9:', 'a [31m b : :'],
  ['x '.repeat(300), 'x '.repeat(100).trim()],
])('of the detail %j only harmless text is shown', (detail, shown) => {
  const { remark } = forbidden('FORBIDDEN_ERROR', '', detail) as { remark: { message: string } }
  expect(remark.message).toContain(`FORBIDDEN_ERROR: "${shown}"`)
  expect(remark.message).not.toMatch(/::|##\[|[^\x20-\x7e]/)
})

test('text that holds a piece of the token is not shown', () => {
  const details = [
    jwt,
    jwt.slice(20, 40),
    `x${jwt.slice(50, 58)}x`,
    jwt.match(/.{1,5}/g)?.join(' '),
  ]
  for (const detail of details) {
    const { remark } = forbidden('FORBIDDEN_ERROR', '', detail) as { remark: { message: string } }
    expect(remark.message).toContain('(403 FORBIDDEN_ERROR)')
    expect(leaks(remark.message, jwt)).toStrictEqual([])
  }
})

test('a title that is no text and a body nested without end do no harm', () => {
  const errors = [{ code: 'FORBIDDEN_ERROR', title: { toString: 1 }, detail: 7 }]
  expect(meaning(403, { errors })).toMatchObject({ kind: 'accepted' })
  expect(meaning(403, '['.repeat(65_536))).toMatchObject({ kind: 'unclear' })
})
