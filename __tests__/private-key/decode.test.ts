import { randomBytes } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import { decodeLayers } from '../../src/private-key/decode.ts'
import { bareEncodings, bodyOf, derOf, makeP8, wrap } from '../helpers/key-forms.ts'

const { key, p8 } = makeP8()
const der = derOf(p8)

function candidatesIn(text: string) {
  const [layer] = decodeLayers(text)
  return layer?.readings.flat() ?? []
}

test('a layer is the text with its escapes resolved, and the DER in it', () => {
  const [layer] = decodeLayers(p8.replaceAll('\n', '\\n'))
  expect(layer?.text).toBe(p8)
  expect(layer?.readings.flat()).toContainEqual({ der, isAlone: true, isCut: false })
})

const textsIn = (text: string) => Array.from(decodeLayers(text), ({ text }) => text)

// 267 bytes are 356 characters of Base64, so the last line of 59 columns has two.
const inner = `${p8}\n`.padEnd(267)
const base64 = Buffer.from(inner).toString('base64')

test.each([
  ['hexadecimal', Buffer.from(inner).toString('hex')],
  ['Base64', base64],
  ['Base64 in lines', wrap(base64, 76)],
  ['Base64 behind words of one letter', `a\nb\nc\n${wrap(base64, 59)}`],
])('%s is a layer of its own', (_, text) => {
  expect(textsIn(text)).toContain(inner)
})

test.each([
  [400_000, 1],
  [400_001, 0],
])('of %i characters, %i layers are searched', (length, expected) => {
  expect(textsIn('-'.repeat(length)).length).toBe(expected)
})

test('DER that is cut short is a candidate as far as it goes', () => {
  const part = der.subarray(0, 99)
  expect(candidatesIn(part.toString('base64'))).toContainEqual({
    der: part,
    isAlone: false,
    isCut: false,
  })
})

test('DER with lengths of one, two and three bytes is found', () => {
  for (const head of ['3041020100', '308193020100', '30820400020100']) {
    const bytes = Buffer.concat([Buffer.from(head, 'hex'), randomBytes(1100)])
    const length = { '3041': 67, '3081': 150, '3082': 1028 }[head.slice(0, 4)] ?? 0
    expect(candidatesIn(bytes.toString('base64')).map(({ der }) => der)).toContainEqual(
      bytes.subarray(0, length),
    )
  }
})

// The shortest head of a key, and a sequence of 67 bytes.
const HEAD = Buffer.from('302002010000', 'hex').toString('base64')
const SHORT = Buffer.concat([Buffer.from('3041020100', 'hex'), Buffer.alloc(62)])
const SHORT_64 = SHORT.toString('base64').replace('==', '')

test.each([
  ['text', 'some text without a key, but with MANY words'],
  ['what starts like DER', 'MAAAMAAAMAAAMAAA'],
])('there is no candidate in %s', (_, text) => {
  expect(candidatesIn(text)).toEqual([])
})

test.each([
  ['alone', SHORT_64, true],
  ['behind other bytes', `${'A'.repeat(20)}${SHORT_64}`, false],
  ['behind what starts like DER', `MAAA${SHORT_64}`, false],
])('each space is read once: %s', (_, text, isAlone) => {
  expect(candidatesIn(text)).toStrictEqual([{ der: SHORT, isAlone, isCut: false }])
})

test('a candidate that only a guess finds is not alone', () => {
  const text = `${SHORT_64.slice(0, 64)}n${SHORT_64.slice(64)}`
  const found = candidatesIn(text)
  expect(found).toContainEqual({ der: SHORT, isAlone: false, isCut: false })
  expect(found.some(({ isAlone }) => isAlone)).toBe(false)
})

test('another head in a complete candidate belongs to it, and in an incomplete one does not', () => {
  const bytes = Buffer.concat([
    SHORT.subarray(0, 12),
    Buffer.from(HEAD, 'base64'),
    Buffer.alloc(49),
  ])
  const ders = (text: string) => candidatesIn(text).map(({ der }) => der)
  expect(ders(bytes.toString('base64'))).toStrictEqual([bytes])
  const part = bytes.subarray(0, 60)
  expect(ders(part.toString('base64'))).toStrictEqual([part, part.subarray(12, 12 + 34)])
})

