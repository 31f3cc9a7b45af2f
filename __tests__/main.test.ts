import { createHash, createPublicKey } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { EOL } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { run } from '../src/main.ts'
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
const program = { node: process.execPath, script: 'dist/index.js' }
const FILES = ['GITHUB_OUTPUT', 'GITHUB_STATE', 'GITHUB_ENV', 'GITHUB_PATH']
const spki = createPublicKey(key).export({ type: 'spki', format: 'der' })
const KEY_LINE = `The fingerprint of the key is ${createHash('sha256').update(spki).digest('hex')} (SHA-256 of its public key).\n`
const temp = freshFolders()
const output = captureOutput()
const before = { ...process.env }

// @actions/core reads these from the process.
beforeEach(() => {
  for (const name of FILES) {
    process.env[name] = join(temp(), name)
    writeFileSync(join(temp(), name), '')
  }
})

afterEach(() => {
  for (const name of [...FILES, 'API_PRIVATE_KEYS_DIR']) delete process.env[name]
  process.env['PATH'] = before['PATH']
})

const environment = (more: NodeJS.ProcessEnv = {}) => ({
  ...inputs,
  ...Object.fromEntries(FILES.map((name) => [name, join(temp(), name)])),
  ...more,
})
const read = (name: string) => readFileSync(join(temp(), name), 'utf8')
const readToken = () => /^eyJ.+$/m.exec(read('GITHUB_OUTPUT'))?.[0]

test('masks the key, logs remarks, masks the token, and bases its times on the given clock', async () => {
  await run(environment(), () => new Date('2026-11-25T12:00:00.500Z'), program)

  const lines = pem.split('\n').slice(1, -2)
  const masks = [lines.join(''), ...lines].map((line) => `::add-mask::${line}\n`).join('')
  expect(output.text()).toBe(
    `${masks}::notice::key-id is not written as App Store Connect shows it; using ${KEY_ID}.\n${KEY_LINE}::add-mask::${readToken()}\nCreated a token with the team key ${KEY_ID}. It is valid for 15 minutes, until 2026-11-25T12:15:00Z.\n`,
  )
})

test.each([
  [
    'of a team key',
    { 'INPUT_ISSUER-ID': ISSUER_ID.toUpperCase() },
    { 'key-id': KEY_ID, 'issuer-id': ISSUER_ID },
  ],
  [
    'of an individual key',
    { 'INPUT_KEY-TYPE': 'individual' },
    { 'key-id': KEY_ID, 'issuer-id': '' },
  ],
])('outputs the IDs %s as the token has them', async (_, more, ids) => {
  await run(environment(more), () => new Date(), program)
  const outputs = read('GITHUB_OUTPUT').matchAll(/^(\S+-id)<<(.+)\r?\n(.*)\r?\n\2$/gm)
  expect(
    Object.fromEntries(Array.from(outputs, ([, name, , value]) => [name, value])),
  ).toStrictEqual(ids)
})

/** Runs the step against a server on loopback. */
async function verifyWith(options: AppleServerOptions, more: NodeJS.ProcessEnv, ahead = 0) {
  const server = await startAppleServer(key, options)
  try {
    const asked = { INPUT_VERIFY: 'true', 'INPUT_API-URL': server.url.origin, ...more }
    await run(environment(asked), () => new Date(Date.now() + ahead), program)
    return server.requests
  } finally {
    await server.close()
  }
}

test('outputs a verified token with what Apple said', async () => {
  const requests = await verifyWith({}, {}, 3_600_000)
  expect(requests.at(-1)?.token).toBe(readToken())
  expect(output.text()).toMatch(
    /\nCreated a token [^\n]+\n::warning::The runner's clock is 1 hour fast/,
  )
  expect(output.text()).toMatch(/\nApple accepted the token \(GET \/v1\/apps\?limit=1\)\.\n$/)
})

test('masks each token before it is sent', async () => {
  const unmasked: string[] = []
  const check = ({ headers }: IncomingMessage) => {
    const token = String(headers.authorization).replace('Bearer ', '')
    if (!output.text().includes(`::add-mask::${token}\n`)) unmasked.push(token)
  }
  const reject: Behavior = (request, response) => {
    check(request)
    response.writeHead(401).end()
  }
  const accept: Behavior = (request, response) => {
    check(request)
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"data":[]}')
  }
  const requests = await verifyWith({ script: [reject, reject, accept] }, {}, 3_600_000)
  expect(new Set(requests.map(({ token }) => token)).size).toBe(2)
  expect(unmasked).toStrictEqual([])
})

test('masks the credentials of a proxy if it verifies', async () => {
  const proxy = { HTTPS_PROXY: 'http://user:p%40ss@127.0.0.1:1' }
  await run(environment(proxy), () => new Date(), program)
  expect(output.text()).not.toContain('p@ss')
  await verifyWith({}, proxy)
  for (const secret of ['user:p%40ss', 'user:p@ss', 'p%40ss', 'p@ss', btoa('user:p@ss')]) {
    // A percent sign is escaped in a command.
    expect(output.text()).toContain(`::add-mask::${secret.replace('%', '%25')}\n`)
  }
})

