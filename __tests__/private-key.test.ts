import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { parsePrivateKey } from '../src/private-key.ts'
import { makeKey, messageOf } from './support.ts'

test('a .p8 is read', () => {
  const { key, pem } = makeKey()
  expect(parsePrivateKey(pem).equals(key)).toBe(true)
})

test.each([
  ['EC secp384r1', makeKey('P-384').pem],
  [
    'RSA',
    generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({
      type: 'pkcs8',
      format: 'pem',
    }),
  ],
])('a key of the kind %s is refused by its name', (kind, pem) => {
  expect(messageOf(() => parsePrivateKey(String(pem)))).toContain(`another kind (${kind});`)
})

test('a key whose halves differ is refused', () => {
  const [one, other] = [makeKey(), makeKey()].map(({ key }) =>
    key.export({ type: 'pkcs8', format: 'der' }),
  ) as [Buffer, Buffer]
  // The public half is the last 64 bytes.
  const mixed = Buffer.concat([one.subarray(0, -64), other.subarray(-64)])
  const pem = `-----BEGIN PRIVATE KEY-----\n${mixed.toString('base64')}\n-----END PRIVATE KEY-----`
  expect(messageOf(() => parsePrivateKey(pem))).toContain('a damaged key')
})

test('text that is no key is measured', () => {
  expect(messageOf(() => parsePrivateKey('hello\nworld'))).toBe(
    'private-key does not hold a .p8 file as a whole (11 characters in 2 lines). Paste the whole .p8 file into the secret again.',
  )
})
