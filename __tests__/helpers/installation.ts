import { makeKeyFolder } from '../../src/installed-key/folder.ts'
import { type InstalledKey, installKey, type Program } from '../../src/installed-key/install.ts'
import type { SigningKey } from '../../src/private-key/sign.ts'
import type { TokenSpec } from '../../src/token.ts'
import { TEAM_SPEC } from './support.ts'

interface Options {
  readonly spec?: Partial<TokenSpec>
  readonly ahead?: number
  readonly program?: Partial<Program>
  readonly env?: NodeJS.ProcessEnv
  /** An empty one; by default, a new one. */
  readonly folder?: string
}

/** Installs a key in a folder below another one: a team key, for Linux. */
export function install(
  parent: string,
  privateKey: SigningKey,
  { spec, ahead = 0, program, env = {}, folder = makeKeyFolder(parent) }: Options = {},
): InstalledKey & { readonly folder: string } {
  const installation = { privateKey, spec: { ...TEAM_SPEC, ...spec }, ahead }
  const run = { node: '/node', script: '/index.js', platform: 'linux' as const, ...program }
  return { folder, ...installKey(folder, installation, run, env) }
}
