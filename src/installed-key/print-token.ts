import { createPrivateKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { explainError, isSystemError, trace, UserError } from '../errors.ts'
import { keyFileName } from '../ids.ts'
import { workflowCommand } from '../log.ts'
import { type SigningKey, signWith } from '../private-key/sign.ts'
import { signToken, type TokenSpec } from '../token.ts'
import { isKeyFolder } from './folder.ts'
import { COMMAND } from './scripts.ts'
import { readSpec } from './spec-file.ts'

/** What the command needs of its process. */
export interface CommandContext {
  readonly stdout: NodeJS.WritableStream
  readonly stderr: NodeJS.WritableStream
  readonly env: NodeJS.ProcessEnv
  readonly platform: NodeJS.Platform
  readonly now: Date
}

const HELP = `Usage: ${COMMAND}

Prints a fresh token, signed with the key that this job installed: token=$(${COMMAND})
Standard error has the runner mask the token. Do not redirect it.
`

/**
 * The command of later steps: prints a fresh token on standard output, and nothing else.
 *
 * @param folder the folder of the installed key, absolute, though not normalized on Windows
 * @param args what the command was called with
 * @returns the exit code
 */
export async function printToken(
  folder: string,
  args: readonly string[],
  { stdout, stderr, env, now }: CommandContext,
): Promise<number> {
  try {
    if (args.join(' ') === '--help') return await writeOutput(stdout, HELP)
    // An argument may be a secret, so the message does not repeat it.
    if (args.length > 0) {
      throw new UserError(
        'This command was called with arguments, but accepts none.',
        'Remove them. --help, on its own, shows how to call it.',
      )
    }
    const { spec, ...key } = readInstalledKey(resolve(folder))
    const mask = (secret: string) => {
      // Nothing is lost: what it hides would be printed there, too.
      write(stderr, workflowCommand('add-mask', secret)).catch(() => {})
    }
    const { sign } = signWith(key, { env, now: () => now, mask })
    const { jwt } = await signToken(spec, sign, now)
    // Standard output is for the token alone, which is written only after the mask. The runner reads
    // pending standard error before pending standard output:
    // https://github.com/actions/runner/blob/main/src/Runner.Sdk/ProcessInvoker.cs
    await write(stderr, workflowCommand('add-mask', jwt))
    return await writeOutput(stdout, `${jwt}\n`)
  } catch (error) {
    // If this cannot be written either, the exit code has to do.
    const report = (text: string) => write(stderr, text).catch(() => {})
    await report(`${COMMAND}: ${explainError(error, env)}\n`)
    if (env['RUNNER_DEBUG'] === '1') await report(workflowCommand('debug', trace(error)))
    return 1
  }
}

/**
 * @returns the exit code 0, even if nobody reads it any longer
 * @throws {UserError} if it cannot be written, as on a full disk
 */
async function writeOutput(stdout: NodeJS.WritableStream, text: string): Promise<0> {
  await write(stdout, text).catch((error: unknown) => {
    if (!isSystemError(error)) throw error
    if (error.code === 'EPIPE') return
    throw new UserError(
      `Standard output cannot be written (${error.code}).`,
      'Check the disk or the device that it is redirected to.',
      { cause: error },
    )
  })
  return 0
}

/** Writes to a stream that reports an error both to its callback and as an event. */
function write(stream: NodeJS.WritableStream, text: string): Promise<void> {
  return new Promise((done, fail) => {
    stream.once('error', fail).write(text, (error) => {
      if (error) return fail(error)
      stream.off('error', fail)
      done()
    })
  })
}

/** @throws {UserError} if the key is gone, or cannot be read */
function readInstalledKey(folder: string): { readonly spec: TokenSpec } & SigningKey {
  if (!isKeyFolder(folder)) throw notInstalled()
  try {
    const { spec, kmsKey } = readSpec(folder)
    if (kmsKey) return { spec, kmsKey }
    const pem = readFileSync(join(folder, keyFileName(spec.owner, spec.keyId)))
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

/**
 * Whether a file of the key was changed: JSON.parse, OpenSSL and the reader of URIs report it in their
 * own ways.
 */
function isDamage(error: unknown): boolean {
  const isFromOpenSsl = String(Object(error).code).startsWith('ERR_OSSL_')
  return error instanceof SyntaxError || error instanceof UserError || isFromOpenSsl
}

function notInstalled(cause?: Error): UserError {
  return new UserError(
    'The key is no longer installed.',
    'Run this command in the same job as the step that installs it, before the job ends.',
    { cause },
  )
}
