import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, win32 } from 'node:path'
import { expect, test } from '@jest/globals'
import { COMMAND, cmdScript, isAscii, shScript } from '../../src/installed-key/scripts.ts'
import { freshFolders } from '../helpers/folders.ts'
import { posixTest } from '../helpers/support.ts'

const temp = freshFolders()

test('has the name by which later steps call the command', () => {
  expect(COMMAND).toBe('app-store-connect-token')
})

const WINDOWS = [
  String.raw`C:\hosted agent\100% & co\node.exe`,
  String.raw`D:\a\_actions\it's\100%\index.js`,
  String.raw`D:\a\_temp\app-store-connect-key-aB3dE6`,
]

test('names the program by its path for cmd', () => {
  const text = cmdScript(String.raw`D:\a\_temp\app-store-connect-key-aB3dE6\bin`, WINDOWS, {
    NODE_OPTIONS: '',
  })
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

const RUNNERS = [
  'C:\\actions-runner',
  'C:\\Jürgen',
  'C:\\日本 語\\r',
  'C:\\Ünïcödé\\Łódź\\r',
].flatMap((runner) => [
  [runner, 'its own Node', `${runner}\\externals\\node24\\bin\\node.exe`],
  [runner, 'a Node on another drive', 'D:\\externals\\node24\\bin\\node.exe'],
  [runner, 'a Node on a share', '\\\\server\\share\\node.exe'],
])

test.each(RUNNERS)(
  'in %s with %s, writes only ASCII that leads to every path',
  (runner, _, node) => {
    const folder = `${runner}\\_temp\\app-store-connect-key-aB3dE6`
    const bin = `${folder}\\bin`
    const words = [node, `${runner}\\_actions\\OWNER\\v1\\dist\\index.js`, folder]
    const text = cmdScript(bin, words, { NODE_OPTIONS: '' })
    expect(Buffer.from(text).filter((byte) => byte > 0x7e)).toHaveLength(0)
    expect(isAscii(text)).toBe(true)

    const [command = ''] = /^".*/m.exec(text) ?? []
    const paths = Array.from(command.matchAll(/"(.*?)"/g), ([, path = '']) =>
      win32.resolve(path.replace('%folder%', `${bin}\\`)),
    )
    expect(paths).toStrictEqual(words)
  },
)

test.each([
  ['another drive', 'D:\\Jürgen\\node.exe'],
  ['another folder of the drive', 'C:\\Jürgen\\node.exe'],
  ['a share', '\\\\server\\Jürgen\\node.exe'],
])('needs other characters than ASCII if a path in %s has them', (_, node) => {
  expect(isAscii(cmdScript('C:\\a\\_temp\\key\\bin', [node], { NODE_OPTIONS: '' }))).toBe(false)
})

test('starts the program by at most 259 characters in a folder whose path has 180', () => {
  const runner = `C:\\${'r'.repeat(177)}`
  const bin = `${runner}\\_work\\_temp\\app-store-connect-key-aB3dE6\\bin`
  const text = cmdScript(bin, [`${runner}\\externals\\node24\\bin\\node.exe`], { NODE_OPTIONS: '' })
  const [, path = ''] = /^"(.*?)"/m.exec(text.replace('%folder%', `${bin}\\`)) ?? []
  expect(path.length).toBeLessThanOrEqual(259)
})

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
