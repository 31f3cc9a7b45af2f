import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import { loadPrivateKey } from '../../src/private-key/load.ts'
import {
  armour,
  bareEncodings,
  bodyOf,
  changes,
  derOf,
  encodings,
  fragile,
  makeP8,
  shapes,
  wrap,
} from '../helpers/key-forms.ts'
import { errorOf, makeKey, messageOf } from '../helpers/support.ts'

const { key, p8 } = makeP8()
const other = makeP8()
const base64 = (text: string) => Buffer.from(text).toString('base64')
const jwk = (of: KeyObject) => of.export({ format: 'jwk' })
const load = (text: string) => loadPrivateKey(text, '', {})
const isRead = (text: string) => load(text).key?.equals(key)
const messageFor = (text: string) => messageOf(() => load(text))

const { d: _, ...publicJwk } = jwk(key)
const publicKey = createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString()
const openssl = encodings(key)['PKCS#8 as OpenSSL writes it'] ?? ''
const jwks = { keys: [publicJwk, { kty: 'RSA', n: 'x', e: 'AQAB' }, jwk(key)] }
const blanks = 'x '.repeat(75_000)
const lines = (text: string) => wrap(base64(text), 64)

describe('reads a complete key', () => {
  test.each(Object.entries({ ...changes, ...shapes, ...fragile }))('from %s', (_, change) => {
    for (const file of [p8, ...Object.values(encodings(key)).slice(0, 2)]) {
      expect(isRead(change(file))).toBe(true)
    }
  })

  test.each([
    ['next to its curve', encodings(key)['SEC1 with its parameters before it']],
    ['before 400,000 lines', `${p8.replaceAll('\n', '\r\n')}${'\r\n'.repeat(400_000)}`],
    ['from Base64 of Base64 of Base64', lines(base64(base64(p8)))],
    ['after its public key', `${publicKey}${p8}`],
    ['before its public key', `${p8}\n${publicKey}`],
    ['in base64url', `KEY=${shapes['the body in base64url']?.(p8)}`],
    ['in Base64 between paragraphs', `Here is my key\n\n${lines(p8)}\n \t\nRegards`],
    ['in escaped paragraphs', `my key\n\n${lines(p8)}\n\nRegards`.replaceAll('\n', '\\r\\n')],
    ['in CDATA', `<key><![CDATA[${bodyOf(openssl).replaceAll('\n', '')}]]></key>`],
    ['in the output of diff', `1,6c1\n${p8.replaceAll(/^/gm, '< ')}\n---\n> none`],
    ['in Base64 after an equals sign', `KEY=\n${lines(p8)}`],
    ['in bytes after a number', `256 ${Array.from(derOf(p8)).join(' ')}`],
    ['in escaped lines', `${lines(publicKey)}\n\n${lines(p8)}`.replaceAll('\n', '\\\\r\\\\n')],
    ['in email, escaped', shapes['quoted-printable Base64']?.(p8).replaceAll('\n', '\\\\n')],
    ['in a URL in a URL', encodeURIComponent(encodeURIComponent(p8))],
    ['in bytes of YAML', `value: ${Array.from(derOf(p8)).join(', ')}`],
    ['after 300,000 characters', `${blanks}${blanks}${p8}`],
    ['after 150,000 characters in Base64', base64(`${blanks}${p8}`)],
    ['after 39 starts of others', `${'MIGTAgEA\n'.repeat(39)}${p8}`],
  ])('%s', (_, text = '') => {
    expect(isRead(text)).toBe(true)
  })

  test('from lines joined by backticks, in URL encoding', () => {
    for (let count = 0; count < 50; count++) {
      const made = makeP8()
      const text = encodeURIComponent(made.p8.replaceAll('\n', '`'))
      expect(load(text).key?.equals(made.key)).toBe(true)
    }
  })

  test.each([
    ['alone', JSON.stringify(jwk(key))],
    ['in a set', JSON.stringify(jwks, null, 2)],
    ['as a dictionary of Python', JSON.stringify(jwk(key)).replaceAll('"', "'")],
  ])('in JSON (JWK), %s', (_, text) => {
    for (const change of Object.values(changes)) expect(isRead(change(text))).toBe(true)
  })
})

