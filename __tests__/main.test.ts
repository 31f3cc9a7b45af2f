import { createHash, createPublicKey } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { EOL } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { run } from '../src/main.ts'
import { parsePairs } from '../tools/runner.js'
import { type AppleServerOptions, type Behavior, startAppleServer } from './helpers/apple-server.ts'
import { startCloud } from './helpers/cloud.ts'
import { freshFolders } from './helpers/folders.ts'
import { captureOutput } from './helpers/output.ts'
import { ISSUER_ID, KEY_ID, makeKey, openToken } from './helpers/support.ts'

const { key, pem } = makeKey()
const inputs = {
  'INPUT_ISSUER-ID': ISSUER_ID,
  'INPUT_KEY-ID': `AuthKey_${KEY_ID}.p8`,
  'INPUT_PRIVATE-KEY': pem,
}
const program = { node: '/node', script: '/index.js', platform: 'linux' } as const
const FILES = ['GITHUB_OUTPUT', 'GITHUB_STATE', 'GITHUB_ENV', 'GITHUB_PATH']
const spki = createPublicKey(key).export({ type: 'spki', format: 'der' })
const fingerprint = createHash('sha256').update(spki).digest('hex')
const temp = freshFolders()
const output = captureOutput()
const { PATH } = process.env

// @actions/core reads these from the process.
beforeEach(() => {
  for (const name of FILES) {
    process.env[name] = join(temp(), name)
    writeFileSync(join(temp(), name), '')
  }
})

afterEach(() => {
  for (const name of [...FILES, 'API_PRIVATE_KEYS_DIR']) delete process.env[name]
  Object.assign(process.env, { PATH })
})

/** Runs the step with its inputs, and with what else is in its environment. */
function runWith(more: NodeJS.ProcessEnv = {}, now = () => new Date()) {
  const files = Object.fromEntries(FILES.map((name) => [name, join(temp(), name)]))
  return run({ ...inputs, ...files, ...more }, now, program)
}

const read = (name: string) => readFileSync(join(temp(), name), 'utf8')
const outputs = () => parsePairs(read('GITHUB_OUTPUT'))

test('masks the key, logs remarks, masks the token, and bases its times on the given clock', async () => {
  await runWith({}, () => new Date('2026-11-25T12:00:00.500Z'))
  const lines = pem.split('\n').slice(1, -2)
  const masks = [lines.join(''), ...lines].map((line) => `::add-mask::${line}\n`).join('')
  expect(output.text()).toBe(
    `${masks}::notice::key-id is not written as App Store Connect shows it; using ${KEY_ID}.\nThe fingerprint of the key is ${fingerprint} (SHA-256 of its public key).\n::add-mask::${outputs()['token']}\nCreated a token with the team key ${KEY_ID}. It is valid for 15 minutes, until 2026-11-25T12:15:00Z.\n`,
  )
  expect(Object.keys(outputs())).toStrictEqual(['token', 'expires-at', 'key-id', 'issuer-id'])
  expect(outputs()).toMatchObject({ 'expires-at': '2026-11-25T12:15:00Z' })
})

test.each([
  ['a team key', { 'INPUT_ISSUER-ID': ISSUER_ID.toUpperCase() }, ISSUER_ID],
  ['an individual key', { 'INPUT_KEY-TYPE': 'individual' }, ''],
])('outputs the IDs of %s as the token has them', async (_, more, issuerId) => {
  await runWith(more)
  expect(outputs()).toMatchObject({ 'key-id': KEY_ID, 'issuer-id': issuerId })
})

/** Runs the step against a server on loopback. */
async function verifyWith(options: AppleServerOptions, more: NodeJS.ProcessEnv, ahead = 0) {
  const server = await startAppleServer(key, options)
  try {
    const asked = { INPUT_VERIFY: 'true', 'INPUT_API-URL': server.url.origin, ...more }
    await runWith(asked, () => new Date(Date.now() + ahead))
    return server.requests
  } finally {
    await server.close()
  }
}

test('outputs a verified token with what Apple said', async () => {
  const requests = await verifyWith({ script: [{ body: { data: [] } }] }, {})
  expect(requests.at(-1)?.token).toBe(outputs()['token'])
  expect(output.text()).toMatch(
    /\nCreated a token [^\n]+\n::notice::Apple accepts the key, but found nothing for [^\n]+\nApple accepted the token \(GET \/v1\/apps\?limit=1\)\.\n$/,
  )
})

// Node prints requests on standard error.
test('with NODE_DEBUG, masks each token on both streams before it is sent', async () => {
  const unmasked: string[] = []
  const answer =
    (status: number, body: string): Behavior =>
    ({ headers }, response) => {
      const mask = `::add-mask::${String(headers.authorization).replace('Bearer ', '')}\n`
      const masks = output.writes.filter(({ text }) => text === mask)
      const streams = new Set(masks.map(({ stream }) => stream))
      if (streams.size < 2) unmasked.push(mask)
      response.writeHead(status, { 'content-type': 'application/json' }).end(body)
    }
  const script = [answer(401, ''), answer(401, ''), answer(200, '{"data":[]}')]
  const requests = await verifyWith({ script }, { NODE_DEBUG: 'http' }, 3_600_000)
  expect(new Set(requests.map(({ token }) => token)).size).toBe(2)
  expect(unmasked).toStrictEqual([])
  const expiresAt = Date.parse(`${outputs()['expires-at']}`)
  expect(Math.abs(expiresAt - Date.now() - 900_000)).toBeLessThan(5000)
})

