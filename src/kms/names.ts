import { UserError } from '../errors.ts'
import { aws } from './aws.ts'
import { azure } from './azure.ts'
import { google } from './google.ts'
import type { Connection, Session } from './session.ts'
import { vault } from './vault.ts'

/** A key in a KMS, by its name as it was given. */
export interface KmsKey {
  readonly uri: string
  readonly connect: (session: Session) => Promise<Connection>
}

/**
 * Reads the name of a key in a KMS, such as `awskms:///alias/NAME`; undefined if the text is none.
 *
 * @throws {UserError} if the name is not complete, or in another notation
 */
export function readKmsName(text: string): KmsKey | undefined {
  // Most keys have several lines, and names have one.
  if (text.includes('\n')) return undefined
  const lower = text.toLowerCase()
  const service = [aws, google, azure, vault].find(({ start }) => start.test(lower))
  if (service === undefined) return undefined
  const { name, forms, full, connect } = service
  const parts = full.exec(text.replace(/^[\w-]+:/, (scheme) => scheme.toLowerCase()))
  if (parts !== null) return { uri: text, connect: (session) => connect(parts, session) }
  const problem = `private-key is not the full name of a key in ${name}.`
  throw new UserError(problem, `Write ${forms}.`, 'kms')
}
