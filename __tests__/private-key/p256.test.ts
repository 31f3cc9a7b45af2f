import { createECDH, generateKeyPairSync } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { encodeKey, readP256 } from '../../src/private-key/p256.ts'
import { makeP8 } from '../helpers/key-forms.ts'

const { key, p8 } = makeP8()
const der = Buffer.from(p8.replaceAll(/-.*-/g, ''), 'base64')
const secret = der.subarray(36, 68).toString('hex')
const pair = createECDH('prime256v1')
pair.setPrivateKey(secret, 'hex')
const point = pair.getPublicKey('hex')
const compressed = pair.getPublicKey('hex', 'compressed')

const algorithm = '301306072a8648ce3d020106082a8648ce3d030107'
const curve = 'a00a06082a8648ce3d030107'

const x = point.slice(2, 66)
const bare = (scalar: string) => `3041020100${algorithm}042730250201010420${scalar}`

test.each([
  ['PKCS#8 with parameters and public key', der.toString('hex')],
  [
    'PKCS#8 with the public key',
    `308187020100${algorithm}046d306b0201010420${secret}a144034200${point}`,
  ],
  [
    'PKCS#8 with a compressed public key',
    `3067020100${algorithm}044d304b0201010420${secret}a124032200${compressed}`,
  ],
  ['PKCS#8 with parameters', `304d020100${algorithm}043330310201010420${secret}${curve}`],
  ['bare PKCS#8', bare(secret)],
  ['SEC1', `30770201010420${secret}${curve}a144034200${point}`],
  ['SEC1 without the public key', `30310201010420${secret}${curve}`],
])('reads %s', (_, hex) => {
  const read = readP256(Buffer.from(hex, 'hex'))
  expect(read?.key.equals(key)).toBe(true)
  expect(read?.pkcs8).toBe(key.export({ type: 'pkcs8', format: 'der' }).toString('base64'))
  expect(read?.hasPublicKey).toBe(hex.includes(x))
})

test('encodes the members of a JWK as OpenSSL encodes the key', () => {
  const openssl = key.export({ type: 'pkcs8', format: 'der' })
  expect(encodeKey(secret, point).equals(openssl)).toBe(true)
})

// https://www.secg.org/sec2-v2.pdf, section 2.4.2
const ORDER = 'ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551'

test('reads the largest number below the order of the curve', () => {
  expect(readP256(Buffer.from(bare(ORDER.replace(/1$/, '0')), 'hex'))).toBeDefined()
})

test('OpenSSL writes some of these forms', () => {
  for (const type of ['pkcs8', 'sec1'] as const) {
    expect(readP256(key.export({ type, format: 'der' }))?.key.equals(key)).toBe(true)
  }
})

test.each([
  ['nothing', ''],
  ['a number of zero', bare('00'.repeat(32))],
  ['the order of the curve', bare(ORDER)],
  ['a number above the order of the curve', bare('ff'.repeat(32))],
  ['a key cut short', der.subarray(0, 100).toString('hex')],
  ['a key with more behind it', `${der.toString('hex')}00`],
  [
    'the public key of another key',
    `${der.toString('hex').slice(0, -128)}${makeP8().key.export({ type: 'sec1', format: 'der' }).toString('hex').slice(-128)}`,
  ],
  [
    'a key on another curve',
    generateKeyPairSync('ec', { namedCurve: 'secp256k1' })
      .privateKey.export({ type: 'pkcs8', format: 'der' })
      .toString('hex'),
  ],
])('does not read %s', (_, hex) => {
  expect(readP256(Buffer.from(hex, 'hex'))).toBeUndefined()
})

test('rejects every change of a single bit', () => {
  for (let bit = 0; bit < der.length * 8; bit++) {
    const changed = Buffer.from(der)
    changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3)
    expect(readP256(changed)).toBeUndefined()
  }
})
