import { expect, test } from '@jest/globals'
import { recognize } from '../src/misplaced.ts'
import { bodyOf, makeP8, wrap } from './helpers/key-forms.ts'
import { ISSUER_ID } from './helpers/support.ts'

const { p8 } = makeP8()
const body = bodyOf(p8)
const base64 = (text: string) => Buffer.from(text).toString('base64')
const sentence = ({ kind, description, remedy }: ReturnType<typeof recognize>) =>
  `${kind}: ${description}. ${remedy ?? ''}`

/** One row for each row of the table. The snapshot has what is said about the first text of each. */
const ROWS: readonly (readonly string[])[] = [
  [
    'private_key: ENC[AES256_GCM,data:c2VjcmV0,iv:aXY=,tag:dGFn,type:str]',
    '{"data": "ENC[AES256_GCM,data:c2VjcmV0,iv:aXY=,tag:dGFn,type:str]", "sops": {}}',
    base64('ENC[AES256_GCM,data:c2VjcmV0,iv:aXY=,tag:dGFn,type:str]'),
  ],
  [
    'age-encryption.org/v1\n-> X25519 AAAA',
    '-----BEGIN AGE ENCRYPTED FILE-----\nAAAA',
    base64('age-encryption.org/v1\n-> X25519 AAAA'),
    base64('-----BEGIN AGE ENCRYPTED FILE-----\nAAAA'),
  ],
  [
    '-----BEGIN PGP MESSAGE-----\n\nhQEMA',
    base64('-----BEGIN PGP MESSAGE-----\n\nhQEMA'),
    ...['hQEMA0kXk2Zzz9lqAQf/', 'hQIMA0kXk2Zzz9lqARAA', 'jA0ECQMCd0tjW6', 'jA0EBwMCd0tjW6'],
  ],
  ['$ANSIBLE_VAULT;1.1;AES256\n6162', base64('$ANSIBLE_VAULT;1.1;AES256\n6162')],
  ['\0GITCRYPT\0\u0012', base64('\0GITCRYPT\0\u0012')],
  ['encrypted:BD9paBaun2284Z', 'ASC_KEY="encrypted:BD9paBaun2284Z"', "KEY = 'encrypted:BD9paBaun'"],
  ['Salted__\u0001\u0002', base64('Salted__\u0001\u0002')],
  ['vault:v1:8SDd3WHDOjf7mq69', 'vault:v2:8SDd3WHDOjf7mq69'],
  ['AQICAHhxyz', 'AQICAXhxyz'],
  ['version https://git-lfs.github.com/spec/v1\noid sha256:4d7a'],
  [p8, body, wrap(body.replaceAll('\n', ''), 20), base64(p8)],
  ['false', 'False'],
  ['true', 'TRUE'],
  ['null'],
  ['<nil>'],
  ['[object Object]', 'System.Object[]', 'System.Security.SecureString', 'Microsoft.PowerShell.X'],
  [
    'Error: secret not found',
    ...['ERROR', '[ERROR] 2026/11/25 could not read secret', 'fatal: not a git repository'],
    'An error occurred (AccessDeniedException) when calling the GetSecretValue operation',
    'ERROR: (gcloud.secrets.versions.access) PERMISSION_DENIED',
    ...['Permission denied', 'Access denied', 'Failed to read', 'Cannot read', 'Could not read'],
    'Unable to locate credentials. You can configure credentials by running "aws configure".',
    ...['Traceback (most recent call last):\n  File "x.py"', 'Usage: vault kv get [options] KEY'],
    ...['bash: line 1: op: command not found', 'cat: AuthKey.p8: No such file or directory'],
    ...['curl: (6) Could not resolve host: example.org: error', 'op: item: not found'],
    ...['Doppler Error: Unable to fetch secrets', '{"errors":["permission denied"]}'],
  ],
  [
    'TODO',
    ...['to-do', 'FIXME', 'CHANGE_ME', 'replaceme', 'replace with your key', 'YOUR_KEY'],
    ...['your-key-id', 'YOUR_ISSUER_ID', 'KEY_ID_HERE', 'insert key', 'KEYID', 'Placeholder'],
    ...['test', '0123456789', '1234567890', 'ABCDEFGHIJ', 'ABCDE12345', '<KEY_ID>', '<your key>'],
    ...['#{Project.AscKey}', '#{ASC_KEY}#', "<%= ENV['ASC_KEY'] %>", '{{ asc_key }}'],
    ...['{{ .Values.asc.key }}', '{% raw %}', '__ASC_KEY__', '@@ASC_KEY@@', '%%ASC_KEY%%'],
    ...['[key id]', '\u2026', 'XXXXXXXXXX', 'xxx', 'A'.repeat(36), '...', 'PRIVATEKEY'],
    ...['xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx', '00000000-0000-0000-0000-000000000000'],
  ],
  ['', ' "" '],
  ['<!DOCTYPE html>\n<title>Sign in</title>', '<html lang="en">'],
  ['***', '*'.repeat(20)],
  ["[use 'op item get bw5xfs3vvrbbx3qofh3cj2blje --reveal' to reveal]"],
  [
    'op://vault/item/private key',
    ...['ref+vault://secret/ci#/key', 'ref+awssecrets://ci/key', 'vault:secret/data/ci#key'],
    ...['secret/data/ci key | ASC_KEY', 'keeper://V8lFbio0Bs0LuvaSD5DDHA/field/password'],
    'arn:aws:secretsmanager:eu-central-1:123456789012:secret:asc',
    'arn:aws-us-gov:ssm:us-gov-west-1:123456789012:parameter/asc',
    ...['{{resolve:secretsmanager:asc:SecretString:key}}', '{{ resolve:ssm:/ci/asc }}'],
    ...['awssm://asc', 'ssm:/ci/asc', 'sm://asc', 'gcpsm://asc', 'gcp-sm://asc', 'bw://asc'],
    ...['projects/123/secrets/asc/versions/latest', 'secretref:asc'],
    '//secretmanager.googleapis.com/projects/p/secrets/asc',
    '@Microsoft.KeyVault(SecretUri=https://ci.vault.azure.net/secrets/asc/)',
    'https://ci.vault.azure.net/secrets/asc',
  ],
  [
    'secrets.ASC_KEY',
    ...['$secrets.ASC_KEY', `\${secrets.ASC_KEY}`, '{{ secrets.ASC_KEY }}', '{{vars.ASC_KEY_ID}}'],
    `\${{ secrets.ASC_KEY }}`,
  ],
  ['$(cat AuthKey.p8)'],
  [
    '$ASC_KEY',
    ...[`\${ASC_KEY}`, '$env:ASC_KEY', '%ASC_KEY%', '@env:ASC_KEY', 'process.env.ASC_KEY'],
    ...['os.getenv("ASC_KEY")', "os.environ.get('ASC_KEY')", 'ENV.fetch("ASC_KEY")'],
    ...['Deno.env.get("ASC_KEY")', 'import.meta.env.ASC_KEY', 'System.getenv("ASC_KEY")'],
    ...["ENV['ASC_KEY']", 'os.environ["ASC_KEY"]', '$RUNNER_TEMP/AuthKey.p8', '$HOME/AuthKey.p8'],
    ...['"$RUNNER_TEMP"/AuthKey.p8', '$env:RUNNER_TEMP\\AuthKey.p8', '%TEMP%\\AuthKey.p8'],
  ],
  ['ASC_KEY', 'P8_KEY_2'],
  [ISSUER_ID, ISSUER_ID.toUpperCase()],
  ['jane@example.org', ' "a@b.org"\n'],
  ['https://appstoreconnect.apple.com/access', 'http://example.org'],
  ['ssh-ed25519 AAAAC3NzaC1lZDI1NTE5 jane', 'ecdsa-sha2-nistp256 AAAAE2VjZHNh'],
  ['2X9R4HXF34'],
  ['{"key_id":"x"}', '["x"]'],
  [
    '/key',
    'environment.p8',
    'prod.env.json',
    '~/key',
    '../key',
    'C:\\keys\\key',
    'keys/AuthKey_2X9R4HXF34.p8',
    'api_key.yml',
  ],
  ['abcd'.repeat(10), 'k'.repeat(40)],
  ['hunter2', 'testing', 'AuthKey'],
  [base64('keys/AuthKey.p8')],
  [base64('$ASC_KEY')],
]

