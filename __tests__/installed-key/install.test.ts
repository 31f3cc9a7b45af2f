import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { makeKeyFolder } from '../../src/installed-key/folder.ts'
import { loadPrivateKey } from '../../src/private-key/load.ts'
import { freshFolders } from '../helpers/folders.ts'
import { install } from '../helpers/installation.ts'
import { ISSUER_ID, KEY_ID, leaks, makeKey, posixTest } from '../helpers/support.ts'

const { key, pem } = makeKey()
const temp = freshFolders()
const windows = { platform: 'win32' } as const

const read = (...path: string[]) => readFileSync(join(...path), 'utf8')

posixTest('installs the key for its user alone, whatever the umask', () => {
  const before = process.umask(0)
  try {
    const { folder } = install(temp(), { key }, { program: windows })
    const modes = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => [
      name,
      (statSync(join(folder, name)).mode & 0o777).toString(8),
    ])
    expect(Object.fromEntries(modes)).toStrictEqual({
      [`AuthKey_${KEY_ID}.p8`]: '600',
      'fastlane.json': '600',
      'token-spec.json': '600',
      bin: '700',
      [join('bin', 'app-store-connect-token')]: '700',
      [join('bin', 'app-store-connect-token.cmd')]: '700',
    })
  } finally {
    process.umask(before)
  }
})

test('returns what tools in later steps need to find the key', () => {
  const { folder, ...installed } = install(temp(), { key })
  const keyPath = join(folder, `AuthKey_${KEY_ID}.p8`)
  const fastlaneKeyPath = join(folder, 'fastlane.json')
  const bin = join(folder, 'bin')
  const command = join(bin, 'app-store-connect-token')
  expect(installed).toStrictEqual({
    keyPath,
    fastlaneKeyPath,
    bin,
    files: [join(folder, 'token-spec.json'), command, keyPath, fastlaneKeyPath],
    remarks: [],
  })
  expect(read(keyPath)).toBe(pem)
})

test.each([
  ['a team key', {}, `AuthKey_${KEY_ID}.p8`, { issuer_id: ISSUER_ID, in_house: false }],
  [
    'an individual key',
    { owner: { type: 'individual' } },
    `ApiKey_${KEY_ID}.p8`,
    { in_house: false },
  ],
  [
    'an Enterprise Program key',
    { audience: 'apple-developer-enterprise-v1' },
    `AuthKey_${KEY_ID}.p8`,
    { issuer_id: ISSUER_ID, in_house: true },
  ],
] as const)('names the file of %s, and describes it to fastlane', (_, spec, name, fields) => {
  const { folder, keyPath, fastlaneKeyPath } = install(temp(), { key }, { spec })
  expect(keyPath).toBe(join(folder, name))
  const common = { key_id: KEY_ID, key: pem, duration: 1140 }
  expect(JSON.parse(read(fastlaneKeyPath))).toStrictEqual({ ...common, ...fields })
})

test('writes no part of the key into the command, which outside Windows is only for sh', () => {
  const { folder, bin } = install(temp(), { key })
  expect(readdirSync(bin)).toStrictEqual(['app-store-connect-token'])
  const script = read(bin, 'app-store-connect-token')
  expect(script).toContain(
    `\nexport NODE_OPTIONS=''\nexec '/node' '/index.js' '${folder.replaceAll("'", String.raw`'\''`)}' "$@"\n`,
  )
  expect(leaks(script, pem)).toStrictEqual([])
})

test('writes a command for each shell of Windows, which knows the version of the action', () => {
  const env = {
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_ACTION_REPOSITORY: 'owner/create-app-store-connect-token',
    GITHUB_ACTION_REF: 'v1',
  }
  const { bin } = install(temp(), { key }, { program: windows, env })
  expect(read(bin, 'app-store-connect-token')).toContain(
    "\nexport GITHUB_ACTION_REPOSITORY='owner/create-app-store-connect-token'\nexport GITHUB_ACTION_REF='v1'\nexec ",
  )
  expect(read(bin, 'app-store-connect-token.cmd')).toContain(
    '\r\nset "GITHUB_ACTION_REPOSITORY=owner/create-app-store-connect-token"\r\nset "GITHUB_ACTION_REF=v1"\r\n',
  )
})

test('writes no command for cmd that cmd cannot run, and says so', () => {
  const program = { ...windows, node: 'D:\\Jürgen\\node.exe' }
  const { bin, files, remarks } = install(temp(), { key }, { program })
  expect(readdirSync(bin)).toStrictEqual(['app-store-connect-token'])
  expect(files).toHaveLength(4)
  const message =
    'app-store-connect-token cannot be called from cmd or PowerShell here, because a path is not ASCII. Call it from bash.'
  expect(remarks).toStrictEqual([{ level: 'warning', message, topic: 'command' }])
})

test('installs only the command for a key in a KMS', () => {
  const inKms = loadPrivateKey('awskms:///alias/asc', '', {})
  const { folder, ...installed } = install(temp(), inKms)
  expect(installed).toMatchObject({ keyPath: '', fastlaneKeyPath: '' })
  expect(installed.remarks).toStrictEqual([
    {
      level: 'notice',
      message:
        'install-key installed only app-store-connect-token, because the key is in a KMS. altool, notarytool, xcodebuild and fastlane need the .p8 file.',
    },
  ])
  expect(readdirSync(folder).sort()).toStrictEqual(['bin', 'token-spec.json'])
})

test('does not overwrite a file', () => {
  const folder = makeKeyFolder(temp())
  writeFileSync(join(folder, 'fastlane.json'), 'mine')
  expect(() => install(temp(), { key }, { folder })).toThrow('EEXIST')
  expect(read(folder, 'fastlane.json')).toBe('mine')
})
