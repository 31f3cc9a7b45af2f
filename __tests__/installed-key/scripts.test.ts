import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, win32 } from 'node:path'
import { expect, test } from '@jest/globals'
import { cmdScript, isAscii, shScript } from '../../src/installed-key/scripts.ts'
import { freshFolders } from '../helpers/folders.ts'
import { posixTest } from '../helpers/support.ts'

const temp = freshFolders()

const WINDOWS = [
  String.raw`C:\hosted agent\100% & co\node.exe`,
  String.raw`D:\a\_actions\it's\100%\index.js`,
  String.raw`D:\a\_temp\app-store-connect-key-aB3dE6`,
]

test('names the program by its path for cmd', () => {
  const bin = String.raw`D:\a\_temp\app-store-connect-key-aB3dE6\bin`
  const text = cmdScript(bin, WINDOWS, { NODE_OPTIONS: '' })
  expect(text.split('\r\n')).toStrictEqual([
    '@echo off',
    'setlocal DisableDelayedExpansion',
    'set "NODE_OPTIONS="',
    'call :find_folder',
    String.raw`"C:\hosted agent\100%% & co\node.exe" "D:\a\_actions\it's\100%%\index.js" "D:\a\_temp\app-store-connect-key-aB3dE6" %*`,
    'exit /b %ERRORLEVEL%',
    ':find_folder',
    'set "folder=%~dp0"',
    'exit /b',
    '',
  ])
  expect(text.replaceAll('\r\n', '')).not.toContain('\n')
})

const NODE = 'externals\\node24\\bin\\node.exe'

test.each([
  ['C:\\actions-runner', `C:\\actions-runner\\${NODE}`],
  ['C:\\日本 語\\r', `C:\\日本 語\\r\\${NODE}`],
  ['C:\\Łódź', `D:\\${NODE}`],
  [`C:\\${'r'.repeat(177)}`, `C:\\${'r'.repeat(177)}\\${NODE}`],
])('in %s, writes only ASCII that leads to every path', (runner, node) => {
  const folder = `${runner}\\_work\\_temp\\app-store-connect-key-aB3dE6`
  const bin = `${folder}\\bin`
  const words = [node, `${runner}\\_actions\\OWNER\\v1\\dist\\index.js`, folder]
  const text = cmdScript(bin, words, {})
  expect(isAscii(text)).toBe(true)
  const [command = ''] = /^".*/m.exec(text) ?? []
  const paths = Array.from(command.matchAll(/"(.*?)"/g), ([, path = '']) =>
    path.replace('%folder%', `${bin}\\`),
  )
  expect(paths.map((path) => win32.resolve(path))).toStrictEqual(words)
  // `cmd` starts no program by more.
  expect(paths[0]?.length).toBeLessThanOrEqual(259)
})

test.each(['D:\\Jürgen\\node.exe', 'C:\\Jürgen\\node.exe', '\\\\server\\Jürgen\\node.exe'])(
  'cannot run %s from a folder elsewhere by ASCII',
  (node) => {
    expect(isAscii(cmdScript('C:\\a\\_temp\\key\\bin', [node], {}))).toBe(false)
  },
)

test('writes paths with forward slashes for sh on Windows', () => {
  expect(shScript(WINDOWS, 'win32', { NODE_OPTIONS: '' })).toBe(
    String.raw`#!/bin/sh
export NODE_OPTIONS=''
exec 'C:/hosted agent/100% & co/node.exe' 'D:/a/_actions/it'\''s/100%/index.js' 'D:/a/_temp/app-store-connect-key-aB3dE6' "$@"
`,
  )
})

posixTest('sh runs the exact paths, without the NODE_OPTIONS of the workflow', () => {
  const odd = join(temp(), 'it\'s 100% "odd" \\ $HOME `id` & co')
  const [node, script] = [join(odd, 'node'), join(odd, 'script.cjs')]
  mkdirSync(odd)
  symlinkSync(process.execPath, node)
  writeFileSync(script, 'console.log(JSON.stringify(process.argv.slice(1)))')

  const text = shScript([node, script, odd], 'linux', { NODE_OPTIONS: '' })
  const env = { NODE_OPTIONS: '--require ./missing.cjs' }
  const args = ['-e', '-u', '-c', text, 'sh', 'an "argument"', '$HOME']
  const printed = execFileSync('/bin/sh', args, { env, encoding: 'utf8' })
  expect(JSON.parse(printed)).toStrictEqual([script, odd, 'an "argument"', '$HOME'])
})
