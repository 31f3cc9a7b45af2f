import { win32 } from 'node:path'

/** The name by which later steps run the command. */
export const COMMAND = 'app-store-connect-token'

/** The environment variables that the command sets. */
type Variables = Readonly<Record<string, string>>

/** Returns the command for `sh`, also for Git Bash on Windows, that runs a program by absolute paths. */
export function shScript(
  words: readonly string[],
  platform: NodeJS.Platform,
  variables: Variables,
): string {
  // Git Bash recognizes paths by their forward slashes, and Windows accepts those too.
  const paths = platform === 'win32' ? words.map((word) => word.replaceAll('\\', '/')) : words
  const quote = (text: string) => `'${text.replaceAll("'", String.raw`'\''`)}'`
  const lines = Object.entries(variables).map(([name, value]) => `export ${name}=${quote(value)}`)
  return ['#!/bin/sh', ...lines, `exec ${paths.map(quote).join(' ')} "$@"`, ''].join('\n')
}

/**
 * Returns the command for `cmd` and PowerShell on Windows. `cmd` reads it in the code page of the
 * console, so it should be ASCII: a path that is not is relative to the script, which leaves out the
 * runner's folder. Others are absolute, which is shorter: `cmd` starts no program by more than 259
 * characters.
 *
 * @param bin the folder that it will be in
 */
export function cmdScript(bin: string, words: readonly string[], variables: Variables): string {
  const quoted = words.map((word) => {
    const path = isAscii(word) ? word : win32.relative(bin, word)
    return `"${win32.isAbsolute(path) ? '' : '%folder%'}${path.replaceAll('%', '%%')}"`
  })
  return [
    '@echo off',
    'setlocal DisableDelayedExpansion',
    ...Object.entries(variables).map(([name, value]) => `set "${name}=${value}"`),
    'call :find_folder',
    `${quoted.join(' ')} %*`,
    'exit /b %ERRORLEVEL%',
    // Only a subroutine sees the right %~dp0 when the command was called in quotes:
    // https://github.com/npm/cmd-shim/issues/10
    ':find_folder',
    'set "folder=%~dp0"',
    'exit /b',
    '',
  ].join('\r\n')
}

export function isAscii(text: string): boolean {
  return /^[\r\n -~]*$/.test(text)
}
