import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { readInputs } from '../../src/inputs/read.ts'
import { asInputs } from '../../tools/runner.js'
import { tempFolder } from '../helpers/folders.ts'
import { makeP8 } from '../helpers/key-forms.ts'
import { ISSUER_ID, KEY_ID } from '../helpers/support.ts'

const { p8 } = makeP8()
const workspace = tempFolder()
const right = { 'issuer-id': ISSUER_ID, 'key-id': KEY_ID, 'private-key': p8 }
const individual = { 'key-type': 'individual', 'issuer-id': '' }
const fastlane = (more: object) => JSON.stringify({ key_id: KEY_ID, ...more, key: p8 })
const FILES = ['AuthKey_2X9R4HXF34', 'ApiKey_2X9R4HXF34', 'SubscriptionKey_2X9R4HXF34']
for (const name of FILES) writeFileSync(join(workspace, `${name}.p8`), p8)
const [TEAM = '', INDIVIDUAL = '', SUBSCRIPTION = ''] = FILES.map((name) => `${name}.p8`)

function remarksOn(inputs: Record<string, string>): string[] {
  const env = { ...asInputs({ ...right, ...inputs }), GITHUB_WORKSPACE: workspace }
  return readInputs(env).remarks.map(({ level, message }) => `${level}: ${message}`)
}

test.each([
  {},
  individual,
  { 'issuer-id': ISSUER_ID.toUpperCase() },
  { 'private-key': TEAM },
  { ...individual, 'private-key': INDIVIDUAL },
  { 'issuer-id': '', 'key-id': '', 'private-key': fastlane({ issuer_id: ISSUER_ID }) },
  { 'private-key': `API_KEY_ID=OTHER12345\nASC_KEY_ID=${KEY_ID}\nASC_KEY="${p8}"` },
  { scope: 'GET /v1/apps' },
  { scope: 'GET /v1/ciProducts?limit=1', lifetime: '20m' },
  { scope: 'GET /v1/builds/0a1b2c/perfPowerMetrics', lifetime: '20m' },
  { scope: 'GET /v1/builds/0a1b2c/diagnosticSignatures', lifetime: '20m' },
  { scope: 'GET /v1/apps', lifetime: '19m' },
  { audience: 'Apple-Developer-Enterprise-v1', 'private-key': fastlane({ in_house: true }) },
  { verify: 'true', 'api-url': 'https://example.org' },
])('has no remarks on the inputs of row %#', (inputs) => {
  expect(remarksOn(inputs)).toStrictEqual([])
})

const WRITING = 'POST /v1/ciBuildRuns/5d1f0d6e-1b7c-4c57-8c0e-2f7c9a1f4a55'
const UNUSUAL =
  'Key IDs of App Store Connect have about ten capital letters and digits. If the API rejects the token, copy it again.'

test.each<[inputs: Record<string, string>, remark: string]>([
  [
    { 'key-type': 'individual' },
    'warning: issuer-id is ignored, since an individual key has none. Remove it.',
  ],
  [
    { 'key-id': TEAM },
    `notice: key-id is not written as App Store Connect shows it; using ${KEY_ID}.`,
  ],
  [
    { 'issuer-id': `{${ISSUER_ID}}` },
    `notice: issuer-id is not written as App Store Connect shows it; using ${ISSUER_ID}.`,
  ],
  [{ 'key-id': 'PROD' }, `warning: key-id is PROD. ${UNUSUAL}`],
  [
    { 'key-id': '', 'private-key': `ASC_KEY_ID=PRODUCTION\nASC_KEY="${p8}"` },
    `notice: key-id is PRODUCTION, which came with the key. ${UNUSUAL}`,
  ],
  [
    { 'private-key': `A_KEY_ID=OTHER12345\nB_KEY_ID=OTHER23456\nASC_KEY="${p8}"` },
    `warning: key-id is ${KEY_ID}, but private-key comes with the key ID OTHER12345, OTHER23456. The input counts.`,
  ],
  [{ 'key-id': 'OTHER12345', 'private-key': TEAM }, 'warning: key-id is OTHER12345, but private-'],
  [
    { 'private-key': SUBSCRIPTION },
    'warning: Files named SubscriptionKey_… are In-App Purchase keys, which the App Store Connect API rejects. Use a key from Users and Access > Integrations > App Store Connect API.',
  ],
  [{ ...individual, 'private-key': SUBSCRIPTION }, 'warning: Files named SubscriptionKey_… are'],
  [
    { 'private-key': INDIVIDUAL },
    'warning: Files named ApiKey_… are individual keys. If the API rejects the token, set `key-type: individual`.',
  ],
  [
    { ...individual, 'private-key': TEAM },
    'warning: Files named AuthKey_… are team keys. If the API rejects the token, remove `key-type` and set issuer-id.',
  ],
  [
    { scope: `GET /v1/ciProducts\n${WRITING}`, lifetime: '1d' },
    `warning: scope contains "${WRITING}", but Apple documents scopes only for GET and has rejected other methods with status 405. Leave out scope for requests that change something.`,
  ],
  [
    { scope: 'GET /v1/apps?include=ciProduct', lifetime: '20m' },
    'warning: scope contains "GET /v1/apps?include=ciProduct", for which Apple rejects tokens that are valid for more than 20 minutes. Shorten lifetime to 19m, or remove this from scope.',
  ],
  [
    { 'private-key': fastlane({ in_house: true }) },
    'notice: private-key says `in_house: true`, so the token is for the Enterprise Program API. To say so, set `audience: apple-developer-enterprise-v1`.',
  ],
  [
    { 'api-url': 'https://example.org' },
    'notice: api-url has no effect without verify. Set `verify: true`, or remove it.',
  ],
])('remarks once on the inputs of row %#', (inputs, remark) => {
  expect(remarksOn(inputs)).toStrictEqual([expect.stringContaining(remark)])
})

test('remarks on both the name and the kind of a file in key-id', () => {
  expect(remarksOn({ 'key-id': INDIVIDUAL })).toHaveLength(2)
})
