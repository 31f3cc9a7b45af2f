import { win32 } from 'node:path'

/** The name by which later steps run the command. */
export const COMMAND = 'app-store-connect-token'

/**
 * Returns the command for `sh`, also for Git Bash on Windows.
 *
 * @param words the program and its arguments, as absolute paths
 */
export function shScript(words: readonly string[], platform: NodeJS.Platform): string {
  // Git Bash recognizes paths by their forward slashes, and Windows accepts those too.
  const paths = platform === 'win32' ? words.map((word) => word.replaceAll('\\', '/')) : words
  const quoted = paths.map((path) => `'${path.replaceAll("'", String.raw`'\''`)}'`)
  return ['#!/bin/sh', NO_NODE_OPTIONS.sh, `exec ${quoted.join(' ')} "$@"`, ''].join('\n')
}

/**
 * Returns the command for `cmd` and PowerShell on Windows. `cmd` reads it in the code page of the
 * console, so it contains only ASCII: it names its program relative to itself where it can.
 *
 * @param bin the folder that it will be in, as an absolute path
 * @param words the program and its arguments, as absolute paths
 * @returns undefined if a path would need other characters, as on another drive
 */
export function cmdScript(bin: string, words: readonly string[]): string | undefined {
  const quoted = words.map((word) => {
    const path = win32.relative(bin, word)
    const start = win32.isAbsolute(path) ? '' : '%folder%'
    return `"${start}${path.replaceAll('%', '%%')}"`
  })
  const command = quoted.join(' ')
  if (/[^ -~]/.test(command)) return undefined
  return [
    '@echo off',
    'setlocal DisableDelayedExpansion',
    NO_NODE_OPTIONS.cmd,
    'call :find_folder',
    `${command} %*`,
    'exit /b %ERRORLEVEL%',
    // Only a subroutine sees the right %~dp0 when the command was called in quotes:
    // https://github.com/npm/cmd-shim/issues/10
    ':find_folder',
    'set "folder=%~dp0"',
    'exit /b',
    '',
  ].join('\r\n')
}

// A workflow sets these for its own tools: a module that they preload may be missing here, and its
// output would become part of the token.
const NO_NODE_OPTIONS = { sh: 'unset NODE_OPTIONS', cmd: 'set "NODE_OPTIONS="' }