test('describes what it recognizes', () => {
  expect(ROWS.map(([text = '']) => sentence(recognize(text)))).toMatchSnapshot()
})

test.each(ROWS.filter(({ length }) => length > 1))(
  'recognizes the texts of row %# alike',
  (text, ...others) => {
    for (const other of others) {
      expect([other, sentence(recognize(other))]).toStrictEqual([other, sentence(recognize(text))])
    }
  },
)

test.each([
  'null',
  'undefined',
  'None',
  'nil',
  'NaN',
  'N/A',
  'unknown',
  'unset',
  'no value',
  '-',
  '{}',
  '[]',
])('recognizes %s as no value', (text) => {
  for (const form of [text, `<${text}>`, `(${text})`]) {
    expect(recognize(form).description).toBe(`is "${form}": an earlier step found no value`)
  }
})

test.each([
  ...['false', 'true', 'null', '__ASC_KEY__', '@@ASC_KEY@@', '%%ASC_KEY%%', 'ASC_KEY'],
  ...[ISSUER_ID, 'jane@example.org', '2X9R4HXF34'],
])('does not recognize %s in other text', (text) => {
  expect(recognize(`${text} it is`).kind).toBe('unknown')
  expect(recognize(`it is ${text}`).description).not.toBe(recognize(text).description)
})

test('looks at the first 500 characters', () => {
  expect(recognize(`${'x '.repeat(244)} PRIVATE KEY`).kind).toBe('key')
  expect(recognize(`${'x '.repeat(245)}PRIVATE KEY`).kind).toBe('unknown')
})

test.each([
  ['kk', 'placeholder'],
  ['k'.repeat(36), 'placeholder'],
  ['k'.repeat(37), 'unknown'],
  ['k'.repeat(40), 'base64'],
  [`MIG${'k'.repeat(39)}`, 'base64'],
  [`MIG${'k'.repeat(40)}`, 'key'],
  ['your-k', 'placeholder'],
  [`your-${'.'.repeat(61)}`, 'unknown'],
  ['_here', 'unknown'],
  [`${'.'.repeat(61)}_here`, 'unknown'],
  ['<>', 'unknown'],
  [`<${'.'.repeat(61)}>`, 'unknown'],
  // What is recognized only alone.
  ...[
    ...['x', 'error=1', '1 error', 'x <key id>', '<key id> x', 'x <nil>', '<nil> x', 'x your-key'],
    ...['key-here x', 'x op://a', 'ref://x', 'x+y://z', 'x projects/p/secrets/s', 'x c:\\keys'],
    ...['x https://ci.vault.azure.net/secrets/a', 'x process.env.P8_KEY_1', 'process.env.P8 is'],
  ].map((text) => [text, 'unknown'] as const),
  // URIs of keys in a KMS are no references to a secret.
  ...['awskms:///x', 'gcpkms://projects/x', 'azurekms://x', 'hashivault://x'].map(
    (uri) => [uri, 'unknown'] as const,
  ),
])('%j is of the kind %s', (text, kind) => {
  expect(recognize(text).kind).toBe(kind)
})
