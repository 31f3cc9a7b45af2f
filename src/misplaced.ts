import { measure } from './log.ts'
import { isErrorMessage, isNoValue, isPlaceholder, isReference } from './placeholders.ts'
import { trim } from './trim.ts'

/** What a text is, as far as it can be recognized without reading it as a key or an ID. */
export interface Recognition {
  /** A `placeholder` may look like an ID; `other` is all that no reader treats in its own way. */
  readonly kind: 'encrypted' | 'key' | 'placeholder' | 'other' | 'path' | 'base64' | 'unknown'
  /** The predicate of a sentence about the text, which does not repeat it. */
  readonly description: string
  /** What to do instead, as a sentence; undefined if that depends on the input. */
  readonly remedy?: string | undefined
}

/** Tools that encrypt files, the command that decrypts, and how their files start, also in Base64. */
const ENCRYPTED = [
  ['SOPS', 'sops decrypt FILE', 'ENC[AES256_GCM,'],
  ['age', 'age --decrypt', 'age-encryption.org', '-----BEGIN AGE '],
  ['PGP', 'gpg --decrypt', '-----BEGIN PGP MESSAGE', 'hQEMA', 'hQIMA', 'jA0EB', 'jA0EC'],
  ['Ansible Vault', 'ansible-vault view FILE', '$ANSIBLE_VAULT;'],
  ['git-crypt', 'git-crypt unlock', 'GITCRYPT', '\0GITCRYPT'],
  ['dotenvx', 'dotenvx get NAME', 'encrypted:'],
  ['OpenSSL', 'openssl enc -d', 'Salted__'],
  ['Vault', 'vault write transit/decrypt/NAME', 'vault:v1:', 'vault:v2:'],
  ['AWS KMS', 'aws kms decrypt', 'AQICAH', 'AQICAX'],
] as const

/** How a text starts, ignoring case, or what it matches, without what surrounds it. */
type Test = readonly string[] | RegExp | ((text: string) => boolean)

/** A test, the description of what passes it, and a remedy if it has its own. */
type Row = readonly [test: Test, description: string | ((text: string) => string), remedy?: string]

/* biome-ignore-start lint/suspicious/noTemplateCurlyInString: this is the workflow's syntax. */
const USE_SECRET = 'Write ${{ secrets.NAME }} for a secret, or ${{ vars.NAME }} for a variable.'
const FIND_ERROR = 'Look for the error in the step that it comes from.'

const READ_REFERENCE = 'Read it in an earlier step, and pass its output.'
const RUN_COMMAND =
  'Pass the path of the file, or run the command in an earlier step and pass its output.'
