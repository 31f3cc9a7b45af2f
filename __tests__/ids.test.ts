import { expect, test } from '@jest/globals'
import {
  areSwapped,
  findIds,
  isUsualKeyId,
  keyFileName,
  parseIssuerId,
  parseKeyId,
  readKeyFileName,
} from '../src/ids.ts'
import { ISSUER_ID, KEY_ID, messageOf } from './helpers/support.ts'

test.each([
  ISSUER_ID,
  ISSUER_ID.toUpperCase(),
  ISSUER_ID.replaceAll('-', ''),
  ISSUER_ID.replaceAll('-', '\u2011'),
  `{${ISSUER_ID}}`,
  `${ISSUER_ID}\n${ISSUER_ID}`,
  Buffer.from(ISSUER_ID).toString('base64'),
  `Issuer ID: ${ISSUER_ID}`,
  `ASC_ISSUER_ID=${ISSUER_ID}`,
  `"issuer_id": "${ISSUER_ID}",`,
  `iss: ${ISSUER_ID}`,
  `issuer ${'x'.repeat(51)} ${ISSUER_ID}`,
])('reads %j as an issuer ID', (text) => {
  expect(parseIssuerId(text)).toBe(ISSUER_ID)
})

test('accepts a UUID of no version', () => {
  const id = '00000000-ffff-ffff-ffff-000000000000'
  expect(parseIssuerId(id)).toBe(id)
})

const WHERE =
  'The issuer ID is the UUID above the list of keys under Users and Access > Integrations.'

test.each([
  ['QH8YA5PJ9G', `issuer-id looks like a key ID or a team ID. ${WHERE}`],
  ['jane@example.org', 'issuer-id looks like an email address. '],
  ['my issuer ID', 'issuer-id contains unrecognized text (12 characters). '],
  ['-----BEGIN PRIVATE KEY-----', 'issuer-id contains a private key. '],
  ['00000000-0000-0000-0000-000000000000', 'issuer-id is a placeholder, not a value. '],
  ['YOUR_ISSUER_ID', 'issuer-id is a placeholder, not a value. '],
  [
    'op://vault/item/issuer',
    'issuer-id is a reference to a secret manager, not the value itself. R',
  ],
])('rejects %j as an issuer ID', (text, message) => {
  expect(messageOf(() => parseIssuerId(text))).toContain(message)
})

test.each([
  `https://appstoreconnect.apple.com/issuers/${ISSUER_ID}`,
  `MD5 (key.p8) = ${ISSUER_ID.replaceAll('-', '')}`,
  `Team ID: ${ISSUER_ID}`,
  `wissen: ${ISSUER_ID}`,
  `issuer ${'x'.repeat(52)} ${ISSUER_ID}`,
  `${ISSUER_ID} 00000000-ffff-ffff-ffff-000000000000`,
])('rejects %s, of which the UUID may be something else', (text) => {
  expect(messageOf(() => parseIssuerId(text))).toBe(`issuer-id contains more than a UUID. ${WHERE}`)
})

test.each([
  ISSUER_ID.slice(0, -1),
  `${ISSUER_ID}0`,
  `a${ISSUER_ID}`,
  'ghijklmn-96fe-1a63-e053-0824d011072a',
  '57246542-96fe-0824d011072a',
  '57246542-9-1-e-0824d011072a',
  '57246542-ghij-klmn-opqr-0824d011072a',
  '57246542-96fe-1a63-e053-ghijklmnopqr',
])('rejects %s, which is not quite a UUID', (text) => {
  expect(messageOf(() => parseIssuerId(text))).toContain('issuer-id contains unrecognized text (')
})

test.each([
  [KEY_ID, KEY_ID],
  [`AuthKey_${KEY_ID}.p8`, KEY_ID],
  [`${KEY_ID}.p8`, KEY_ID],
  [`Key ID: ${KEY_ID}`, KEY_ID],
  [`ASC_KEY_ID=${KEY_ID}`, KEY_ID],
  [`Key ID ${KEY_ID}`, KEY_ID],
  [`kid: "${KEY_ID}"`, KEY_ID],
  ...['kid', 'keyId', 'KeyID\t', 'Key Identifier', 'key   id', 'API Key', '--apiKey'].map(
    (label) => [`${label} ${KEY_ID}`, KEY_ID],
  ),
  [`ID: ${KEY_ID}`, KEY_ID],
  [`The ID of the key that this pipeline uploads with: ${KEY_ID}`, KEY_ID],
  [`AuthKey_${KEY_ID} (1).p8`, KEY_ID],
  [`AuthKey_${KEY_ID}(12).p8`, KEY_ID],
  [`AuthKey_${KEY_ID} copy 12.p8`, KEY_ID],
  [`Key ID  ${KEY_ID}`, KEY_ID],
  [Buffer.from(`${KEY_ID}\n`).toString('base64'), KEY_ID],
  ['0', '0'],
  ['PROD', 'PROD'],
  ['8CHARS00', '8CHARS00'],
  ['ABCDEFGHIJ0123456789', 'ABCDEFGHIJ0123456789'],
  ['DEF40712AB56789', 'DEF40712AB56789'],
  ['2x9r4hxf34', '2x9r4hxf34'],
  ['abcDEF7', 'abcDEF7'],
  ['abcdefghij0123456789', 'abcdefghij0123456789'],
])('reads %j as the key ID %s', (text, keyId) => {
  expect(parseKeyId(text)).toBe(keyId)
})

