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
import { ISSUER_ID, KEY_ID, makeKey, messageOf } from './helpers/support.ts'

test.each([
  ISSUER_ID,
  ` ${ISSUER_ID}\r\n`,
  `"${ISSUER_ID}"`,
  `\ufeff${ISSUER_ID}\u200b`,
  `${ISSUER_ID}\\n`,
  `Issuer ID: ${ISSUER_ID}`,
  Buffer.from(ISSUER_ID).toString('base64'),
  `ASC_ISSUER_ID=${ISSUER_ID}`,
  `{${ISSUER_ID}}`,
  ISSUER_ID.toUpperCase(),
  ISSUER_ID.replaceAll('-', '\u2011'),
  `${ISSUER_ID}\n${ISSUER_ID}`,
  ISSUER_ID.replaceAll('-', ''),
  ISSUER_ID.replace('-', '-\n'),
  ISSUER_ID.replace('-', '\u200b-'),
  `\\n${ISSUER_ID}`,
  `Issuer ID\\n${ISSUER_ID}`,
  `Issuer ID\u2013${ISSUER_ID}`,
  `"issuer_id": "${ISSUER_ID}",`,
  `export ASC_ISSUER_ID='${ISSUER_ID}'`,
  `iss: ${ISSUER_ID}`,
  `issuer ${'x'.repeat(51)} ${ISSUER_ID}`,
])('reads %j as an issuer ID', (text) => {
  expect(parseIssuerId(text)).toBe(ISSUER_ID)
})

test('accepts a UUID of no version', () => {
  expect(parseIssuerId('00000000-ffff-ffff-ffff-000000000000')).toBe(
    '00000000-ffff-ffff-ffff-000000000000',
  )
})

test.each([
  ['QH8YA5PJ9G', 'issuer-id looks like a key ID or a team ID. The issuer ID is the UUID above'],
  ['jane@example.org', 'issuer-id looks like an email address. '],
  ['Example GmbH', 'issuer-id contains unrecognized text (12 characters). '],
  ['my issuer ID', 'issuer-id contains unrecognized text (12 characters). '],
  [makeKey().pem, 'issuer-id contains a private key. '],
  [ISSUER_ID.slice(0, -1), 'issuer-id contains unrecognized text (35 characters). '],
  [`a${ISSUER_ID}`, 'issuer-id contains unrecognized text (37 characters). '],
  [`${ISSUER_ID}0`, 'issuer-id contains unrecognized text (37 characters). '],
  [
    `https://appstoreconnect.apple.com/issuers/${ISSUER_ID}`,
    'issuer-id contains a UUID in other text. The issuer ID is the UUID above',
  ],
  [`MD5 (key.p8) = ${ISSUER_ID.replaceAll('-', '')}`, 'issuer-id contains a UUID in other text. '],
  [`sha256:${'5'.repeat(64)}`, 'issuer-id looks like Base64. '],
  [`Team ID: ${ISSUER_ID}`, 'issuer-id contains a UUID in other text. '],
  [`issuer ${'x'.repeat(52)} ${ISSUER_ID}`, 'issuer-id contains a UUID in other text. '],
  ['00000000-0000-0000-0000-000000000000', 'issuer-id is a placeholder, not a value. '],
  ['YOUR_ISSUER_ID', 'issuer-id is a placeholder, not a value. The issuer ID is the UUID above'],
  ['false', 'issuer-id is "false", as '],
  [
    'op://vault/item/issuer',
    'issuer-id is a reference to a secret manager, not the value itself. ',
  ],
  [`${ISSUER_ID} 00000000-ffff-ffff-ffff-000000000000`, 'issuer-id contains more than one UUID. '],
])('rejects %j as an issuer ID', (text, message) => {
  expect(messageOf(() => parseIssuerId(text))).toContain(message)
})