const EXPRESSION = /^\$?[{(]{0,2}\s*(secrets|vars|env|inputs|steps|needs|github)\.\w+/
const PATH =
  /^[~.]{0,2}[\\/]|^[a-z]:\\|\.(p8|pem|key|txt|json|ya?ml|env|der|cer|p12|b64|base64|enc|gpg|asc)$/i

/** What people put into the wrong input, by kind. The first match wins. */
const ROWS: Readonly<Record<Exclude<Recognition['kind'], 'base64' | 'unknown'>, readonly Row[]>> = {
  encrypted: [
    ...ENCRYPTED.map(
      ([tool, command, ...starts]): Row => [
        // Also in lines of YAML or JSON.
        (text) => valuesOf(text).some((value) => starts.some((start) => value.startsWith(start))),
        `is still encrypted with ${tool}`,
        `Run \`${command}\` in an earlier step, and pass what it decrypts.`,
      ],
    ),
    [
      ['version https://git-lfs.github.com'],
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
    [isNoValue, (text) => `is "${text}": an earlier step found no value`, FIND_ERROR],
    [
      /^(\[object \w+\]$|(System|Microsoft)\.[A-Z])/,
      'is the name of a type, not a value',
      FIND_ERROR,
    ],
    [isErrorMessage, 'is an error message of a program, not its result', FIND_ERROR],
    [EXPRESSION, 'is the text of an expression, not its value', USE_SECRET],
    [isPlaceholder, 'is a placeholder, not a value'],
  ],
  other: [
    [/^$/, 'is empty'],
    [['<!doctype html', '<html'], 'is a web page, as a server sends instead of a file', FIND_ERROR],
    [['***'], 'consists of asterisks, as a log shows instead of a secret'],
    [/--reveal\b/, 'is what 1Password shows instead of a concealed field', 'Use `--reveal`.'],
    [isReference, 'is a reference to a secret manager, not the value itself', READ_REFERENCE],
    [['$('], 'is a command, which `with:` does not run', RUN_COMMAND],
    [
      /^["']?(\$[\w{]|%\w+%|@env:)|^(process\.env|import\.meta\.env|Deno\.env|os\.environ|os\.getenv|System\.getenv|ENV)(\.get|\.fetch)?[.[("']+\w+\W*$/i,
      'contains a variable, which `with:` does not expand',
      `${USE_SECRET} For a file, write its path, such as \${{ runner.temp }}/AuthKey.p8.`,
    ],
    [/^[A-Z][A-Z\d]*(_[A-Z\d]+)+$/, 'looks like the name of a secret or a variable', USE_SECRET],
    [/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i, 'looks like an issuer ID, which is a UUID'],
    [/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'looks like an email address'],
    [['https://', 'http://'], 'looks like a URL'],
    [['ssh-', 'ecdsa-'], 'looks like an SSH public key'],
    [/^[A-Z\d]{10}$/, 'looks like a key ID or a team ID'],
    [['{', '['], 'looks like JSON without a key'],
  ],
  path: [[PATH, 'looks like a path']],
}
/* biome-ignore-end lint/suspicious/noTemplateCurlyInString: this is the workflow's syntax. */

/** A text, its first value if it is a line of an `.env` file, YAML or JSON, and what it is Base64 of. */
function valuesOf(text: string): string[] {
  const value = text.replace(/^[{\s]*["']?[\w-]+["']?\s?[:=]\s?["']?/, '')
  return [text, value, Buffer.from(text, 'base64').toString('latin1')]
}

/**
 * Recognizes what a text is, most of all if it belongs into another input, or into none.
 *
 * @example
 * recognize('jane@example.org').description // 'looks like an email address'
 */
export function recognize(text: string): Recognition {
  const bare = trim(text)
  const start = bare.slice(0, 500)
  for (const kind of Object.keys(ROWS) as (keyof typeof ROWS)[]) {
    const [, is, remedy] = ROWS[kind].find(([test]) => passes(start, test)) ?? []
    if (is !== undefined) {
      return { kind, description: typeof is === 'string' ? is : is(start), remedy }
    }
  }
  const decoded = decodeBase64Text(bare)
  const { kind = 'unknown', description, remedy } = decoded === undefined ? {} : recognize(decoded)
  if (kind !== 'unknown' && kind !== 'base64') {
    const is = `is the Base64 of a text that ${description}`
    return { kind: 'other', description: is, remedy: remedy ?? ENCODE_FILE }
  }
  if (/[\w+/]{40}/.test(start)) return { kind: 'base64', description: 'looks like Base64' }
  return { kind: 'unknown', description: `contains unrecognized text (${measure(bare)})` }
}

const ENCODE_FILE = 'Pass the text itself, or encode the file.'

/** Decodes Base64 of printable ASCII text; undefined if a text is not one, to the last character. */
export function decodeBase64Text(text: string): string | undefined {
  const bytes = Buffer.from(text, 'base64')
  const isBase64 = bytes.toString('base64').replaceAll('=', '') === text.replaceAll('=', '')
  const decoded = trim(bytes.toString('latin1'))
  return isBase64 && /^[\x20-\x7e]{4,}$/.test(decoded) ? decoded : undefined
}

function passes(text: string, test: Test): boolean {
  if (typeof test === 'function') return test(text)
  if (test instanceof RegExp) return test.test(text)
  return test.some((start) => text.toLowerCase().startsWith(start.toLowerCase()))
}
