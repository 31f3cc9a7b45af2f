import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { cmdScript, shScript } from '../../src/installed-key/scripts.ts'
import { freshFolders } from '../helpers/folders.ts'
import { posixTest } from '../helpers/support.ts'

const temp = freshFolders()

const WINDOWS = [
  String.raw`C:\hosted agent\100% & co\node.exe`,
  String.raw`D:\a\_actions\it's\dist\index.js`,
  String.raw`D:\a\_temp\app-store-connect-key-aB3dE6`,
]

test('quotes every path for cmd', () => {
  expect(cmdScript(WINDOWS).split('\r\n')).toStrictEqual([
    '@echo off',
    'setlocal DisableDelayedExpansion',
    'set "NODE_OPTIONS="',
    String.raw`"C:\hosted agent\100%% & co\node.exe" "D:\a\_actions\it's\dist\index.js" "D:\a\_temp\app-store-connect-key-aB3dE6"`,
    '',
  ])
  expect(cmdScript(WINDOWS).replaceAll('\r\n', '')).not.toContain('\n')
})

test('writes paths with forward slashes for sh on Windows', () => {
  expect(shScript(WINDOWS, 'win32')).toBe(
    String.raw`#!/bin/sh
unset NODE_OPTIONS
exec 'C:/hosted agent/100% & co/node.exe' 'D:/a/_actions/it'\''s/dist/index.js' 'D:/a/_temp/app-store-connect-key-aB3dE6'
`,
  )
})

posixTest('sh runs the exact paths, without the NODE_OPTIONS of the workflow', () => {
  const odd = join(temp(), 'it\'s 100% "odd" \\ $HOME `id` & co')
  const [node, script] = [join(odd, 'node'), join(odd, 'script.cjs')]
  mkdirSync(odd)
  symlinkSync(process.execPath, node)
  writeFileSync(script, 'console.log(JSON.stringify(process.argv.slice(1)))')

  const text = shScript([node, script, odd], 'linux')
  const env = { NODE_OPTIONS: '--require ./missing.cjs' }
  const printed = execFileSync('/bin/sh', ['-e', '-u', '-c', text], { env, encoding: 'utf8' })
  expect(JSON.parse(printed)).toStrictEqual([script, odd])
})
