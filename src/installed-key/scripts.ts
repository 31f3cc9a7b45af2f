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
  return ['#!/bin/sh', NO_NODE_OPTIONS.sh, `exec ${quoted.join(' ')}`, ''].join('\n')
}

/**
 * Returns the command for `cmd` and PowerShell on Windows.
 *
 * @param words the program and its arguments, as absolute paths
 */
export function cmdScript(words: readonly string[]): string {
  const quoted = words.map((word) => `"${word.replaceAll('%', '%%')}"`)
  return [
    '@echo off',
    'setlocal DisableDelayedExpansion',
    NO_NODE_OPTIONS.cmd,
    quoted.join(' '),
    '',
  ].join('\r\n')
}

// A workflow sets these for its own tools: a module that they preload may be missing here, and its
// output would become part of the token.
const NO_NODE_OPTIONS = { sh: 'unset NODE_OPTIONS', cmd: 'set "NODE_OPTIONS="' }
