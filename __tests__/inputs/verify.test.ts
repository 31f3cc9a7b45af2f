import { expect, test } from '@jest/globals'
import { parseVerify } from '../../src/inputs/verify.ts'
import { makeP8 } from '../helpers/key-forms.ts'
import { messageOf } from '../helpers/support.ts'

const lines = (count: number) => Array.from({ length: count }, (_, n) => `GET /v1/apps/${n}`)

test.each([
  ['', undefined],
  ['false', undefined],
  ['False', undefined],
  ['true', []],
  ['TRUE', []],
  ['GET /v1/apps', ['GET /v1/apps']],
  ['get /v1/apps?limit=1\r\n\n "GET /v1/builds",', ['GET /v1/apps?limit=1', 'GET /v1/builds']],
  ['GET /v1/apps\nGET /v1/apps', ['GET /v1/apps']],
  [lines(10).join('\n'), lines(10)],
])('reads %j as %j', (text, requests) => {
  expect(parseVerify(text, [])).toStrictEqual(requests)
})

test.each([
  [
    'yes',
    'verify is "yes". Use true or false, or write one request per line, such as GET /v1/apps?limit=1.',
  ],
  ['very-true', /^verify is a value of 9 characters\. Use true or false, /],
  ['GET', /^verify is "GET"\. Use true or false, /],
  ['/v1/apps', /^verify contains "\/v1\/apps"\. Write one request per line: /],
  [
    'true\nGET /v1/apps',
    /^verify contains unrecognized text \(4 characters\)\. Write one request per line: /,
  ],
  [
    'GET /v1/apps\nPOST /v1/builds\nDELETE /v1/apps/1',
    'verify contains "POST /v1/builds" and "DELETE /v1/apps/1", but only GET requests are sent. Keep only GET requests.',
  ],
  ['POST /v1/builds', /^verify contains "POST \/v1\/builds", but only GET requests are sent\. /],
  [
    lines(11).join('\n'),
    'verify contains 11 requests, but the maximum is 10. Keep one for each kind of access that the job needs.',
  ],
])('rejects %j', (text, message) => {
  expect(messageOf(() => parseVerify(text, []))).toMatch(message)
})

test('does not quote a key', () => {
  const { p8 } = makeP8()
  for (const text of [p8, p8.replaceAll('\n', '')]) {
    expect(messageOf(() => parseVerify(text, []))).toMatch(
      /^verify (contains unrecognized text|is|contains) ?\(?\d+ characters/,
    )
  }
})

const SCOPE = ['GET /v1/apps', 'GET /v1/builds?filter[app]=1&include=app']

test.each([
  'GET /v1/builds?include=app&filter[app]=1&limit=1\nGET /v1/apps?limit=1',
  'GET /v1/apps\nGET /v1/builds?filter[app]=1&include=app',
])('accepts requests that the scope covers, in any order: %j', (text) => {
  expect(parseVerify(text, SCOPE)).toStrictEqual(text.split('\n'))
})

test('rejects requests that no line of scope covers', () => {
  const text = 'GET /v1/apps\nGET /v1/certificates?limit=1\nGET /v1/builds'
  expect(messageOf(() => parseVerify(text, SCOPE))).toBe(
    'verify contains "GET /v1/certificates?limit=1" and "GET /v1/builds", which no line of scope covers. Add a line with the same path and query to scope, or remove this one; only limit, cursor and sort can differ.',
  )
  expect(messageOf(() => parseVerify('GET /v1/builds', ['GET /v1/apps']))).toContain(
    'verify contains "GET /v1/builds", which no line of scope covers. ',
  )
})
