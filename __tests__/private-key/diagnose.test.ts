import { generateKeyPairSync } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from '@jest/globals'
import { loadPrivateKey } from '../../src/private-key/load.ts'
import { parsePrivateKey } from '../../src/private-key/parse.ts'
import { tempFolder } from '../helpers/folders.ts'
import {
  armour,
  bareEncodings,
  bodyOf,
  changes,
  derOf,
  makeP8,
  wrap,
} from '../helpers/key-forms.ts'
import { makeKey, messageOf } from '../helpers/support.ts'

const folder = tempFolder()
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
  ['an xz archive', filled('fd377a585a000004')],
  ['a 7z archive', filled('377abcaf271c0004')],
  ['a bzip2 archive', filled('425a683931415926')],
  ['a keychain', filled('6b79636800010000')],
  ['a Java keystore', filled('feedfeed00000002')],
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
    expect(messageOf(() => loadPrivateKey(join(folder, 'file'), {}))).toBe(
      `The file that private-key points to contains ${name}. Use the .p8 file that App Store Connect lets you download once.`,
    )
  })
})

const rows = (bytes: Buffer, size: number) =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, row) => ({
    at: row * size,
    bytes: [...bytes.subarray(row * size, (row + 1) * size)],
  }))
const hex = (byte: number) => byte.toString(16).padStart(2, '0')
const octal = (number: number, width: number) => number.toString(8).padStart(width, '0')
const shown = (bytes: number[]) =>
  bytes.map((byte) => (byte > 31 && byte < 127 ? String.fromCharCode(byte) : '.')).join('')
