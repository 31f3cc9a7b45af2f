import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { UserError } from '../../src/errors.ts'
import { loadPrivateKey } from '../../src/private-key/load.ts'
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
import { seededKey, testProperty } from '../helpers/properties.ts'

const { key, p8 } = makeP8(seededKey())
const bare = bareEncodings(key)
const { 'SEC1 with its parameters before it': _, ...openssl } = encodings(key)
const whole: Record<string, string> = { ...openssl, p8 }
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
const forms = { ...shapes, ...fragile }

/** A file, a form for it, and changes of what it becomes, which a fragile form does not bear. */
const cases = (files: Record<string, string>, from: typeof forms, maxLength: number) =>
  fc.record({
    file: fc.constantFrom(...Object.values(files)),
    form: named(from),
    names: fc.array(named(changes), { maxLength }),
  })

function write(text: string, form: string, names: readonly string[]): string {
  const formed = forms[form]?.(text) ?? ''
  const bearable = form in fragile ? [] : names
  const written = bearable.reduce((text, name) => changes[name]?.(text) ?? '', formed)
  fc.pre(written.length < 100_000)
  return written
}

describe('an intact key', () => {
  testProperty(
    'with its public key is read, whatever was done to its text',
    300,
    fc.property(cases(whole, shapes, 4), ({ file, form, names }) => {
      expect(read(write(file, form, names))).toBe('key')
    }),
  )

  testProperty(
    'without it is read or rejected, but never as another key',
    300,
    fc.property(cases(bare, forms, 4), ({ file, form, names }) => {
      expect(read(write(file, form, names))).not.toBe('another key')
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

describe.each(Object.entries(damages))('a key with %s', (damage, change) => {
  testProperty(
    'is never read as another one',
    300,
    fc.property(
      cases({ ...whole, ...bare }, forms, 2),
      fc.nat(),
      fc.integer({ min: 1, max: 16 }),
      ({ file, form, names }, position, size) => {
        // What is no longer the text of the file has no added character to be found.
        fc.pre(damage !== 'an added character' || !/DER|hexa/.test(form))
        const start = file.indexOf('\n') + 1
        const end = file.search(/=*\n-----END/) - size
        const damaged = change(file, start + (position % (end - start)), size)
        fc.pre(!derOf(damaged).equals(derOf(file)))
        // The right one is fine: without its head, a key in PKCS#8 is still one in SEC1.
        expect(read(write(damaged, form, names))).not.toBe('another key')
      },
    ),
  )
})

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
      const [a, b] = isFirst ? [damaged, other] : [other, damaged]
      expect(read(pairs[pair]?.(a, b) ?? '')).toMatch(/ more than one key\. /)
    },
  ),
)

test('takes no more time for each encoding of an encoding', () => {
  let text = 'more than sixty characters of some text that contains no key'
  for (let count = 0; count < 15; count++) text = BASE64(text)
  expect(cpuTime(text)).toBeLessThan(3000)
})

function cpuTime(text: string): number {
  const start = process.cpuUsage()
  expect(read(text)).toMatch(/^private-key /)
  return process.cpuUsage(start).user / 1000
}

// Each is the worst text for one of the patterns that run on a whole input.
test.each([
  ...['A', 'V', 'M', 'MIGTAgEA', '\\', '`n', '"', '=\n', '=3D', '%41', '<a', '&#', '\u001b['],
  ...['30', '1,', '0x1,', '{"d":"', '{', '-', '+', '_', '\n ', '\n', ' ', 'key ', 'key_id=', 'a/'],
  ...['-----BEGIN PRIVATE KEY-----\n', 'LS0tLS1CRUdJTiBQUklWQVRFIEtFWS0tLS0t'],
  ...[`${bodyOf(p8).slice(0, -9)}\n`, '[', '(', 'x@', '. ', 'A2 ', '\\n', '&a', 'MDEwMTAw'],
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
