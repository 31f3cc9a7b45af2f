import { expect, test } from '@jest/globals'
import { allowsLongLifetime, isWriting, parseScope } from '../../src/inputs/scope.ts'
import { makeP8 } from '../helpers/key-forms.ts'
import { messageOf } from '../helpers/support.ts'

test.each([
  ['', []],
  ['\n \r\n', []],
  ['GET /v1/apps', ['GET /v1/apps']],
  ['  get \t /v1/apps  ', ['GET /v1/apps']],
  ['"GET /v1/apps"\n"GET /v1/builds"', ['GET /v1/apps', 'GET /v1/builds']],
  [
    'GET /v1/builds?limit=1\r\n\r\nGET /v1/apps?filter[platform]=IOS\n',
    ['GET /v1/builds?limit=1', 'GET /v1/apps?filter[platform]=IOS'],
  ],
  ['PATCH /v2/apps', ['PATCH /v2/apps']],
  ['GET /v1/apps,\nGET /v1/builds;', ['GET /v1/apps', 'GET /v1/builds']],
])('reads %j as %j', (text, entries) => {
  expect(parseScope(text)).toStrictEqual(entries)
})

test.each([
  'GET https://api.appstoreconnect.apple.com/v1/apps',
  '/v1/apps',
  'FETCH /v1/apps',
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
])('rejects %s', (line) => {
  expect(messageOf(() => parseScope(`GET /v1/apps\n${line}`))).toBe(
    `scope contains "${line}". Write one request per line: a method, a space and a path without the host, such as GET /v1/apps?limit=10.`,
  )
})

test('quotes every line that is wrong', () => {
  expect(messageOf(() => parseScope('apps\nGET /v1/apps\nbuilds'))).toContain(
    'scope contains "apps" and "builds". ',
  )
})

test('quotes three of many lines that are wrong', () => {
  expect(messageOf(() => parseScope('a\nb\nc\nd\ne'))).toContain(
    'scope contains "a" and "b" and "c" and 2 more. ',
  )
})

test('quotes none of the lines that may be a key', () => {
  const { p8 } = makeP8()
  expect(messageOf(() => parseScope(p8))).toContain(
    'scope contains other text (257 characters in 6 lines). ',
  )
  expect(messageOf(() => parseScope(p8.split('\n').slice(-2).join('\n')))).toContain(
    'scope contains other text (',
  )
})

test('treats everything but GET as writing', () => {
  expect(['GET /v1/apps', 'POST /v1/apps'].map(isWriting)).toStrictEqual([false, true])
})

test.each([
  ['GET /v1/ciProducts', true],
  ['GET /v1/ciProducts?limit=1', true],
  ['GET /v1/ciWorkflows/0a1b2c/repository', true],
  ['GET /v1/builds/0a1b2c/perfPowerMetrics', true],
  ['GET /v1/diagnosticSignatures/0a1b2c/logs', true],
  ['GET /v1/apps', false],
  ['GET /v1/apps?include=ciProduct', false],
  ['POST /v1/ciBuildRuns', false],
])('a token with %s can be valid for months: %s', (entry, allowed) => {
  expect(allowsLongLifetime(entry)).toBe(allowed)
})
