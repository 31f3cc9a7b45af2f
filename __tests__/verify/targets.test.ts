import { expect, test } from '@jest/globals'
import { chooseRequests } from '../../src/verify/targets.ts'
import { TEAM_SPEC } from '../helpers/support.ts'

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
  [{}, 'https://example.org/v12', 'https://example.org/v1/apps?limit=1'],
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
  const requests = chooseRequests({ ...TEAM_SPEC, ...more }, 'default', apiUrl && new URL(apiUrl))
  expect(requests.map(({ url }) => url.href)).toStrictEqual([href])
})

test('says where the requests come from', () => {
  const spec = { ...TEAM_SPEC, scope: ['GET /v1/apps', 'GET /v1/builds'] }
  const sources = (...args: Parameters<typeof chooseRequests>) =>
    chooseRequests(...args).map(({ line, origin }) => [line, origin])
  expect(sources(TEAM_SPEC, 'default')).toStrictEqual([['GET /v1/apps?limit=1', 'default']])
  expect(sources(spec, 'default')).toStrictEqual([['GET /v1/apps', 'scope']])
  expect(sources(spec, ['GET /v1/builds', 'GET /v1/apps'])).toStrictEqual([
    ['GET /v1/builds', 'verify'],
    ['GET /v1/apps', 'verify'],
  ])
})
