import { explainError, findHelp, isSystemError, trace, UserError } from '../errors.ts'
import { workflowCommand } from '../log.ts'
import { signWith } from '../private-key/sign.ts'
import { signToken } from '../token.ts'
import { COMMAND } from './scripts.ts'
import { readInstallation } from './spec-file.ts'

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
  // Without a listener, an error would end the process. The callback of the write gets it too.
  for (const stream of [stdout, stderr]) stream.on('error', () => {})
  // A command of the runner has to begin a line. Where both streams become one, behind `2>&1` or in
  // act, what was printed before may have left a line open: Apple's JSON ends without a line break.
  // https://github.com/nektos/act/blob/master/pkg/common/line_writer.go
  const report = (text: string) => write(stderr, `\n${text}`)
  const mask = (secret: string) => report(workflowCommand('add-mask', secret))
  try {
    if (args.join(' ') === '--help') await writeOutput(stdout, HELP)
    else if (args.length > 0) {
      // An argument may be a secret, so the message does not repeat it.
      const problem = 'This command accepts no arguments, only --help.'
      throw new UserError(problem, 'Remove them.', 'command')
    } else {
      const { privateKey, spec, ahead } = readInstallation(folder)
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
      await writeOutput(stdout, `${jwt}\n`)
    }
    return 0
  } catch (error) {
    const debug = env['RUNNER_DEBUG'] === '1' ? `\n${workflowCommand('debug', trace(error))}` : ''
    // If this cannot be written either, the exit code has to do.
    await report(`${COMMAND}: ${explainError(error, findHelp(env))}\n${debug}`).catch(() => {})
    return 1
  }
}

/** @throws {UserError} if it cannot be written, as on a full disk, but not if nobody reads it */
async function writeOutput(stdout: NodeJS.WritableStream, text: string): Promise<void> {
  await write(stdout, text).catch((cause: unknown) => {
    if (!isSystemError(cause)) throw cause
    if (cause.code === 'EPIPE') return
    const problem = `Standard output cannot be written (${cause.code}).`
    const remedy = 'Check the disk or the device that it is redirected to.'
    throw new UserError(problem, remedy, 'command', { cause })
  })
}

function write(stream: NodeJS.WritableStream, text: string): Promise<void> {
  return new Promise((done, fail) => {
    stream.write(text, (error) => (error ? fail(error) : done()))
  })
}
