import { measure } from './quote.ts'
import { trim } from './trim.ts'

/** What a text is, as far as it can be recognized without reading it as a key or an ID. */
export interface Recognition {
  /** A `placeholder` may look like an ID; `other` is all that no reader treats in its own way. */
  readonly kind: 'encrypted' | 'key' | 'placeholder' | 'other' | 'path' | 'base64'
  /** The predicate of a sentence about the text, which does not repeat it. */
  readonly description: string
  /** What to do instead, as a sentence; undefined if that depends on the input. */
  readonly remedy: string | undefined
}

/** What a text without what surrounds it matches, its description, and a remedy if it has its own. */
type Row = readonly [pattern: RegExp, description: string, remedy?: string]

/* biome-ignore-start lint/suspicious/noTemplateCurlyInString: this is the workflow's syntax. */
const USE_SECRET = 'Write ${{ secrets.NAME }} to get the value of a secret.'
const FIND_ERROR = 'Look for the error in the step that it comes from.'

/** What people put into the wrong input, by kind. The first match wins. Each row has one in the tests. */
const ROWS: Readonly<Record<Recognition['kind'], readonly Row[]>> = {
  encrypted: [
    // Most of these also as Base64.
    encrypted(/ENC\[AES256_GCM,|^RU5DW0FFUzI1Nl9HQ00/, 'SOPS', 'sops decrypt FILE'),
    encrypted(
      /^(age-encryption\.org|-----BEGIN AGE |YWdlLWVuY3J5cHRpb24|LS0tLS1CRUdJTiBBR0Ug)/,
      'age',
      'age --decrypt',
    ),
    encrypted(
      /^(-----BEGIN PGP MESSAGE|LS0tLS1CRUdJTiBQR1AgTUVTU0FHR|hQ[EI]MA|jA0E[BC])/,
      'PGP',
      'gpg --decrypt',
    ),
    encrypted(
      /^(\$ANSIBLE_VAULT;|JEFOU0lCTEVfVkFVTFQ)/,
      'Ansible Vault',
      'ansible-vault view FILE',
    ),
    encrypted(/^(GITCRYPT|AEdJVENSWVBU)/, 'git-crypt', 'git-crypt unlock'),
    encrypted(/^([\w ]+=\s*["']?)?encrypted:[\w+/=]/, 'dotenvx', 'dotenvx get NAME'),
    encrypted(/^(Salted__|U2FsdGVkX1)/, 'OpenSSL', 'openssl enc -d'),
    encrypted(/^ENC\[PKCS7,/, 'eyaml', 'eyaml decrypt'),
    encrypted(/^vault:v\d+:/, 'Vault', 'vault write transit/decrypt/NAME'),
    encrypted(/^AQICA[HX]/, 'AWS KMS', 'aws kms decrypt'),
    [
      /^version https:\/\/git-lfs\.github\.com/,
      'is a Git LFS pointer, not the file itself',
      'Set `lfs: true` on actions/checkout, or run `git lfs pull`.',
    ],
  ],
  key: [[/PRIVATE KEY|^(MIG|MHc|LS0t)[\w+/=\s-]{40}/, 'contains a private key']],
  placeholder: [
    [
      /^false$/i,
      'is "false", as `${{ condition && secrets.NAME }}` is if the condition is false',
      'Add `|| secrets.OTHER` to the expression, or skip the step with `if:`.',
    ],
    [/^true$/i, 'is "true", which is the result of a condition', USE_SECRET],
    [
      /^(null|undefined|none|nil|nan|n\/a|[<(](null|nil|none|no value|undefined|unset)[)>]|-|\{\}|\[\])$/i,
      'is what programs print for no value, as if an earlier step had found none',
    ],
    [
      /^(\[object \w+\]|(System|Microsoft)\.[\w.`]+(\[[\w.,]*\])?$)/,
      'is the name of a type, which a script prints instead of an object',
      'Output the text of the object in the step that it comes from.',
    ],
    [
      /^(\[?(error|fatal|panic|exception|traceback|usage|warning)\b([^=]|$)|an error occurred|unable to |failed to |cannot |could not |permission denied|access denied|.+: (error|fatal|(command )?not found|no such |permission denied|access denied))/i,
      'is an error message of a program, not its result',
      FIND_ERROR,
    ],
    [
      /^(to-?do|fix-?me|tbd|change[-_ ]?(me|it)|replace[-_ ]?(me|it|this|with\b.*)|(your|insert|enter|paste)[-_ ].{1,60}|(your|my)?(key|keyid|issuer|issuerid|apikey|privatekey)|[^\s:/]{1,60}[-_ ]here|dummy|placeholder|example|sample|test|foo|bar|secret|password|1234567890|0123456789|ABCDEFGHIJ|ABCDE12345|<[\w .-]{1,60}>|\[[a-z][\w .-]{1,60}\]|\u2026|(?<same>[^\s*-])\k<same>{2,35}|x[-x]{1,35}|[0-]{2,36})$/i,
      'is a placeholder, not a value',
    ],
  ],
  other: [
    [/^$/, 'is empty'],
    [/^<(!doctype )?html/i, 'is a web page, as a server sends instead of a file', FIND_ERROR],
    [/^\*{3,}$/, 'consists of asterisks, as a log shows instead of a secret'],
    [
      /--reveal\b/,
      'is what 1Password shows instead of a concealed field',
      'Read the field with `op read`, or with `--reveal`.',
    ],
    [
      /^(op|ref\+\w+|vault|keeper|sm|gcp-?sm|aws-?s?sm|ssm|secretsmanager|akv|secretref|berglas|doppler|infisical|bws?|sops)(:\/\/|:\S)|^arn:aws[\w-]*:(?!kms)|^\{\{\s*resolve:|^@Microsoft\.KeyVault|^https:\/\/[\w-]+\.vault\.azure\.|^(\/\/secretmanager\.googleapis\.com\/)?projects\/[^/\s]+\/secrets\/|^(secrets?|kv)\/data\//i,
      'is a reference to a secret manager, not the value itself',
      'Read it in an earlier step, and pass the output of that step.',
    ],
    [
      /^\{\{\s*(secrets|vars|env|inputs|steps|needs|github)\./,
      'is an expression that lacks its `$`',
      'Write ${{ secrets.NAME }}, with the `$`.',
    ],
    [
      /^\$\{\{/,
      'is an expression that was not evaluated',
      'Write it in `with:` of the workflow, where GitHub evaluates it.',
    ],
    [
      /^(\$?[{(]?)(secrets|vars|env|inputs)\.\w+[})]?$/,
      'is the name of a secret, not its value',
      USE_SECRET,
    ],
    [
      /^(\{\{|\{%|<%|#\{|__\w+__$|@@\w+@@$|%%\w+%%$)/,
      'is a placeholder of a template that was not filled in',
      'Fill in the template in an earlier step, or write ${{ secrets.NAME }}.',
    ],
    [
      /^(\$\{?(env:)?|%)\w+[}%]?["']?[\\/]/i,
      'is a path with a shell variable, which `with:` does not expand',
      'Write ${{ runner.temp }}/AuthKey.p8, ~/AuthKey.p8 or a path from the workspace on.',
    ],
    [/^(\$[\w{(]|%\w+%$|@env:)/i, 'is a shell variable, which `with:` does not expand', USE_SECRET],
    [/^[A-Z][A-Z\d]*(_[A-Z\d]+)+$/, 'looks like the name of a secret', USE_SECRET],
    [/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i, 'looks like an issuer ID, which is a UUID'],
    [/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'looks like an email address'],
    [/^https?:\/\//i, 'looks like a URL'],
    [/^eyJ[\w-]+\.[\w-]+\.[\w-]*$/, 'looks like a token (JWT)'],
    [/^(ssh-|ecdsa-)\S+ /, 'looks like an SSH public key'],
    [/^[A-Z\d]{10}$/, 'looks like a key ID or a team ID'],
    [/^[[{]/, 'looks like JSON without a key'],
    [/^\d+$/, 'is a number'],
    [/^H4sI/, 'looks like a compressed file'],
  ],
  path: [
    [
      /\.(p8|pem|key|txt|json|ya?ml|env|der|cer|p12|b64|base64)$|^[~.]{0,2}[\\/]|^[a-z]:\\/i,
      'looks like a path',
    ],
  ],
  base64: [[/[\w+/]{40}/, 'looks like Base64']],
}
/* biome-ignore-end lint/suspicious/noTemplateCurlyInString: this is the workflow's syntax. */

function encrypted(pattern: RegExp, tool: string, command: string): Row {
  const remedy = `Run \`${command}\` in an earlier step, and pass what it decrypts.`
  return [pattern, `is still encrypted with ${tool}`, remedy]
}

/** Recognizes what a text is, most of all if it belongs into another input, or into none. */
export function recognize(text: string): Recognition {
  const bare = trim(text)
  const start = bare.slice(0, 500)
  for (const kind of Object.keys(ROWS) as (keyof typeof ROWS)[]) {
    const row = ROWS[kind].find(([pattern]) => pattern.test(start))
    if (row) return { kind, description: row[1], remedy: row[2] }
  }
  return {
    kind: 'other',
    description: `contains unrecognized text (${measure(bare)})`,
    remedy: undefined,
  }
}