test('masks the credentials of a proxy if it verifies', async () => {
  const proxy = { HTTPS_PROXY: 'http://user:p%40ss@127.0.0.1:1' }
  await runWith(proxy)
  expect(output.text()).not.toContain('p@ss')
  await verifyWith({}, proxy)
  expect(output.text()).toContain('::add-mask::p@ss\n')
})

test('passes to later steps and to the post step where it installed the key', async () => {
  await runWith({ 'INPUT_INSTALL-KEY': 'true', RUNNER_TEMP: temp() })
  const { keyFolder = '', keyFiles = '' } = parsePairs(read('GITHUB_STATE'))
  const [bin, keyPath] = [join(keyFolder, 'bin'), join(keyFolder, `AuthKey_${KEY_ID}.p8`)]
  expect(keyFiles.split('\n')).toStrictEqual([
    join(keyFolder, 'token-spec.json'),
    join(bin, 'app-store-connect-token'),
    keyPath,
    join(keyFolder, 'fastlane.json'),
  ])
  expect(outputs()).toMatchObject({
    'key-path': keyPath,
    'fastlane-key-path': join(keyFolder, 'fastlane.json'),
  })
  expect(parsePairs(read('GITHUB_ENV'))).toStrictEqual({ API_PRIVATE_KEYS_DIR: keyFolder })
  expect(read('GITHUB_PATH')).toBe(`${bin}${EOL}`)
})

test('signs with a key in a KMS, with the environment of the step', async () => {
  const early: boolean[] = []
  const cloud = await startCloud([key], ({ headers }) => {
    early.push(output.text().includes(`::add-mask::${headers['x-vault-token']}\n`))
    return undefined
  })
  try {
    await runWith({
      'INPUT_PRIVATE-KEY': 'hashivault://asc',
      'INPUT_INSTALL-KEY': 'true',
      RUNNER_TEMP: temp(),
      VAULT_ADDR: cloud.url,
      VAULT_TOKEN: 'hvs.vault-token',
    })
  } finally {
    await cloud.close()
  }
  expect(openToken(`${outputs()['token']}`, key)).toBeDefined()
  expect(early).toStrictEqual([true, true])
  expect(output.text()).toContain(fingerprint)
  expect(output.text()).toMatch(/\n::notice::install-key installed only [^\n]+\n$/)
  expect(read('GITHUB_ENV')).toBe('')
})

test.each([
  ['', /^RUNNER_TEMP is not set, so nothing /, 'runner'],
  ['nowhere', /^The key could not be installed, [^\n]+ RUNNER_TEMP \(ENOENT\)/],
  [
    'GITHUB_OUTPUT',
    // Windows has another code than other systems.
    /^The key could not be installed, because its files could not be written to RUNNER_TEMP \(ENO\w+\)\. Check the runner's disk and the permissions of its work folder\.$/,
  ],
])('does not install a key into the folder %j', async (name, message, topic = 'install') => {
  const asked = { 'INPUT_INSTALL-KEY': 'true', RUNNER_TEMP: name && join(temp(), name) }
  const error = { message: expect.stringMatching(message), topics: [topic] }
  await expect(runWith(asked)).rejects.toMatchObject(error)
  expect(read('GITHUB_STATE')).toBe('')
})

test.each([
  [
    '',
    'GITHUB_OUTPUT is not set, so nothing can be passed to later steps. Run this action as a step of a workflow.',
  ],
  [
    'nowhere',
    "The runner's command files cannot be written (ENOENT), so nothing can be passed to later steps. Check the runner's disk and the permissions of its work folder.",
  ],
])('with the output file %j, fails before it does anything', async (file, message) => {
  const error = { message, topics: ['runner'] }
  await expect(runWith({ GITHUB_OUTPUT: file })).rejects.toMatchObject(error)
  expect(output.text()).toBe('')
})

test('does not report a bug as a problem with the command files', async () => {
  // @actions/core goes by the process, and throws an error of its own.
  process.env['GITHUB_OUTPUT'] = join(temp(), 'gone')
  await expect(runWith()).rejects.toThrow('Missing file at path')
})

test('does nothing without a key if it is optional', async () => {
  await runWith({ 'INPUT_PRIVATE-KEY': '', INPUT_OPTIONAL: 'true', INPUT_VERIFY: 'true' })
  expect(output.text()).toMatch(
    /^::notice::private-key is empty and optional is true, so [^\n]+%0ASee "Forks, [^\n]+\n$/,
  )
  for (const name of FILES) expect(read(name)).toBe('')
})
