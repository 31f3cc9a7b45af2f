/** How a tool is started. */
export interface ToolOptions {
  /** The folder that its relative paths start at. */
  readonly cwd: string
  readonly env: NodeJS.ProcessEnv
  readonly platform: NodeJS.Platform
  /** Milliseconds. */
  readonly timeout: number
}

export type ToolResult =
  | { readonly kind: 'done'; readonly stdout: Buffer }
  /** The tool is not on the PATH. */
  | { readonly kind: 'missing' }
  | { readonly kind: 'timeout' }
  /** What the tool wrote to standard error, or else to standard output. */
  | { readonly kind: 'failed'; readonly output: string }

/** Bytes. What the tools print for one key or signature has less than two thousand. */
const MAX_OUTPUT = 100_000

/** Everything that a validated URI, a file name or Base64 contains, and nothing that a shell reads. */
const PLAIN = /^[\w.:/=+@~-]+$/

/**
 * Runs the command-line tool of a KMS, without a shell and with its standard input closed.
 *
 * On Windows, gcloud and az are batch files, which only `cmd` can start. So every argument consists of
 * characters that mean nothing to it.
 * https://nodejs.org/api/child_process.html#spawning-bat-and-cmd-files-on-windows
 *
 * @throws {TypeError} if an argument contains other characters: its caller has to validate them
 */
export async function runTool(
  tool: string,
  args: readonly string[],
  { cwd, env, platform, timeout }: ToolOptions,
): Promise<ToolResult> {
  if (!args.every((arg) => PLAIN.test(arg))) throw new TypeError('An argument is not plain.')
  // Only few steps start a process, so only they load this module.
  const { spawn } = await import('node:child_process')
  const [file, words] = commandLine(tool, args, env, platform)
  const child = spawn(file, words, {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
    windowsVerbatimArguments: true,
  })
  const stdout: Buffer[] = []
  const stderr: Buffer[] = []
  let size = 0
  const collect = (chunks: Buffer[]) => (chunk: Buffer) => {
    size += chunk.length
    if (size <= MAX_OUTPUT) chunks.push(chunk)
  }
  child.stdout.on('data', collect(stdout))
  child.stderr.on('data', collect(stderr))
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL')
      // What the tool started itself may still have them open.
      child.stdout.destroy()
      child.stderr.destroy()
      resolve({ kind: 'timeout' })
    }, timeout)
    child.on('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(timer)
      if (error.code === 'ENOENT') resolve({ kind: 'missing' })
      else resolve({ kind: 'failed', output: String(error.code) })
    })
    child.on('close', (exitCode) => {
      clearTimeout(timer)
      const printed = Buffer.concat(stdout)
      const output = Buffer.concat(stderr).toString() || printed.toString()
      if (exitCode === 0) resolve({ kind: 'done', stdout: printed })
      else if (platform === 'win32' && NOT_FOUND.test(output)) resolve({ kind: 'missing' })
      else resolve({ kind: 'failed', output })
    })
  })
}

/** What `cmd` says in English; in other languages, its message is shown. */
const NOT_FOUND = /is not recognized as an internal or external command/

/** Returns what to start, and with which arguments. */
export function commandLine(
  tool: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
): [file: string, args: string[]] {
  if (platform !== 'win32') return [tool, [...args]]
  const shell = env['ComSpec'] ?? env['COMSPEC'] ?? 'cmd.exe'
  return [shell, ['/d', '/s', '/c', `"${[tool, ...args].join(' ')}"`]]
}
