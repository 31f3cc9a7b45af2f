import { measure } from './redact.ts'
import { trim } from './trim.ts'

/** What a text is, as far as it can be recognized without reading it as a key or an ID. */
export interface Recognition {
  /** `other` is everything that no reader treats in its own way. */
  readonly kind: 'key' | 'path' | 'base64' | 'nullish' | 'other'
  /** The predicate of a sentence about the text, which does not repeat it. */
  readonly description: string
  /** What to do instead, as a sentence; undefined if that depends on the input. */
  readonly remedy: string | undefined
}

// biome-ignore lint/suspicious/noTemplateCurlyInString: this is the workflow's syntax.
const USE_SECRET = 'Write ${{ secrets.NAME }} to get the value of a secret.'

/** What people put into the wrong input. The first match wins. */
const KINDS: readonly ({ readonly pattern: RegExp } & Partial<Recognition>)[] = [
  {
    pattern: /PRIVATE KEY|^(MIG|MHc|LS0t)[\w+/=\s-]{40}/,
    kind: 'key',
    description: 'contains a private key',
  },
  { pattern: /^$/, description: 'is empty' },
  {
    pattern: /^(null|undefined)$/,
    kind: 'nullish',
    description: 'is "null" or "undefined", as if an earlier step had found no value',
  },
  { pattern: /^H4sI/, description: 'looks like a compressed file' },
  {
    pattern: /^\*{3,}$/,
    description: 'consists of asterisks, as a log shows instead of a secret',
  },
  { pattern: /^\$?\{\{/, description: 'is an expression that was not evaluated' },
  {
    pattern: /^(\$[\w{(]|\$env:|%\w+%$)/i,
    description: 'is a shell variable, which `with:` does not expand',
    remedy: USE_SECRET,
  },
  {
    pattern: /^(secrets|vars|env|inputs)\.\w+$/,
    description: 'is the name of a secret, not its value',
    remedy: USE_SECRET,
  },
  {
    pattern: /^[A-Z][A-Z\d]*(_[A-Z\d]+)+$/,
    description: 'looks like the name of a secret',
    remedy: USE_SECRET,
  },
  {
    pattern: /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i,
    description: 'looks like an issuer ID, which is a UUID',
  },
  { pattern: /^[^\s@]+@[^\s@]+\.[^\s@]+$/, description: 'looks like an email address' },
  { pattern: /^https?:\/\//i, description: 'looks like a URL' },
  { pattern: /^eyJ[\w-]+\.[\w-]+\.[\w-]*$/, description: 'looks like a token (JWT)' },
  { pattern: /^(ssh-|ecdsa-)\S+ /, description: 'looks like an SSH public key' },
  { pattern: /^[A-Z\d]{10}$/, description: 'looks like a key ID or a team ID' },
  {
    pattern: /\.(p8|pem|key|txt)$|^[~.]{0,2}[\\/]|^[a-z]:\\/i,
    kind: 'path',
    description: 'looks like a path',
  },
  { pattern: /^[[{]/, description: 'looks like JSON without a key' },
  { pattern: /^\d+$/, description: 'is a number' },
  { pattern: /[\w+/]{40}/, kind: 'base64', description: 'looks like Base64' },
]

/** Recognizes what a text is, most of all if it belongs into another input, or into none. */
export function recognize(text: string): Recognition {
  const bare = trim(text)
  const found = KINDS.find(({ pattern }) => pattern.test(bare.slice(0, 500)))
  const {
    kind = 'other',
    description = `contains other text (${measure(bare)})`,
    remedy,
  } = found ?? {}
  return { kind, description, remedy }
}
