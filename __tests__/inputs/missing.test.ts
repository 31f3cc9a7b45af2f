import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { readInputs } from '../../src/inputs/read.ts'
import { asInputs } from '../../tools/runner.js'
import { tempFolder } from '../helpers/folders.ts'
import { makeP8 } from '../helpers/key-forms.ts'
import { ISSUER_ID, KEY_ID, messageOf } from '../helpers/support.ts'

const { p8 } = makeP8()
const folder = tempFolder()
const right = { 'issuer-id': ISSUER_ID, 'key-id': KEY_ID, 'private-key': p8 }

const CAUSES = 'Possible causes, most likely first:'
const INDIVIDUAL =
  '\n- An individual key has no issuer ID: if yours is one, set `key-type: individual`.'
const VARIABLE =
  '\n- A variable is `$' +
  '{{ vars.NAME }}`, a secret is `$' +
  '{{ secrets.NAME }}`: the other one is empty.'
const SECRET =
  '\n- The name is misspelled: what does not exist is empty.\n- It belongs to an environment: set `environment:` on the job.\n- The workflow is a reusable one: its caller has to list the secret under `secrets:`. A composite action needs an input for it.\n- It belongs to the organization, which does not share it with this repository.'

test.each<[Record<string, string>, string]>([
  [{}, `issuer-id, key-id and private-key are empty. ${CAUSES}${SECRET}${VARIABLE}`],
  [{ 'private-key': p8 }, `issuer-id and key-id are empty. ${CAUSES}${VARIABLE}${SECRET}`],
  [{ 'issuer-id': ISSUER_ID, 'key-id': KEY_ID }, 'private-key is empty. '],
  [
    { 'key-id': KEY_ID, 'private-key': p8 },
    `issuer-id is empty. ${CAUSES}${INDIVIDUAL}${VARIABLE}${SECRET}`,
  ],
  [{ 'key-type': 'individual' }, 'key-id and private-key are empty. '],
  [{ 'key-type': 'individual', 'private-key': p8 }, `key-id is empty. ${CAUSES}${VARIABLE}`],
])('reports the required inputs that row %# lacks', (inputs, message) => {
  expect(messageOf(() => readInputs(asInputs(inputs)))).toContain(message)
})

test.each([
  ['a KMS', 'hashivault://asc', 'A key in a KMS comes without IDs: set them next to private-key.'],
  [
    'JSON',
    JSON.stringify({ key: p8 }),
    'private-key does not contain them, as key_id and issuer_id next to the key: set them, or add them there.',
  ],
  ['PEM in Base64', Buffer.from(p8).toString('base64'), 'A variable is '],
])('says first why IDs did not come with a key in %s', (_, text, cause) => {
  expect(messageOf(() => readInputs({ 'INPUT_PRIVATE-KEY': text }))).toContain(
    `issuer-id and key-id are empty. ${CAUSES}\n- ${cause}`,
  )
})

test.each([
  ['JSON without a key', '{"key_id":"2X9R4HXF34","key":""}'],
  ['a path that does not exist', 'AuthKey_2X9R4HXF34.p8'],
  ['a damaged key', `${p8.slice(0, 150)}\nkey_id: 2X9R4HXF34\n`],
])('says nothing about IDs that may have come with %s', (_, text) => {
  expect(messageOf(() => readInputs({ 'INPUT_PRIVATE-KEY': text }))).toMatch(/^private-key [^\n]+$/)
})

test('reports that IDs are empty next to a damaged key, which came without any', () => {
  expect(messageOf(() => readInputs({ 'INPUT_PRIVATE-KEY': p8.slice(0, 150) }))).toMatch(
    /^2 things are wrong [^\n]+\n- private-key [^\n]+\n- issuer-id and key-id are empty\. /,
  )
})

test('reports an input with another name, and only others as missing', () => {
  const renamed = { ...right, 'key-id': '', 'issuer-id': '', issuer: ISSUER_ID }
  expect(messageOf(() => readInputs(asInputs(renamed)))).toMatch(
    /^2 things are wrong [^\n]+\n- issuer is not an input [^\n]+\n- key-id is empty\. /,
  )
  // JSON can bring the IDs, and PEM cannot.
  const key = { 'private-key': '', 'api-key': JSON.stringify({ key: p8 }) }
  const inJson = asInputs({ ...renamed, ...key })
  expect(messageOf(() => readInputs(inJson))).toMatch(/^[^\n]+\.$/)
  expect(messageOf(() => readInputs({ ...inJson, 'INPUT_API-KEY': ` ${p8}` }))).toMatch(
    /\n- key-id is empty\. /,
  )
})

let count = 0
/** The variables of a run on an event. */
function on(name: string, payload: unknown): NodeJS.ProcessEnv {
  const path = join(folder, `${count++}.json`)
  writeFileSync(path, JSON.stringify(payload))
  return { GITHUB_EVENT_NAME: name, GITHUB_EVENT_PATH: path }
}

const base = { repo: { full_name: 'owner/app' } }
const fork = { pull_request: { base, head: { repo: { full_name: 'stranger/app' } } } }
const deleted = { pull_request: { base, head: { repo: null } } }
const own = { pull_request: { base, head: base } }
const inFork = { repository: { fork: true } }

const FORK = 'Pull requests from forks get no secrets.'
const SKIP_FORK = 'Skip the step there: `if: github.event.pull_request.head.repo.fork != true`'
const OWN_FORK =
  'This repository is a fork, which has none of the secrets of the original. Skip the step there: `if: github.event.repository.fork != true`'
const DEPENDABOT =
  "Runs of Dependabot get only Dependabot secrets. Skip the step there: `if: github.actor != 'dependabot[bot]'`"
const COPILOT = 'Runs of Copilot get only the secrets of the environment `copilot`. '

test.each([
  ['a pull request from a fork', on('pull_request', fork), `${FORK} ${SKIP_FORK}, or set `],
  ['a review in a fork', on('pull_request_review', fork), FORK],
  ['a pull request from a deleted fork', on('pull_request', deleted), FORK],
  ['a pull request from a branch', on('pull_request', own), CAUSES],
  ['pull_request_target', on('pull_request_target', fork), CAUSES],
  ['a push to a fork', on('push', inFork), `${OWN_FORK}, or set \`optional: true\`.`],
  ['a pull request in a fork', on('pull_request', { ...own, ...inFork }), OWN_FORK],
  ['a push', on('push', { repository: { fork: false } }), CAUSES],
  ['no event', {}, CAUSES],
  ['Dependabot', { GITHUB_ACTOR: 'dependabot[bot]' }, DEPENDABOT],
  ['Copilot', { GITHUB_ACTOR: 'Copilot' }, COPILOT],
  [
    'its agent',
    { GITHUB_ACTOR: 'copilot-swe-agent[bot]' },
    `${COPILOT}Skip the step there: \`if: github.actor != 'copilot-swe-agent[bot]'\``,
  ],
])('says why there is no secret on %s', (_, env, reason) => {
  const read = (inputs: object) => readInputs({ ...asInputs({ ...right, ...inputs }), ...env })
  expect(messageOf(() => read({ 'private-key': '' }))).toContain(`private-key is empty. ${reason}`)
  const inKms = { 'private-key': 'hashivault://asc', 'key-id': '' }
  expect(messageOf(() => read(inKms))).toContain(`key-id is empty. ${reason}`)
  // Where there is a key, there are secrets, though not all of them.
  const isFork = reason.includes('fork') || reason === FORK
  expect(messageOf(() => read({ 'key-id': '' }))).toContain(
    `key-id is empty. ${isFork ? CAUSES : reason}`,
  )
})
