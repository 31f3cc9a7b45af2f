import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { installKey, makeKeyFolder } from '../src/installed-key.ts'
import type { TokenRequest } from '../src/token.ts'
import { ISSUER_ID, KEY_ID, leaks, makeKey, messageOf, posixTest, TEAM_REQUEST } from './support.ts'

const { key, pem } = makeKey()
const request = { ...TEAM_REQUEST, scope: ['GET /v1/apps'] }
const program = { node: '/externals/node24/bin/node', script: '/_actions/dist/index.js' }
let temp: string
let folder: string

beforeEach(() => {
  temp = mkdtempSync(join(tmpdir(), 'installed-key-'))
  folder = makeKeyFolder(temp)
})

afterEach(() => {
  rmSync(temp, { recursive: true })
})

const install = (changes: Partial<TokenRequest> = {}, platform: NodeJS.Platform = 'linux') =>
  installKey(folder, key, { ...request, ...changes }, program, platform)

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'))
}

posixTest('the key is installed for its user alone, whatever the umask', () => {
  const before = process.umask(0)
  try {
    install({}, 'win32')
  } finally {
    process.umask(before)
  }
  const modes = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => [
    name,
    (statSync(join(folder, name)).mode & 0o777).toString(8),
  ])
  expect(Object.fromEntries(modes)).toStrictEqual({
    [`AuthKey_${KEY_ID}.p8`]: '600',
    'fastlane.json': '600',
    'token-request.json': '600',
    bin: '700',
    [join('bin', 'app-store-connect-token')]: '700',
    [join('bin', 'app-store-connect-token.cmd')]: '700',
  })
})

test('the tools of later steps find the key', () => {
  const installed = install()
  expect(installed).toStrictEqual({
    keyPath: join(folder, `AuthKey_${KEY_ID}.p8`),
    fastlaneKeyPath: join(folder, 'fastlane.json'),
    bin: join(folder, 'bin'),
    env: {
      API_PRIVATE_KEYS_DIR: folder,
      APP_STORE_CONNECT_API_KEY_PATH: installed.fastlaneKeyPath,
    },
  })
  expect(readFileSync(installed.keyPath, 'utf8')).toBe(pem)
  expect(readJson(installed.fastlaneKeyPath)).toStrictEqual({
    key_id: KEY_ID,
    issuer_id: ISSUER_ID,
    key: pem,
    duration: 1140,
    in_house: false,
  })
})

test('the command holds no part of the key, and outside Windows it is for sh alone', () => {
  const { bin } = install()
  expect(readdirSync(bin)).toStrictEqual(['app-store-connect-token'])
  const script = readFileSync(join(bin, 'app-store-connect-token'), 'utf8')
  expect(script).toContain(`exec '${program.node}' '${program.script}' '${folder}'\n`)
  expect(leaks(script, pem)).toStrictEqual([])
})

test('an individual key has its own file name and no issuer ID', () => {
  const { keyPath, fastlaneKeyPath } = install({ issuerId: undefined })
  expect(keyPath).toBe(join(folder, `ApiKey_${KEY_ID}.p8`))
  expect(Object.keys(readJson(fastlaneKeyPath) as object)).toStrictEqual([
    'key_id',
    'key',
    'duration',
    'in_house',
  ])
})

test('a key of the Enterprise Program is in_house', () => {
  const { fastlaneKeyPath } = install({ audience: 'apple-developer-enterprise-v1' })
  expect(readJson(fastlaneKeyPath)).toMatchObject({ in_house: true })
})

test('files that cannot be written are told, and a file of another is not taken', () => {
  writeFileSync(join(folder, 'fastlane.json'), 'mine')
  expect(messageOf(() => install())).toBe(
    "The key could not be installed: its files cannot be written to RUNNER_TEMP. Check the runner's disk and the permissions of its work folder.",
  )
  expect(readFileSync(join(folder, 'fastlane.json'), 'utf8')).toBe('mine')
})