test.each([
  ['400,000 characters of all that a text encodes', `${blanks}${blanks}${blanks}${p8}`],
  ['40 starts of keys', `${'MIGTAgEA\n'.repeat(40)}${p8}`],
])('looks at no more than %s', (_, text) => {
  expect(messageFor(text)).toMatch(/^private-key contains /)
})

test('masks every form of the key, line by line and joined', () => {
  // The last line of Apple's form has eight characters, as may occur anywhere by chance.
  const body = p8.split('\n').slice(1, -2)
  const canonical = openssl.split('\n').slice(1, -2)
  expect(new Set(load(base64(p8)).lines)).toStrictEqual(
    new Set([bodyOf(p8).replaceAll('\n', ''), ...body, canonical.join(''), ...canonical]),
  )
})

const KEEP_ONLY =
  /^private-key contains a key without its public key, in other text \(\d+ characters(?: in \d+ lines)?(?:; a .p8 file has about [\w ]+)?\)\. Keep only the key: its BEGIN line, its lines of Base64 and its END line\.$/
const DAMAGED_OR_MIXED = new RegExp(
  `^private-key contains an incomplete or damaged key \\(|${KEEP_ONLY.source}`,
)

describe.each(Object.entries(bareEncodings(key)))(
  'a key without its public key, %s,',
  (_, file) => {
    const body = bodyOf(file).replaceAll('\n', '')

    test.each([
      ['PEM', file],
      ['PEM of Windows', file.replaceAll('\n', '\r\n')],
      ['PEM with spaces for line breaks', file.replaceAll('\n', ' ')],
      ['PEM with escaped line breaks', file.replaceAll('\n', '\\n')],
      ['PEM with line breaks that were escaped twice', file.replaceAll('\n', '\\\\r\\\\n')],
      ['a JSON string', JSON.stringify(`\t${file}`).replaceAll('/', '\\/')],
      ['PEM between quotes and invisible characters', `\ufeff"${file}"\n`],
      ['Base64', body],
      ['base64url without padding', Buffer.from(body, 'base64').toString('base64url')],
      ['indented Base64', wrap(body, 41, '\n  ')],
      ['Base64 in full lines', wrap(body, body.length / 4)],
      ['Base64 of the file', base64(file)],
      ['Base64 of that', wrap(base64(base64(file)), 76)],
      ['Base64 of UTF-16', Buffer.from(file, 'utf16le').toString('base64')],
      ['hexadecimal of the file', Buffer.from(file).toString('hex')],
      ['hexadecimal of its DER', derOf(file).toString('hex').toUpperCase()],
    ])('is read from its %s alone', (_, text) => {
      expect(isRead(text)).toBe(true)
    })

    test.each([
      ['JSON', JSON.stringify({ key: file })],
      ['an assignment', `ASC_KEY=${body}`],
      ['numbered lines', shapes['numbered lines']?.(file)],
      ['a comparison', fragile['a comparison']?.(file)],
      ['a sentence', `The key is\n${body}\nand mine.`],
      ['words without a space', `key${body}`],
      ['two of it', `${file}\n${file}`],
      ['lines of two widths', `${body.slice(0, 40)}\n${body.slice(40, -8)}\n${body.slice(-8)}`],
      ['a last line that is too long', `${body.slice(0, 20)}\n${body.slice(20)}`],
      ['bytes behind it', Buffer.from(`${file}\0\xff`, 'latin1').toString('base64')],
      ['Base64 with a bit left over', `${body.replaceAll('=', '')}A`],
    ])('is not read from %s', (_, text = '') => {
      expect(messageFor(text)).toMatch(KEEP_ONLY)
    })

    test.each([48, 70, 72, 76, 80])('is not read from lines of %i joined by letters', (width) => {
      for (const end of ['n', '+', 'rn', '/n']) {
        const text = wrap(body, width, end)
        expect(text === body || /^private-key /.test(messageFor(text))).toBe(true)
      }
    })

    test('and nothing that is missing is made up', () => {
      for (let missing = 1; missing <= 16; missing++) {
        const cut = file.replace(new RegExp(`[^\\n]{${missing}}=*\\n-----END`), '\n-----END')
        for (const change of Object.values(changes)) {
          // The E of END can be in the place of the last character.
          if (cut !== file) expect(messageFor(change(cut))).toMatch(DAMAGED_OR_MIXED)
        }
      }
    })
  },
)

