import { describe, expect } from '@jest/globals'
import fc from 'fast-check'
import { UserError } from '../../src/errors.ts'
import { parsePrivateKey } from '../../src/private-key/parse.ts'
import { bareEncodings, changes, encodings, fragile, makeP8, shapes } from '../helpers/key-forms.ts'
import { seededKey, testProperty } from '../helpers/properties.ts'

const { key, p8 } = makeP8(seededKey())
const bare = bareEncodings(key)
const { 'SEC1 with its parameters before it': _, ...openssl } = encodings(key)
const whole: Record<string, string> = { ...openssl, p8 }
const files = { ...whole, ...bare }

/** `key`, `another key`, or the message of the error. */
function read(text: string): string {
  try {
    return parsePrivateKey(text).key.equals(key) ? 'key' : 'another key'
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

  testProperty(
    'without it is read after one change, if its header and footer are there',
    300,
    fc.property(named(bare), named(changes), (file, name) => {
      expect(read(apply(bare[file] ?? '', [name]))).toBe('key')
    }),
  )

  const forms = { ...shapes, ...fragile }
  testProperty(
    'without it is read or rejected, but never as another key',
    300,
    fc.property(named(bare), named(forms), chain, (file, form, names) => {
      const text = apply(forms[form]?.(bare[file] ?? '') ?? '', form in fragile ? [] : names)
      fc.pre(text.length < 100_000)
      expect(read(text)).toMatch(
        /^(key$|private-key contains (an incomplete or damaged key|a key that cannot be told apart) )/,
      )
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
