import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { installKey, makeKeyFolder } from '../src/installed-key.ts'
import { readKey } from '../src/read-key.ts'
import type { TokenRequest } from '../src/token.ts'
import { KEY_ID, makeKey, messageOf, TEAM_REQUEST } from './support.ts'

const { key, pem } = makeKey()
const request = { ...TEAM_REQUEST, scope: ['GET /v1/apps'] }
let temp: string
let folder: string

beforeEach(() => {
  temp = mkdtempSync(join(tmpdir(), 'read-key-'))
  folder = makeKeyFolder(temp)
})

afterEach(() => {
  rmSync(temp, { recursive: true })
})

const install = (changes: Partial<TokenRequest> = {}) =>
  installKey(folder, key, { ...request, ...changes }, { node: 'node', script: 'script' }, 'linux')

test('the request and the key come back as they went', () => {
  install()
  const read = readKey(folder)
  expect(read.request).toStrictEqual(request)
  expect(read.key.equals(key)).toBe(true)
})

test('the request of an individual key comes back without issuer ID', () => {
  install({ issuerId: undefined })
  const { issuerId: _, ...rest } = request
  expect(readKey(folder).request).toStrictEqual(rest)
})

const GONE = /^The key is not installed any more; run this command in the job /

test('a key that is gone is told', () => {
  const { keyPath } = install()
  rmSync(keyPath)
  expect(messageOf(() => readKey(folder))).toMatch(GONE)
  rmSync(folder, { recursive: true })
  expect(messageOf(() => readKey(folder))).toMatch(GONE)
})

test('only the folder of a key is read', () => {
  install()
  const copy = join(temp, 'copy')
  renameSync(folder, copy)
  expect(messageOf(() => readKey(copy))).toMatch(GONE)
  expect(messageOf(() => readKey(''))).toMatch(GONE)
})

test.each([
  ['a request', 'token-request.json', '{"keyId":'],
  ['a key', `AuthKey_${KEY_ID}.p8`, pem.slice(0, 100)],
])('%s that was damaged is told without its text', (_, name, text) => {
  install()
  writeFileSync(join(folder, name), text)
  expect(messageOf(() => readKey(folder))).toBe(
    `The key installed in ${folder} cannot be read; run this command as the user that ran the step, and leave that folder as it is.`,
  )
})
