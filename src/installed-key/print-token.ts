import { explainError, findHelp, isSystemError, trace, UserError } from '../errors.ts'
import { workflowCommand } from '../log.ts'
import { signWith } from '../private-key/sign.ts'
import { signToken } from '../token.ts'
import { COMMAND } from './scripts.ts'
import { type Installation, readInstallation } from './spec-file.ts'

/** What the command needs of its process. */
export interface CommandContext {
  readonly stdout: NodeJS.WritableStream
  readonly stderr: NodeJS.WritableStream
  readonly env: NodeJS.ProcessEnv
  readonly now: Date
}

const HELP = `Usage: ${COMMAND}

Prints a fresh token, signed with the key that this job installed: token=$(${COMMAND})
Standard error has the runner mask the token. Do not redirect it.
`

/**
 * The command of later steps: prints a fresh token on standard output, and nothing else.
 *
 * @returns the exit code
 */
export async function printToken(
  folder: string,
  args: readonly string[],
  { stdout, stderr, env, now }: CommandContext,
): Promise<number> {
  // A command of the runner has to begin a line. Where both streams become one, behind `2>&1` or in
  // act, what was printed before may have left a line open: Apple's JSON ends without a line break.
  // https://github.com/nektos/act/blob/master/pkg/common/line_writer.go
  const report = (text: string) => write(stderr, `\n${text}`)
  const mask = (secret: string) => report(workflowCommand('add-mask', secret))
  try {
    if (args.join(' ') === '--help') return await writeOutput(stdout, HELP)
    if (args.length > 0) {
      // An argument may be a secret, so the message does not repeat it.
      const problem = 'This command accepts no arguments, only --help.'
      throw new UserError(problem, 'Remove them.', 'command')
    }
    const { privateKey, spec, ahead } = readInstalledKey(folder)
    const { sign } = signWith(privateKey, {
      env,
      now: () => now,
      // If it cannot be written, what it hides would not be, either.
      mask: (secret) => mask(secret).catch(() => {}),
    })
    const { jwt } = await signToken(spec, sign, new Date(now.getTime() + ahead))
    // Standard output is for the token alone, which is written only after the mask. The runner reads
    // pending standard error before pending standard output:
    // https://github.com/actions/runner/blob/main/src/Runner.Sdk/ProcessInvoker.cs
    await mask(jwt)
    return await writeOutput(stdout, `${jwt}\n`)
  } catch (error) {
    // If this cannot be written either, the exit code has to do.
    await report(`${COMMAND}: ${explainError(error, findHelp(env))}\n`).catch(() => {})
    if (env['RUNNER_DEBUG'] === '1') {
      await report(workflowCommand('debug', trace(error))).catch(() => {})
    }
    return 1
  }
}

/**
 * @returns the exit code 0, even if nobody reads it any longer
 * @throws {UserError} if it cannot be written, as on a full disk
 */
async function writeOutput(stdout: NodeJS.WritableStream, text: string): Promise<0> {
  await write(stdout, text).catch((cause: unknown) => {
    if (!isSystemError(cause)) throw cause
    if (cause.code === 'EPIPE') return
    const problem = `Standard output cannot be written (${cause.code}).`
    const remedy = 'Check the disk or the device that it is redirected to.'
    throw new UserError(problem, remedy, 'command', { cause })
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
function readInstalledKey(folder: string): Installation {
  try {
    return readInstallation(folder)
  } catch (cause) {
    // What reads the files reports a change of theirs in many ways, and does nothing else.
    const isGone = isSystemError(cause) && cause.code === 'ENOENT'
    const problem = isGone
      ? 'The key is no longer installed.'
      : `The key installed in ${folder} cannot be read.`
    const remedy = isGone
      ? 'Run this command in the same job as the step that installs it, before the job ends.'
      : 'Run this command as the same user as the step, and do not change that folder.'
    throw new UserError(problem, remedy, 'command', { cause })
  }
}
