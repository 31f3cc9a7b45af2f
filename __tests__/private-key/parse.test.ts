import { createPublicKey, type KeyObject } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import { parsePrivateKey } from '../../src/private-key/parse.ts'
import {
  bareEncodings,
  bodyOf,
  changes,
  derOf,
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

  test.each([
    ['Apple', p8],
    ['OpenSSL', key.export({ type: 'pkcs8', format: 'pem' }).toString()],
    ['Windows', p8.replaceAll('\n', '\r\n')],
  ])('as %s writes it, with any number of lines behind it', (_, file) => {
    expect(parsePrivateKey(`${file}${'\n'.repeat(400_000)}`).key.equals(key)).toBe(true)
  })

  test('from Base64 of Base64 of Base64', () => {
    const base64 = changes['Base64 at 76 columns with CRLF']
    expect(parsePrivateKey(base64?.(base64(base64(p8))) ?? '').key.equals(key)).toBe(true)
  })

  test('from a file with its public key next to it', () => {
    const publicKey = createPublicKey(key).export({ type: 'spki', format: 'pem' })
    expect(parsePrivateKey(`${publicKey}${p8}`).key.equals(key)).toBe(true)
    expect(parsePrivateKey(`${p8}\n${publicKey}`).key.equals(key)).toBe(true)
  })
})

