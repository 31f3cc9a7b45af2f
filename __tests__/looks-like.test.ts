import { expect, test } from '@jest/globals'
import { looksLike } from '../src/looks-like.ts'
import { makeP8 } from './key-forms.ts'
import { ISSUER_ID } from './support.ts'

const { p8 } = makeP8()

test.each([
  [p8, 'holds a private key'],
  [p8.split('\n').slice(1, -1).join('\n'), 'holds a private key'],
  [Buffer.from(p8).toString('base64'), 'holds a private key'],
  ['***', 'holds asterisks, as a log shows in place of a secret'],
  ['$' + '{{ secrets.ASC_KEY }}', 'holds an expression that was not evaluated'],
  ['$ASC_KEY', 'holds a shell variable, but'],
  ['$' + '{ASC_KEY}', 'holds a shell variable, but'],
  ['$(cat key)', 'holds a shell variable, but'],
  ['$env:ASC_KEY', 'holds a shell variable, but'],
  ['%ASC_KEY%', 'holds a shell variable, but'],
  [
    'secrets.ASC_KEY',
    'holds the name of a secret; write $' + '{{ secrets.NAME }} to get its value',
  ],
  ['ASC_KEY', 'looks like the name of a secret; write'],
  [ISSUER_ID, 'looks like an issuer ID, which is a UUID'],
  ['jane@example.org', 'looks like an e-mail address'],
  [
    'https://appstoreconnect.apple.com/access/integrations/api',
    'looks like the address of a web page',
  ],
  ['eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJ4In0.c2ln', 'looks like a token (JWT)'],
  ['ssh-ed25519 AAAAC3NzaC1lZDI1NTE5 jane', 'looks like a public SSH key'],
  ['2X9R4HXF34', 'looks like a key ID or a team ID'],
  ['keys/AuthKey_2X9R4HXF34.p8', 'looks like a path'],
  ['~/key', 'looks like a path'],
  ['../key', 'looks like a path'],
  ['C:\\keys\\key', 'looks like a path'],
  ['{"key_id":"x"}', 'looks like JSON without a key'],
  ['12345', 'holds a number'],
  ['null', 'holds what a step writes if it found nothing'],
  ['H4sIAAAAAAAAA', 'holds a compressed file'],
  ['{{ secrets.ASC_KEY }}', 'holds an expression that was not evaluated'],
  ['k'.repeat(40), 'holds Base64 or the like'],
  ['hunter2', 'holds other text (7 characters)'],
  ['', 'is empty'],
])('%j %s', (text, what) => {
  expect(looksLike(text)).toContain(what)
})

test('quotes and blanks around a value do not matter', () => {
  expect(looksLike(' "jane@example.org"\n')).toBe('looks like an e-mail address')
})
