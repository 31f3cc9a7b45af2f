import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { loadPrivateKey } from '../../src/private-key/load.ts'
import { makeCertificate } from '../helpers/certificate.ts'
import { tempFolder } from '../helpers/folders.ts'
import { armour, bareEncodings, changes, derOf, makeP8, wrap } from '../helpers/key-forms.ts'
import { errorOf, makeKey, messageOf } from '../helpers/support.ts'

const file = join(tempFolder(), 'file')
const { key, p8 } = makeP8()
const base64 = (data: string | Buffer) => Buffer.from(data).toString('base64')
const errorFor = (text: string) =>
  errorOf(() => loadPrivateKey(text, '', { GITHUB_WORKSPACE: '/work/app' }))
const messageFor = (text: string) => errorFor(text).message

const USE_P8 = 'Use the .p8 file that App Store Connect lets you download once.'
const ON_P256 = `App Store Connect API keys are private EC keys on the curve P-256. ${USE_P8}`
const NOT_ENCRYPTED = `Apple's .p8 file is not encrypted. ${USE_P8}`
const whyNot = (name: string) => (name === 'an encrypted key' ? NOT_ENCRYPTED : ON_P256)

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const ed25519 = generateKeyPairSync('ed25519').privateKey
const pkcs8 = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'der' })
const spki = (key: KeyObject) => key.export({ type: 'spki', format: 'der' })
const filled = (start: string) =>
  Buffer.concat([Buffer.from(start, 'hex'), Buffer.alloc(300, 'some bytes that follow the start ')])

describe.each([
  ['a .p12 file, which has a certificate and its key', filled('308201300201033082')],
  ['a provisioning profile or another signed file (CMS)', filled('3082013006092a864886f70d010702')],
  [
    'an encrypted key',
    key.export({ type: 'pkcs8', format: 'der', cipher: 'aes-256-cbc', passphrase: 'x' }),
  ],
  ['an encrypted key', filled('308201303028060a2a864886f70d010c0103')],
  ['a certificate signing request', filled('308201303081e702010030')],
  ['a certificate', derOf(makeCertificate('localhost').cert)],
  ['a certificate', filled('308201303081e70201013003')],
  ['a public key', spki(createPublicKey(key))],
  ['a public key', spki(rsa.publicKey)],
  ['an RSA key', pkcs8(rsa.privateKey)],
  ['an RSA key', rsa.privateKey.export({ type: 'pkcs1', format: 'der' })],
  ['an EC key on the curve P-384', pkcs8(makeKey('P-384').key)],
  ['an EC key on the curve P-384', makeKey('P-384').key.export({ type: 'sec1', format: 'der' })],
  ['an EC key on the curve P-521', pkcs8(makeKey('P-521').key)],
  ['an EC key on the curve secp256k1', pkcs8(makeKey('secp256k1').key)],
  ['an Edwards-curve key', pkcs8(ed25519)],
])('names %s', (name, der) => {
  test.each([
    ['in PEM', armour('SOMETHING', der)],
    ['in Base64', base64(der)],
    ['in an .env file', `ASC_KEY=${base64(der)}\n`],
    ['in Base64 twice', wrap(base64(base64(der)), 76)],
    ['in hexadecimal', der.toString('hex')],
  ])('%s', (_, text) => {
    expect(errorFor(text)).toMatchObject({
      message: `private-key contains ${name}. ${whyNot(name)}`,
      topics: ['other'],
    })
  })

  test('by path', () => {
    writeFileSync(file, der)
    expect(messageFor(file)).toMatch(`The file that private-key points to contains ${name}. `)
  })
})

// As OpenSSL encrypts a key in PEM itself, which has no form in DER.
const OLD_ENCRYPTED = p8
  .replaceAll('PRIVATE', 'EC PRIVATE')
  .replace('\n', '\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00112233445566778899AABBCC\n\n')
  .replaceAll(/^M.*$/gm, (line) => `x${line.slice(1)}`)
const labeled = (label: string) => armour(label, Buffer.alloc(99, 'x'))

test.each([
  ['an encrypted key', OLD_ENCRYPTED],
  ['a PGP key', labeled('PGP PRIVATE KEY BLOCK')],
  ['an OpenSSH key', labeled('OPENSSH PRIVATE KEY')],
])('names %s by its label', (name, text) => {
  for (const change of ['nothing', 'Base64', 'literal \\n']) {
    expect(messageFor(changes[change]?.(text) ?? '')).toBe(
      `private-key contains ${name}. ${whyNot(name)}`,
    )
  }
})

