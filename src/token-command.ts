/**
 * The command for `sh`, also for the Git Bash of Windows.
 *
 * @param words the program and its arguments, as absolute paths
 */
export function shScript(words: readonly string[], platform: NodeJS.Platform): string {
  // Git Bash tells a path by its slashes, and Windows takes them for backslashes.
  const paths = platform === 'win32' ? words.map((word) => word.replaceAll('\\', '/')) : words
  const quoted = paths.map((path) => `'${path.replaceAll("'", String.raw`'\''`)}'`)
  return ['#!/bin/sh', NO_NODE_OPTIONS.sh, `exec ${quoted.join(' ')}`, ''].join('\n')
}

/**
 * The command for `cmd` and PowerShell on Windows.
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

// A workflow sets these for its own tools: a module that they preload may be missing here, and what
// it prints would end up in the token.
const NO_NODE_OPTIONS = { sh: 'unset NODE_OPTIONS', cmd: 'set "NODE_OPTIONS="' }
