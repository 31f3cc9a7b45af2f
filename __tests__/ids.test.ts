import { expect, test } from '@jest/globals'
import { keyFileName, readKeyFileName } from '../src/ids.ts'
import { ISSUER_ID, KEY_ID } from './helpers/support.ts'

test('names the file of a key after its owner and its ID', () => {
  expect(keyFileName({ type: 'team', issuerId: ISSUER_ID }, KEY_ID)).toBe(`AuthKey_${KEY_ID}.p8`)
  expect(keyFileName({ type: 'individual' }, KEY_ID)).toBe(`ApiKey_${KEY_ID}.p8`)
})

test.each([
  [`AuthKey_${KEY_ID}.p8`, { keyId: KEY_ID, prefix: 'AuthKey' }],
  [`AuthKey_${KEY_ID}`, { keyId: KEY_ID, prefix: 'AuthKey' }],
  [`C:\\keys\\ApiKey_${KEY_ID}.p8`, { keyId: KEY_ID, prefix: 'ApiKey' }],
  [`/tmp/SubscriptionKey_${KEY_ID}.p8`, { keyId: KEY_ID, prefix: 'SubscriptionKey' }],
  ['key.p8', undefined],
  [`OtherKey_${KEY_ID}.p8`, undefined],
  [`MyAuthKey_${KEY_ID}.p8`, undefined],
  [`AuthKey_${KEY_ID}.p8.txt`, undefined],
])('reads the name %s as %j', (name, expected) => {
  expect(readKeyFileName(name)).toEqual(expected)
})