const jwk = (key: KeyObject) => key.export({ format: 'jwk' })
const { d: _, ...publicJwk } = jwk(key)

test.each([
  ['contains an RSA key. ', jwk(rsa.privateKey)],
  ['contains an Edwards-curve key. ', jwk(ed25519)],
  ['contains an EC key on another curve. ', jwk(makeKey('P-384').key)],
  ['contains an EC key on another curve. ', jwk(makeKey('secp256k1').key)],
  ['contains a public key. ', publicJwk],
  ['looks like JSON without a key. ', { ...publicJwk, d: 'x' }],
  ['looks like JSON without a key. ', { ...jwk(key), y: 'x' }],
])('says that JSON (JWK) %s', (problem, jwk) => {
  const json = JSON.stringify(jwk)
  for (const text of [
    json,
    json.replaceAll(':', ' : '),
    JSON.stringify({ keys: [jwk] }, null, 2),
  ]) {
    expect(messageFor(text)).toContain(`private-key ${problem}`)
  }
})

const DAMAGED = 'contains an incomplete or damaged key'

test.each([
  ['the first line', p8.split('\n')[0] ?? ''],
  ['no body', p8.replaceAll(/^M.*\n|^[^-].*\n/gm, '')],
  ['all but the first line of the body', p8.replace(/^M.*\n/m, '')],
  ['all but the second line', p8.split('\n').toSpliced(2, 1).join('\n')],
  ['all but the last lines', p8.split('\n').slice(0, 3).join('\n')],
  ['a changed character', p8.replace(/(?<=^.{40})./m, (c) => (c === 'A' ? 'B' : 'A'))],
  ['half of the body', p8.split('\n').slice(1, 3).join('')],
  ['half of the Base64', base64(p8).slice(0, 200)],
  ['two keys spliced', `${p8.slice(0, 150)}${makeP8().p8.slice(150)}`],
])('reports %s as incomplete or damaged', (_, text) => {
  expect(messageFor(text)).toContain(`private-key ${DAMAGED} (`)
})

const ABOUT = '; a .p8 file has about 257 in 6 lines'
const ABOUT_344 = '; a .p8 file has about 344'
const NOT_WHOLE = 'looks like Base64, but contains no complete key'
const RESTORE = 'Check the step that writes it, or pass the contents of the .p8 file.'
const FIND_IT = 'Look for the error in the step that it comes from.'
const PASTE = 'Paste the whole .p8 file into the secret again.'
const lossy = `${p8.slice(0, 99)}${p8.slice(100)}`
const bare = Object.values(bareEncodings(key))[0] ?? ''
const json = (key: unknown) => JSON.stringify({ key_id: '2X9R4HXF34', key })

test.each([
  ['damaged PEM', lossy, `${DAMAGED} (256 characters in 6 lines${ABOUT}).`, PASTE, 'damaged'],
  [
    'damaged DER',
    derOf(p8).toString('hex', 0, 99),
    `${DAMAGED} (198 characters).`,
    PASTE,
    'damaged',
  ],
  ['damaged SEC1', `MHcCAQEE${'A'.repeat(99)}`, `${DAMAGED} (107 characters).`, PASTE, 'damaged'],
  ['its Base64', base64(lossy), `${DAMAGED} (344 characters${ABOUT_344}).`, PASTE, 'damaged'],
  ['a label', labeled('X'), `${DAMAGED} (168 characters in 5 lines${ABOUT}).`, PASTE, 'damaged'],
  ['a label without dashes', 'BEGIN PRIVATE KEY', `${DAMAGED} (17 characters).`, PASTE, 'damaged'],
  ['Base64', 'x'.repeat(99), `${NOT_WHOLE} (99 characters).`, PASTE, 'damaged'],
  ['nothing', '', 'is empty.', USE_P8, 'other'],
  ['other text', 'hunter2', 'contains unrecognized text (7 characters).', USE_P8, 'other'],
  ['an address', 'https://example.org', 'looks like a URL.', USE_P8, 'other'],
  ['an error', 'Error: 404', 'is an error message of a program, not its result.', FIND_IT, 'other'],
])('reports %s, and what to do in the place that it is from', (_, text, problem, remedy, topic) => {
  expect(errorFor(text)).toMatchObject({
    message: `private-key ${problem} ${remedy}`,
    topics: [topic],
  })
  writeFileSync(file, text)
  expect(errorFor(file)).toMatchObject({
    message: `The file that private-key points to ${problem} ${RESTORE}`,
    topics: [topic],
  })
})

