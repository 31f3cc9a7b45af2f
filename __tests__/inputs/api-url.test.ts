import { expect, test } from '@jest/globals'
import { parseApiUrl, verificationRequests } from '../../src/inputs/api-url.ts'
import { messageOf, TEAM_SPEC } from '../helpers/support.ts'

test.each([
  'https://api.appstoreconnect.apple.com',
  'https://gateway.example.org:8443/apple/',
  'http://localhost:8080',
  'http://127.0.0.1',
  'http://[::1]:8080',
])('accepts %s', (text) => {
  expect(parseApiUrl(text).href).toBe(new URL(text).href)
})

test.each([
  'http://api.appstoreconnect.apple.com',
  'http://localhost.example.org',
  'http://127.0.0.1.example.org',
  'api.appstoreconnect.apple.com',
  'ftp://localhost',
  'https://user@example.org',
  'https://example.org?x=1',
  'https://example.org#x',
])('rejects %s', (text) => {
  expect(messageOf(() => parseApiUrl(text))).toBe(
    'api-url is not the base URL of an API. Use https without a user name, query or fragment, such as https://api.appstoreconnect.apple.com; http is allowed only on the runner itself.',
  )
})

test.each([
  [{}, undefined, 'https://api.appstoreconnect.apple.com/v1/apps?limit=1'],
  [
    { audience: 'apple-developer-enterprise-v1' },
    undefined,
    'https://api.enterprise.developer.apple.com/v1/bundleIds?limit=1',
  ],
  [{}, 'https://example.org/apple/', 'https://example.org/apple/v1/apps?limit=1'],
  [{}, 'https://example.org/apple/v1', 'https://example.org/apple/v1/apps?limit=1'],
  [{}, 'https://example.org/v1/', 'https://example.org/v1/apps?limit=1'],
  [{}, 'https://example.org/v2', 'https://example.org/v1/apps?limit=1'],
  [{}, 'https://example.org/v1/apple', 'https://example.org/v1/apple/v1/apps?limit=1'],
  [{}, 'https://example.org/apple-v1', 'https://example.org/apple-v1/v1/apps?limit=1'],
  [
    { scope: ['POST /v1/apps', 'GET /v1/builds?filter[app]=1', 'GET /v1/apps'] },
    undefined,
    'https://api.appstoreconnect.apple.com/v1/builds?filter[app]=1',
  ],
  [{ scope: ['POST /v1/apps'] }, 'http://localhost', 'http://localhost/v1/apps?limit=1'],
] as const)('verifies a token of %j with one request to %s', (more, apiUrl, href) => {
  const requests = verificationRequests({ ...TEAM_SPEC, ...more }, [], apiUrl && new URL(apiUrl))
  expect(requests.map(({ url }) => url.href)).toStrictEqual([href])
})

test('says which input the requests come from', () => {
  const spec = { ...TEAM_SPEC, scope: ['GET /v1/apps', 'GET /v1/builds'] }
  const sources = (...args: Parameters<typeof verificationRequests>) =>
    verificationRequests(...args).map(({ line, input }) => [line, input])
  expect(sources(TEAM_SPEC, [])).toStrictEqual([['GET /v1/apps?limit=1', undefined]])
  expect(sources(spec, [])).toStrictEqual([['GET /v1/apps', 'scope']])
  expect(sources(spec, ['GET /v1/builds', 'GET /v1/apps'])).toStrictEqual([
    ['GET /v1/builds', 'verify'],
    ['GET /v1/apps', 'verify'],
  ])
})
