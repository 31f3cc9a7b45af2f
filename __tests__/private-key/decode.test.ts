import { randomBytes } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import { decodeLayers } from '../../src/private-key/decode.ts'
import { bareEncodings, bodyOf, derOf, makeP8 } from '../helpers/key-forms.ts'

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

test('encodings are layers of their own', () => {
  const texts = Array.from(decodeLayers(Buffer.from(`  ${p8}`).toString('hex')), ({ text }) => text)
  expect(texts).toContain(`  ${p8}`)
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
    ['in many odd lines', lines(13)],
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
    ['in two odd lines', lines(66 - 1)],
    ['in a long and a longer line', `${joined.slice(0, 40)}\n${joined.slice(40)}`],
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
])('120 kB of %j take less than a second', (piece) => {
  const text = piece.repeat(Math.ceil(120_000 / piece.length))
  const start = process.cpuUsage()
  for (const { readings } of decodeLayers(text)) {
    for (const candidates of readings) expect(candidates.length).toBeLessThan(3000)
  }
  expect(process.cpuUsage(start).user / 1000).toBeLessThan(1500)
})