test.each([
  '5-96fe-1a63-e053-0824d011072a',
  'ghijklmn-96fe-1a63-e053-0824d011072a',
  '57246542-96fe-0824d011072a',
  '57246542-9-1-e-0824d011072a',
  '57246542-ghij-klmn-opqr-0824d011072a',
  '57246542-96fe-1a63-e053-0',
  '57246542-96fe-1a63-e053-ghijklmnopqr',
])('rejects %s, which is not quite a UUID', (text) => {
  expect(messageOf(() => parseIssuerId(text))).toContain('issuer-id contains unrecognized text (')
})

test.each([
  [KEY_ID, KEY_ID],
  [`${KEY_ID}\n`, KEY_ID],
  [`'${KEY_ID}'`, KEY_ID],
  [`AuthKey_${KEY_ID}.p8`, KEY_ID],
  [`AuthKey_${KEY_ID}`, KEY_ID],
  [`keys/ApiKey_${KEY_ID}.p8`, KEY_ID],
  [`C:\\keys\\AuthKey_${KEY_ID}.p8`, KEY_ID],
  [`${KEY_ID}.p8`, KEY_ID],
  [`Key ID: ${KEY_ID}`, KEY_ID],
  [`ASC_KEY_ID=${KEY_ID}`, KEY_ID],
  [`Key ID ${KEY_ID}`, KEY_ID],
  [`AuthKey_${KEY_ID} (1).p8`, KEY_ID],
  [Buffer.from(KEY_ID).toString('base64'), KEY_ID],
  [Buffer.from(`${KEY_ID}\n`).toString('base64'), KEY_ID],
  ['0', '0'],
  ['PROD', 'PROD'],
  [`(${KEY_ID}),`, KEY_ID],
  [`\\n${KEY_ID}`, KEY_ID],
  [`" \\r\\n${KEY_ID}"`, KEY_ID],
  [`([${KEY_ID}])`, KEY_ID],
  [`2X9R\u200b4HXF34`, KEY_ID],
  [`kid: "${KEY_ID}"`, KEY_ID],
  ['8CHARS00', '8CHARS00'],
  ['D383SF739', 'D383SF739'],
  ['12CHARACTER0', '12CHARACTER0'],
  ['X', 'X'],
  ['ABCDEFGHIJ0123456789', 'ABCDEFGHIJ0123456789'],
  ['DEF40712AB56789', 'DEF40712AB56789'],
  ['2x9r4hxf34', '2x9r4hxf34'],
  ['abcDEF7', 'abcDEF7'],
  ['abcdefghij0123456789', 'abcdefghij0123456789'],
  [`ID: ${KEY_ID}`, KEY_ID],
  [`The ID of the key that this pipeline uploads with: ${KEY_ID}`, KEY_ID],
  [`(${KEY_ID}),,;;`, KEY_ID],
])('reads %j as the key ID %s', (text, keyId) => {
  expect(parseKeyId(text)).toBe(keyId)
})

test.each([
  [
    ISSUER_ID,
    'key-id looks like an issuer ID, which is a UUID. A key ID consists of letters and digits,',
  ],
  ['my key', 'key-id is a placeholder, not a value. '],
  ['our key', 'key-id contains unrecognized text (7 characters). '],
  ['null', 'key-id is "null": an earlier step found no value. '],
  ['UNKNOWN', 'key-id is "UNKNOWN": an earlier step found no value. '],
  ['false', 'key-id is "false", as '],
  ['true', 'key-id is "true", '],
  ['TODO', 'key-id is a placeholder, not a value. A key ID consists of'],
  ['changeme', 'key-id is a placeholder, not a value. '],
  ['XXXXXXXXXX', 'key-id is a placeholder, not a value. '],
  ['1234567890', 'key-id is a placeholder, not a value. '],
  ['ABCDE12345', 'key-id is a placeholder, not a value. '],
  ['PRIVATEKEY', 'key-id is a placeholder, not a value. '],
  ['<KEY_ID>', 'key-id is a placeholder, not a value. '],
  ['op://vault/item/key', 'key-id is a reference to a secret manager, not the value itself. '],
  ['Team ID: QH8YA5PJ9G', 'key-id contains unrecognized text (19 characters). '],
  ['TEAMID=QH8YA5PJ9G', 'key-id contains unrecognized text (17 characters). '],
  [`${KEY_ID}(CI)`, 'key-id contains unrecognized text (14 characters). '],
  [`${KEY_ID}.p8X`, 'key-id contains unrecognized text (14 characters). '],
  [`${KEY_ID}\\nCI`, 'key-id contains unrecognized text (14 characters). '],
  [`https://example.org/?key=${KEY_ID}`, 'key-id looks like a URL. '],
  ['ASC_KEY_ID', 'key-id looks like the name of a secret. Write '],
  [makeKey().pem, 'key-id contains a private key. '],
  ['abcDEF78', 'key-id contains unrecognized text (8 characters). '],
  ['ABCDEFGHIJK0123456789', 'key-id contains unrecognized text (21 characters). '],
  ['abcdefghijk0123456789', 'key-id contains unrecognized text (21 characters). '],
  ['DEF40712AB567890', 'key-id contains unrecognized text (16 characters). '],
  ['def40712ab567890', 'key-id contains unrecognized text (16 characters). '],
  ['308193020100301306072a86', 'key-id contains unrecognized text (24 characters). '],
])('rejects %j as a key ID', (text, message) => {
  expect(messageOf(() => parseKeyId(text))).toContain(message)
})

