const NO_VALUES = new Set([
  ...words('null undefined none nil nan n/a unknown unset no_value - {} []'),
])

/** Whether a text is what programs print for no value, such as `<nil>`. */
export function isNoValue(text: string): boolean {
  const word = text.toLowerCase().replace(' ', '_')
  return NO_VALUES.has(word) || (/^[<([].*[>)\]]$/.test(word) && NO_VALUES.has(word.slice(1, -1)))
}

/** What starts an error of a program, and parts of what programs say in one. */
const ERRORS = words('error fatal panic exception traceback usage warning')
const ERROR_STARTS = ['an error occurred', 'unable to ', 'failed to ', 'cannot ', 'could not ']
const ERROR_PARTS = [
  ...[': error', ' error: ', '{"error', 'not found', ': no such '],
  ...['permission denied', 'access denied'],
]

/** Whether a text is what a program prints when it fails. */
export function isErrorMessage(text: string): boolean {
  const line = text.toLowerCase()
  const [, first = ''] = /^\[?([a-z]+)(?![a-z=])/.exec(line) ?? []
  return (
    ERRORS.includes(first) ||
    ERROR_STARTS.some((part) => line.startsWith(part)) ||
    ERROR_PARTS.some((part) => line.includes(part))
  )
}

/** What documentation and templates have in place of a value, without what separates words. */
const FILLERS = new Set([
  ...words('todo fixme tbd changeme changeit replaceme replaceit replacethis'),
  ...words('key keyid issuer issuerid apikey privatekey yourkey yourkeyid mykey myapikey'),
  ...words('dummy placeholder example sample test foo bar secret password'),
  ...words('1234567890 0123456789 abcdefghij abcde12345'),
])
const FILLER = /^(your|insert|enter|paste|replace)[-_ ].{1,60}$|^[^\s:/]{1,60}[-_ ]here$/
const BRACKETED = /^(<[\w .-]{1,60}>|\[[a-z][\w .-]{1,60}\]|\u2026)$/
/** Of templates that were not filled in. */
const TEMPLATE = /^(\{\{|\{%|<%|#\{|(__|@@|%%)\w+\2$)/

/** Whether a text stands for a value that somebody has yet to fill in, such as `YOUR_KEY_ID`. */
export function isPlaceholder(text: string): boolean {
  const lower = text.toLowerCase()
  return (
    isFiller(lower) ||
    FILLER.test(lower) ||
    BRACKETED.test(lower) ||
    (TEMPLATE.test(lower) && !isReference(text))
  )
}

function isFiller(lower: string): boolean {
  const characters = new Set(lower.replaceAll('-', ''))
  const isRepeated = characters.size === 1 && lower.length > 1 && lower.length <= 36
  return (isRepeated && !characters.has('*')) || FILLERS.has(lower.replaceAll(/[-_ ]/g, ''))
}

/** Whether a word of letters and digits is in place of a value, such as `null` or `XXXXXXXXXX`. */
export function isStandIn(word: string): boolean {
  const lower = word.toLowerCase()
  return ['true', 'false'].includes(lower) || NO_VALUES.has(lower) || isFiller(lower)
}

const SCHEMES = new Set([
  ...words('op vault keeper sm gcpsm awssm awsssm ssm secretsmanager akv secretref berglas'),
  ...words('doppler infisical bw bws sops'),
])
const REFERENCES = [
  ...['{{resolve:', '{{ resolve:', '@microsoft.keyvault', '//secretmanager.googleapis.com/'],
  ...['secret/data/', 'secrets/data/', 'kv/data/'],
]
const SECRET_PATH = /^projects\/[^/\s]+\/secrets\/|^https:\/\/[\w-]+\.vault\.azure\.\w+\/secrets/

/** Whether a text is how a secret manager calls a value, such as `op://vault/item/private key`. */
export function isReference(text: string): boolean {
  const lower = text.toLowerCase()
  const [, scheme = '', provider] = /^([a-z-]+)(\+\w+)?:(?:\/\/|\S)/.exec(lower) ?? []
  return (
    SCHEMES.has(scheme.replaceAll('-', '')) ||
    (scheme === 'ref' && provider !== undefined) ||
    (scheme === 'arn' && !lower.includes(':kms:')) ||
    REFERENCES.some((start) => lower.startsWith(start)) ||
    SECRET_PATH.test(lower)
  )
}

function words(text: string): string[] {
  return text.split(' ')
}
