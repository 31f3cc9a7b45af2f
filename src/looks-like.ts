import { measure } from './quote.ts'
import { trim } from './text.ts'

export const A_KEY = 'holds a private key'
export const A_PATH = 'looks like a path'
export const BASE64 = 'holds Base64 or the like'

export const NOTHING = /^(null|undefined)$/

/** What people put into the wrong input, and what to say of it. The first that fits is said. */
const KINDS: readonly (readonly [RegExp, string])[] = [
  [/PRIVATE KEY|^(MIG|MHc|LS0t)[\w+/=\s-]{40}/, A_KEY],
  [/^$/, 'is empty'],
  [NOTHING, 'holds what a step writes if it found nothing'],
  [/^H4sI/, 'holds a compressed file'],
  [/^\*{3,}$/, 'holds asterisks, as a log shows in place of a secret'],
  [/^\$?\{\{/, 'holds an expression that was not evaluated'],
  [
    /^(\$[\w{(]|\$env:|%\w+%$)/i,
    // biome-ignore lint/suspicious/noTemplateCurlyInString: this is the workflow's syntax.
    'holds a shell variable, but `with:` is not read by a shell; write ${{ secrets.NAME }}',
  ],
  [
    /^(secrets|vars|env|inputs)\.\w+$/,
    // biome-ignore lint/suspicious/noTemplateCurlyInString: this is the workflow's syntax.
    'holds the name of a secret; write ${{ secrets.NAME }} to get its value',
  ],
  [
    /^[A-Z][A-Z\d]*(_[A-Z\d]+)+$/,
    // biome-ignore lint/suspicious/noTemplateCurlyInString: this is the workflow's syntax.
    'looks like the name of a secret; write ${{ secrets.NAME }} to get its value',
  ],
  [/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i, 'looks like an issuer ID, which is a UUID'],
  [/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'looks like an e-mail address'],
  [/^https?:\/\//i, 'looks like the address of a web page'],
  [/^eyJ[\w-]+\.[\w-]+\.[\w-]*$/, 'looks like a token (JWT)'],
  [/^(ssh-|ecdsa-)\S+ /, 'looks like a public SSH key'],
  [/^[A-Z\d]{10}$/, 'looks like a key ID or a team ID'],
  [/\.(p8|pem|key|txt)$|^[~.]{0,2}[\\/]|^[a-z]:\\/i, A_PATH],
  [/^[[{]/, 'looks like JSON without a key'],
  [/^\d+$/, 'holds a number'],
  [/[\w+/]{40}/, BASE64],
]

/** Says what a value is, as the predicate of a sentence that does not repeat it. */
export function looksLike(text: string): string {
  const bare = trim(text)
  const [, kind] = KINDS.find(([pattern]) => pattern.test(bare.slice(0, 500))) ?? []
  return kind ?? `holds other text (${measure(bare)})`
}
