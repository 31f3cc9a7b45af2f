import { expect, test } from '@jest/globals'
import { areSwapped, parseIssuerId, parseKeyId } from '../../src/inputs/ids.ts'
import { ISSUER_ID, KEY_ID, makeKey, messageOf } from '../helpers/support.ts'

test.each([
  ISSUER_ID,
  ` ${ISSUER_ID}\r\n`,
  `"${ISSUER_ID}"`,
  `\ufeff${ISSUER_ID}\u200b`,
  `${ISSUER_ID}\\n`,
  `Issuer ID: ${ISSUER_ID}`,
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
  ['my key', 'key-id contains unrecognized text (6 characters). '],
  ['null', 'key-id is what programs print for no value, as if an earlier step had found none. '],
  ['false', 'key-id is "false", as '],
  ['true', 'key-id is "true", '],
  ['None', 'key-id is what programs print for no value, '],
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
  ['13CHARACTER00', ISSUER_ID, false],
  [ISSUER_ID, KEY_ID, false],
  [KEY_ID, KEY_ID, false],
  [ISSUER_ID, ISSUER_ID, false],
  ['', ISSUER_ID, false],
])('issuer-id %j and key-id %j are swapped: %s', (issuerId, keyId, swapped) => {
  expect(areSwapped(issuerId, keyId)).toBe(swapped)
})