test.each([
  ['age-encryption.org/v1', 'is still encrypted with age. ', '`age --decrypt`'],
  [json('ENC[AES256_GCM,data:eA==]'), 'is still encrypted with SOPS. ', '`sops decrypt FILE`'],
  ['-----BEGIN PGP MESSAGE-----\nhQEM\n', 'is still encrypted with PGP. ', '`gpg --decrypt`'],
  ['-----BEGIN AGE ENCRYPTED FILE-----\nYWdl', 'is still encrypted with age. ', '`age --decrypt`'],
  ['version https://git-lfs.github.com/spec/v1\n', 'is a Git LFS pointer, ', '`git lfs pull`'],
])('says of %j what would have opened it, also in a file', (text, problem, command) => {
  writeFileSync(file, text)
  for (const given of [text, file]) {
    const error = errorFor(given)
    expect(error.message).toContain(problem)
    expect(error.remedy).toContain(command)
    expect(error.topics).toStrictEqual(['other'])
  }
})

const SET_KEY = 'Set "key" to the contents of the .p8 file.'
const BASE64_OF = 'is the Base64 of a text that'

test.each([
  [json(''), `is JSON whose "key" is empty. ${SET_KEY}`, 'other'],
  [
    json(null),
    `is JSON whose "key" is "null": an earlier step found no value. ${SET_KEY}`,
    'other',
  ],
  [json('x/AuthKey.p8'), `is JSON whose "key" looks like a path. ${SET_KEY}`, 'other'],
  [json('$ASC_KEY'), 'is JSON whose "key" contains a variable, ', 'other'],
  [json('hunter2'), 'is JSON whose "key" contains unrecognized text (7 characters). ', 'other'],
  [
    '{"private_key":0}',
    'is JSON whose "private_key" contains unrecognized text (1 character). ',
    'other',
  ],
  [
    '{"privateKey":0}',
    'is JSON whose "privateKey" contains unrecognized text (1 character). ',
    'other',
  ],
  [
    '{"KEY_CONTENT":0}',
    'is JSON whose "KEY_CONTENT" contains unrecognized text (1 character). ',
    'other',
  ],
  ['{"p8":0}', 'is JSON whose "p8" contains unrecognized text (1 character). ', 'other'],
  [json(lossy), `${DAMAGED} (`, 'damaged'],
  [json(`MIGT${'A'.repeat(60)}`), `${DAMAGED} (`, 'damaged'],
  [json(bare), 'contains a key without its public key, in other text (', 'damaged'],
  ['{"id":1}', 'looks like JSON without a key. ', 'other'],
  [base64('fastlane/AuthKey.p8'), `${BASE64_OF} looks like a path. `, 'other'],
  [
    base64('$ASC_KEY'),
    `${BASE64_OF} contains a variable, which \`with:\` does not expand. `,
    'other',
  ],
  [base64('cat: x.p8: No such file'), `${BASE64_OF} is an error message `, 'other'],
])('reports what is in JSON or Base64 instead of a key: %#', (text, problem, topic) => {
  const { message, topics } = errorFor(text)
  expect(message).toContain(`private-key ${problem}`)
  expect(topics).toStrictEqual([topic])
})

test.each([
  '/tmp/key.p8',
  'fastlane/api_key.json',
  'private_keys/AuthKey_2X9R4HXF34',
  'AuthKey_2X9R4HXF34',
  'config\\keys\\appStore',
  'secrets/ASC',
])('reports %s as a path', (text) => {
  const remedy = text.startsWith('/')
    ? '. Create'
    : ' in /work/app. Relative paths start at the workspace: check out or create'
  expect(errorFor(text)).toMatchObject({
    message: `private-key looks like a path, but there is no such file${remedy} the file in an earlier step, or pass the contents of the .p8 file.`,
    topics: ['file'],
  })
})

test.each([
  ...['hunter2', 'some words', 'projects:x/y', '2X9R4HXF34', 'abc/def:g', 'jane@example.org'],
  'https://example.org/x',
  '48 129 147\\r\\n2 1 0',
])('does not report %s as a path', (text) => {
  expect(messageOf(() => loadPrivateKey(text, '', {}))).not.toContain('path')
})
