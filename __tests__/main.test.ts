import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals'
import { run } from '../src/main.ts'
import { ISSUER_ID, KEY_ID, makeKey } from './support.ts'

const { pem } = makeKey()
const env = {
  'INPUT_ISSUER-ID': ISSUER_ID,
  'INPUT_KEY-ID': `AuthKey_${KEY_ID}.p8`,
  'INPUT_PRIVATE-KEY': pem,
}
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
  await run({ ...env, GITHUB_OUTPUT: file }, new Date('2026-11-25T12:00:00.500Z'))

  const [token] = readFileSync(file, 'utf8').match(/^eyJ.+$/m) ?? []
  const joined = pem.split('\n').slice(1, -2).join('')
  expect(printed).toBe(
    `::add-mask::${joined}\n::notice::key-id holds more than a key ID; ${KEY_ID} was taken from it.\n::add-mask::${token}\nCreated a token with the team key ${KEY_ID}. It is valid for 15 minutes, until 2026-11-25T12:15:00Z.\n`,
  )
})

test.each([
  [{ 'INPUT_KEY-TYPE': 'individual', 'INPUT_ISSUER-ID': '' }, 'the individual key KEY.'],
  [
    { INPUT_AUDIENCE: 'apple-developer-enterprise-v1' },
    'the team key KEY for the Enterprise Program API.',
  ],
  [{ INPUT_SCOPE: 'GET /v1/apps' }, 'the team key KEY, limited to GET /v1/apps.'],
  [{ INPUT_SCOPE: 'GET /v1/apps\nGET /v1/builds' }, 'the team key KEY, limited to 2 requests.'],
])('the log tells what the token is: %j', async (more, text) => {
  writeFileSync(join(folder, 'output'), '')
  await run({ ...env, ...more, GITHUB_OUTPUT: 'set' }, new Date())
  expect(printed).toContain(`\nCreated a token with ${text.replace('KEY', KEY_ID)} It is valid`)
})

test('an output file that cannot be written is told', async () => {
  await expect(run({ ...env, GITHUB_OUTPUT: 'set' }, new Date())).rejects.toThrow(
    'The token could not be handed on',
  )
})

test('an output file that is not set is told before anything is done', async () => {
  await expect(run({}, new Date())).rejects.toThrow('GITHUB_OUTPUT is not set')
  expect(printed).toBe('')
})
