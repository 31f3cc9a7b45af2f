import { expect, test } from '@jest/globals'
import { measure, quote } from '../src/redact.ts'

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
  'appstoreconnect-v2',
  'EnterpriseProgram',
  'GET /v1/ciBuildRuns/1234567890/perfPowerMetrics',
  'GET /v1/apps?filter[platform]=IOS',
  'ABCDEFGHIJKLM',
])('%s is quoted', (text) => {
  expect(quote(text)).toBe(`"${text}"`)
})

test.each(['', 'a\nb', 'x'.repeat(61), 'caf\u00e9', '\u001b[31m'])('%j is measured', (text) => {
  expect(quote(text)).toBe(measure(text))
})

test.each([
  'SM49AgEGCCqGSM49',
  'x=IgcNwX8e2Zk1Wq',
  'pQ17KIsM/VsFefbjoGB',
  'QIuPXINDZykOkk',
  '308193020100301306072a86',
  'GET /v1/wIBAQQgK47nviYMrF3x',
])('%s may be a piece of a key and is measured', (text) => {
  expect(quote(text)).toBe(measure(text))
})
