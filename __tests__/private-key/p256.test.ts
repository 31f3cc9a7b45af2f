import { createECDH, generateKeyPairSync } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { readP256 } from '../../src/private-key/p256.ts'
import { derOf, makeP8 } from '../helpers/key-forms.ts'

const { key, p8 } = makeP8()
const der = derOf(p8)
const secret = der.toString('hex', 36, 68)
const pair = createECDH('prime256v1')
pair.setPrivateKey(secret, 'hex')
const point = pair.getPublicKey('hex')
const compressed = pair.getPublicKey('hex', 'compressed')
const read = (hex: string) => readP256(Buffer.from(hex, 'hex'))

const algorithm = '301306072a8648ce3d020106082a8648ce3d030107'
const curve = 'a00a06082a8648ce3d030107'
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
  const p256 = read(hex)
  expect(p256?.key.equals(key)).toBe(true)
  expect(p256?.lines).toContain(key.export({ type: 'pkcs8', format: 'der' }).toString('base64'))
  expect(p256?.hasPublicKey).toBe(hex.includes(point.slice(2, 66)))
})

// https://www.secg.org/sec2-v2.pdf, section 2.4.2
const ORDER = 'ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551'

test('reads the largest number below the order of the curve', () => {
  expect(read(bare(ORDER.replace(/1$/, '0')))).toBeDefined()
})

test.each([
  ['nothing', ''],
  ['a number of zero', bare('00'.repeat(32))],
  ['the order of the curve', bare(ORDER)],
  ['a number above the order of the curve', bare('ff'.repeat(32))],
  ['a key cut short', der.toString('hex', 0, 100)],
  ['a key with more behind it', `${der.toString('hex')}00`],
  [
    'the public key of another key',
    der.toString('hex', 0, 86) + derOf(makeP8().p8).toString('hex', 86),
  ],
  [
    'a key on another curve',
    generateKeyPairSync('ec', { namedCurve: 'secp256k1' })
      .privateKey.export({ type: 'pkcs8', format: 'der' })
      .toString('hex'),
  ],
])('does not read %s', (_, hex) => {
  expect(read(hex)).toBeUndefined()
})

test('rejects every change of a single bit', () => {
  for (let bit = 0; bit < der.length * 8; bit++) {
    const changed = Buffer.from(der)
    changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3)
    expect(readP256(changed)).toBeUndefined()
  }
})
