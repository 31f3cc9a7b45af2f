import { expect, test } from '@jest/globals'
import { DEFAULTS, findUnknownInputs, readInput } from '../../src/inputs/action-inputs.ts'
import { checkNames, findRenamed } from '../../src/inputs/renamed.ts'
import { asInputs } from '../../tools/runner.js'
import { messageOf } from '../helpers/support.ts'

test.each([
  [{ INPUT_VERIFY: ' true\n' }, 'true'],
  [{ INPUT_VERIFY: ' ' }, 'false'],
  [{}, 'false'],
])('with %j, verify is %s', (env, value) => {
  expect(readInput(env, 'verify')).toBe(value)
})

test('finds nothing in declared and empty inputs, and in other variables', () => {
  const declared = asInputs(Object.fromEntries(Object.keys(DEFAULTS).map((name) => [name, 'x'])))
  const others = { INPUT_VERFIY: ' ', INPUT_KEY: undefined, MY_INPUT_KEY: 'x', INPUT_: 'x' }
  expect(findUnknownInputs({ ...declared, ...others })).toStrictEqual([])
  const long = { [`INPUT_${'A'.repeat(60)}`]: 'x', [`INPUT_${'A'.repeat(61)}`]: 'x' }
  expect(findUnknownInputs(long)).toHaveLength(1)
})

test.each([
  // Other ways to write a name.
  ...['issuer id', 'issuer_id', 'issuerId', 'app-store-connect-api-key-issuer-id'].map(
    (name) => [name, 'issuer-id'] as const,
  ),
  ['install_key', 'install-key'],
  ['life-time', 'lifetime'],
  ['key_type', 'key-type'],
  // Names that other actions have.
  ...['api-key-id', 'app-store-connect-api-key-id', 'kid'].map((name) => [name, 'key-id'] as const),
  ...['key', 'api-private-key', 'apple-key-content', 'FASTLANE_KEY', 'apple-api-key', 'p8'].map(
    (name) => [name, 'private-key'] as const,
  ),
  ...['APP_STORE_CONNECT_API_KEY_BASE64', 'auth-key-p8', 'key-path', 'base64_encoded_key'].map(
    (name) => [name, 'private-key'] as const,
  ),
])('%s means %s', (name, meant) => {
  const written = name.replaceAll(' ', '_').toLowerCase()
  expect(findRenamed(asInputs({ [name]: 'x' }))).toStrictEqual([{ name: written, meant }])
})

test.each([
  ...['version', 'team-id', 'app-id', 'user-id', 'keychain', 'keychain-path', 'keystore', 'kids'],
  ...['key-alias', 'key-password', 'cache-key', 'public-key', 'license-key', 'path', 'scheme', 'x'],
])('%s means no input', (name) => {
  expect(findRenamed(asInputs({ [name]: 'x' }))).toStrictEqual([])
})

test.each([
  ['api-key', '2X9R4HXF34', 'key-id'],
  ['apple-api-key', ' 2X9R4HXF34\n', 'key-id'],
  ['api-key', '2X9R4HXF3', 'private-key'],
  ['api-key', '2X9R4HXF345', 'private-key'],
  ['issuer', '2X9R4HXF34', 'issuer-id'],
])('what %s means depends on its value %j: %s', (name, value, meant) => {
  expect(findRenamed(asInputs({ [name]: value }))).toMatchObject([{ meant }])
})

test.each([
  [
    { install_key: 'true' },
    'install_key is not an input of this action. Rename install_key to install-key.',
  ],
  [
    { install_key: 'true', 'life-time': '1m' },
    'install_key and life-time are not inputs of this action. Rename install_key to install-key, life-time to lifetime.',
  ],
  [
    { duration: '600' },
    'duration is not an input of this action. Write `lifetime: 10m` in place of duration.',
  ],
  [
    { expiration: '61' },
    'expiration is not an input of this action. Write `lifetime: 2m` in place of expiration.',
  ],
  [
    { 'expires-in': '20' },
    'expires-in is not an input of this action. Write `lifetime: 19m` in place of expires-in.',
  ],
  [
    { 'token-lifetime': '5' },
    'token-lifetime is not an input of this action. Write `lifetime: 5m` in place of token-lifetime.',
  ],
  [{ ttl: '1140' }, 'ttl is not an input of this action. Write `lifetime: 19m` in place of ttl.'],
  [{ ttl: '1141' }, 'ttl is not an input of this action. Write `lifetime: 15m` in place of ttl.'],
  [{ ttl: '0' }, 'ttl is not an input of this action. Write `lifetime: 15m` in place of ttl.'],
  [{ ttl: '1.5' }, 'ttl is not an input of this action. Write `lifetime: 15m` in place of ttl.'],
  [
    { 'in-house': 'True', issuer_id: 'x' },
    'in-house and issuer_id are not inputs of this action. Rename issuer_id to issuer-id. Write `audience: apple-developer-enterprise-v1` in place of in-house.',
  ],
  [
    { 'bundle-id': 'com.example.app' },
    'bundle-id is for tokens of the App Store Server API, which this action does not create. Remove bundle-id for the App Store Connect API. The App Store Server API needs an In-App Purchase key and a token of its own.',
  ],
  [{ bid: 'com.example.app' }, 'bid is for tokens of the App Store Server API, '],
])('rejects %j, and says what to write', (inputs, message) => {
  expect(messageOf(() => checkNames(asInputs(inputs), []))).toContain(message)
})

test.each([
  ['is set itself', { INPUT_TTL: '600', INPUT_LIFETIME: '1m' }],
  ['is missing, which is another error', { INPUT_KEYID: 'x' }],
  ['is none', { INPUT_VERSION: 'x' }],
  ['has its default, as the other name has', { 'INPUT_IN-HOUSE': 'false' }],
])('does not reject an input if the one that it means %s', (_, env) => {
  expect(() => checkNames(env, ['key-id'])).not.toThrow()
})
