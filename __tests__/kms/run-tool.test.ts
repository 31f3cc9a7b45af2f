import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { commandLine, runTool } from '../../src/kms/run-tool.ts'
import { freshFolders } from '../helpers/folders.ts'
import { posixTest } from '../helpers/support.ts'

const temp = freshFolders()

function run(script: string, { timeout = 10_000, args = [] as string[] } = {}) {
  writeFileSync(join(temp(), 'script.cjs'), script)
  const options = { cwd: temp(), env: { NAME: 'value' }, platform: 'linux', timeout } as const
  return runTool(process.execPath, ['script.cjs', ...args], options)
}

posixTest('returns what the tool prints', async () => {
  const script = 'process.stdout.write(process.env.NAME + process.argv[2]); console.error("noise")'
  expect(await run(script, { args: ['a=b/c'] })).toStrictEqual({
    kind: 'done',
    stdout: Buffer.from('valuea=b/c'),
  })
})

posixTest('closes the standard input', async () => {
  const script = 'process.stdin.on("end", () => console.log("end")).resume()'
  expect(await run(script)).toMatchObject({ kind: 'done', stdout: Buffer.from('end\n') })
})

posixTest.each([
  ['console.error("why"); console.log("what"); process.exitCode = 3', 'why\n'],
  ['console.log("what"); process.exitCode = 1', 'what\n'],
  ['process.kill(process.pid, "SIGTERM"); setTimeout(() => {}, 9000)', ''],
])('reports the failure of %s', async (script, output) => {
  expect(await run(script)).toStrictEqual({ kind: 'failed', output })
})

posixTest('reads no more than 100 kB', async () => {
  const result = await run('process.stdout.write("x".repeat(100_000)); setTimeout(() => {}, 50)')
  expect(result).toMatchObject({ kind: 'done', stdout: { length: 100_000 } })
  const large = await run('process.stdout.write("x".repeat(1_000_000))')
  expect(large).toMatchObject({ kind: 'done' })
  if (large.kind === 'done') expect(large.stdout.length).toBeLessThanOrEqual(100_000)
})

test('reports a tool that is not installed', async () => {
  const options = { cwd: temp(), env: { PATH: temp() }, timeout: 10_000 }
  expect(await runTool('no-such-tool', [], { ...options, platform: 'linux' })).toStrictEqual({
    kind: 'missing',
  })
})

posixTest('reports a tool that cannot be started', async () => {
  writeFileSync(join(temp(), 'tool'), '#!/bin/sh\n', { mode: 0o600 })
  const options = { cwd: temp(), env: {}, platform: 'linux', timeout: 10_000 } as const
  expect(await runTool(join(temp(), 'tool'), [], options)).toStrictEqual({
    kind: 'failed',
    output: 'EACCES',
  })
})

posixTest('gives up on a tool that does not finish, and on what it has started', async () => {
  const script = `
    const { spawn } = require('node:child_process')
    spawn(process.execPath, ['-e', 'setTimeout(() => {}, 3000)'], { stdio: 'inherit' })
    setTimeout(() => {}, 60_000)`
  expect(await run(script, { timeout: 300 })).toStrictEqual({ kind: 'timeout' })
})

test.each(['a b', 'a"', "a'", 'a&b', 'a|b', 'a%PATH%', 'a^', 'a;b', 'a\n', '$a', '`a`', '', 'ä'])(
  'does not pass on the argument %j',
  async (arg) => {
    const options = { cwd: temp(), env: {}, platform: 'linux', timeout: 10_000 } as const
    await expect(runTool('no-such-tool', [arg], options)).rejects.toMatchObject({
      name: 'TypeError',
      message: 'An argument is not plain.',
    })
  },
)

test('starts a tool through cmd on Windows, where it may be a batch file', () => {
  const args = ['kms', '--key=a/b:c', 'x=y==']
  expect(commandLine('gcloud', args, { ComSpec: 'C:\\Windows\\cmd.exe' }, 'win32')).toStrictEqual([
    'C:\\Windows\\cmd.exe',
    ['/d', '/s', '/c', '"gcloud kms --key=a/b:c x=y=="'],
  ])
  expect(commandLine('az', args, { COMSPEC: 'C:\\cmd.exe' }, 'win32')[0]).toBe('C:\\cmd.exe')
  expect(commandLine('az', args, {}, 'win32')[0]).toBe('cmd.exe')
  expect(commandLine('az', args, {}, 'darwin')).toStrictEqual(['az', args])
})

const NOT_FOUND = "'az' is not recognized as an internal or external command,"

posixTest.each([
  ['win32', NOT_FOUND, { kind: 'missing' }],
  ['win32', 'ERROR: x', { kind: 'failed', output: 'ERROR: x\n' }],
  ['linux', NOT_FOUND, { kind: 'failed', output: `${NOT_FOUND}\n` }],
] as const)('on %s, reads the error %j', async (platform, error, result) => {
  // Stands in for cmd, and for the tool.
  const path = join(temp(), 'tool')
  writeFileSync(path, `#!/bin/sh\necho "${error}" >&2\nexit 1\n`, { mode: 0o700 })
  const options = { cwd: temp(), env: { ComSpec: path }, platform, timeout: 10_000 }
  expect(await runTool(path, ['x'], options)).toStrictEqual(result)
})
