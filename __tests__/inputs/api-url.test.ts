import { expect, test } from '@jest/globals'
import { parseApiUrl } from '../../src/inputs/api-url.ts'
import { messageOf } from '../helpers/support.ts'

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
  'http://notlocalhost',
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
