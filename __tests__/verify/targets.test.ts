import { expect, test } from '@jest/globals'
import { chooseRequests } from '../../src/verify/targets.ts'
import { TEAM_SPEC } from '../helpers/support.ts'

const HOST = 'https://api.appstoreconnect.apple.com'
const APPS = 'GET /v1/apps?limit=1'
const ENTERPRISE = { audience: 'apple-developer-enterprise-v1' } as const
const scope = ['POST /v1/apps', 'GET /v1/builds?filter[app]=1', 'GET /v1/apps']

test.each([
  [{}, [['default', APPS, `${HOST}/v1/apps?limit=1`]]],
  [
    ENTERPRISE,
    [
      [
        'default',
        'GET /v1/bundleIds?limit=1',
        'https://api.enterprise.developer.apple.com/v1/bundleIds?limit=1',
      ],
    ],
  ],
  [{ scope }, [['scope', 'GET /v1/builds?filter[app]=1', `${HOST}/v1/builds?filter[app]=1`]]],
  [{ scope: ['POST /v1/apps'] }, [['default', APPS, `${HOST}/v1/apps?limit=1`]]],
])('verifies a token of %j with one request', (more, expected) => {
  const requests = chooseRequests({ ...TEAM_SPEC, ...more }, 'default')
  expect(requests.map(({ origin, line, url }) => [origin, line, url.href])).toStrictEqual(expected)
})

test('sends the requests that verify lists instead', () => {
  const lines = ['GET /v1/builds', 'GET /v1/apps']
  const requests = chooseRequests({ ...TEAM_SPEC, scope }, lines)
  expect(requests.map(({ line }) => line)).toStrictEqual(lines)
  expect(requests.map(({ origin }) => origin)).toStrictEqual(['verify', 'verify'])
})

test.each([
  ['http://localhost', 'http://localhost'],
  ['https://example.org/apple/', 'https://example.org/apple'],
  ['https://example.org/apple/v1', 'https://example.org/apple'],
  ['https://example.org/v12/', 'https://example.org'],
  ['https://example.org/v1/apple', 'https://example.org/v1/apple'],
  ['https://example.org/apple-v1', 'https://example.org/apple-v1'],
])('adds the version to the base URL %s', (apiUrl, base) => {
  const [request] = chooseRequests(TEAM_SPEC, 'default', new URL(apiUrl))
  expect(request?.url.href).toBe(`${base}/v1/apps?limit=1`)
})
