import { expect, test } from '@jest/globals'
import { parseRequests, parseVerify } from '../../src/inputs/requests.ts'
import { messageOf } from '../helpers/support.ts'

const parseScope = (text: string) => parseRequests('scope', text)

test.each([
  ['', []],
  ['\n \r\n', []],
  ['GET /v1/apps', ['GET /v1/apps']],
  ['  get \t /v1/apps  ', ['GET /v1/apps']],
  ['"GET /v1/apps"\n"GET /v1/builds"', ['GET /v1/apps', 'GET /v1/builds']],
  [
    'GET /v1/builds?limit=1\r\n\r\nGET /v1/apps?filter[bundleId]=com.example.app\n',
    ['GET /v1/builds?limit=1', 'GET /v1/apps?filter[bundleId]=com.example.app'],
  ],
  ['PATCH /v2/apps', ['PATCH /v2/apps']],
  ['post /v1/apps\nput /v1/apps', ['POST /v1/apps', 'PUT /v1/apps']],
  ['delete /v12/apps', ['DELETE /v12/apps']],
  ['GET /v1/apps,\nGET /v1/builds;', ['GET /v1/apps', 'GET /v1/builds']],
  [',\n;', []],
])('reads %j as %j', (text, entries) => {
  expect(parseScope(text)).toStrictEqual(entries)
})

test.each([
  'GET https://api.appstoreconnect.apple.com/v1/apps',
  '/v1/apps',
  'HEAD /v1/apps',
  'GET v1/apps',
  'GET /apps',
  'GET /v1/',
  'GET /V1/apps',
  'GET /v1/apps#x',
  'GET /v1/*',
  'GET /v1/apps/{id}',
  'GET /v1/apps, GET /v1/builds',
  '- GET /v1/apps',
  'apps',
])('rejects %s', (line) => {
  expect(messageOf(() => parseScope(`GET /v1/apps\n${line}`))).toBe(
    'scope is wrong in line 2. Write one request per line: a method, a space and a path without the host, such as GET /v1/apps?limit=10.',
  )
})

test.each([
  ['a\r\nGET /v1/apps\n\nb', 'line 1 and line 4'],
  ['a\rb\nc', 'line 1 and line 2 and line 3'],
  ['a\nb\nc\nd\ne', 'line 1 and line 2 and line 3 and 2 more'],
])('names up to three lines that are wrong: %j', (text, named) => {
  expect(messageOf(() => parseScope(text))).toContain(`scope is wrong in ${named}. `)
})

const lines = (count: number) => Array.from({ length: count }, (_, n) => `GET /v1/apps/${n}`)

test.each([
  ['false', 'off'],
  ['False', 'off'],
  ['true', 'default'],
  ['TRUE', 'default'],
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
    'verify cannot be "yes". Use true or false, or write one request per line, such as GET /v1/apps?limit=1.',
  ],
  ['very-true', /^verify has an invalid value\. Use true or false, /],
  ['true\nGET /v1/apps', /^verify is wrong in line 1\. Write one request per line: /],
  [
    'GET /v1/apps\nPOST /v1/builds\nDELETE /v1/apps/1',
    'verify contains "POST /v1/builds" and "DELETE /v1/apps/1", but only GET requests are sent. Keep only GET requests.',
  ],
  ['GET builds', /^verify has an invalid value\. Use true or false, /],
  [
    lines(11).join('\n'),
    'verify contains 11 requests, but the maximum is 10. Keep one for each kind of access that the job needs.',
  ],
])('rejects %j', (text, message) => {
  expect(messageOf(() => parseVerify(text, []))).toMatch(message)
})

const ENTRY = 'GET /v1/builds?filter[app]=1&filter[version]=2'

test.each([
  [ENTRY, ENTRY],
  [ENTRY, 'GET /v1/builds?filter[version]=2&filter[app]=1'],
  [ENTRY, `${ENTRY}&limit=1&cursor=x&sort=-version`],
  [`${ENTRY}&limit=10`, ENTRY],
  [ENTRY, 'GET /v1/builds?filter%5Bapp%5D=1&filter%5Bversion%5D=2'],
  ['GET /v1/apps', 'GET /v1/apps?'],
  ['GET /v1/builds', 'GET /v1/apps', 'GET /v1/apps?limit=1'],
])('a scope of %s, … covers %s', (...lines) => {
  const request = lines.pop() as string
  expect(parseVerify(request, lines)).toStrictEqual([request])
})

test.each([
  [ENTRY, 'GET /v1/builds?filter[app]=1'],
  [ENTRY, `${ENTRY}&include=app`],
  [ENTRY, `${ENTRY}&filter[app]=1`],
  [ENTRY, ENTRY.replace('=2', '=3')],
  [ENTRY, ENTRY.replace('builds', 'apps')],
  [ENTRY, ENTRY.replace('v1', 'v2')],
  [ENTRY.replace('GET', 'POST'), ENTRY],
  ['GET /v1/apps?a=bc', 'GET /v1/apps?ab=c'],
  ['GET /v1/apps', 'GET /v1/apps/1'],
  ['GET /v1/apps/1', 'GET /v1/apps'],
  ['GET /v1/apps', 'GET /v1/apps?filter[bundleId]=com.AcmeWorld2.MyApp'],
])('a scope of %s does not cover %s', (entry, request) => {
  expect(messageOf(() => parseVerify(request, [entry]))).toContain(
    `verify contains "${request}", which no line of scope covers. `,
  )
})

test('quotes up to 200 characters of a request', () => {
  const request = `GET /v1/${'x'.repeat(192)}`
  for (const [text, quoted] of [
    [request, request],
    [`${request}x`, `${request}…`],
  ] as const) {
    expect(messageOf(() => parseVerify(text, ['GET /v1/apps']))).toContain(`"${quoted}", which `)
  }
})

test('quotes up to three requests', () => {
  expect(messageOf(() => parseVerify(lines(5).join('\n'), ['GET /v1/apps']))).toContain(
    'verify contains "GET /v1/apps/0" and "GET /v1/apps/1" and "GET /v1/apps/2" and 2 more, which ',
  )
})

test('rejects requests that no line of scope covers', () => {
  const text = 'GET /v1/apps\nGET /v1/certificates?limit=1\nGET /v1/builds'
  expect(messageOf(() => parseVerify(text, ['GET /v1/apps']))).toBe(
    'verify contains "GET /v1/certificates?limit=1" and "GET /v1/builds", which no line of scope covers. Add a line with the same path and query to scope, or remove this one; only limit, cursor and sort can differ.',
  )
})
