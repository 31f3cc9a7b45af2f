import { spawnSync } from 'node:child_process'
import { createHash, createPublicKey } from 'node:crypto'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from '@jest/globals'
import { root, runStep } from '../../tools/runner.js'
import { type AppleServerOptions, appleError, startAppleServer } from '../helpers/apple-server.ts'
import { testWith } from '../helpers/capabilities.ts'
import { freshFolders } from '../helpers/folders.ts'
import { ISSUER_ID, KEY_ID, leaks, makeKey, openToken } from '../helpers/support.ts'

const { key, pem } = makeKey()
const temp = freshFolders()
const inputs = { 'issuer-id': ISSUER_ID, 'key-id': KEY_ID, 'private-key': pem, lifetime: '15m' }

test('these tests run on the Node that runners bundle', () => {
  expect(process.version).toBe('v24.19.0')
})

test('the step masks the token, outputs it, says what it created, and keeps nothing', async () => {
  const before = Math.floor(Date.now() / 1000)
  const { exitCode, stdout, stderr, outputs, ...kept } = await runStep({ inputs })
  const { token = '', 'expires-at': expiresAt = '' } = outputs

  const { header, payload } = openToken(token, key)
  const exp = Date.parse(expiresAt) / 1000
  expect(header).toStrictEqual({ alg: 'ES256', kid: KEY_ID, typ: 'JWT' })
  expect(payload).toStrictEqual({ iss: ISSUER_ID, iat: exp - 1140, exp, aud: 'appstoreconnect-v1' })
  expect(exp - 900).toBeGreaterThanOrEqual(before)
  expect(exp - 900).toBeLessThanOrEqual(Date.now() / 1000)

  expect(expiresAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
  expect(Object.keys(outputs)).toStrictEqual(['token', 'expires-at', 'key-id', 'issuer-id'])
  const lines = pem.split('\n').slice(1, -2)
  const masks = [lines.join(''), ...lines].map((line) => `::add-mask::${line}\n`).join('')
  const spki = createPublicKey(key).export({ type: 'spki', format: 'der' })
  const fingerprint = createHash('sha256').update(spki).digest('hex')
  expect(stdout).toBe(
    `${masks}The fingerprint of the key is ${fingerprint} (SHA-256 of its public key).\n::add-mask::${token}\nCreated a token with the team key ${KEY_ID}. It is valid for 15 minutes, until ${expiresAt}.\n`,
  )
  expect({ exitCode, stderr }).toStrictEqual({ exitCode: 0, stderr: '' })
  expect(kept).toStrictEqual({ state: {}, exported: {}, path: [] })
})

test.each([
  ['an individual key', { 'issuer-id': '', 'key-type': 'individual' }, { sub: 'user' }, {}],
  [
    'an enterprise token',
    { audience: 'apple-developer-enterprise-v1' },
    { iss: ISSUER_ID },
    { aud: 'apple-developer-enterprise-v1' },
  ],
  [
    'a scope',
    { scope: ' get  /v1/apps?filter[bundleId]=com.example.app \n\nGET /v1/builds\n' },
    { iss: ISSUER_ID },
    { scope: ['GET /v1/apps?filter[bundleId]=com.example.app', 'GET /v1/builds'] },
  ],
])('%s: the claims are complete', async (_, more, subject, rest) => {
  const { outputs, stdout } = await runStep({ inputs: { ...inputs, ...more } })
  const exp = Date.parse(outputs['expires-at'] ?? '') / 1000
  const claims = { ...subject, iat: exp - 1140, exp, aud: 'appstoreconnect-v1', ...rest }
  expect(openToken(outputs['token'] ?? '', key).payload).toStrictEqual(claims)
  expect(stdout).not.toContain('::warning')
})

test('the step ends even if something is still pending', async () => {
  const pending = join(temp(), 'pending.cjs')
  writeFileSync(pending, 'setInterval(() => {}, 60_000)')
  const env = { NODE_OPTIONS: `--require "${pending.replaceAll('\\', '\\\\')}"` }
  const [passed, failed] = await Promise.all([
    runStep({ inputs, env }),
    runStep({ inputs: { ...inputs, lifetime: '900' }, env }),
  ])
  expect(passed.exitCode).toBe(0)
  expect(passed.outputs['token']).toMatch(/^eyJ/)
  expect(failed.exitCode).toBe(1)
})

/** Runs the step against a server on loopback whose clock is an hour ahead. */
async function verifyWith(verify: string, options: AppleServerOptions = {}, env = {}) {
  const server = await startAppleServer(key, { clock: () => Date.now() + 3_600_000, ...options })
  const asked = { verify, 'api-url': server.url.origin }
  const result = await runStep({ inputs: { ...inputs, ...asked }, env })
  await server.close()
  return { ...result, requests: server.requests }
}

test('a verified token is the one that Apple accepted, and NODE_DEBUG shows only masked ones', async () => {
  const env = { NODE_DEBUG: 'http,net' }
  const { exitCode, stdout, stderr, outputs, requests } = await verifyWith('true', {}, env)
  expect(requests.at(-1)).toMatchObject({
    target: 'GET /v1/apps?limit=1',
    token: outputs['token'],
  })
  for (const { token } of requests) {
    const [mask = -1, header = -1] = [`::add-mask::${token}\n`, `Bearer ${token}`].map((text) =>
      stderr.indexOf(text),
    )
    expect(mask).toBeGreaterThanOrEqual(0)
    expect(header).toBeGreaterThan(mask)
  }
  expect(stdout).toMatch(
    /\n::warning::The runner's clock is 1 hour slow, [^\n]+\nApple accepted the token \([^\n]+\n$/,
  )
  expect(exitCode).toBe(0)
})

test('fails with one error and outputs nothing if Apple does not accept what verify lists', async () => {
  const options = { script: [appleError(403, 'FORBIDDEN_ERROR')] }
  const { exitCode, stdout, outputs } = await verifyWith('GET /v1/certificates?limit=1', options)
  expect(stdout).toMatch(
    /^(::add-mask::[^\n]+\n){4}The fingerprint [^\n]+\n::add-mask::[^\n]+\n::error::Apple accepts the key, but its role does not allow GET [^\n]+\n$/,
  )
  expect(outputs).toStrictEqual({})
  expect(exitCode).toBe(1)
})

testWith('sh')('an installed key serves later steps, until the post step', async () => {
  const asked = { 'install-key': 'true', 'key-type': 'individual', 'issuer-id': '' }
  const { outputs, state, exported, path, stdout } = await runStep({
    inputs: { ...inputs, ...asked },
    env: { RUNNER_TEMP: temp() },
  })
  expect(readFileSync(outputs['key-path'] ?? '', 'utf8')).toBe(pem)
  expect(exported).toStrictEqual({ API_PRIVATE_KEYS_DIR: dirname(outputs['key-path'] ?? '') })
  expect(leaks(stdout.replaceAll(/^::add-mask::.*$/gm, ''), pem)).toStrictEqual([])

  const later = spawnSync('/bin/sh', ['-c', 'app-store-connect-token'], {
    env: { PATH: path.join(':') },
    encoding: 'utf8',
  })
  expect(later.stderr).toBe(`\n::add-mask::${later.stdout}`)
  expect(openToken(later.stdout.trimEnd(), key).payload).toMatchObject({ sub: 'user' })

  await runStep({ script: 'dist/post.js', state })
  expect(readdirSync(temp())).toStrictEqual([])
})

test.each([
  ['index', ['@actions/core', 'jose']],
  ['post', []],
])('the bundle %s contains what it uses, and no more', (name, packages) => {
  const bundle = readFileSync(join(root, 'dist', `${name}.js`), 'utf8')
  const modules = bundle.matchAll(
    /^ *\/\/ CONCATENATED MODULE: .*?\/node_modules\/((?:@[^/]+\/)?[^/]+)/gm,
  )
  expect([...new Set(Array.from(modules, ([, module]) => module))]).toStrictEqual(packages)
  expect(bundle).not.toMatch(/getIDToken|SignJWT|stringAsSubcommand|undici/)
  // They start no process.
  expect(bundle).not.toMatch(/child_process|worker_threads/)
})

test('a step that does not verify does not load node:https', async () => {
  const loaded = join(temp(), 'loaded.cjs')
  const loads = 'process.on("exit", () => console.log(process.moduleLoadList.join("\\n")))'
  writeFileSync(loaded, loads)
  const env = { NODE_OPTIONS: `--require "${loaded.replaceAll('\\', '\\\\')}"` }
  const { stdout } = await runStep({ inputs, env })
  const builtins = stdout.match(/(?<=^NativeModule )(https?|tls)$/gm)
  expect(stdout).toContain('NativeModule fs')
  expect(builtins).toBeNull()
})

test('the bundles are small and their licenses listed', () => {
  const files = readdirSync(join(root, 'dist'))
  expect(files.sort()).toStrictEqual(['index.js', 'licenses.txt', 'package.json', 'post.js'])
  const sizes = files.map((file) => statSync(join(root, 'dist', file)).size)
  expect(sizes.reduce((sum, size) => sum + size)).toBeLessThanOrEqual(180_000)
  const licenses = readFileSync(join(root, 'dist/licenses.txt'), 'utf8')
  expect(licenses.match(/^(@actions\/core|jose)$/gm)).toStrictEqual(['@actions/core', 'jose'])
})
