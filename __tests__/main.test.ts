import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { EOL, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals'
import { run } from '../src/main.ts'
import { startAppleServer } from './apple-server.ts'
import { ISSUER_ID, KEY_ID, makeKey } from './support.ts'

const { key, pem } = makeKey()
const env = {
  'INPUT_ISSUER-ID': ISSUER_ID,
  'INPUT_KEY-ID': `AuthKey_${KEY_ID}.p8`,
  'INPUT_PRIVATE-KEY': pem,
}
const program = { node: process.execPath, script: 'dist/index.js' }
let folder: string
let printed: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'main-'))
  process.env['GITHUB_OUTPUT'] = join(folder, 'output')
  printed = ''
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += text
    return true
  })
})

afterEach(() => {
  jest.restoreAllMocks()
  delete process.env['GITHUB_OUTPUT']
  rmSync(folder, { recursive: true })
})

test('masks come first, then remarks, then the token, which expires by the clock passed in', async () => {
  const file = join(folder, 'output')
  writeFileSync(file, '')
  await run({ ...env, GITHUB_OUTPUT: file }, () => new Date('2026-11-25T12:00:00.500Z'), program)

  const [token] = readFileSync(file, 'utf8').match(/^eyJ.+$/m) ?? []
  const lines = pem.split('\n').slice(1, -2)
  const masks = [lines.join(''), ...lines].map((line) => `::add-mask::${line}\n`).join('')
  expect(printed).toBe(
    `${masks}::notice::key-id holds more than a key ID; ${KEY_ID} was taken from it.\n::add-mask::${token}\nCreated a token with the team key ${KEY_ID}. It is valid for 15 minutes, until 2026-11-25T12:15:00Z.\n`,
  )
})

test.each([
  [{ 'INPUT_KEY-TYPE': 'individual', 'INPUT_ISSUER-ID': '' }, 'the individual key KEY.'],
  [
    { INPUT_AUDIENCE: 'apple-developer-enterprise-v1' },
    'the team key KEY for the Enterprise Program API.',
  ],
  [{ INPUT_SCOPE: 'GET /v1/apps' }, 'the team key KEY, limited to one request.'],
  [{ INPUT_SCOPE: 'GET /v1/apps\nGET /v1/builds' }, 'the team key KEY, limited to 2 requests.'],
])('the log tells what the token is: %j', async (more, text) => {
  writeFileSync(join(folder, 'output'), '')
  await run({ ...env, ...more, GITHUB_OUTPUT: 'set' }, () => new Date(), program)
  expect(printed).toContain(`\nCreated a token with ${text.replace('KEY', KEY_ID)} It is valid`)
})

test('a token that is to be verified is handed on with what Apple said', async () => {
  const server = await startAppleServer(key)
  try {
    writeFileSync(join(folder, 'output'), '')
    const asked = { INPUT_VERIFY: 'true', 'INPUT_API-URL': server.url.origin }
    const ahead = () => new Date(Date.now() + 3_600_000)
    await run({ ...env, ...asked, GITHUB_OUTPUT: 'set' }, ahead, program)
    const token = /^eyJ.+$/m.exec(readFileSync(join(folder, 'output'), 'utf8'))?.[0]
    expect(server.requests.at(-1)?.token).toBe(token)
    expect(printed).toMatch(
      /\nCreated a token [^\n]+\n::warning::The runner's clock is 1 hour fast/,
    )
    expect(printed).toMatch(/\nApple accepted the token \(GET \/v1\/apps\?limit=1\)\.\n$/)
  } finally {
    await server.close()
  }
})

test('a key that is to be installed is told to later steps and to the post step', async () => {
  const files = ['GITHUB_OUTPUT', 'GITHUB_STATE', 'GITHUB_ENV', 'GITHUB_PATH']
  const PATH = process.env['PATH']
  for (const name of files) {
    process.env[name] = join(folder, name)
    writeFileSync(join(folder, name), '')
  }
  try {
    const asked = { 'INPUT_INSTALL-KEY': 'true', RUNNER_TEMP: folder, GITHUB_OUTPUT: 'set' }
    await run({ ...env, ...asked }, () => new Date(), program)
    const [output, state, exported, path] = files.map((n) => readFileSync(join(folder, n), 'utf8'))
    const keyFolder = /app-store-connect-key-\w{6}/.exec(state ?? '')?.[0] ?? ''
    expect(output).toContain(join(folder, keyFolder, `AuthKey_${KEY_ID}.p8`))
    expect(output).toContain(join(folder, keyFolder, 'fastlane.json'))
    expect(exported).toMatch(/^API_PRIVATE_KEYS_DIR<<[\s\S]+^APP_STORE_CONNECT_API_KEY_PATH<</m)
    expect(path).toBe(`${join(folder, keyFolder, 'bin')}${EOL}`)
  } finally {
    for (const name of files) delete process.env[name]
    delete process.env['API_PRIVATE_KEYS_DIR']
    delete process.env['APP_STORE_CONNECT_API_KEY_PATH']
    process.env['PATH'] = PATH
  }
})

test('without RUNNER_TEMP there is nowhere to install a key', async () => {
  const asked = { 'INPUT_INSTALL-KEY': 'true', GITHUB_OUTPUT: 'set' }
  await expect(run({ ...env, ...asked }, () => new Date(), program)).rejects.toThrow(
    'RUNNER_TEMP is not set',
  )
})

test('an output file that cannot be written is told', async () => {
  await expect(run({ ...env, GITHUB_OUTPUT: 'set' }, () => new Date(), program)).rejects.toThrow(
    'Nothing can be handed on',
  )
})

test('an output file that is not set is told before anything is done', async () => {
  await expect(run({}, () => new Date(), program)).rejects.toThrow('GITHUB_OUTPUT is not set')
  expect(printed).toBe('')
})
