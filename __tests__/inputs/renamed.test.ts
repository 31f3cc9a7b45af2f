import { expect, test } from '@jest/globals'
import { DEFAULTS } from '../../src/inputs/action-inputs.ts'
import { checkNames, findRenamed } from '../../src/inputs/renamed.ts'
import { asInputs } from '../../tools/runner.js'
import { messageOf } from '../helpers/support.ts'

const USE_AUDIENCE = 'Write `audience: apple-developer-enterprise-v1` in place of'

test.each([
  // Other ways to write a name.
  ...['issuer id', 'issuer_id', 'issuerId', 'app-store-connect-api-key-issuer-id'].map(
    (name) => [name, 'issuer-id'] as const,
  ),
  ['install_key', 'install-key'],
  ['key_type', 'key-type'],
  // Names that other actions have.
  ...['api-key-id', 'app-store-connect-api-key-id', 'kid'].map((name) => [name, 'key-id'] as const),
  ...['key', 'api-private-key', 'apple-key-content', 'FASTLANE_KEY', 'p8', 'key-file-path'].map(
    (name) => [name, 'private-key'] as const,
  ),
  ...['APP_STORE_CONNECT_API_KEY_BASE64', 'auth-key-p8', 'p8-text', 'base64_encoded_key'].map(
    (name) => [name, 'private-key'] as const,
  ),
])('%s means %s', (input, meant) => {
  const name = input.replaceAll(' ', '_').toLowerCase()
  const fix = `Rename ${name} to ${meant}.`
  expect(findRenamed(asInputs({ [input]: 'x' }))).toStrictEqual([{ name, meant, fix }])
})

test.each([
  ['duration', '600', '10m'],
  ['expiration', '1140', '19m'],
  ['expires-in', '1200', '15m'],
  ['token-lifetime', '90', '15m'],
  ['ttl', '0', '15m'],
  ['ttl', '10 minutes', '15m'],
])('%s: %s means lifetime, such as %s', (name, value, example) => {
  const fix = `Rename ${name} to lifetime, with a unit, such as \`lifetime: ${example}\`.`
  expect(findRenamed(asInputs({ [name]: value }))).toStrictEqual([{ name, meant: 'lifetime', fix }])
})

test.each([
  ...['version', 'team-id', 'app-id', 'user-id', 'keychain', 'keychain-path', 'keystore', 'kids'],
  ...['key-alias', 'key-password', 'path', 'scheme', 'x', 'my-ttl', 'ttl-2', 'in-house'],
])('%s means no input', (name) => {
  expect(findRenamed(asInputs({ [name]: 'x' }))).toStrictEqual([])
})

test.each([
  ['api-key', ' 2X9R4HXF34\n', 'key-id'],
  ['api-key', 'PRODUCTION', 'private-key'],
  ['issuer', '2X9R4HXF34', 'issuer-id'],
  ['in-house', 'True', 'audience'],
])('what %s means depends on its value %j: %s', (name, value, meant) => {
  expect(findRenamed(asInputs({ [name]: value }))).toMatchObject([{ meant }])
})

test.each([
  ['declared', asInputs(Object.fromEntries(Object.keys(DEFAULTS).map((name) => [name, 'x'])))],
  ['empty', { INPUT_KEY: ' ', INPUT_ISSUER: undefined }],
  ['no input', { MY_INPUT_KEY: 'x' }],
  ['another name of one that is set', { INPUT_TTL: '600', INPUT_LIFETIME: '1m' }],
])('does not find what is %s', (_, env) => {
  expect(findRenamed(env)).toStrictEqual([])
})

test.each([
  [
    { install_key: 'true' },
    'install_key is not an input of this action. Rename install_key to install-key.',
  ],
  [
    { 'in-house': 'true', issuer_id: 'x' },
    `in-house and issuer_id are not inputs of this action. ${USE_AUDIENCE} in-house. Rename issuer_id to issuer-id.`,
  ],
  [
    { 'bundle-id': 'com.example.app' },
    'bundle-id is not an input of this action. Remove bundle-id: it is for the App Store Server API, which needs an In-App Purchase key and another token.',
  ],
  [{ bid: 'com.example.app' }, 'bid is not an input of this action. Remove bid: it is for '],
])('rejects %j, and says what to write', (inputs, message) => {
  expect(messageOf(() => checkNames(findRenamed(asInputs(inputs))))).toContain(message)
})
