import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from '@jest/globals'
import { explainEmpty } from '../src/empty-inputs.ts'

const folder = mkdtempSync(join(tmpdir(), 'event-'))
afterAll(() => rmSync(folder, { recursive: true }))

let count = 0
function event(payload: unknown): string {
  const path = join(folder, `${count++}.json`)
  writeFileSync(path, JSON.stringify(payload))
  return path
}

const base = { repo: { full_name: 'owner/app' } }
const fork = event({ pull_request: { base, head: { repo: { full_name: 'stranger/app' } } } })
const deleted = event({ pull_request: { base, head: { repo: null } } })
const own = event({ pull_request: { base, head: base } })

const FORK =
  'GitHub gives pull requests from forks no secrets. Skip the step there: `if: github.event.pull_request.head.repo.fork != true`.'
const UNDEFINED =
  "GitHub puts nothing in place of a secret that the job cannot see. Check the secret's name; an environment's secret needs `environment:` on the job, a reused workflow `secrets: inherit` from its caller."
const DEPENDABOT =
  "GitHub gives the runs of Dependabot no secrets but Dependabot's own. Skip the step there: `if: github.actor != 'dependabot[bot]'`."

test.each([
  ['push', {}, UNDEFINED],
  ['a fork', { GITHUB_EVENT_NAME: 'pull_request', GITHUB_EVENT_PATH: fork }, FORK],
  [
    'a review in a fork',
    { GITHUB_EVENT_NAME: 'pull_request_review', GITHUB_EVENT_PATH: fork },
    FORK,
  ],
  ['a deleted fork', { GITHUB_EVENT_NAME: 'pull_request', GITHUB_EVENT_PATH: deleted }, FORK],
  ['an own branch', { GITHUB_EVENT_NAME: 'pull_request', GITHUB_EVENT_PATH: own }, UNDEFINED],
  [
    'pull_request_target',
    { GITHUB_EVENT_NAME: 'pull_request_target', GITHUB_EVENT_PATH: fork },
    UNDEFINED,
  ],
  ['no event file', { GITHUB_EVENT_NAME: 'pull_request' }, UNDEFINED],
  ['Dependabot', { GITHUB_ACTOR: 'dependabot[bot]' }, DEPENDABOT],
  [
    'names of another action',
    {
      INPUT_OTHER: 'x',
      INPUT_KEYCHAIN: 'x',
      INPUT_ISSUER_ID: 'x',
      'INPUT_API-KEY-ID': 'x',
      'INPUT_API-PRIVATE-KEY': 'x',
    },
    'The step gives them by other names: rename issuer_id to issuer-id, api-key-id to key-id, api-private-key to private-key.',
  ],
  [
    'short names of another action',
    { INPUT_KEY: 'x', INPUT_ISSUER: 'x', INPUT_KEYID: 'x' },
    'rename issuer to issuer-id, keyid to key-id, key to private-key.',
  ],
  ['other names left empty', { INPUT_KEY: '' }, UNDEFINED],
])('%s: the reason is told', (_, env, reason) => {
  const message = explainEmpty(['issuer-id', 'key-id', 'private-key'], env)
  expect(message).toMatch(/^issuer-id, key-id and private-key are empty\. /)
  expect(message.endsWith(reason)).toBe(true)
})

test('one or two inputs are named alone', () => {
  expect(explainEmpty(['key-id'], {})).toBe(`key-id is empty. ${UNDEFINED}`)
  expect(explainEmpty(['key-id', 'private-key'], {})).toBe(
    `key-id and private-key are empty. ${UNDEFINED}`,
  )
})

test('without an issuer ID alone, individual keys are mentioned', () => {
  expect(explainEmpty(['issuer-id'], {})).toBe(
    `issuer-id is empty. An individual key has no issuer ID: for one, set \`key-type: individual\`. ${UNDEFINED}`,
  )
})
