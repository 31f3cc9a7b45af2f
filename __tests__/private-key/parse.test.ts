import { createPublicKey, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import { parsePrivateKey } from '../../src/private-key/parse.ts'
import {
  armour,
  bodyOf,
  changes,
  encodings,
  fragile,
  makeP8,
  shapes,
} from '../helpers/key-forms.ts'
import { makeKey, messageOf } from '../helpers/support.ts'

const { key, p8 } = makeP8()

describe('reads a complete key', () => {
  test.each(Object.entries(changes))('from %s', (_, change) => {
    expect(parsePrivateKey(change(p8)).key.equals(key)).toBe(true)
  })

  test.each(Object.entries({ ...shapes, ...fragile }))('from %s', (_, shape) => {
    expect(parsePrivateKey(shape(p8)).key.equals(key)).toBe(true)
  })

  test.each(Object.entries(encodings(key)))('from %s', (_, text) => {
    expect(parsePrivateKey(text).key.equals(key)).toBe(true)
  })

  test('from Base64 of Base64 of Base64', () => {
    const base64 = changes['Base64 at 76 columns with CRLF']
    expect(parsePrivateKey(base64?.(base64(base64(p8))) ?? '').key.equals(key)).toBe(true)
  })

  test('from a file with its public key beside it', () => {
    const publicKey = createPublicKey(key).export({ type: 'spki', format: 'pem' })
    expect(parsePrivateKey(`${publicKey}${p8}`).key.equals(key)).toBe(true)
    expect(parsePrivateKey(`${p8}\n${publicKey}`).key.equals(key)).toBe(true)
  })
})

test('returns every form of the key to mask, line by line and joined', () => {
  const { lines } = parsePrivateKey(Buffer.from(p8).toString('base64'))
  // The last line of Apple's form has eight characters, as may stand anywhere by chance.
  const body = p8.split('\n').slice(1, -2)
  const canonical = encodings(key)['PKCS#8 as OpenSSL writes it']?.split('\n').slice(1, -2) ?? []
  expect(new Set(lines)).toStrictEqual(
    new Set([bodyOf(p8).replaceAll('\n', ''), ...body, canonical.join(''), ...canonical]),
  )
})

test('reads the IDs in fastlane JSON, even if only the key in it is Base64', () => {
  const ids = { key_id: 'D383SF739', issuer_id: '6053b7fe-68a8-4acb-89be-165aa6465141' }
  const told = { keyId: ids.key_id, issuerId: ids.issuer_id }
  const json = JSON.stringify({ ...ids, key: p8 }, null, 2).replaceAll(':', ' : ')
  expect(parsePrivateKey(json)).toMatchObject(told)
  expect(parsePrivateKey(Buffer.from(json).toString('base64'))).toMatchObject(told)
  const base64 = Buffer.from(p8).toString('base64')
  expect(parsePrivateKey(JSON.stringify({ ...ids, key: base64 }))).toMatchObject(told)
  expect(parsePrivateKey(p8)).toMatchObject({ keyId: undefined, issuerId: undefined })
})

const pem = (privateKey: KeyObject, options: object = {}) =>
  String(privateKey.export({ type: 'pkcs8', format: 'pem', ...options }))
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
const OTHER = 'App Store Connect API keys are EC keys on the curve P-256. Use the .p8 file that'

// As OpenSSL encrypts a key in PEM itself, which has no form in DER.
const OLD_ENCRYPTED = p8
  .replaceAll('PRIVATE', 'EC PRIVATE')
  .replace(
    '\n',
    '\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00112233445566778899AABBCCDDEEFF\n\n',
  )
  .replaceAll(/^M.*$/gm, (line) => `x${line.slice(1)}`)

// The beginning of an X.509 certificate: version 3 and a serial number.
const certificate = armour(
  'CERTIFICATE',
  Buffer.concat([Buffer.from('30820122308201c8a003020102', 'hex'), randomBytes(277)]),
)

const NAMES: Record<string, string> = {
  'PUBLIC KEY': 'a public key',
  'ENCRYPTED PRIVATE KEY': 'an encrypted key',
  CERTIFICATE: 'a certificate',
  'DSA PRIVATE KEY': 'a DSA key',
  'RSA PUBLIC KEY': 'a public key',
}

describe('names what is not an App Store Connect API key', () => {
  test.each([
    ['an RSA key', pem(rsa)],
    ['an RSA key', String(rsa.export({ type: 'pkcs1', format: 'pem' }))],
    ['an EC key on the curve P-384', makeKey('P-384').pem],
    [
      'an EC key on the curve P-384',
      String(makeKey('P-384').key.export({ type: 'sec1', format: 'pem' })),
    ],
    ['an EC key on the curve P-521', makeKey('P-521').pem],
    ['an EC key on the curve secp256k1', makeKey('secp256k1').pem],
    ['an Edwards-curve key', pem(generateKeyPairSync('ed25519').privateKey)],
    ['a public key', String(createPublicKey(key).export({ type: 'spki', format: 'pem' }))],
    ['a public key', String(createPublicKey(rsa).export({ type: 'spki', format: 'pem' }))],
    ['an encrypted key', pem(key, { cipher: 'aes-256-cbc', passphrase: 'x' })],
    ['an encrypted key', pem(rsa, { cipher: 'des-ede3-cbc', passphrase: 'x' })],
    ['an encrypted key', OLD_ENCRYPTED],
    ['a PGP key', armour('PGP PRIVATE KEY BLOCK', Buffer.from('x'.repeat(99)))],
    ['an OpenSSH key', armour('OPENSSH PRIVATE KEY', Buffer.from('openssh-key-v1\0'.repeat(9)))],
    ['a certificate request', armour('CERTIFICATE REQUEST', Buffer.from('x'.repeat(99)))],
    ['a certificate', certificate],
    ...[
      'PUBLIC KEY',
      'ENCRYPTED PRIVATE KEY',
      'CERTIFICATE',
      'DSA PRIVATE KEY',
      'RSA PUBLIC KEY',
    ].map((label) => [NAMES[label] ?? '', armour(label, Buffer.from('x'.repeat(99)))] as const),
  ])('%s', (kind, text) => {
    for (const change of ['nothing', 'Base64', 'literal \\n'] as const) {
      const message = messageOf(() => parsePrivateKey(changes[change]?.(text) ?? ''))
      expect(message).toContain(`private-key contains ${kind}. ${OTHER}`)
    }
  })

  test.each([
    ['the first line', p8.split('\n')[0] ?? ''],
    ['all but the first line of the body', p8.replace(/^M.*\n/m, '')],
    ['all but the second line', p8.split('\n').toSpliced(2, 1).join('\n')],
    ['all but the last lines', p8.split('\n').slice(0, 3).join('\n')],
    [
      'a changed character',
      p8.replace(/^(.{40})(.)/m, (_, head, c) => `${head}${c === 'A' ? 'B' : 'A'}`),
    ],
    ['half of the body', p8.split('\n').slice(1, 3).join('')],
    ['half of the Base64', Buffer.from(p8).toString('base64').slice(0, 200)],
    ['two keys spliced', `${p8.slice(0, 150)}${makeP8().p8.slice(150)}`],
  ])('reports %s as incomplete or damaged', (_, text) => {
    expect(messageOf(() => parsePrivateKey(text))).toMatch(
      /^private-key (contains an incomplete or damaged key|looks like Base64, but contains no complete key) \(\d+ characters( in \d lines)?; a \.p8 file has about 257 in 6 lines\)\. Paste the whole \.p8 file into the secret again\.$/,
    )
  })

  test.each([
    ['damaged DER', Buffer.from(bodyOf(p8), 'base64').subarray(0, 100).toString('hex'), true],
    ['a label of something', armour('SOMETHING', Buffer.from('x'.repeat(99))), true],
    ['a header without dashes', 'BEGIN PRIVATE KEY', true],
    ['Base64 of something', Buffer.from('x'.repeat(99)).toString('base64'), false],
  ])('reports %s as what it is', (_, text, isKey) => {
    expect(messageOf(() => parsePrivateKey(text))).toContain(
      isKey
        ? 'contains an incomplete or damaged key ('
        : 'looks like Base64, but contains no complete key (',
    )
  })

  test('reports two keys', () => {
    expect(messageOf(() => parsePrivateKey(`${p8}\n${makeP8().p8}`))).toBe(
      'private-key contains more than one key. Keep only the one that belongs to key-id.',
    )
  })

  test('describes other text, with the subject that the caller gives', () => {
    expect(messageOf(() => parsePrivateKey('hunter2', 'The file'))).toBe(
      'The file contains other text (7 characters). Use the .p8 file that App Store Connect lets you download once.',
    )
  })
})
