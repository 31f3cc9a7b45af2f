import { trim } from '../trim.ts'

/** The inputs that action.yml declares, with their defaults. */
export const DEFAULTS = {
  'issuer-id': '',
  'key-id': '',
  'private-key': '',
  'key-type': 'team',
  lifetime: '15m',
  scope: '',
  audience: 'appstoreconnect-v1',
  verify: 'false',
  'api-url': '',
  'install-key': 'false',
  optional: 'false',
} as const

export type InputName = keyof typeof DEFAULTS

/** Returns what an input contains, without what {@link trim} removes, or its default. */
export function readInput(env: NodeJS.ProcessEnv, name: InputName): string {
  return trim(env[`INPUT_${name.toUpperCase()}`] ?? '') || DEFAULTS[name]
}