test.each([
  [2, 2],
  [40, 40],
  [41, 40],
])('of %i keys without a separator, %i are read', (count, expected) => {
  expect(candidatesIn(HEAD.padEnd(48, 'A').repeat(count))).toHaveLength(expected)
})

describe('a key', () => {
  const body = bodyOf(bareEncodings(key)['PKCS#8 of 67 bytes'] ?? '')
  const joined = body.replaceAll(/[\n=]/g, '')
  const lines = (width: number, text = joined) =>
    text.replaceAll(/(?!^)/g, (_, at) => (at % width ? '' : '\n'))
  const isAlone = (text: string) => candidatesIn(text).some((candidate) => candidate.isAlone)
  const isCut = (text: string) => candidatesIn(text).some((candidate) => candidate.isCut)

  test.each([
    ['on one line', joined],
    ['with padding', body],
    ['in lines of 64', lines(64)],
    ['in lines of 80', lines(80)],
    ['in lines of 41', lines(41)],
    ['in lines that are all full', lines(50, bodyOf(p8).replaceAll('\n', ''))],
    ['between header and footer', `-----BEGIN X-----\n${body}\n-----END X-----`],
    ['after an equals sign', `KEY=${joined}`],
    ['in quotes, in lines', `key: "${lines(64)}" other: "x"`],
    ['between blank lines', `here:\n\n${lines(64)}\n\nKeep it`],
    ['in one word', `key: ${joined}, other: x`],
  ])('is alone %s', (_, text) => {
    expect(isAlone(text)).toBe(true)
  })

  test.each([
    ['in lines over 80', lines(84)],
    ['in lines of 40', lines(40)],
    ['in two odd lines', lines(66 - 1)],
    ['in a long and a longer line', `${joined.slice(0, 44)}\n${joined.slice(44)}`],
    ['in lines of which one is short', `${lines(45, joined.slice(0, 50))}\n${joined.slice(50)}`],
    ['after a word', `text\n${lines(64)}`],
    ['before a word', `${lines(64)}\ntext`],
    ['with an added character', `${joined.slice(0, 60)}x${joined.slice(60)}`],
    ['with bits that no byte has', `${joined.slice(0, -1)}${joined.endsWith('A') ? 'B' : 'h'}`],
  ])('is not alone %s', (_, text) => {
    expect(isAlone(text)).toBe(false)
  })

  test.each([
    ['in lines, without its last character', lines(64, joined.slice(0, -1)), true],
    ['complete', lines(64), false],
    ['on one line', joined.slice(0, -1), false],
    ['before quotes', `${lines(64, joined.slice(0, -1))}"x"`, true],
    ['behind other bytes', lines(64, `AAAA${joined.slice(0, -1)}`), false],
    ['in lines with numbers', `1 ${joined.slice(0, 64)}\n2 ${joined.slice(64, -1)}`, false],
    [
      'in lines between backticks, of which one starts with n',
      lines(41, `${joined.slice(0, 41)}n${joined.slice(42, -1)}`).replaceAll('\n', '`'),
      false,
    ],
  ])('is cut or not %s', (_, text, expected) => {
    expect(isCut(text)).toBe(expected)
  })
})

test.each([
  ['A'],
  ['V'],
  ['M'],
  ['MIGTAgEA'],
  ['\\'],
  ['`n'],
  ['"'],
  ['=\n'],
  ['%41'],
  ['<a'],
  ['&#'],
  ['30'],
  ['1,'],
  ['0x1,'],
  ['{"d":"'],
  ['-'],
  ['\n '],
  ['key '],
  ['-----BEGIN PRIVATE KEY-----\n'],
  ['LS0tLS1CRUdJTiBQUklWQVRFIEtFWS0tLS0t'],
  [`${bodyOf(bareEncodings(key)['PKCS#8 of 67 bytes'] ?? '')} `],
])('64 kB of %j take less than a second', (piece) => {
  const text = piece.repeat(Math.ceil(64_000 / piece.length))
  const start = process.cpuUsage()
  for (const { readings } of decodeLayers(text)) {
    for (const candidates of readings) expect(candidates.length).toBeLessThan(3000)
  }
  expect(process.cpuUsage(start).user / 1000).toBeLessThan(1000)
})
