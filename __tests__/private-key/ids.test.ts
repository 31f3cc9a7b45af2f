import { expect, test } from '@jest/globals'
import { isKeyId, readIds } from '../../src/private-key/ids.ts'
import { ISSUER_ID, KEY_ID, messageOf } from '../helpers/support.ts'

const read = (text: string) => readIds([text], 'private-key')

test.each([
  ["fastlane's JSON", JSON.stringify({ key_id: KEY_ID, issuer_id: ISSUER_ID, key: 'x' }, null, 2)],
  ["rcodesign's JSON", JSON.stringify({ issuer_id: ISSUER_ID, key_id: KEY_ID, private_key: 'x' })],
  ['camelCase JSON', JSON.stringify({ keyId: KEY_ID, issuerId: ISSUER_ID, privateKey: 'x' })],
  ['JSON of another case', JSON.stringify({ apiKeyID: KEY_ID, ApiIssuerID: ISSUER_ID })],
  ['an .env file', `ASC_KEY_ID=${KEY_ID}\nASC_ISSUER_ID=${ISSUER_ID}\nASC_KEY=x\n`],
  ['exported lines', `export ASC_KEY_ID="${KEY_ID}"\r\nexport ASC_ISSUER_ID='${ISSUER_ID}'\r\n`],
  [
    "fastlane's variables",
    `APP_STORE_CONNECT_API_KEY_KEY_ID=${KEY_ID}\nAPP_STORE_CONNECT_API_KEY_ISSUER_ID=${ISSUER_ID}`,
  ],
  [
    "Codemagic's variables",
    `APP_STORE_CONNECT_KEY_IDENTIFIER=${KEY_ID}\nAPP_STORE_CONNECT_ISSUER_ID=${ISSUER_ID}`,
  ],
  ['YAML', `key_id: ${KEY_ID}\nissuer-id: ${ISSUER_ID}\n`],
  ['Ruby', `key_id = '${KEY_ID}'\nissuer_id = '${ISSUER_ID}'\n`],
])('reads the IDs in %s', (_, text) => {
  expect(read(text)).toEqual({ keyId: KEY_ID, issuerId: ISSUER_ID })
})

test.each([
  ['other names', `TEAM_ID=${KEY_ID}\nAWS_ACCESS_KEY_ID=${KEY_ID}\nAPNS_KEY_ID=${KEY_ID}`],
  ['names without a kind', `{"id":"${KEY_ID}","ID":"${ISSUER_ID}"}`],
  ['longer values', `issuer_id=a${ISSUER_ID}\nissuerId=${ISSUER_ID}a\n`],
  ['no values', '{"key_id":"","issuer_id":null}'],
  ['words', '{"key_id":"my-key-1234","issuer_id":"my team"}'],
  ['a short and a long word', '{"key_id":"A234567","apiKeyId":"A23456789012345"}'],
  ['sentences', 'The key ID is next to the key.'],
  ['references', 'key_id: $KEY_ID\nissuer_id: $ISSUER_ID'],
])('reads no IDs in %s', (_, text) => {
  expect(read(text)).toEqual({ keyId: undefined, issuerId: undefined })
})

test('reads the same IDs from several layers', () => {
  const texts = [
    `key_id=${KEY_ID}`,
    `issuer_id=${ISSUER_ID.toUpperCase()}`,
    `issuer_id=${ISSUER_ID}`,
  ]
  expect(readIds(texts, 'x')).toEqual({ keyId: KEY_ID, issuerId: ISSUER_ID })
})

test('reports IDs that disagree', () => {
  expect(messageOf(() => read(`key_id=${KEY_ID}\nASC_KEY_ID=OTHER12345`))).toBe(
    `private-key contains more than one key ID: ${KEY_ID}, OTHER12345. Keep only the one that belongs to the key.`,
  )
  const other = '00000000-ffff-ffff-ffff-000000000000'
  expect(messageOf(() => read(`issuerId=${ISSUER_ID}\nISSUER_ID=${other}`))).toBe(
    `private-key contains more than one issuer ID: ${ISSUER_ID}, ${other}. Keep only the one that belongs to the key.`,
  )
})

test.each([
  ['A234567', false],
  ['A2345678', true],
  ['A2345678901234', true],
  ['A23456789012345', false],
  ['a234567890', false],
])('%s is a key ID: %s', (word, expected) => {
  expect(isKeyId(word)).toBe(expected)
})

test('reads 120 kB of anything within a second', () => {
  const start = process.cpuUsage()
  for (const piece of ['API_', 'key_id=', 'KEY', 'ASC_KEY_ID ', 'a', ' ', '-', '"']) {
    expect(read(piece.repeat(120_000 / piece.length))).toEqual({})
  }
  expect(process.cpuUsage(start).user / 1000).toBeLessThan(1000)
})
