import { generateKeyPairSync } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from '@jest/globals'
import { loadPrivateKey } from '../../src/private-key/load.ts'
import { parsePrivateKey } from '../../src/private-key/parse.ts'
import { tempFolder } from '../helpers/folders.ts'
import { derOf, makeP8, wrap } from '../helpers/key-forms.ts'
import { messageOf } from '../helpers/support.ts'

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
  for (const text of [JSON.stringify(jwk), JSON.stringify({ keys: [jwk] }, null, 2)]) {
    expect(messageOf(() => parsePrivateKey(text))).toContain(`private-key contains ${name}. `)
  }
})
