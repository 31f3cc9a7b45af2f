import { expect, test } from '@jest/globals'
import { recognize } from '../src/misplaced.ts'
import { bodyOf, makeP8, wrap } from './helpers/key-forms.ts'
import { ISSUER_ID } from './helpers/support.ts'

const { p8 } = makeP8()
const body = bodyOf(p8)
const base64 = (text: string) => Buffer.from(text).toString('base64')

const USE_SECRET = `Write \${{ secrets.NAME }} to get the value of a secret.`
const FIND_ERROR = 'Look for the error in the step that it comes from.'
const decrypt = (command: string) =>
  `Run \`${command}\` in an earlier step, and pass what it decrypts.`

/**
 * One row for each row of the table: kind, description, remedy, texts of that kind, and those that
 * are recognized also after other text.
 */
const ROWS: [string, string, string | undefined, string[], string[]?][] = [
  [
    'encrypted',
    'is still encrypted with SOPS',
    decrypt('sops decrypt FILE'),
    [base64('ENC[AES256_GCM,data:c2VjcmV0,iv:aXY=,tag:dGFn,type:str]')],
    [
      'private_key: ENC[AES256_GCM,data:c2VjcmV0,iv:aXY=,tag:dGFn,type:str]',
      '{"data": "ENC[AES256_GCM,data:c2VjcmV0,iv:aXY=,tag:dGFn,type:str]", "sops": {}}',
    ],
  ],
  [
    'encrypted',
    'is still encrypted with age',
    decrypt('age --decrypt'),
    [
      'age-encryption.org/v1\n-> X25519 AAAA',
      '-----BEGIN AGE ENCRYPTED FILE-----\nAAAA',
      base64('age-encryption.org/v1\n-> X25519 AAAA'),
      base64('-----BEGIN AGE ENCRYPTED FILE-----\nAAAA'),
    ],
  ],
  [
    'encrypted',
    'is still encrypted with PGP',
    decrypt('gpg --decrypt'),
    [
      '-----BEGIN PGP MESSAGE-----\n\nhQEMA',
      base64('-----BEGIN PGP MESSAGE-----\n\nhQEMA'),
      'hQEMA0kXk2Zzz9lqAQf/',
      'hQIMA0kXk2Zzz9lqARAA',
      'jA0ECQMCd0tjW6',
      'jA0EBwMCd0tjW6',
    ],
  ],
  [
    'encrypted',
    'is still encrypted with Ansible Vault',
    decrypt('ansible-vault view FILE'),
    ['$ANSIBLE_VAULT;1.1;AES256\n6162', base64('$ANSIBLE_VAULT;1.1;AES256\n6162')],
  ],
  [
    'encrypted',
    'is still encrypted with git-crypt',
    decrypt('git-crypt unlock'),
    ['\0GITCRYPT\0\u0012', base64('\0GITCRYPT\0\u0012')],
  ],
  [
    'encrypted',
    'is still encrypted with dotenvx',
    decrypt('dotenvx get NAME'),
    ['encrypted:BD9paBaun2284Z'],
    [
      'ASC_KEY="encrypted:BD9paBaun2284Z"',
      'KEY=encrypted:BD9paBaun',
      "KEY = 'encrypted:BD9paBaun'",
    ],
  ],
  [
    'encrypted',
    'is still encrypted with OpenSSL',
    decrypt('openssl enc -d'),
    ['Salted__\u0001\u0002', base64('Salted__\u0001\u0002')],
  ],
  ['encrypted', 'is still encrypted with eyaml', decrypt('eyaml decrypt'), ['ENC[PKCS7,MIIB]']],
  [
    'encrypted',
    'is still encrypted with Vault',
    decrypt('vault write transit/decrypt/NAME'),
    ['vault:v1:8SDd3WHDOjf7mq69', 'vault:v12:8SDd3WHDOjf7mq69'],
  ],
  [
    'encrypted',
    'is still encrypted with AWS KMS',
    decrypt('aws kms decrypt'),
    ['AQICAHhxyz', 'AQICAXhxyz'],
  ],
  [
    'encrypted',
    'is a Git LFS pointer, not the file itself',
    'Set `lfs: true` on actions/checkout, or run `git lfs pull`.',
    ['version https://git-lfs.github.com/spec/v1\noid sha256:4d7a'],
  ],
  [
    'key',
    'contains a private key',
    undefined,
    [body, wrap(body.replaceAll('\n', ''), 20), base64(p8)],
    [p8],
  ],
  ['other', 'is empty', undefined, ['', ' "" ']],
  [
    'placeholder',
    `is "false", as \`\${{ condition && secrets.NAME }}\` is if the condition is false`,
    'Add `|| secrets.OTHER` to the expression, or skip the step with `if:`.',
    ['false', 'False'],
  ],
  ['placeholder', 'is "true", which is the result of a condition', USE_SECRET, ['true', 'TRUE']],
  [
    'placeholder',
    'is what programs print for no value, as if an earlier step had found none',
    undefined,
    ['null', 'undefined', 'None', 'nil', 'NaN', 'N/A', '<nil>', '<no value>', '(null)', '-', '{}'],
  ],
  [
    'placeholder',
    'is the name of a type, which a script prints instead of an object',
    'Output the text of the object in the step that it comes from.',
    [
      '[object Object]',
      'System.Object[]',
      'System.Security.SecureString',
      'System.Collections.Generic.List`1[System.Byte]',
      'Microsoft.PowerShell.Commands.GenericMeasureInfo',
    ],
  ],
  [
    'placeholder',
    'is an error message of a program, not its result',
    FIND_ERROR,
    [
      'Error: secret not found',
      'ERROR',
      '[ERROR] 2026/11/25 12:00:00 could not read secret',
      'fatal: not a git repository',
      'An error occurred (AccessDeniedException) when calling the GetSecretValue operation',
      'ERROR: (gcloud.secrets.versions.access) PERMISSION_DENIED',
      'Permission denied',
      'Unable to locate credentials. You can configure credentials by running "aws configure".',
      'Traceback (most recent call last):\n  File "x.py"',
      'Usage: vault kv get [options] KEY',
    ],
    [
      'bash: line 1: op: command not found',
      'zsh: command not found: op',
      'sh: 1: op: not found',
      'cat: AuthKey.p8: No such file or directory',
      `cat: ${'/folder'.repeat(12)}/AuthKey.p8: No such file or directory`,
      'curl: (6) Could not resolve host: example.org: error',
      'gpg: error: decryption failed',
      'op: item: not found',
    ],
  ],
  [
    'other',
    'is a web page, as a server sends instead of a file',
    FIND_ERROR,
    ['<!DOCTYPE html>\n<title>Sign in</title>', '<html lang="en">'],
  ],
  [
    'other',
    'consists of asterisks, as a log shows instead of a secret',
    undefined,
    ['***', '*'.repeat(20)],
  ],
  [
    'placeholder',
    'is a placeholder, not a value',
    undefined,
    [
      'TODO',
      'to-do',
      'FIXME',
      'changeme',
      'CHANGE_ME',
      'replaceme',
      'replace with your key',
      'YOUR_KEY',
      'your-key-id',
      'YOUR_ISSUER_ID',
      'KEY_ID_HERE',
      'insert key',
      'KEYID',
      'Placeholder',
      'test',
      '0123456789',
      '1234567890',
      'ABCDEFGHIJ',
      '<KEY_ID>',
      '<your key>',
      '[key id]',
      '\u2026',
      'XXXXXXXXXX',
      'xxx',
      'A'.repeat(36),
      '...',
      'xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx',
      '00000000-0000-0000-0000-000000000000',
    ],
  ],
  [
    'other',
    'is what 1Password shows instead of a concealed field',
    'Read the field with `op read`, or with `--reveal`.',
    [],
    ["[use 'op item get bw5xfs3vvrbbx3qofh3cj2blje --reveal' to reveal]"],
  ],
  [
    'other',
    'is a reference to a secret manager, not the value itself',
    'Read it in an earlier step, and pass the output of that step.',
    [
      'op://vault/item/private key',
      'ref+vault://secret/ci#/key',
      'ref+awssecrets://ci/key',
      'vault:secret/data/ci#key',
      'secret/data/ci key | ASC_KEY',
      'keeper://V8lFbio0Bs0LuvaSD5DDHA/field/password',
      'arn:aws:secretsmanager:eu-central-1:123456789012:secret:asc',
      'arn:aws-us-gov:ssm:us-gov-west-1:123456789012:parameter/asc',
      '{{resolve:secretsmanager:asc:SecretString:key}}',
      '{{ resolve:ssm:/ci/asc }}',
      'awssm://asc',
      'ssm:/ci/asc',
      'projects/123/secrets/asc/versions/latest',
      '//secretmanager.googleapis.com/projects/p/secrets/asc',
      'sm://asc',
      'gcpsm://asc',
      'bw://asc',
      '@Microsoft.KeyVault(SecretUri=https://ci.vault.azure.net/secrets/asc/)',
      'https://ci.vault.azure.net/secrets/asc',
      'secretref:asc',
    ],
  ],
  [
    'other',
    'is an expression that lacks its `$`',
    `Write \${{ secrets.NAME }}, with the \`$\`.`,
    ['{{ secrets.ASC_KEY }}', '{{vars.ASC_KEY_ID}}'],
  ],
  [
    'other',
    'is an expression that was not evaluated',
    'Write it in `with:` of the workflow, where GitHub evaluates it.',
    [`\${{ secrets.ASC_KEY }}`],
  ],
  [
    'other',
    'is the name of a secret, not its value',
    USE_SECRET,
    ['secrets.ASC_KEY', '$secrets.ASC_KEY', `\${secrets.ASC_KEY}`, '$(secrets.ASC_KEY)'],
  ],
  [
    'other',
    'is a placeholder of a template that was not filled in',
    `Fill in the template in an earlier step, or write \${{ secrets.NAME }}.`,
    [
      '#{Project.AscKey}',
      '#{ASC_KEY}#',
      "<%= ENV['ASC_KEY'] %>",
      '{{ asc_key }}',
      '{{ .Values.asc.key }}',
      '{% raw %}',
      '__ASC_KEY__',
      '@@ASC_KEY@@',
      '%%ASC_KEY%%',
    ],
  ],
  [
    'other',
    'is a path with a shell variable, which `with:` does not expand',
    `Write \${{ runner.temp }}/AuthKey.p8, ~/AuthKey.p8 or a path from the workspace on.`,
    [
      '$RUNNER_TEMP/AuthKey.p8',
      `\${RUNNER_TEMP}/AuthKey.p8`,
      '"$RUNNER_TEMP"/AuthKey.p8',
      '$env:RUNNER_TEMP\\AuthKey.p8',
      `\${env:RUNNER_TEMP}\\AuthKey.p8`,
      '%RUNNER_TEMP%\\AuthKey.p8',
      '$GITHUB_WORKSPACE/AuthKey.p8',
      '$HOME/AuthKey.p8',
    ],
  ],
  [
    'other',
    'is a shell variable, which `with:` does not expand',
    USE_SECRET,
    ['$ASC_KEY', `\${ASC_KEY}`, '$(cat key)', '$env:ASC_KEY', '%ASC_KEY%', '@env:ASC_KEY'],
  ],
  ['other', 'looks like the name of a secret', USE_SECRET, ['ASC_KEY', 'P8_KEY_2']],
  ['other', 'looks like an issuer ID, which is a UUID', undefined, [ISSUER_ID]],
  ['other', 'looks like an email address', undefined, ['jane@example.org', ' "a@b.org"\n']],
  [
    'other',
    'looks like a URL',
    undefined,
    ['https://appstoreconnect.apple.com/access', 'http://example.org'],
  ],
  ['other', 'looks like a token (JWT)', undefined, ['eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJ4In0.c2ln']],
  [
    'other',
    'looks like an SSH public key',
    undefined,
    ['ssh-ed25519 AAAAC3NzaC1lZDI1NTE5 jane', 'ecdsa-sha2-nistp256 AAAAE2VjZHNh'],
  ],
  ['other', 'looks like a key ID or a team ID', undefined, ['2X9R4HXF34']],
  [
    'path',
    'looks like a path',
    undefined,
    ['/key', '~/key', '../key', 'C:\\keys\\key'],
    ['keys/AuthKey_2X9R4HXF34.p8', 'api_key.json', 'fastlane/api_key.json', 'api_key.yml'],
  ],
  ['other', 'looks like JSON without a key', undefined, ['{"key_id":"x"}', '["x"]']],
  ['other', 'is a number', undefined, ['12345']],
  ['other', 'looks like a compressed file', undefined, ['H4sIAAAAAAAAA']],
  ['base64', 'looks like Base64', undefined, [], ['abcd'.repeat(10), 'k'.repeat(40)]],
  // None of the rows.
  ['other', 'contains unrecognized text (7 characters)', undefined, ['hunter2', '.../key']],
  ['other', 'contains unrecognized text (2 characters)', undefined, ['**']],
  ['other', 'contains unrecognized text (8 characters)', undefined, ['testable']],
]

