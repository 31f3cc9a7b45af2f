import { createPrivateKey, type KeyObject } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { explainError, isSystemError, trace, UserError } from '../errors.ts'
import { keyFileName } from '../key-file-name.ts'
import { signToken, type TokenSpec } from '../token.ts'
import { workflowCommand } from '../workflow-command.ts'
import { isKeyFolder } from './folder.ts'
import { COMMAND } from './scripts.ts'
import { readSpec } from './spec-file.ts'

/** What the command needs of its process. */
export interface CommandContext {
  readonly stdout: NodeJS.WritableStream
  readonly stderr: NodeJS.WritableStream
  readonly env: NodeJS.ProcessEnv
  readonly now: Date
}

/**
 * The command of later steps: prints a fresh token on standard output, and nothing else.
 *
 * @param folder the folder of the installed key
 * @returns the exit code
 */
export async function printToken(
  folder: string,
  { stdout, stderr, env, now }: CommandContext,
): Promise<number> {
  try {
    const { spec, key } = readInstalledKey(folder)
    const { jwt } = await signToken(spec, key, now)
    // Standard output is for the token alone, which is written only after the mask. The runner reads
    // pending standard error before pending standard output:
    // https://github.com/actions/runner/blob/main/src/Runner.Sdk/ProcessInvoker.cs
    stderr.write(workflowCommand('add-mask', jwt), () => stdout.write(`${jwt}\n`))
    return 0
  } catch (error) {
    stderr.write(`${COMMAND}: ${explainError(error, env)}\n`)
    if (env['RUNNER_DEBUG'] === '1') stderr.write(workflowCommand('debug', trace(error)))
    return 1
  }
}

/** @throws {UserError} if the key is gone, or cannot be read */
function readInstalledKey(folder: string): { readonly spec: TokenSpec; readonly key: KeyObject } {
  if (!isKeyFolder(folder)) throw notInstalled()
  try {
    const spec = readSpec(folder)
    const pem = readFileSync(join(folder, keyFileName(spec.owner, spec.keyId)), 'utf8')
    return { spec, key: createPrivateKey(pem) }
  } catch (error) {
    if (isSystemError(error) && error.code === 'ENOENT') throw notInstalled(error)
    if (!isSystemError(error) && !isDamage(error)) throw error
    throw new UserError(
      `The key installed in ${folder} cannot be read.`,
      'Run this command as the same user as the step, and do not change that folder.',
      { cause: error },
    )
  }
}

/** Whether a file of the key was changed: JSON.parse and OpenSSL report it in their own ways. */
function isDamage(error: unknown): boolean {
  const { code = '' } = error as NodeJS.ErrnoException
  return error instanceof SyntaxError || code.startsWith('ERR_OSSL_')
}

function notInstalled(cause?: Error): UserError {
  return new UserError(
    'The key is no longer installed.',
    'Run this command in the same job as the step that installs it, before the job ends.',
    { cause },
  )
}