describe('two keys', () => {
  const bare = bodyOf(Object.values(bareEncodings(other.key))[0] ?? '')
  const lossy = (text: string, at = 100) => text.slice(0, at) + text.slice(at + 1)
  const yaml = (a: string, b: string) => `data: ${base64(a)}\nb: ${base64(b)}\n`
  const env = (a: string, b: string) => `A=${base64(a)}\nB=${base64(b)}\n`
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
  const block = wrap(base64(p8), 60, '\n  ')
  const both = ['nothing', 'Base64', 'literal \\n'] as const

  test.each([
    ['two files', `${p8}\n${other.p8}`],
    ['two files in lines of a log', fragile['lines of a log']?.(`${p8}\n${other.p8}`)],
    ['two files in Base64', `${base64(p8)}\n${base64(other.p8)}`],
    ['a Kubernetes Secret', yaml(p8, other.p8)],
    ['an .env file', env(p8, other.p8)],
    ['JSON', JSON.stringify({ a: base64(p8), b: base64(other.p8) })],
    ['a file and another in Base64', `${p8}\n${base64(other.p8)}`],
    ['a file and DER in hexadecimal', `${p8}\n${derOf(other.p8).toString('hex')}`],
    ['a set of keys in JSON', JSON.stringify({ keys: [jwk(key), jwk(other.key)] })],
    ['only one of them with its public key', `${p8}\n-----\n${bare}`],
    ['a damaged one first', `${lossy(p8)}\n${other.p8}`],
    ['a damaged one last', `${p8}\n${lossy(other.p8)}`],
    ['a damaged one without its label', `${p8}\n${lossy(bodyOf(other.p8))}`],
    ['a damaged one in Base64', env(lossy(p8), other.p8)],
    ['a damaged one whose start is lost', `${lossy(p8, 35)}\n${other.p8}`],
    ['a damaged one in YAML', yaml(p8, lossy(other.p8))],
    ['a damaged one in hexadecimal', `${p8}\n${derOf(lossy(other.p8)).toString('hex')}`],
  ])('reports %s as two keys', (_, text = '') => {
    for (const change of both) {
      expect(errorOf(() => load(changes[change]?.(text) ?? ''))).toMatchObject({
        message:
          'private-key contains more than one key. Keep only the one that belongs to key-id.',
        topics: ['other'],
      })
    }
  })

  test.each([
    ['in two forms', `${p8}\n${base64(p8)}\n${JSON.stringify(jwk(key))}`],
    ['twice', yaml(p8, p8)],
    ['twice, once with some escaped line breaks', `${changes['one literal \\n']?.(p8)}\n${p8}`],
    ['twice in lines', `a: |\n  ${block}\nb: |\n  ${block}`],
    [
      'next to keys of other kinds',
      JSON.stringify({
        ASC_KEY: p8,
        SSH: armour('OPENSSH PRIVATE KEY', Buffer.from('openssh-key-v1'.repeat(20))),
        RSA: rsa.export({ type: 'pkcs8', format: 'pem' }),
        PKCS1: rsa.export({ type: 'pkcs1', format: 'pem' }),
        P384: makeKey('P-384').pem,
      }),
    ],
    ['next to a sentence about it', `# Paste from -----BEGIN PRIVATE KEY----- on:\n${p8}`],
  ])('reads one %s', (_, text) => {
    for (const change of both) expect(isRead(changes[change]?.(text) ?? '')).toBe(true)
  })
})
