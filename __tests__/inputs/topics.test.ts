import { expect, test } from '@jest/globals'
import { UserError } from '../../src/errors.ts'
import { readInputs } from '../../src/inputs/read.ts'
import { asInputs } from '../../tools/runner.js'
import { makeP8 } from '../helpers/key-forms.ts'
import { ISSUER_ID, KEY_ID } from '../helpers/support.ts'

const { p8 } = makeP8()
const right = { 'issuer-id': ISSUER_ID, 'key-id': KEY_ID, 'private-key': p8 }
const inJson = (ids: object) => JSON.stringify({ key: p8, ...ids })

/** The headings to which the error about inputs leads, or else the remarks on them. */
function topicsOf(inputs: Record<string, string>, env: NodeJS.ProcessEnv) {
  try {
    const { remarks } = readInputs({ ...asInputs({ ...right, ...inputs }), ...env })
    return remarks.map(({ topic }) => topic)
  } catch (error) {
    if (error instanceof UserError) return error.topics
    throw error
  }
}

test.each<[inputs: Record<string, string>, topic: string, env?: NodeJS.ProcessEnv]>([
  [{ 'key-id': '' }, 'empty'],
  [{ 'private-key': '' }, 'no-secrets', { GITHUB_ACTOR: 'dependabot[bot]' }],
  [{ 'key-id': '', kid: KEY_ID }, 'name'],
  [{ duration: '600' }, 'name'],
  [{ 'bundle-id': 'com.example.app' }, 'name'],
  [{ 'issuer-id': KEY_ID, 'key-id': ISSUER_ID }, 'id'],
  [{ 'key-id': '', 'private-key': `A_KEY_ID=${KEY_ID}\nB_KEY_ID=2X9R4HXF35\n${p8}` }, 'id'],
  [{ 'key-id': '', 'private-key': inJson({ key_id: 'PRODUCTION' }) }, 'id'],
  [{ 'private-key': inJson({ key_id: '2X9R4HXF35' }) }, 'id'],
  [{ 'private-key': `KEY_ID=2X9R4HXF35\n${p8}` }, 'id'],
  [{ 'key-type': 'individual' }, 'id'],
  [{ 'key-id': `SubscriptionKey_${KEY_ID}.p8` }, 'id'],
  [{ 'key-id': `AuthKey_${KEY_ID}.p8`, 'key-type': 'individual', 'issuer-id': '' }, 'id'],
  [{ 'api-url': 'apps' }, 'value'],
  [{ audience: 'app-store' }, 'value'],
  [{ lifetime: '30m' }, 'value'],
  [{ scope: 'apps' }, 'value'],
  [{ verify: 'yes' }, 'value'],
  [{ verify: 'POST /v1/apps' }, 'value'],
  [{ verify: Array.from({ length: 11 }, (_, n) => `GET /v1/apps/${n}`).join('\n') }, 'value'],
  [{ verify: 'GET /v1/builds', scope: 'GET /v1/apps' }, 'scope'],
  [{ scope: 'PATCH /v1/apps/1' }, 'scope'],
])('leads from the inputs of row %# to the topic of its problem', (inputs, topic, env = {}) => {
  expect(topicsOf(inputs, env)).toContain(topic)
})
