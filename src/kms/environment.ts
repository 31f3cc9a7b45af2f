import { readFileSync } from 'node:fs'
import { explainSystemErrors, UserError } from '../errors.ts'
import { isLoopback } from '../http/proxy.ts'

type Env = NodeJS.ProcessEnv

/** What can be in a header, between the slashes of a path, and a path. */
const HEADER = /^[!-~]+$/
export const NAME = /^\w[\w.-]*$/
export const PATH = /^\w[\w.-]*(\/\w[\w.-]*)*\/?$/
const CORRECT = 'Correct it in env: of this step, or in the step that sets it.'

/** Reads a variable, without the space around it. @throws {UserError} if it has another form */
export function read(env: Env, name: string, form = HEADER): string | undefined {
  const value = env[name]?.trim() || undefined
  if (value === undefined || form.test(value)) return value
  throw new UserError(`${name} is not valid.`, CORRECT, 'sign-in')
}

/**
 * Reads the URL of a server that credentials are sent to: https, or http on this machine.
 *
 * @throws {UserError} if the value is anything else
 */
export function readUrl(env: Env, name: string, isHttpSafe = isLoopback): URL | undefined {
  const text = read(env, name)
  if (text === undefined) return undefined
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isSafe = url?.protocol === 'http:' ? isHttpSafe(url) : url?.protocol === 'https:'
  if (url && isSafe && url.username + url.password === '') return url
  throw new UserError(`${name} is not the https URL of a server.`, CORRECT, 'sign-in')
}

/** Reads the file that a variable points to. @throws {UserError} if it cannot be read */
export function readFileAt(env: Env, name: string): string | undefined {
  const path = env[name]
  if (!path) return undefined
  return explainSystemErrors(
    () => readFileSync(path, 'utf8').trim(),
    (code) => [`${name} points to a file that cannot be read (${code}).`, CORRECT, 'sign-in'],
  )
}

/** What others sign in with and this action does not use, by how the names start that it needs instead. */
const UNUSED: Readonly<Record<string, string>> = {
  AWS: 'AWS_PROFILE AWS_DEFAULT_PROFILE AWS_CONTAINER_CREDENTIALS_FULL_URI AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  AZURE: 'AZURE_CLIENT_SECRET AZURE_CREDENTIALS IDENTITY_ENDPOINT MSI_ENDPOINT',
  GOOGLE: 'CLOUDSDK_CONFIG CLOUDSDK_AUTH_CREDENTIAL_FILE_OVERRIDE',
}

/** Reports a variable that is not set. */
export function missing(env: Env, name: string, remedy = 'Set it in env: of this step.'): never {
  const [start = ''] = name.split('_')
  const other = UNUSED[start]?.split(' ').find((other) => env[other])
  const problem = `${name} is not set${other ? `, and ${other} is not used` : ''}.`
  throw new UserError(problem, remedy, 'sign-in')
}