test.each([
  [KEY_ID, ISSUER_ID, true],
  [` ${KEY_ID}\n`, ISSUER_ID.toUpperCase(), true],
  [`AuthKey_${KEY_ID}.p8`, `Issuer ID: ${ISSUER_ID}`, true],
  [KEY_ID.toLowerCase(), ISSUER_ID, true],
  ['8CHARS00', ISSUER_ID, true],
  ['7CHARS0', ISSUER_ID, false],
  ['12CHARACTER0', ISSUER_ID, true],
  ['14CHARACTERS00', ISSUER_ID, true],
  ['15CHARACTERS000', ISSUER_ID, false],
  [ISSUER_ID, KEY_ID, false],
  [KEY_ID, KEY_ID, false],
  [ISSUER_ID, ISSUER_ID, false],
  ['', ISSUER_ID, false],
])('issuer-id %j and key-id %j are swapped: %s', (issuerId, keyId, swapped) => {
  expect(areSwapped(issuerId, keyId)).toBe(swapped)
})

test.each([
  [KEY_ID, true],
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
  [`AuthKey_${KEY_ID}.p8`, { keyId: KEY_ID, prefix: 'AuthKey' }],
  [`AuthKey_${KEY_ID}`, { keyId: KEY_ID, prefix: 'AuthKey' }],
  [`C:\\keys\\ApiKey_${KEY_ID}.p8`, { keyId: KEY_ID, prefix: 'ApiKey' }],
  [`/tmp/SubscriptionKey_${KEY_ID}.p8`, { keyId: KEY_ID, prefix: 'SubscriptionKey' }],
  ['key.p8', undefined],
  [`OtherKey_${KEY_ID}.p8`, undefined],
  [`MyAuthKey_${KEY_ID}.p8`, undefined],
  [`AuthKey_${KEY_ID}.p8.txt`, undefined],
  [`AuthKey_${KEY_ID} (1).P8`, { keyId: KEY_ID, prefix: 'AuthKey' }],
  [`AuthKey_${KEY_ID} copy 2.p8`, { keyId: KEY_ID, prefix: 'AuthKey' }],
  [`AuthKey_${KEY_ID} - Copy.p8`, { keyId: KEY_ID, prefix: 'AuthKey' }],
  [`AuthKey_${KEY_ID} old.p8`, undefined],
])('reads the name %s as %j', (name, expected) => {
  expect(readKeyFileName(name)).toEqual(expected)
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
  ['longer values', `issuer_id=a${ISSUER_ID}\nissuerId=${ISSUER_ID}a\nkey_id=${'A'.repeat(21)}`],
  ['no values', '{"key_id":"","issuer_id":null}'],
  ['words', '{"key_id":"my-key-1234","issuer_id":"my team","apiKeyId":"A234567"}'],
  ['sentences', 'The key ID is next to the key.'],
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