test.each(
  ROWS.flatMap(([kind, description, remedy, texts, anywhere = []]) =>
    [...texts, ...anywhere].map((text) => [text, { kind, description, remedy }] as const),
  ),
)('recognizes %j', (text, recognition) => {
  expect(recognize(text)).toStrictEqual(recognition)
})

test.each(
  ROWS.flatMap(([, description, , texts]) => texts.map((text) => [text, description] as const)),
)('does not recognize %j after other text', (text, description) => {
  expect(recognize(`it is ${text}`).description).not.toBe(description)
})

test.each(
  ROWS.flatMap(([, description, , , anywhere = []]) =>
    anywhere.map((text) => [text, description] as const),
  ),
)('recognizes %j after other text', (text, description) => {
  expect(recognize(`it is ${text}`).description).toBe(description)
})

test.each([
  ...['false', 'true', 'null', 'System.Object[]', '***', 'secrets.ASC_KEY', '__ASC_KEY__'],
  ...['@@ASC_KEY@@', '%%ASC_KEY%%', '%ASC_KEY%', 'ASC_KEY', ISSUER_ID, 'jane@example.org'],
  ...['eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJ4In0.c2ln', '2X9R4HXF34', '12345', 'AuthKey.p8'],
])('does not recognize %s before other text', (text) => {
  expect(recognize(`${text} it is`).description).toMatch(/^contains unrecognized text /)
})

