import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { nameOtherFile, nameOtherKey } from '../../src/private-key/other-keys.ts'
import { makeKey } from '../helpers/support.ts'

const { key } = makeKey()
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
const ed25519 = generateKeyPairSync('ed25519').privateKey
const der = (key: KeyObject, type: 'pkcs8' | 'pkcs1' | 'sec1' = 'pkcs8') =>
  key.export({ type, format: 'der' })
const spki = (key: KeyObject) => createPublicKey(key).export({ type: 'spki', format: 'der' })
const encrypted = (key: KeyObject, cipher: string) =>
  key.export({ type: 'pkcs8', format: 'der', cipher, passphrase: 'x' })
const bytes = (start: string) => Buffer.concat([Buffer.from(start, 'hex'), Buffer.alloc(99)])

test.each([
  ['an RSA key', der(rsa)],
  ['an RSA key', der(rsa, 'pkcs1')],
  ['an EC key on the curve P-384', der(makeKey('P-384').key)],
  ['an EC key on the curve P-384', der(makeKey('P-384').key, 'sec1')],
  ['an EC key on the curve P-521', der(makeKey('P-521').key)],
  ['an EC key on the curve secp256k1', der(makeKey('secp256k1').key)],
  ['an Edwards-curve key', der(ed25519)],
  ['a public key', spki(key)],
  ['a public key', spki(rsa)],
  ['an encrypted key', encrypted(key, 'aes-256-cbc')],
  ['an encrypted key', encrypted(rsa, 'des-ede3-cbc')],
  // An X.509 certificate: version 3 and a serial number.
  ['a certificate', bytes('30820122308201c8a003020102')],
  [undefined, der(key)],
  [undefined, Buffer.concat([Buffer.alloc(1), spki(key)])],
])('names %s by its DER', (name, der) => {
  expect(nameOtherKey(der)).toBe(name)
})

test.each([
  ['a .p12 file, which has a certificate and its key', '30820c2d020103308209'],
  ['a provisioning profile or another signed file (CMS)', '308231ab06092a864886f70d010702a0'],
  ['a certificate signing request', '308202a73082018f02010030'],
  ['a zip archive', '504b03041400'],
  ['a gzip archive', '1f8b08'],
  ['an xz archive', 'fd377a585a000004'],
  ['a 7z archive', '377abcaf271c0004'],
  ['a bzip2 archive', '425a683931415926'],
  ['a keychain', '6b79636800010000'],
  ['a Java keystore', 'feedfeed00000002'],
  [undefined, '2d2d2d2d2d424547494e'],
])('names %s by its first bytes', (name, start) => {
  expect(nameOtherFile(bytes(start))).toBe(name)
})
