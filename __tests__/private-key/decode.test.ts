import { randomBytes } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { decodeLayers } from '../../src/private-key/decode.ts'
import { makeP8 } from '../helpers/key-forms.ts'

const { p8 } = makeP8()
const der = Buffer.from(p8.replaceAll(/-.*-/g, ''), 'base64')

test('a layer is the text with its escapes resolved, and the DER in it', () => {
  const [layer] = decodeLayers(p8.replaceAll('\n', '\\n'))
  expect(layer?.text).toBe(p8)
  expect(layer?.candidates).toContainEqual(der)
})

test.each([
  ['a&#10;b', 'a\nb'],
  ['a&#43;b&#00043;', 'a+b+'],
  ['a&#x2B;b&#x002b', 'a+b+'],
  ['<pre class="key">a</pre><br/>b', '\na\n\nb'],
  ['a&nbsp;b&NewLine;c', 'a\nb\nc'],
  ['a&plus;b&sol;c&equals;', 'a+b/c='],
  ['a=\nb=\r\nc', 'a\nb\nc'],
  ['a\\nb\\rc\\td`ne\\012f\\15g', 'a\nb\nc\nd\ne\nf\ng'],
  ['a\\\\\\\\nb', 'a\nb'],
  ['\\"a\\/b\\"', '"a/b"'],
  ['a%2Bb%252Bc%25252b', 'a+b+c+'],
  ['a\\u002bb\\x2Bc', 'a+b+c'],
  ['a_x000D_\nb', 'a\n\nb'],
  ['\u001b[1;32ma\u001b[0m', '\na\n'],
  ['a < b > c', 'a < b > c'],
])('%j is the text %j', (text, resolved) => {
  expect([...decodeLayers(text)][0]?.text).toBe(resolved)
})

test('encodings are layers of their own', () => {
  const texts = Array.from(decodeLayers(Buffer.from(`  ${p8}`).toString('hex')), ({ text }) => text)
  expect(texts).toContain(`  ${p8}`)
})

test('DER that is cut short is a candidate as far as it goes', () => {
  const [layer] = decodeLayers(der.subarray(0, 99).toString('base64'))
  expect(layer?.candidates).toContainEqual(der.subarray(0, 99))
})

test('DER with lengths of one, two and three bytes is found', () => {
  for (const head of ['3041020100', '308193020100', '30820400020100']) {
    const bytes = Buffer.concat([Buffer.from(head, 'hex'), randomBytes(1100)])
    const [layer] = decodeLayers(bytes.toString('base64'))
    const length = { '3041': 67, '3081': 150, '3082': 1028 }[head.slice(0, 4)] ?? 0
    expect(layer?.candidates).toContainEqual(bytes.subarray(0, length))
  }
})

test.each([
  ['A'],
  ['V'],
  ['M'],
  ['MIGTAgEA'],
  ['\\'],
  ['"'],
  ['=\n'],
  ['%41'],
  ['<a'],
  ['&#'],
  ['30'],
  ['key '],
  ['-----BEGIN PRIVATE KEY-----\n'],
  ['LS0tLS1CRUdJTiBQUklWQVRFIEtFWS0tLS0t'],
])('120 kB of %j take less than a second', (piece) => {
  const text = piece.repeat(Math.ceil(120_000 / piece.length))
  const start = process.cpuUsage()
  for (const { candidates } of decodeLayers(text))
    expect(candidates.length).toBeLessThanOrEqual(160)
  expect(process.cpuUsage(start).user / 1000).toBeLessThan(1500)
})
