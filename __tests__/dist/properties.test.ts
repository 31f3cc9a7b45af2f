import { describe, expect } from '@jest/globals'
import fc from 'fast-check'
import { runStep } from '../../tools/runner.js'
import { changes, encodings, makeP8, shapes } from '../helpers/key-forms.ts'
import { partFinder, partsInInputs } from '../helpers/key-parts.ts'
import { seededKey, testProperty } from '../helpers/properties.ts'
import { ISSUER_ID, KEY_ID, leaks, openToken } from '../helpers/support.ts'

const { key, p8 } = makeP8(seededKey())
const files = [p8, ...Object.values(encodings(key))].filter((file) => !file.includes('PARAMETERS'))

async function runWith(privateKey: string) {
  const { exitCode, stdout, stderr, outputs } = await runStep({
    inputs: { 'issuer-id': ISSUER_ID, 'key-id': KEY_ID, 'private-key': privateKey },
    env: { RUNNER_DEBUG: '1' },
  })
  const token = outputs['token']
  const log = (stdout + stderr).replaceAll(/^::add-mask::.*\n/gm, '')
  for (const secret of [...files, privateKey, token ?? '']) expect(leaks(log, secret)).toEqual([])
  return { exitCode, log, token }
}

async function expectOneError(privateKey: string): Promise<void> {
  const { exitCode, log, token } = await runWith(privateKey)
  expect(log).toMatch(
    /^::error::private-key [^\n]{20,300}\.\n::debug::UserError(%0A +at [^\n]+)?\n$/,
  )
  expect(token).toBeUndefined()
  expect(exitCode).toBe(1)
}

const change = fc
  .constantFrom(...Object.keys(changes))
  .map((name) => [name, changes[name]] as const)

/** Each run starts the bundle. */
const RUNS = 10

describe('through the bundle', () => {
  testProperty(
    'signs with the key after any chain of harmless changes',
    RUNS,
    fc.asyncProperty(
      fc.constantFrom(...files),
      fc.constantFrom(...Object.values(shapes)),
      fc.array(change, { maxLength: 4 }),
      async (file, shape, chain) => {
        const text = chain.reduce((text, [, change]) => change?.(text) ?? '', shape(file))
        // Windows takes no longer environment variables.
        fc.pre(text.length < 32_000)
        const { token = '', log } = await runWith(text)
        expect(log).toMatch(/^Created a token /m)
        openToken(token, key)
      },
    ),
  )

  testProperty(
    'a lost part of the body is one error',
    RUNS,
    fc.asyncProperty(
      ...([fc.constantFrom(...files), fc.nat(), fc.boolean(), change] as const),
      async (file, at, isCut, [, change]) => {
        const start = file.indexOf('\n') + 1
        const position = start + (at % (file.indexOf('\n-----END') - start))
        // An E at the end is not lost: that of END completes the key.
        fc.pre(/^[^\n=]/.test(file.slice(position)) && !/^E\n-----END/.test(file.slice(position)))
        const rest = isCut ? '' : file.slice(position + 1)
        await expectOneError(change?.(file.slice(0, position) + rest) ?? '')
      },
    ),
  )

  const text = fc.oneof(
    fc.string({ minLength: 1, unit: 'grapheme' }),
    fc.base64String({ minLength: 4, maxLength: 400 }),
    fc.json(),
    fc.uuid(),
    fc.webUrl(),
    fc.emailAddress(),
  )
  const presentable = text.filter((text) => !text.includes('\0') && /[\p{L}\p{N}]/u.test(text))
  testProperty('any other text is one error', RUNS, fc.asyncProperty(presentable, expectOneError))

  const findParts = partFinder(key, p8)
  testProperty(
    'no log shows 8 characters of a key, in whatever encoding, grouping and input',
    RUNS,
    fc.asyncProperty(partsInInputs(key, p8), async (inputs) => {
      const { stdout, stderr, outputs } = await runStep({ inputs, env: { RUNNER_DEBUG: '1' } })
      const log = (stdout + stderr).replaceAll(/^::add-mask::.*\n/gm, '')
      // What has the form of a key ID cannot be told from one.
      const rest = log.replaceAll(outputs['key-id'] ?? '?', '?')
      expect(findParts(rest)).toStrictEqual([])
    }),
  )
})
