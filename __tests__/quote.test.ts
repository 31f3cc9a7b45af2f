import { expect, test } from '@jest/globals'
import { isQuotable, measure } from '../src/quote.ts'

test.each([
  ['', '0 characters'],
  ['a', '1 character'],
  ['ab\ncd', '5 characters in 2 lines'],
  ['a\r\nb\rc', '6 characters in 3 lines'],
])('%j measures %s', (text, measured) => {
  expect(measure(text)).toBe(measured)
})

test.each([
  '15m',
  'abc-DE.7',
  'h/FPGK+',
  '30:81:93:',
  'GET /v1/ciBuildRuns/1234567890/perfPowerMetrics',
  'GET /v1/apps?filter[platform]=IOS,MAC_OS&filter[appStoreState]=READY_FOR_SALE',
  'GET /v2/inAppPurchasesV2',
  'GET /v1/apps/2X9R4HXF34',
  'GET /v1/apps/1234567890/builds?filter[version]=2X9R4HXF34&filter[platform]=MAC_OS',
  'GET /v1/iosBuilds2',
  'GET /v10/v11/v12/v13/v14/v15',
  'GET /as/if/it/is/up/to/us/so',
  'GET /apps/10/apps/11/apps/12/apps/13/apps/14/apps/15/apps/16/apps/17',
])('quotes %s', (text) => {
  expect(isQuotable(text, /^GET /, 100)).toBe(true)
})

test.each([
  ...['', 'a\nb', 'caf\u00e9', '\u001b[31m', '30:81:93:02'],
  ...['abcDEF78', 'h/FPGKl7', '+FPGKl7/', 'h-FPGKl_'],
])('does not quote %j, which does not start like a value of the input', (text) => {
  expect(isQuotable(text, /^GET /)).toBe(false)
  expect(isQuotable(text)).toBe(false)
})

test('quotes text up to its limit', () => {
  expect(isQuotable(`GET ${'x'.repeat(56)}`, /^GET /)).toBe(true)
  expect(isQuotable(`GET ${'x'.repeat(57)}`, /^GET /)).toBe(false)
})

/** Parts of a key, each with the longest part of it that is not yet treated as one. */
test.each([
  ['hexadecimal digits', 'def40712ab56789', 'def40712ab567890'],
  ['groups of hexadecimal digits', 'de:f4:07:12:ab:56:78:9', 'de:f4:07:12:ab:56:78:90'],
  ['capital hexadecimal digits', 'DE F4 07 12 AB 56 78 9', 'DE F4 07 12 AB 56 78 90'],
  [
    'bytes of C',
    '0xde, 0xf4, 0x07, 0x12, 0xab, 0x56, 0x78',
    '0xde,0xf4,0x07,0x12,0xab,0x56,0x78,0x90',
  ],
  [
    'escaped bytes',
    '\\xde\\xf4\\x07\\x12\\xab\\x56\\x78',
    '\\xde\\xf4\\x07\\x12\\xab\\x56\\x78\\x90',
  ],
  ['decimal bytes', '48, 129, 147, 200, 101', '48, 129, 147, 200, 101, 99'],
  ['octal bytes', '060 201 223 002 001', '060 201 223 002 001 000'],
  ['bits', '00110000 1000000', '00110000 10000001'],
  ['a word of Base64', 'SM49AgE', 'SM49AgEG'],
  ['a word without digits', 'QIuPXIN', 'QIuPXINd'],
  ['groups of Base64', 'SM49 AgEG CCqG SM4', 'SM49 AgEG CCqG SM49'],
  ['pairs of Base64', 'SM 4k Ag Eg CC qG SM 4', 'SM 4k Ag Eg CC qG SM 4k'],
  ['Base64 with its other characters', 'SM4+AgE/CCq+SM4=9ab', 'SM4+AgE/CCq+SM4=9aBc'],
  ['Base64 next to numbers', `${'1z '.repeat(7)}123`, `${'1z '.repeat(7)}12`],
  ['Base64 next to capital letters', `${'1z '.repeat(7)}IOS`, `${'1z '.repeat(7)}OS`],
  ['Base64 next to words', `${'1z '.repeat(7)}ios`, `${'1z '.repeat(7)}os`],
  ['Base32', 'GCATAAIAMBAGBI7', 'GCATAAIAMBAGBI7K'],
  [
    'groups of Base32',
    'OSTV MCYK BMH4 NRTI XJYM NRTA ZRLP CSK',
    'OSTV MCYK BMH4 NRTI XJYM NRTA ZRLP CSKB',
  ],
])('does not quote too much of %s', (_, safe, secret) => {
  expect(isQuotable(`get ${safe}`, /^get /)).toBe(true)
  expect(isQuotable(`get ${secret}`, /^get /)).toBe(false)
})

test.each([
  'GET /v1/wIBAQQgK47nviYMrF3x',
  'GET x=IgcNwX8e2Zk1Wq',
  'GET pQ17KIsM/VsFefbjoGB',
  'GET /v1/ciProducts/57246542-96fe-1a63-e053-0824d011072a',
])('does not quote %s, which may contain a part of a key', (text) => {
  expect(isQuotable(text, /^GET /)).toBe(false)
})