test('with NODE_DEBUG, masks where Node prints requests, before they are sent', async () => {
  const unmasked: string[] = []
  const stderr = () => output.writes.filter(({ stream }) => stream === 'stderr')
  const check: Behavior = ({ headers }, response) => {
    const token = String(headers.authorization).replace('Bearer ', '')
    if (!stderr().some(({ text }) => text === `::add-mask::${token}\n`)) unmasked.push(token)
    response.writeHead(401).end()
  }
  const env = { NODE_DEBUG: 'http', HTTPS_PROXY: 'http://user:secret@127.0.0.1:1' }
  await expect(verifyWith({ script: [check], repeat: true }, env)).rejects.toThrow()
  expect(unmasked).toStrictEqual([])
  expect(stderr()).toContainEqual({ stream: 'stderr', text: '::add-mask::secret\n' })
})

test('passes to later steps and to the post step where it installed the key', async () => {
  const asked = { 'INPUT_INSTALL-KEY': 'true', RUNNER_TEMP: temp() }
  await run(environment(asked), () => new Date(), program)
  const name = /app-store-connect-key-\w{6}/.exec(read('GITHUB_STATE'))?.[0] ?? ''
  const keyFolder = join(temp(), name)
  expect(read('GITHUB_STATE')).toMatch(/^keyFolder<<[\s\S]+^keyFiles<</m)
  for (const file of ['token-spec.json', 'fastlane.json']) {
    expect(read('GITHUB_STATE').split(/\r?\n/)).toContain(join(keyFolder, file))
  }
  expect(read('GITHUB_OUTPUT')).toContain(join(keyFolder, `AuthKey_${KEY_ID}.p8`))
  expect(read('GITHUB_OUTPUT')).toContain(join(keyFolder, 'fastlane.json'))
  expect(read('GITHUB_ENV').match(/^.+(?=<<)/gm)).toStrictEqual(['API_PRIVATE_KEYS_DIR'])
  expect(read('GITHUB_PATH')).toBe(`${join(keyFolder, 'bin')}${EOL}`)
})

test.each([
  [{}, ISSUER_ID],
  [{ 'INPUT_KEY-TYPE': 'individual', 'INPUT_ISSUER-ID': '' }, ''],
])('outputs the IDs as the token has them, with %j', async (more, issuerId) => {
  await run(environment(more), () => new Date(), program)
  const outputs = read('GITHUB_OUTPUT').replaceAll('\r', '')
  expect(outputs).toMatch(new RegExp(`^key-id<<(.+)\n${KEY_ID}\n\\1$`, 'm'))
  expect(outputs).toMatch(new RegExp(`^issuer-id<<(.+)\n${issuerId}\n\\1$`, 'm'))
})

test('signs with a key in a KMS, with the environment of the step', async () => {
  const { key } = makeKey()
  const early: unknown[] = []
  const cloud = await startCloud([key], ({ headers }) => {
    const mask = `::add-mask::${headers['x-vault-token']}\n`
    const streams = output.writes.filter(({ text }) => text.replace(EOL, '\n') === mask)
    early.push(streams.map(({ stream }) => stream))
    return undefined
  })
  const env = {
    'INPUT_PRIVATE-KEY': 'hashivault://asc',
    VAULT_ADDR: cloud.url,
    VAULT_TOKEN: 'hvs.vault-token',
  }
  try {
    await run(environment(env), () => new Date(), program)
    const jwt = /^token<<.+\r?\n(.+)$/m.exec(read('GITHUB_OUTPUT'))?.[1] ?? ''
    expect(openToken(jwt.trim(), key)).toBeDefined()
    expect(early).toStrictEqual([['stdout'], ['stdout']])
    const der = createPublicKey(key).export({ type: 'spki', format: 'der' })
    expect(output.text()).toContain(createHash('sha256').update(der).digest('hex'))
    early.length = 0
    await run(environment({ ...env, NODE_DEBUG: 'http' }), () => new Date(), program)
    expect(early[0]).toStrictEqual(['stdout', 'stdout', 'stderr'])
  } finally {
    await cloud.close()
  }
})

test('does not install a key without RUNNER_TEMP', async () => {
  const asked = environment({ 'INPUT_INSTALL-KEY': 'true' })
  await expect(run(asked, () => new Date(), program)).rejects.toThrow('RUNNER_TEMP is not set')
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
  await expect(run({ GITHUB_OUTPUT: file }, () => new Date(), program)).rejects.toThrow(message)
  expect(output.text()).toBe('')
})

test('does not report a bug as a problem with the command files', async () => {
  // @actions/core goes by the process, and throws an error of its own.
  process.env['GITHUB_OUTPUT'] = join(temp(), 'gone')
  await expect(run(environment(), () => new Date(), program)).rejects.toThrow(
    'Missing file at path',
  )
})

test('does nothing without a key if it is optional', async () => {
  const env = environment({ 'INPUT_PRIVATE-KEY': '', INPUT_OPTIONAL: 'true', INPUT_VERIFY: 'true' })
  await run(env, () => new Date(), program)
  expect(output.text()).toMatch(
    /^::notice::private-key is empty and optional is true, so [^\n]+\n$/,
  )
  for (const name of FILES) expect(read(name)).toBe('')
})
