import { generateKeyPairSync } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from '@jest/globals'
import { loadPrivateKey } from '../../src/private-key/load.ts'
import { tempFolder } from '../helpers/folders.ts'
import { armour, bodyOf, changes, derOf, makeP8, wrap } from '../helpers/key-forms.ts'
import { makeKey, messageOf } from '../helpers/support.ts'

const folder = tempFolder()
const parsePrivateKey = (text: string) => loadPrivateKey(text, '', {})
const { key, p8 } = makeP8()
const der = derOf(p8)

const filled = (start: string) =>
  Buffer.concat([
    Buffer.from(start, 'hex'),
    Buffer.from('some bytes that follow the start'.repeat(9)),
  ])

const FILES: readonly (readonly [name: string, file: Buffer])[] = [
  ['a .p12 file, which has a certificate and its key', filled('30820c2d020103308209')],
  ['a .p12 file, which has a certificate and its key', filled('3080020103308006')],
  [
    'a provisioning profile or another signed file (CMS)',
    filled('308231ab06092a864886f70d010702a0'),
  ],
  ['a certificate signing request', filled('308202a73082018f02010030')],
  ['a zip archive', filled('504b03041400')],
  ['a gzip archive', gzipSync(p8)],
  ['a keychain', filled('6b79636800010000')],
]

describe.each(FILES)('names %s', (name, file) => {
  test.each([
    ['in Base64', file.toString('base64')],
    ['in Base64 lines', wrap(file.toString('base64'), 76)],
    ['in an .env file', `ASC_KEY=${file.toString('base64')}\n`],
    ['in Base64 twice', Buffer.from(file.toString('base64')).toString('base64')],
  ])('%s', (_, text) => {
    expect(messageOf(() => parsePrivateKey(text))).toBe(
      `private-key contains ${name}. Use the .p8 file that App Store Connect lets you download once.`,
    )
  })

  test('by path', () => {
    writeFileSync(join(folder, 'file'), file)
    expect(messageOf(() => loadPrivateKey(join(folder, 'file'), '', {}))).toBe(
      `The file that private-key points to contains ${name}. Use the .p8 file that App Store Connect lets you download once.`,
    )
  })
})

const X99 = Buffer.from('x'.repeat(99))

const jwkOf = (namedCurve: string) =>
  generateKeyPairSync('ec', { namedCurve }).privateKey.export({ format: 'jwk' })
const { d: _d, ...publicKey } = key.export({ format: 'jwk' })

test.each([
  [
    'an RSA key',
    generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }),
  ],
  ['an Edwards-curve key', generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })],
  ['an EC key on another curve', jwkOf('P-384')],
  ['an EC key on another curve', jwkOf('P-521')],
  ['an EC key on another curve', jwkOf('secp256k1')],
  ['a public key', publicKey],
])('names %s in JSON', (name, jwk) => {
  const json = JSON.stringify(jwk)
  const set = JSON.stringify({ keys: [jwk] }, null, 2)
  for (const text of [json, json.replaceAll(':', ' : '), set]) {
    expect(messageOf(() => parsePrivateKey(text))).toContain(`private-key contains ${name}. `)
  }
})

test.each([':', ' : '])('does not name a damaged private key a public key, with %j', (colon) => {
  const text = JSON.stringify({ ...publicKey, d: 'x' }).replaceAll(':', colon)
  expect(messageOf(() => parsePrivateKey(text))).toMatch(
    /^private-key looks like JSON without a key/,
  )
})

// As OpenSSL encrypts a key in PEM itself, which has no form in DER.
const OLD_ENCRYPTED = p8
  .replaceAll('PRIVATE', 'EC PRIVATE')
  .replace(
    '\n',
    '\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00112233445566778899AABBCCDDEEFF\n\n',
  )
  .replaceAll(/^M.*$/gm, (line) => `x${line.slice(1)}`)

const labeled = (label: string) => armour(label, X99)

describe('names what is not an App Store Connect API key', () => {
  test.each([
    ['an EC key on the curve P-384', makeKey('P-384').pem],
    ['an EC key on the curve P-384', bodyOf(makeKey('P-384').pem)],
    ['an encrypted key', OLD_ENCRYPTED],
    ['an encrypted key', labeled('ENCRYPTED PRIVATE KEY')],
    ['a DSA key', labeled('DSA PRIVATE KEY')],
    ['a PGP key', labeled('PGP PRIVATE KEY BLOCK')],
    ['an OpenSSH key', labeled('OPENSSH PRIVATE KEY')],
    ['a public key', labeled('PUBLIC KEY')],
    ['a public key', labeled('RSA PUBLIC KEY')],
    ['a certificate', labeled('CERTIFICATE')],
    ['a certificate request', labeled('CERTIFICATE REQUEST')],
    ['a certificate request', labeled('NEW CERTIFICATE REQUEST')],
  ])('%s', (name, text) => {
    for (const change of ['nothing', 'Base64', 'literal \\n']) {
      expect(messageOf(() => parsePrivateKey(changes[change]?.(text) ?? ''))).toBe(
        `private-key contains ${name}. ${name === 'an encrypted key' ? "Apple's .p8 file is not encrypted." : 'App Store Connect API keys are EC keys on the curve P-256.'} Use the .p8 file that App Store Connect lets you download once.`,
      )
    }
  })
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
    /^private-key (contains an incomplete or damaged key|looks like Base64, but contains no complete key) \(/,
  )
})