const BARE = Object.entries(bareEncodings(key))
const DAMAGED = /^private-key contains an incomplete or damaged key \(/
const MIXED = /^private-key contains a key that cannot be told apart from the text around it \(/
const DAMAGED_OR_MIXED = new RegExp(`${DAMAGED.source}|${MIXED.source}`)

describe.each(BARE)('reads a key without its public key, %s,', (_, file) => {
  test.each(Object.entries(changes))('from %s', (_, change) => {
    expect(parsePrivateKey(change(file)).key.equals(key)).toBe(true)
  })

  // A single plus sign that became a space can be in the place of a line break.
  const { 'a decoded form': form, ...others } = { ...shapes, ...fragile }
  test.each(Object.entries(others))('from %s', (_, shape) => {
    expect(parsePrivateKey(shape(file)).key.equals(key)).toBe(true)
  })

  test('or rejects it, from a decoded form', () => {
    try {
      expect(parsePrivateKey(form?.(file) ?? '').key.equals(key)).toBe(true)
    } catch (error) {
      expect(String(error)).toContain('private-key contains ')
    }
  })

  test('and nothing that is missing at its end is made up', () => {
    for (let missing = 1; missing <= 16; missing++) {
      const cut = file.replace(new RegExp(`[^\\n]{${missing}}=*\\n-----END`), '\n-----END')
      if (cut === file) continue
      for (const change of Object.values(changes)) {
        // Encoded twice, some keys can be read in two ways, and neither is accepted.
        expect(messageOf(() => parsePrivateKey(change(cut)))).toMatch(DAMAGED_OR_MIXED)
      }
    }
  })
})

describe('does not read a key without its public key', () => {
  const [, file = ''] = BARE[0] ?? []
  const [first = '', last = ''] = bodyOf(file).split('\n')

  test.each([
    ['in a sentence', `The key is\n${first}\n${last.slice(0, -2)}\nand mine.`],
    ['with a word before it', `key${first}${last}`],
    ['with a word after it', `${first}${last.slice(0, -2)}key`],
    ['in columns of a dump', `00000000 ${first} |...\n00000040 ${last} |...`],
    ['with a space in the middle of a line', `${first.replace(/^.{32}/, '$& ')}\n${last}`],
    ['in a list of numbers without an end', `[${[...derOf(file)].join(', ')}`],
  ])('%s', (_, text) => {
    expect(messageOf(() => parsePrivateKey(text))).toMatch(MIXED)
  })

  test('if a backtick may belong to a line break', () => {
    // A line break of PowerShell, or a backtick before a line that starts with n.
    const lost = `${first}\`n${last.slice(2)}`
    expect(messageOf(() => parsePrivateKey(lost))).toMatch(DAMAGED)
  })

  test('even if words behind it have the missing length', () => {
    const text = (end: string) =>
      `-----BEGIN PRIVATE KEY-----\n${first}\n${last.slice(0, 20)}${end}`
    for (const end of ['\n-----END PRIVATE KEY-----', '=abcdef', '----abcdef', '-----abcdef']) {
      expect(messageOf(() => parsePrivateKey(text(end)))).toMatch(DAMAGED)
    }
  })
})

test('does not read the footer as the missing end of a key', () => {
  // The last character of the body is E for one key in 16 that OpenSSL writes.
  for (;;) {
    const file = String(makeP8().key.export({ type: 'pkcs8', format: 'pem' }))
    if (!/E\n-----END/.test(file)) continue
    expect(messageOf(() => parsePrivateKey(file.replace(/E\n-/, '\n-')))).toMatch(DAMAGED)
    break
  }
})

test('returns every form of the key to mask, line by line and joined', () => {
  const { lines } = parsePrivateKey(Buffer.from(p8).toString('base64'))
  // The last line of Apple's form has eight characters, as may occur anywhere by chance.
  const body = p8.split('\n').slice(1, -2)
  const canonical = encodings(key)['PKCS#8 as OpenSSL writes it']?.split('\n').slice(1, -2) ?? []
  expect(new Set(lines)).toStrictEqual(
    new Set([bodyOf(p8).replaceAll('\n', ''), ...body, canonical.join(''), ...canonical]),
  )
})

test('reads a key in JSON (JWK), alone and in a set', () => {
  const jwk = key.export({ format: 'jwk' })
  const { d, ...publicKey } = jwk
  const set = { keys: [publicKey, { kty: 'RSA', n: 'x', e: 'AQAB' }, jwk] }
  for (const text of [JSON.stringify(jwk), JSON.stringify(set, null, 2)]) {
    for (const change of Object.values(changes)) {
      expect(parsePrivateKey(change(text)).key.equals(key)).toBe(true)
    }
  }
  const other = makeP8().key.export({ format: 'jwk' })
  expect(messageOf(() => parsePrivateKey(JSON.stringify({ ...other, d })))).toMatch(DAMAGED)
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

test.each([
  ['an EC key on the curve P-384', makeKey('P-384').pem],
  ['unrecognized text (7 characters)', 'hunter2'],
])('says that a text contains %s', (what, text) => {
  expect(messageOf(() => parsePrivateKey(text))).toContain(`private-key contains ${what}. `)
})

describe('two keys', () => {
  const other = makeP8()
  const base64 = (text: string) => Buffer.from(text).toString('base64')
  const bare = (of: KeyObject) => bodyOf(Object.values(bareEncodings(of))[0] ?? '')
  const jwk = (of: KeyObject) => of.export({ format: 'jwk' })

  test.each([
    ['two files', `${p8}\n${other.p8}`],
    ['two files in lines of a log', fragile['lines of a log']?.(`${p8}\n${other.p8}`) ?? ''],
    ['two files in Base64', `${base64(p8)}\n${base64(other.p8)}`],
    ['a Kubernetes Secret', `data:\n  a: ${base64(p8)}\n  b: ${base64(other.p8)}\n`],
    ['an .env file', `A=${base64(p8)}\nB=${base64(other.p8)}\n`],
    ['JSON', JSON.stringify({ a: base64(p8), b: base64(other.p8) })],
    ['a file and another in Base64', `${p8}\n${base64(other.p8)}`],
    ['a file and DER in hexadecimal', `${p8}\n${derOf(other.p8).toString('hex')}`],
    ['a set of keys in JSON', JSON.stringify({ keys: [jwk(key), jwk(other.key)] })],
    ['two keys without their public keys', `A=${bare(key)}\nB=${bare(other.key)}`],
    ['only one of them with its public key', `${p8}\n-----\n${bare(other.key)}`],
  ])('reports %s as two keys', (_, text) => {
    for (const change of ['nothing', 'Base64', 'literal \\n'] as const) {
      expect(messageOf(() => parsePrivateKey(changes[change]?.(text) ?? ''))).toBe(
        'private-key contains more than one key. Keep only the one that belongs to key-id.',
      )
    }
  })

  test('reports two keys that may be two ways to read one', () => {
    const hex = derOf(Object.values(bareEncodings(other.key))[0] ?? '').toString('hex')
    expect(messageOf(() => parsePrivateKey(`${bare(key)}\n-----\n${hex}`))).toMatch(MIXED)
  })

  test('reads one key in two forms', () => {
    const forms = `${p8}\n${base64(p8)}\n${JSON.stringify(jwk(key))}\n${bare(key)}`
    expect(parsePrivateKey(forms).key.equals(key)).toBe(true)
  })
})
