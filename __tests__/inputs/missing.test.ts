import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { missingInputs } from '../../src/inputs/missing.ts'
import { tempFolder } from '../helpers/folders.ts'

const folder = tempFolder()

let count = 0
function event(payload: unknown): string {
  const path = join(folder, `${count++}.json`)
  writeFileSync(path, JSON.stringify(payload))
  return path
}

const base = { repo: { full_name: 'owner/app' } }
const fork = event({ pull_request: { base, head: { repo: { full_name: 'stranger/app' } } } })
const noBase = event({ pull_request: { head: { repo: { full_name: 'stranger/app' } } } })
const noBaseRepo = event({
  pull_request: { base: {}, head: { repo: { full_name: 'stranger/app' } } },
})
const deleted = event({ pull_request: { base, head: { repo: null } } })
const own = event({ pull_request: { base, head: base }, repository: { fork: false } })
const inFork = event({ repository: { fork: true } })
const ownInFork = event({ pull_request: { base, head: base }, repository: { fork: true } })

const OPTIONAL = ', or set `optional: true`.'
const FORK = `Pull requests from forks get no secrets. Skip the step there: \`if: github.event.pull_request.head.repo.fork != true\`${OPTIONAL}`
const OWN_FORK = `This repository is a fork, which has none of the secrets of the original. Skip the step there: \`if: github.event.repository.fork != true\`${OPTIONAL}`
const DEPENDABOT = `Runs of Dependabot get only Dependabot secrets. Skip the step there: \`if: github.actor != 'dependabot[bot]'\`${OPTIONAL}`
const COPILOT = (actor: string) =>
  `Runs of Copilot get only the secrets of the environment \`copilot\`. Skip the step there: \`if: github.actor != '${actor}'\`${OPTIONAL}`

const CAUSES = 'Possible causes, most likely first:'
const VARIABLE =
  '\n- A variable is `$' +
  '{{ vars.NAME }}`, a secret is `$' +
  '{{ secrets.NAME }}`: the other one is empty.'
const SECRET =
  '\n- The name is misspelled: what does not exist is empty.\n- It belongs to an environment: set `environment:` on the job.\n- The workflow is a reusable one: its caller has to list the secret under `secrets:`. A composite action needs an input for it.\n- It belongs to the organization, which does not share it with this repository.'
const CHECK_SECRETS = `${CAUSES}${SECRET}${VARIABLE}`

test.each([
  ['push', {}, CHECK_SECRETS],
  ['a fork', { GITHUB_EVENT_NAME: 'pull_request', GITHUB_EVENT_PATH: fork }, FORK],
  [
    'a review in a fork',
    { GITHUB_EVENT_NAME: 'pull_request_review', GITHUB_EVENT_PATH: fork },
    FORK,
  ],
  ['an event without base', { GITHUB_EVENT_NAME: 'pull_request', GITHUB_EVENT_PATH: noBase }, FORK],
  [
    'an event without the repository of the base',
    { GITHUB_EVENT_NAME: 'pull_request', GITHUB_EVENT_PATH: noBaseRepo },
    FORK,
  ],
  ['a deleted fork', { GITHUB_EVENT_NAME: 'pull_request', GITHUB_EVENT_PATH: deleted }, FORK],
  [
    'a branch of the same repository',
    { GITHUB_EVENT_NAME: 'pull_request', GITHUB_EVENT_PATH: own },
    CHECK_SECRETS,
  ],
  [
    'pull_request_target',
    { GITHUB_EVENT_NAME: 'pull_request_target', GITHUB_EVENT_PATH: fork },
    CHECK_SECRETS,
  ],
  [
    'an event with a similar name',
    { GITHUB_EVENT_NAME: 'merged_pull_request', GITHUB_EVENT_PATH: fork },
    CHECK_SECRETS,
  ],
  ['a push to a fork', { GITHUB_EVENT_NAME: 'push', GITHUB_EVENT_PATH: inFork }, OWN_FORK],
  ['a schedule of a fork', { GITHUB_EVENT_NAME: 'schedule', GITHUB_EVENT_PATH: inFork }, OWN_FORK],
  [
    'a dispatch in a fork',
    { GITHUB_EVENT_NAME: 'workflow_dispatch', GITHUB_EVENT_PATH: inFork },
    OWN_FORK,
  ],
  [
    'a pull request within a fork',
    { GITHUB_EVENT_NAME: 'pull_request', GITHUB_EVENT_PATH: ownInFork },
    OWN_FORK,
  ],
  ['a push', { GITHUB_EVENT_NAME: 'push', GITHUB_EVENT_PATH: own }, CHECK_SECRETS],
  ['no event file', { GITHUB_EVENT_NAME: 'pull_request' }, CHECK_SECRETS],
  ['Dependabot', { GITHUB_ACTOR: 'dependabot[bot]' }, DEPENDABOT],
  ['Copilot', { GITHUB_ACTOR: 'Copilot' }, COPILOT('Copilot')],
  ['its agent', { GITHUB_ACTOR: 'copilot-swe-agent[bot]' }, COPILOT('copilot-swe-agent[bot]')],
  [
    'names of another action',
    {
      INPUT_OTHER: 'x',
      INPUT_KEYCHAIN: 'x',
      INPUT_ISSUER_ID: 'x',
      'INPUT_API-KEY-ID': 'x',
      'INPUT_API-PRIVATE-KEY': 'x',
    },
    'The step sets inputs that this action does not have. Rename issuer_id to issuer-id, api-key-id to key-id, api-private-key to private-key.',
  ],
  [
    'short names of another action',
    { INPUT_KEY: 'x', INPUT_ISSUER: 'x', INPUT_KEYID: 'x' },
    'Rename issuer to issuer-id, keyid to key-id, key to private-key.',
  ],
  ['other names left empty', { INPUT_KEY: '' }, CHECK_SECRETS],
])('%s: the error says how to fix it', (_, env, reason) => {
  const { problem, remedy } = missingInputs(['issuer-id', 'key-id', 'private-key'], env)
  expect(problem).toBe('issuer-id, key-id and private-key are empty.')
  expect(remedy.endsWith(reason)).toBe(true)
})

test('ignores an event that is not JSON, but not a bug', () => {
  const path = join(folder, 'broken.json')
  writeFileSync(path, '{')
  const onPullRequest = { GITHUB_EVENT_NAME: 'pull_request' }
  const find = (event: string) =>
    missingInputs(['key-id'], { ...onPullRequest, GITHUB_EVENT_PATH: event }).remedy
  expect(find(path)).toBe(CHECK_SECRETS)
  expect(find(join(folder, 'no.json'))).toBe(CHECK_SECRETS)
  expect(() => find('nul\0')).toThrow('null bytes')
})

test('names one or two inputs', () => {
  expect(missingInputs(['key-id'], {}).message).toBe(`key-id is empty. ${CHECK_SECRETS}`)
  expect(missingInputs(['key-id', 'private-key'], {}).message).toBe(
    `key-id and private-key are empty. ${CHECK_SECRETS}`,
  )
})

test('says first what is most likely if the key is there', () => {
  expect(missingInputs(['key-id', 'issuer-id'], { 'INPUT_PRIVATE-KEY': 'x' }).message).toBe(
    `key-id and issuer-id are empty. ${CAUSES}${VARIABLE}${SECRET}`,
  )
})

test('mentions individual keys if only the issuer ID is empty', () => {
  expect(missingInputs(['issuer-id'], {}).message).toBe(
    `issuer-id is empty. ${CAUSES}\n- An individual key has no issuer ID: if yours is one, set \`key-type: individual\`.${SECRET}${VARIABLE}`,
  )
})