test.each([
  [
    'our key',
    'key-id contains unrecognized text (7 characters). A key ID consists of letters and digits, such as 2X9R4HXF34. It is shown next to the key under Users and Access > Integrations.',
  ],
  [ISSUER_ID, 'key-id looks like an issuer ID, which is a UUID. A key ID consists of letters and '],
  ['null', 'key-id is "null": an earlier step found no value. '],
  ['UNKNOWN', 'key-id is "UNKNOWN": an earlier step found no value. '],
  ['false', 'key-id is "false", as '],
  ['True', 'key-id is "true", '],
  ['TODO', 'key-id is a placeholder, not a value. A key ID consists of'],
  ['XXXXXXXXXX', 'key-id is a placeholder, not a value. '],
  ['1234567890', 'key-id is a placeholder, not a value. '],
  ['op://vault/item/key', 'key-id is a reference to a secret manager, not the value itself. '],
  ['my key name', 'key-id contains unrecognized text (11 characters). '],
  ['GitHub Actions key 2', 'key-id contains unrecognized text (20 characters). '],
  ['Team ID: QH8YA5PJ9G', 'key-id contains unrecognized text (19 characters). '],
  ['TEAMID=QH8YA5PJ9G', 'key-id contains unrecognized text (17 characters). '],
  [`${KEY_ID}.p8X`, 'key-id contains unrecognized text (14 characters). '],
  [`https://example.org/?key=${KEY_ID}`, 'key-id looks like a URL. '],
  ['ASC_KEY_ID', 'key-id looks like the name of a secret or a variable. Write '],
  ['-----BEGIN PRIVATE KEY-----', 'key-id contains a private key. '],
  ['abcDEF78', 'key-id contains unrecognized text (8 characters). '],
  ['ABCDEFGHIJK0123456789', 'key-id contains unrecognized text (21 characters). '],
  ['abcdefghijk0123456789', 'key-id contains unrecognized text (21 characters). '],
  ['DEF40712AB567890', 'key-id contains unrecognized text (16 characters). '],
  ['def40712ab567890', 'key-id contains unrecognized text (16 characters). '],
])('rejects %j as a key ID', (text, message) => {
  expect(messageOf(() => parseKeyId(text))).toContain(message)
})

test.each([
  [KEY_ID, ISSUER_ID, true],
  [KEY_ID, `Issuer ID: ${ISSUER_ID}`, true],
  [`AuthKey_${KEY_ID}.p8`, ISSUER_ID, true],
  ['2x9r4hxf34', ISSUER_ID, true],
  ['jane@example.org', ISSUER_ID, false],
  ['null', ISSUER_ID, false],
  [ISSUER_ID, KEY_ID, false],
  [KEY_ID, KEY_ID, false],
  [ISSUER_ID, ISSUER_ID, false],
])('issuer-id %j and key-id %j are swapped: %s', (issuerId, keyId, swapped) => {
  expect(areSwapped(issuerId, keyId)).toBe(swapped)
})

test.each([
  ['8CHARS00', true],
  ['14CHARACTERS00', true],
  ['7CHARS0', false],
  ['15CHARACTERS000', false],
  ['PRODUCTION', false],
  ['2x9r4hxf34', false],
])('%s is like the key IDs of App Store Connect: %s', (keyId, usual) => {
  expect(isUsualKeyId(keyId)).toBe(usual)
})

test('names the file of a key after its owner and its ID', () => {
  expect(keyFileName({ type: 'team', issuerId: ISSUER_ID }, KEY_ID)).toBe(`AuthKey_${KEY_ID}.p8`)
  expect(keyFileName({ type: 'individual' }, KEY_ID)).toBe(`ApiKey_${KEY_ID}.p8`)
})

test.each([
  [`AuthKey_${KEY_ID}`, 'AuthKey'],
  [`C:\\keys\\ApiKey_${KEY_ID}.p8`, 'ApiKey'],
  [`/tmp/SubscriptionKey_${KEY_ID}.p8`, 'SubscriptionKey'],
  [`AuthKey_${KEY_ID} (1).P8`, 'AuthKey'],
  [`authkey_${KEY_ID} copy 2.p8`, 'authkey'],
  [`AuthKey_${KEY_ID} - Copy.p8`, 'AuthKey'],
])('reads the name %s', (name, prefix) => {
  expect(readKeyFileName(name)).toEqual({ keyId: KEY_ID, prefix })
})