const base32 = (bytes: Buffer) =>
  wrap([...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join(''), 5)
    .split('\n')
    .map((bits) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[Number.parseInt(bits.padEnd(5, '0'), 2)])
    .join('')

const dump = (bytes: Buffer): Record<string, readonly [name: string, text: string]> => ({
  xxd: [
    'a hex dump (xxd, hexdump or od)',
    rows(bytes, 16)
      .map(({ at, bytes }) => {
        const words = wrap(bytes.map(hex).join(''), 4, ' ')
        return `${hex(at).padStart(8, '0')}: ${words.padEnd(39)}  ${shown(bytes)}`
      })
      .join('\n'),
  ],
  'hexdump -C': [
    'a hex dump (xxd, hexdump or od)',
    rows(bytes, 16)
      .map(
        ({ at, bytes }) =>
          `${hex(at).padStart(8, '0')}  ${bytes.map(hex).join(' ')}  |${shown(bytes)}|`,
      )
      .join('\n'),
  ],
  hexdump: [
    'a hex dump (xxd, hexdump or od)',
    rows(bytes, 16)
      .map(
        ({ at, bytes }) => `${hex(at).padStart(7, '0')} ${wrap(bytes.map(hex).join(''), 4, ' ')}`,
      )
      .join('\n'),
  ],
  'Format-Hex': [
    'a hex dump (xxd, hexdump or od)',
    rows(bytes, 16)
      .map(
        ({ at, bytes }) =>
          `${hex(at).padStart(16, '0')} ${bytes.map(hex).join(' ').toUpperCase()} ${shown(bytes)}`,
      )
      .join('\n'),
  ],
  'xxd -b': [
    'a dump of bits (xxd -b)',
    rows(bytes, 6)
      .map(
        ({ at, bytes }) =>
          `${hex(at).padStart(8, '0')}: ${bytes.map((byte) => byte.toString(2).padStart(8, '0')).join(' ')}  ${shown(bytes)}`,
      )
      .join('\n'),
  ],
  od: [
    'an octal dump (od)',
    rows(bytes, 16)
      .map(
        ({ at, bytes }) =>
          `${octal(at, 7)} ${rows(Buffer.from(bytes), 2)
            .map(({ bytes: [a = 0, b = 0] }) => octal(a + 256 * b, 6))
            .join(' ')}`,
      )
      .join('\n'),
  ],
  'od -b': [
    'an octal dump (od)',
    rows(bytes, 16)
      .map(({ at, bytes }) => `${octal(at, 7)} ${bytes.map((byte) => octal(byte, 3)).join(' ')}`)
      .join('\n'),
  ],
  octal: ['bytes in octal', [...bytes].map((byte) => octal(byte, 3)).join(' ')],
  Base32: ['Base32', `${base32(bytes)}======`],
  uuencode: [
    'uuencoded text',
    `begin 644 key.p8\n${rows(bytes, 45)
      .map(({ bytes }) => {
        const bits = wrap(bytes.map((byte) => byte.toString(2).padStart(8, '0')).join(''), 6)
        const characters = bits
          .split('\n')
          .map((bits) => String.fromCharCode(32 + (Number.parseInt(bits.padEnd(6, '0'), 2) || 64)))
        return String.fromCharCode(32 + bytes.length) + characters.join('')
      })
      .join('\n')}\nend\n`,
  ],
})

describe('names a dump', () => {
  const all = [
    ...Object.entries(dump(Buffer.from(p8))).map(
      ([tool, row]) => [`${tool} of PEM`, ...row] as const,
    ),
    ...Object.entries(dump(der)).map(([tool, row]) => [`${tool} of DER`, ...row] as const),
    [
      'od -c',
      'an octal dump (od)',
      '0000000   -   -   -   -   -   B   E   G   I   N\n0000012',
    ] as const,
    [
      'openssl pkey -text',
      'what `openssl … -text` prints',
      `Private-Key: (256 bit)\npriv:\n    ${wrap(der.subarray(36, 68).toString('hex'), 2, ':')}\npub:\n`,
    ] as const,
    [
      'openssl asn1parse from a later line on',
      'what `openssl … -text` prints',
      '   10:d=10 hl=2 l=   1 prim: INTEGER  :00',
    ] as const,
    [
      'od -x on macOS',
      'a hex dump (xxd, hexdump or od)',
      '0000000      3081    9302    0100    3013    0206    072a\n',
    ] as const,
    ['a list of octal numbers', 'bytes in octal', `[${'101, '.repeat(44)}101]`] as const,
    ['40 octal numbers', 'bytes in octal', '101 '.repeat(40)] as const,
    ['Base32 of 90 characters', 'Base32', 'ABCD2'.repeat(18)] as const,
    ['Base32 with a final newline', 'Base32', `${base32(Buffer.from(p8))}===\n`] as const,
    [
      'openssl asn1parse',
      'what `openssl … -text` prints',
      '    0:d=0  hl=3 l= 147 cons: SEQUENCE\n    3:d=1  hl=2 l=   1 prim: INTEGER  :00\n',
    ] as const,
  ]
  test.each(all)('of %s', (_, name, text) => {
    expect(messageOf(() => parsePrivateKey(text))).toBe(
      `private-key contains ${name}. Store the .p8 file itself.`,
    )
  })
})

const X99 = Buffer.from('x'.repeat(99))

test.each([
  'The Private-Key: (256 bit) is lost.',
  'priv: none',
  'Look at 10:d=1  hl=2.',
  'Look at 00000000: 3081 9302 0100 3013 first.',
  'abcdef12: 3081 and more',
  'Look at 00000000: 00110000 10000001 first.',
  '00000000: 00110000 and more',
  'Look at 0000000 123 456 first.',
  '1234567   x   and more',
  `octal: ${'101 '.repeat(45)}`,
  '101 '.repeat(39),
  'ABCD2'.repeat(18).slice(1),
  'They begin 644 times.',
  `a${base32(X99)}`,
  `${base32(X99)}a`,
  'ABC'.repeat(40),
  'abc2'.repeat(40),
])('does not name a dump: %s', (text) => {
  expect(messageOf(() => parsePrivateKey(text))).not.toContain('Store the .p8 file itself.')
})

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
        `private-key contains ${name}. App Store Connect API keys are EC keys on the curve P-256. Use the .p8 file that App Store Connect lets you download once.`,
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
const ABOUT = 'a .p8 file has about 257 in 6 lines).'
const USE_P8 = 'Use the .p8 file that App Store Connect lets you download once.'
const DECRYPT = 'Run `age --decrypt` in an earlier step, and pass what it decrypts.'
const FILE = { subject: 'The file', restore: 'Write it again.' }

test.each([
  ['damaged DER', der.subarray(0, 100).toString('hex'), `${DAMAGED} (200 characters; ${ABOUT}`],
  ['a label', labeled('SOMETHING'), `${DAMAGED} (184 characters in 5 lines; ${ABOUT}`],
  ['a header without dashes', 'BEGIN PRIVATE KEY', `${DAMAGED} (17 characters; ${ABOUT}`],
  [
    'Base64',
    X99.toString('base64'),
    `looks like Base64, but contains no complete key (132 characters; ${ABOUT}`,
  ],
])('reports %s, and what to do in the place that it is from', (_, text, problem) => {
  expect(messageOf(() => parsePrivateKey(text))).toBe(
    `private-key ${problem} Paste the whole .p8 file into the secret again.`,
  )
  expect(messageOf(() => parsePrivateKey(text, FILE))).toBe(`The file ${problem} Write it again.`)
})

test('reports a key in other text', () => {
  const [file = ''] = Object.values(bareEncodings(key))
  expect(messageOf(() => parsePrivateKey(`key${bodyOf(file).replace('\n', '')}`))).toBe(
    `private-key contains a key that cannot be told apart from the text around it (95 characters; ${ABOUT} Keep only the key: its BEGIN line, its lines of Base64 and its END line.`,
  )
})

test.each([
  ['hunter2', 'contains unrecognized text (7 characters).', USE_P8, FILE.restore],
  [
    'see Proc-Type: 4,ENCRYPTED',
    'contains unrecognized text (26 characters).',
    USE_P8,
    FILE.restore,
  ],
  [
    'secrets.ASC',
    'is the name of a secret, not its value.',
    'Write $' + '{{ secrets.NAME }} to get the value of a secret.',
    FILE.restore,
  ],
  ['age-encryption.org/v1', 'is still encrypted with age.', DECRYPT, DECRYPT],
])('describes %s, and says what to do in the place that it is from', (text, is, remedy, inFile) => {
  expect(messageOf(() => parsePrivateKey(text))).toBe(`private-key ${is} ${remedy}`)
  expect(messageOf(() => parsePrivateKey(text, FILE))).toBe(`The file ${is} ${inFile}`)
})

test.each([
  '/tmp/key.p8',
  'fastlane/api_key.json',
  'api_key.json',
  'app@home.yml',
  'key.der',
  'key.gpg',
  'private_keys/AuthKey_2X9R4HXF34',
  'AuthKey_2X9R4HXF34',
  'config\\keys\\appStore',
  'secrets/ASC',
  'secrets/App2024',
  'secrets/2024',
  'secrets/2X9R4HXF34',
  'secrets/A234567B',
  'secrets/A234567890123B',
  `${'a/'.repeat(149)}aa`,
])('reports %s as a path', (text) => {
  expect(messageOf(() => parsePrivateKey(text))).toBe(
    'private-key looks like a path, but there is no such file. Relative paths start at the workspace: check out or create the file first, or pass the contents of the .p8 file.',
  )
  expect(messageOf(() => parsePrivateKey(text, FILE))).not.toContain('no such file')
})

test.each([
  'hunter2',
  'MIGT/AgEA',
  'some words',
  'projects:x/y',
  '2X9R4HXF34',
  'key.gpg2',
  'secrets//app',
  'secrets/',
  'secrets/aB',
  'secrets/App12345',
  'secrets/A2345B7',
  'secrets/A2345678901234B',
  `${'a/'.repeat(150)}a`,
])('does not report %s as a path', (text) => {
  expect(messageOf(() => parsePrivateKey(text))).not.toContain('path')
})