test('looks at the first 500 characters', () => {
  expect(recognize(`${'x '.repeat(244)} PRIVATE KEY`).kind).toBe('key')
  expect(recognize(`${'x '.repeat(245)}PRIVATE KEY`).kind).toBe('other')
})

test.each([
  ['k'.repeat(36), 'placeholder'],
  ['k'.repeat(37), 'other'],
  ['k'.repeat(39), 'other'],
  ['k'.repeat(40), 'base64'],
  [`MIG${'k'.repeat(39)}`, 'base64'],
  [`MIG${'k'.repeat(40)}`, 'key'],
  ['kk', 'other'],
  ['kkk', 'placeholder'],
  ['your-', 'other'],
  ['your-k', 'placeholder'],
  [`your-${'.'.repeat(60)}`, 'placeholder'],
  [`your-${'.'.repeat(61)}`, 'other'],
  ['_here', 'other'],
  ['k_here', 'placeholder'],
  [`${'.'.repeat(60)}_here`, 'placeholder'],
  [`${'.'.repeat(61)}_here`, 'other'],
  ['<>', 'other'],
  ['<k>', 'placeholder'],
  [`<${'.'.repeat(60)}>`, 'placeholder'],
  [`<${'.'.repeat(61)}>`, 'other'],
  ['[k]', 'other'],
  ['[ke]', 'placeholder'],
  [`[k${'.'.repeat(60)}]`, 'placeholder'],
  [`[k${'.'.repeat(61)}]`, 'other'],
  ['x', 'other'],
  ['xx', 'placeholder'],
  [`x${'-'.repeat(35)}`, 'placeholder'],
  [`x${'-'.repeat(36)}`, 'other'],
  ['0', 'other'],
  ['00', 'placeholder'],
  ['-0'.repeat(18), 'placeholder'],
  [`${'-0'.repeat(18)}-`, 'other'],
])('%j is of the kind %s', (text, kind) => {
  expect(recognize(text).kind).toBe(kind)
})

test.each(['awskms:///x', 'gcpkms://projects/x', 'azurekms://x', 'hashivault://x'])(
  'does not treat %s, the URI of a key in a KMS, as a reference to a secret',
  (text) => {
    expect(recognize(text).description).toMatch(/^contains unrecognized text /)
  },
)
