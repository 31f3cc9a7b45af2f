import { expect, test } from '@jest/globals'
import {
  checkNames,
  DEFAULTS,
  findUnknownInputs,
  listUnknownInputs,
  readInput,
} from '../../src/inputs/names.ts'
import { asInputs } from '../../tools/runner.js'
import { action } from '../helpers/project.ts'
import { messageOf } from '../helpers/support.ts'

test('knows the inputs that are declared, with their defaults', () => {
  const declared = Object.entries(action.inputs).map(([name, input]) => [name, input.default ?? ''])
  expect(Object.entries(DEFAULTS)).toStrictEqual(declared)
})

test.each([
  [{ INPUT_VERIFY: ' true\n' }, 'true'],
  [{ INPUT_VERIFY: ' ' }, 'false'],
  [{}, 'false'],
])('with %j, verify is %s', (env, value) => {
  expect(readInput(env, 'verify')).toBe(value)
})

test.each([
  // Other ways to write a name.
  ['issuer id', 'issuer-id'],
  ['issuer_id', 'issuer-id'],
  ['issuerId', 'issuer-id'],
  ['install_key', 'install-key'],
  ['life-time', 'lifetime'],
  ['key_type', 'key-type'],
  // Typos: up to two, and up to one in three letters.
  ['verfiy', 'verify'],
  ['verif', 'verify'],
  ['veriffyy', 'verify'],
  ['veryfi', 'verify'],
  ['veriffyyy', undefined],
  ['very', 'verify'],
  ['scop', 'scope'],
  ['scopes', 'scope'],
  ['socpe', 'scope'],
  ['skopes', undefined],
  ['xsope', undefined],
  ['cxope', undefined],
  ['csxpe', undefined],
  ['nstalkey', 'install-key'],
  ['nstlkey', undefined],
  ['lifetim', 'lifetime'],
  ['lifetie', 'lifetime'],
  ['lifetimes', 'lifetime'],
  ['live-tyme', 'lifetime'],
  ['live-tymes', undefined],
  ['privat-key', 'private-key'],
  ['pirvate-key', 'private-key'],
  ['isuer-id', 'issuer-id'],
  ['audiance', 'audience'],
  ['intall-key', 'install-key'],
  ['instal-kay', 'install-key'],
  // Names that other actions have.
  ['api-key-id', 'key-id'],
  ['app-store-connect-api-key-id', 'key-id'],
  ['kid', 'key-id'],
  ['app-store-connect-api-key-issuer-id', 'issuer-id'],
  ['key', 'private-key'],
  ['api-private-key', 'private-key'],
  ['apple-key-content', 'private-key'],
  ['FASTLANE_KEY', 'private-key'],
  ['APP_STORE_CONNECT_API_KEY_BASE64', 'private-key'],
  ['p8', 'private-key'],
  ['auth-key-p8', 'private-key'],
  ['key-path', 'private-key'],
  ['apple-api-key', 'private-key'],
  // Names of something else.
  ['version', undefined],
  ['team-id', undefined],
  ['app-id', undefined],
  ['user-id', undefined],
  ['keychain', undefined],
  ['keychain-path', undefined],
  ['keystore', undefined],
  ['key-alias', undefined],
  ['key-password', undefined],
  ['cache-key', undefined],
  ['path', undefined],
  ['scheme', undefined],
  ['kids', undefined],
  ['step8-name', undefined],
  ['x', undefined],
])('takes %s to mean %s', (name, meant) => {
  expect(findUnknownInputs(asInputs({ [name]: 'x' }))).toStrictEqual([
    { name: name.replaceAll(' ', '_').toLowerCase(), meant },
  ])
})

test.each([
  ['api-key', '2X9R4HXF34', 'key-id'],
  ['apple-api-key', ' 2X9R4HXF34\n', 'key-id'],
  ['api-key', '2X9R4HXF3', 'private-key'],
  ['api-key', '2X9R4HXF345', 'private-key'],
  ['issuer', '2X9R4HXF34', 'issuer-id'],
])('recognizes what %s means by its value %j', (name, value, meant) => {
  expect(findUnknownInputs(asInputs({ [name]: value }))).toMatchObject([{ meant }])
})

test('finds nothing in declared and empty inputs, and in other variables', () => {
  const declared = asInputs(Object.fromEntries(Object.keys(DEFAULTS).map((name) => [name, 'x'])))
  const others = { INPUT_VERFIY: ' ', INPUT_KEY: undefined, MY_INPUT_KEY: 'x', INPUT_: 'x' }
  expect(findUnknownInputs({ ...declared, ...others })).toStrictEqual([])
  const long = { [`INPUT_${'A'.repeat(60)}`]: 'x', [`INPUT_${'A'.repeat(61)}`]: 'x' }
  expect(findUnknownInputs(long)).toHaveLength(1)
})

test.each([
  [{ INPUT_VERFIY: 'true' }, 'verfiy is not an input of this action. Rename verfiy to verify.'],
  [
    { INPUT_VERFIY: 'true', INPUT_SCOPES: 'x' },
    'verfiy and scopes are not inputs of this action. Rename verfiy to verify, scopes to scope.',
  ],
])('rejects misspelled inputs: %j', (env, message) => {
  expect(messageOf(() => checkNames(env, []))).toBe(message)
})

test('lists unknown inputs', () => {
  expect(listUnknownInputs({ INPUT_VERSION: 'x', INPUT_VERIFY: 'true' })).toStrictEqual([
    { level: 'info', message: 'version is not an input of this action, and is ignored.' },
  ])
})

test.each([
  ['is set itself', { INPUT_VERFIY: 'true', INPUT_VERIFY: 'true' }],
  ['is missing, which is another error', { INPUT_KEYID: 'x' }],
  ['does not exist', { INPUT_VERSION: 'x' }],
])('does not reject an input if the one that it means %s', (_, env) => {
  expect(() => checkNames(env, ['key-id'])).not.toThrow()
})
