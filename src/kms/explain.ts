import { UserError } from '../errors.ts'
import { isQuotable } from '../quote.ts'
import type { Failure, KmsService } from './services.ts'

/** The error for a tool that is not on the PATH. */
export function notInstalled({ tool, login }: KmsService): UserError {
  return new UserError(
    `private-key is in a KMS, but its command-line tool ${tool} is not installed on this runner.`,
    `Add a step with ${login} before this one.`,
  )
}

/** @param timeout in milliseconds */
export function explainTimeout({ tool }: KmsService, timeout: number): UserError {
  return new UserError(
    `${tool} did not answer within ${timeout / 1000} s.`,
    'Check that this runner can reach the KMS, and rerun the job.',
  )
}

/** The error for a tool that failed, with the cause as far as its output shows it. */
export function explainFailure(service: KmsService, output: string): UserError {
  const cause = CAUSES.find((failure) => service.failures[failure].test(output))
  const line = firstLine(output)
  const says = line === '' ? '' : ` (${service.tool} says ${line})`
  if (cause === undefined) {
    return new UserError(
      `The KMS did not sign${says || `, and ${service.tool} does not say why`}.`,
      `Run ${service.tool} in a step before this one to see why.`,
    )
  }
  const [problem, remedy] = EXPLANATIONS[cause](service)
  return new UserError(`${problem}${says}.`, remedy)
}

/** In this order: a message about missing permission can also name the key that is not found. */
const CAUSES: readonly Failure[] = ['credentials', 'permission', 'disabled', 'missing', 'type']

const EXPLANATIONS: Readonly<
  Record<Failure, (service: KmsService) => readonly [problem: string, remedy: string]>
> = {
  credentials: ({ tool, login }) => [
    `${tool} has no valid credentials for the KMS`,
    `Add a step with ${login} before this one, and check its settings.`,
  ],
  permission: ({ permissions }) => [
    "The job's credentials do not allow it to sign with this key",
    `Allow ${permissions} for it.`,
  ],
  missing: () => [
    'The KMS has no such key or version',
    "Check private-key, and that the job's credentials belong to the account, project and region of the key.",
  ],
  disabled: () => [
    'The key in the KMS is disabled or pending deletion',
    'Enable it, or use another key or version.',
  ],
  type: () => [
    'The key in the KMS cannot sign with ECDSA on the curve P-256 and SHA-256',
    'Import the .p8 file into the KMS as a key for signing, and use that key.',
  ],
}

/** The first line of a tool's error if it is plain text without anything that may be a credential. */
function firstLine(output: string): string {
  const line =
    output
      .split(/\r?\n/)
      .find((text) => text.trim() !== '')
      ?.trim() ?? ''
  const text = line.replace(/\.$/, '')
  // What the runner would read as a command is no plain text.
  return isQuotable(text, /^/, 300) && !/::|##\[/.test(line) ? `"${text}"` : ''
}