test.each([
  ...['key.p8', `OtherKey_${KEY_ID}.p8`, `MyAuthKey_${KEY_ID}.p8`, `AuthKey_${KEY_ID}.p8.txt`],
  ...[`AuthKey_${KEY_ID} old.p8`, 'AuthKey_.p8'],
])('does not read the name %s', (name) => {
  expect(readKeyFileName(name)).toBeUndefined()
})

test.each([
  ["fastlane's JSON", `{ "key_id": "${KEY_ID}", "issuer_id" : "${ISSUER_ID}" }`],
  ['an .env file', `ASC_KEY_ID="${KEY_ID}"\nASC_ISSUER_ID='${ISSUER_ID}'\n`],
  [
    "fastlane's variables",
    `APP_STORE_CONNECT_API_KEY_KEY_ID=${KEY_ID}\nAPP_STORE_CONNECT_API_KEY_ISSUER_ID=${ISSUER_ID}`,
  ],
  ["Codemagic's variables", `CONNECT_KEY_IDENTIFIER=${KEY_ID}\nCONNECT_ISSUER_ID=${ISSUER_ID}`],
  ["Expo's and quill's variables", `EXPO_ASC_KEY_ID=${KEY_ID}\nQUILL_NOTARY_ISSUER=${ISSUER_ID}`],
  ['YAML', `key_id: ${KEY_ID}\nissuer-id: ${ISSUER_ID}\n`],
  ['Ruby', `key_id = '${KEY_ID}'\nissuer_id = '${ISSUER_ID}'\n`],
  ['notes', `Key ID: ${KEY_ID}\nIssuer ID: ${ISSUER_ID}\n`],
  [
    'fields of 1Password',
    JSON.stringify({
      fields: [
        { id: 'x', label: 'key_id', value: KEY_ID },
        { id: 'y', label: 'Issuer ID', value: ISSUER_ID },
      ],
    }),
  ],
  [
    'fields of Bitwarden',
    JSON.stringify([
      { name: 'ASC_KEY_ID', value: KEY_ID, type: 0 },
      { name: 'issuerId', value: ISSUER_ID, type: 0 },
    ]),
  ],
])('finds the IDs in %s', (_, text) => {
  expect(findIds(['other text', text])).toStrictEqual({ keyIds: [KEY_ID], issuerIds: [ISSUER_ID] })
})

test.each([
  [
    'other services',
    `AWS_ACCESS_KEY_ID=${KEY_ID}\nGPG_KEY_ID=${KEY_ID}\nMATCH_KMS_KEY_ID=${KEY_ID}`,
  ],
  ['other names', `TEAM_ID=${KEY_ID}\n{"id":"${KEY_ID}","ID":"${ISSUER_ID}"}`],
  ['parts of a key', 'key_id=DEF40712AB567890'],
  ['longer values', `issuer_id=a${ISSUER_ID}\nissuerId=${ISSUER_ID}a\nkey_id=${'A'.repeat(21)}`],
  ['no values', '{"key_id":"","issuer_id":null}'],
  ['words', '{"key_id":"my-key-1234","issuer_id":"my team","apiKeyId":"A234567"}'],
  ['sentences', 'The key ID is next to the key.'],
  ['names of files', `ASC_KEY_ID_FILE=${KEY_ID}\nISSUER_ID_FILE=${ISSUER_ID}`],
])('finds no IDs in %s', (_, text) => {
  expect(findIds([text])).toStrictEqual({ keyIds: [], issuerIds: [] })
})

test('finds each of several IDs once', () => {
  const text = `key_id=${KEY_ID}\nASC_KEY_ID=OTHER12345\nissuer=${ISSUER_ID.toUpperCase()}`
  expect(findIds([text, text, `issuer_id: ${ISSUER_ID}`])).toStrictEqual({
    keyIds: [KEY_ID, 'OTHER12345'],
    issuerIds: [ISSUER_ID],
  })
})

test.each(['API_', 'key_id=', 'key ', 'id ', 'ASC_KEY_ID ', 'a', ' ', '-', '"', 'x: ', '\\n'])(
  'reads 128 kB of %j in linear time',
  (piece) => {
    const text = piece.repeat(128_000 / piece.length)
    const start = process.cpuUsage()
    expect(findIds([text]).keyIds).toStrictEqual([])
    expect(() => parseKeyId(text)).toThrow()
    expect(() => parseIssuerId(text)).toThrow()
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(300)
  },
)
