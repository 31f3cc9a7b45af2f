import { expect, test } from '@jest/globals'
import { redact } from '../../src/http/redact.ts'
import { signToken } from '../../src/token.ts'
import { inMemory, leaks, makeKey, TEAM_SPEC } from '../helpers/support.ts'

const { jwt } = await signToken(TEAM_SPEC, inMemory(makeKey().key), new Date())

/** What stays of a text that contains a part of the token in some encoding. */
const around = (part: string) => redact(`Your token ${part} unknown.`, ['other one', jwt])

test.each([
  ["with the ID '5d1f0d6e-1b7c-4c57-8c0e-2f7c9a1f4a55' to which"],
  ["The parameter 'filter[vendorNumber]' is required but was not provided"],
  ['Jürgen Größe 北京 أحمد must agree; see https://developer.apple.com/account?a=1&b=2%20c'],
])('shows %j as is', (text) => {
  expect(redact(text, [jwt])).toBe(text)
})

test.each([
  ['', ''],
  ['\u2026\n', '…'],
  ['a\n::add-mask::b\r:::stop-commands::c', 'a : :add-mask: :b : : :stop-commands: :c'],
  ['a ##[stop]b ##\u0000[c]', 'a ## [stop]b ## [c]'],
  ['\u001b[31m \t\u202eb\u2066\u200b\ud800\u2028:\u009f:', '[31m b : :'],
  ['x'.repeat(300), 'x'.repeat(300)],
  ['x'.repeat(302), `${'x'.repeat(300)}…`],
  [`${'x '.repeat(149)}xx`, `${'x '.repeat(149)}xx`],
  [`${'x '.repeat(149)}xx.`, `${'x '.repeat(148)}x…`],
  [`${'xy '.repeat(100)}xyz`, `${'xy '.repeat(99)}xy…`],
])('of %j, shows only harmless text', (text, shown) => {
  expect(redact(text, [jwt])).toBe(shown)
})

const pairs = (text: string) => Array.from(text, (letter) => letter.charCodeAt(0).toString(16))
const grouped = (text: string, size: number, separator: string) =>
  text.match(new RegExp(`.{1,${size}}`, 'g'))?.join(separator) ?? ''

test.each<[string, (token: string) => string]>([
  ['as is', (token) => token],
  ['in capitals', (token) => token.toUpperCase()],
  ['in short words', (token) => grouped(token, 3, ' ')],
  ['in Base64', btoa],
  ['in Base64, after one character', (token) => btoa(`x${token}`).slice(2)],
  ['in Base64, after two characters', (token) => btoa(`xx${token}`).slice(3)],
  ['in Base64, in groups', (token) => grouped(btoa(token), 4, ' ')],
  ['in Base64, in lines', (token) => grouped(btoa(token), 7, '\r\n')],
  ['in base64url', (token) => Buffer.from(token).toString('base64url')],
  ['in hexadecimal', (token) => pairs(token).join('')],
  ['in hexadecimal capitals, with colons', (token) => pairs(token).join(':').toUpperCase()],
  ['URL-encoded', (token) => `%${pairs(token).join('%')}`],
])('does not show the token %s, nor 8 characters of it', (_, encode) => {
  const parts = [0, 40, 41, 42, jwt.indexOf('.') - 4, jwt.length - 8].map((start) =>
    encode(jwt.slice(start, start + 8)),
  )
  for (const part of [encode(jwt), ...parts]) {
    // What surrounds it may happen to continue it.
    expect(around(part)).toMatch(/^Your to[^\n]{0,7}…[^\n]{0,5} unknown\.$/)
  }
})

test('replaces each of several parts, and shows what is between', () => {
  const [one, other] = [jwt.slice(20, 28), jwt.slice(60, 80)]
  expect(redact(`1+1/2 ${one} and ${other}, ${jwt.slice(90, 97)}`, [jwt])).toBe(
    `1+1/2 … and …, ${jwt.slice(90, 97)}`,
  )
})

test('shows no part of a secret with characters of Base64', () => {
  const secret = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY='
  const base64url = secret.replace('/', '_').replace('+', '-')
  for (const text of [secret, base64url, btoa(secret), encodeURIComponent(secret)]) {
    expect(leaks(redact(text, [secret]), text)).toStrictEqual([])
    expect(redact(text, [secret])).toMatch(/^….{0,2}$/)
  }
})

test('accepts a secret that is not well-formed Unicode', () => {
  expect(redact('secret', ['\ud800'])).toBe('secret')
})