const DAMAGED = 'contains an incomplete or damaged key'
const ABOUT = '; a .p8 file has about 257 in 6 lines'
const USE_P8 = 'Use the .p8 file that App Store Connect lets you download once.'
const RESTORE = 'Check the step that writes it, or pass the contents of the .p8 file.'
const PASTE = 'Paste the whole .p8 file into the secret again.'
const DECRYPT = 'Run `age --decrypt` in an earlier step, and pass what it decrypts.'
const lossy = `${p8.slice(0, 99)}${p8.slice(100)}`
const base64 = (text: string) => Buffer.from(text).toString('base64')

test.each([
  ['damaged PEM', lossy, `${DAMAGED} (256 characters in 6 lines${ABOUT}).`, PASTE],
  ['damaged DER', der.subarray(0, 100).toString('hex'), `${DAMAGED} (200 characters).`, PASTE],
  ['damaged SEC1', `MHcCAQEE${'A'.repeat(99)}`, `${DAMAGED} (107 characters).`, PASTE],
  [
    'Base64 of damaged PEM',
    base64(lossy),
    `${DAMAGED} (344 characters; a .p8 file has about 344).`,
    PASTE,
  ],
  ['a label', labeled('SOMETHING'), `${DAMAGED} (184 characters in 5 lines${ABOUT}).`, PASTE],
  ['a header without dashes', 'BEGIN PRIVATE KEY', `${DAMAGED} (17 characters).`, PASTE],
  [
    'Base64',
    X99.toString('base64'),
    'looks like Base64, but contains no complete key (132 characters).',
    PASTE,
  ],
  ['other text', 'hunter2', 'contains unrecognized text (7 characters).', USE_P8],
  [
    'the name of a secret',
    'secrets.ASC',
    'is the text of an expression, not its value.',
    'Write $' + '{{ secrets.NAME }} in `with:` to get the value of a secret.',
  ],
])('reports %s, and what to do in the place that it is from', (_, text, problem, remedy) => {
  expect(messageOf(() => parsePrivateKey(text))).toBe(`private-key ${problem} ${remedy}`)
  writeFileSync(join(folder, 'file'), text)
  expect(messageOf(() => loadPrivateKey(join(folder, 'file'), '', {}))).toBe(
    `The file that private-key points to ${problem} ${RESTORE}`,
  )
})

test('says how to decrypt a file, too', () => {
  writeFileSync(join(folder, 'file'), 'age-encryption.org/v1')
  for (const text of ['age-encryption.org/v1', join(folder, 'file')]) {
    expect(messageOf(() => parsePrivateKey(text))).toContain(
      ` is still encrypted with age. ${DECRYPT}`,
    )
  }
})

test.each([
  ['', 'is JSON whose "key" is empty. Set "key" to the contents of the .p8 file.'],
  [null, 'is JSON whose "key" is "null": an earlier step found no value. '],
  ['fastlane/AuthKey_2X9R4HXF34.p8', 'is JSON whose "key" looks like a path. '],
  ['$ASC_KEY', 'is JSON whose "key" contains a variable, which `with:` does not expand. '],
  ['hunter2', 'looks like JSON without a key. '],
  [lossy, `${DAMAGED} (`],
])('reports JSON whose key is %j', (key, problem) => {
  const json = JSON.stringify({ key_id: '2X9R4HXF34', key })
  expect(messageOf(() => parsePrivateKey(json))).toContain(`private-key ${problem}`)
})

test.each([
  ['fastlane/AuthKey.p8', 'is the Base64 of a text that looks like a path. '],
  ['$ASC_KEY', 'is the Base64 of a text that contains a variable, which `with:` does not expand. '],
  ['cat: x.p8: No such file or directory', 'is the Base64 of a text that is an error message '],
])('reports the Base64 of %s', (text, problem) => {
  expect(messageOf(() => parsePrivateKey(base64(text)))).toContain(`private-key ${problem}`)
})

test.each([
  '/tmp/key.p8',
  'fastlane/api_key.json',
  'private_keys/AuthKey_2X9R4HXF34',
  'AuthKey_2X9R4HXF34',
  'config\\keys\\appStore',
  'secrets/ASC',
])('reports %s as a path', (text) => {
  const where = text.startsWith('/') ? '' : ' in /work/app'
  expect(messageOf(() => loadPrivateKey(text, '', { GITHUB_WORKSPACE: '/work/app' }))).toBe(
    `private-key looks like a path, but there is no such file${where}. Relative paths start at the workspace: check out or create the file first, or pass the contents of the .p8 file.`,
  )
})

test.each(['hunter2', 'some words', 'projects:x/y', '2X9R4HXF34', 'MIGTAgEAM/AgEGCCqGSM49'])(
  'does not report %s as a path',
  (text) => {
    expect(messageOf(() => parsePrivateKey(text))).not.toContain('path')
  },
)
