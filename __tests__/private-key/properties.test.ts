import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { UserError } from '../../src/errors.ts'
import { loadPrivateKey } from '../../src/private-key/load.ts'
import {
  bareEncodings,
  bodyOf,
  changes,
  encodings,
  fragile,
  makeP8,
  shapes,
} from '../helpers/key-forms.ts'
import { seededKey, testProperty } from '../helpers/properties.ts'

const { key, p8 } = makeP8(seededKey())
const bare = bareEncodings(key)
const { 'SEC1 with its parameters before it': _, ...openssl } = encodings(key)
const whole: Record<string, string> = { ...openssl, p8 }
const files = { ...whole, ...bare }
const { p8: other } = makeP8()

/** `key`, `another key`, or the message of the error. */
function read(text: string): string {
  try {
    return loadPrivateKey(text, '', {}).key?.equals(key) ? 'key' : 'another key'
  } catch (error) {
    if (error instanceof UserError) return error.message
    throw error
  }
}

const named = <T>(values: Readonly<Record<string, T>>) => fc.constantFrom(...Object.keys(values))
const chain = fc.array(named(changes), { maxLength: 4 })
const apply = (text: string, names: readonly string[]) =>
  names.reduce((text, name) => changes[name]?.(text) ?? '', text)

describe('an intact key', () => {
  testProperty(
    'with its public key is read, whatever was done to its text',
    300,
    fc.property(named(whole), named(shapes), chain, (file, shape, names) => {
      const text = apply(shapes[shape]?.(whole[file] ?? '') ?? '', names)
      fc.pre(text.length < 100_000)
      expect(read(text)).toBe('key')
    }),
  )

  const forms = { ...shapes, ...fragile }
  testProperty(
    'without it is read or rejected, but never as another key',
    300,
    fc.property(named(bare), named(forms), chain, (file, form, names) => {
      const text = apply(forms[form]?.(bare[file] ?? '') ?? '', form in fragile ? [] : names)
      fc.pre(text.length < 100_000)
      expect(read(text)).not.toBe('another key')
    }),
  )
})

/** What happens to the characters of the body, from a position on. */
const damages: Readonly<Record<string, (file: string, at: number, size: number) => string>> = {
  'lost characters': (file, at, size) => file.slice(0, at) + file.slice(at + size),
  'an added character': (file, at, size) =>
    `${file.slice(0, at)}${'MnQ+z/'[size % 6]}${file.slice(at)}`,
  'a lost end': (file, at) => file.slice(0, at),
  'lost characters before the footer': (file, _at, size) =>
    file.replace(new RegExp(`[A-Za-z0-9+/]{1,${size}}=*\\n-----END`), '\n-----END'),
}

const damaged = fc.record({
  file: named(files),
  damage: named(damages),
  form: named({ ...shapes, ...fragile }),
  names: fc.array(named(changes), { maxLength: 2 }),
  position: fc.nat(),
  size: fc.integer({ min: 1, max: 16 }),
})

testProperty(
  'a damaged key is never read as another one',
  300,
  fc.property(damaged, ({ file, damage, form, names, position, size }) => {
    // What is no longer the text of the file has no added character to be found.
    fc.pre(damage !== 'an added character' || !/DER|hexa/.test(form))
    const intact = files[file] ?? ''
    const start = intact.indexOf('\n') + 1
    const end = intact.search(/=*\n-----END/) - size
    const damaged = damages[damage]?.(intact, start + (position % (end - start)), size) ?? ''
    const formed = (shapes[form] ?? fragile[form])?.(damaged) ?? ''
    const text = apply(formed, form in fragile ? [] : names)
    fc.pre(text.length < 100_000)
    // The right one is fine: without its head, a key in PKCS#8 is still one in SEC1.
    expect(read(text)).not.toBe('another key')
  }),
)

const BASE64 = (text: string) => Buffer.from(text).toString('base64')
const pairs: Readonly<Record<string, (a: string, b: string) => string>> = {
  'one after the other': (a, b) => `${a}\n${b}`,
  'an .env file in Base64': (a, b) => `A=${BASE64(a)}\nB=${BASE64(b)}`,
  JSON: (a, b) => JSON.stringify({ a, b }),
  'Base64 and a file': (a, b) => `${BASE64(a)}\n\n${b}`,
  'Base64 of both': (a, b) => BASE64(`${a}\n${b}`),
}

testProperty(
  'two keys of which one has lost a character are never read as one',
  300,
  fc.property(
    fc.constantFrom(...Object.values(whole)),
    named(pairs),
    fc.boolean(),
    fc.nat(),
    (file, pair, isFirst, position) => {
      const start = file.indexOf('\n') + 1
      const at = start + (position % (file.search(/=*\n-----END/) - start))
      fc.pre(file[at] !== '\n')
      const damaged = file.slice(0, at) + file.slice(at + 1)
      const both = isFirst ? [damaged, other] : [other, damaged]
      expect(read(pairs[pair]?.(...(both as [string, string])) ?? '')).toMatch(
        / more than one key\. /,
      )
    },
  ),
)

function cpuTime(text: string): number {
  const start = process.cpuUsage()
  expect(read(text)).toMatch(/^private-key /)
  return process.cpuUsage(start).user / 1000
}

// Each is the worst text for one of the patterns that run on a whole input.
test.each([
  ...['A', 'V', 'M', 'MIGTAgEA', '\\', '`n', '"', '=\n', '=3D', '%41', '<a', '&#', '\u001b['],
  ...['30', '1,', '0x1,', '{"d":"', '{', '-', '+', '_', '\n ', '\n', ' ', 'key ', 'key_id=', 'a/'],
  ...[
    '-----BEGIN PRIVATE KEY-----\n',
    'LS0tLS1CRUdJTiBQUklWQVRFIEtFWS0tLS0t',
    `${bodyOf(p8).slice(0, -9)}\n`,
  ],
  ...['[', '(', 'x@', '. ', 'A2 '],
])('takes no more than linear time for %j', (piece) => {
  for (const tail of ['', `${' '.repeat(20_000)}!`]) {
    const text = piece.repeat(128_000 / piece.length) + tail
    // One that nothing in it matches, in the same state of the machine.
    const plain = cpuTime('? '.repeat(text.length / 2))
    const isFast = () => cpuTime(text) < 10 * plain + 50
    // A busy machine can slow down one run.
    expect(isFast() || isFast()).toBe(true)
  }
})
