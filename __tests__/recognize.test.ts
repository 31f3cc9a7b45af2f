import { expect, test } from '@jest/globals'
import { recognize } from '../src/recognize.ts'
import { makeP8 } from './helpers/key-forms.ts'
import { ISSUER_ID } from './helpers/support.ts'

const { p8 } = makeP8()
const NOT_EVALUATED = 'is an expression that was not evaluated'
const SHELL_VARIABLE = 'is a shell variable, which `with:` does not expand'

test.each([
  [p8, 'contains a private key'],
  [p8.split('\n').slice(1, -1).join('\n'), 'contains a private key'],
  [Buffer.from(p8).toString('base64'), 'contains a private key'],
  ['***', 'consists of asterisks, as a log shows instead of a secret'],
  ['$' + '{{ secrets.ASC_KEY }}', NOT_EVALUATED],
  ['{{ secrets.ASC_KEY }}', NOT_EVALUATED],
  ['$ASC_KEY', SHELL_VARIABLE],
  ['$' + '{ASC_KEY}', SHELL_VARIABLE],
  ['$(cat key)', SHELL_VARIABLE],
  ['$env:ASC_KEY', SHELL_VARIABLE],
  ['%ASC_KEY%', SHELL_VARIABLE],
  ['secrets.ASC_KEY', 'is the name of a secret, not its value'],
  ['ASC_KEY', 'looks like the name of a secret'],
  [ISSUER_ID, 'looks like an issuer ID, which is a UUID'],
  ['jane@example.org', 'looks like an email address'],
  ['https://appstoreconnect.apple.com/access/integrations/api', 'looks like a URL'],
  ['eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJ4In0.c2ln', 'looks like a token (JWT)'],
  ['ssh-ed25519 AAAAC3NzaC1lZDI1NTE5 jane', 'looks like an SSH public key'],
  ['2X9R4HXF34', 'looks like a key ID or a team ID'],
  ['keys/AuthKey_2X9R4HXF34.p8', 'looks like a path'],
  ['~/key', 'looks like a path'],
  ['../key', 'looks like a path'],
  ['C:\\keys\\key', 'looks like a path'],
  ['{"key_id":"x"}', 'looks like JSON without a key'],
  ['12345', 'is a number'],
  ['null', 'is "null" or "undefined", as if an earlier step had found no value'],
  ['undefined', 'is "null" or "undefined", as if an earlier step had found no value'],
  ['H4sIAAAAAAAAA', 'looks like a compressed file'],
  ['k'.repeat(40), 'looks like Base64'],
  ['hunter2', 'contains other text (7 characters)'],
  ['', 'is empty'],
])('%j %s', (text, description) => {
  expect(recognize(text).description).toBe(description)
})

test.each([
  [p8, 'key'],
  ['~/key', 'path'],
  ['k'.repeat(40), 'base64'],
  ['null', 'nullish'],
  ['12345', 'other'],
  ['hunter2', 'other'],
])('%j is of the kind %s', (text, kind) => {
  expect(recognize(text).kind).toBe(kind)
})

test.each(['$ASC_KEY', 'secrets.ASC_KEY', 'ASC_KEY'])('%j has a remedy of its own', (text) => {
  expect(recognize(text).remedy).toBe(
    'Write $' + '{{ secrets.NAME }} to get the value of a secret.',
  )
  expect(recognize('12345').remedy).toBeUndefined()
})

test('ignores quotes and spaces around a value', () => {
  expect(recognize(' "jane@example.org"\n').description).toBe('looks like an email address')
})
