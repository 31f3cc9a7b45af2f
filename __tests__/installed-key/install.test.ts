import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test } from '@jest/globals'
import { makeKeyFolder } from '../../src/installed-key/folder.ts'
import { installKey } from '../../src/installed-key/install.ts'
import { readKmsName } from '../../src/kms/names.ts'
import type { TokenSpec } from '../../src/token.ts'
import { freshFolders } from '../helpers/folders.ts'
import {
  errorOf,
  ISSUER_ID,
  KEY_ID,
  leaks,
  makeKey,
  posixTest,
  TEAM_SPEC,
} from '../helpers/support.ts'

const { key, pem } = makeKey()
const spec = { ...TEAM_SPEC, scope: ['GET /v1/apps'] }
const program = { node: '/externals/node24/bin/node', script: '/_actions/dist/index.js' }
const temp = freshFolders()
let folder: string

beforeEach(() => {
  folder = makeKeyFolder(temp())
})

const install = (
  changes: Partial<TokenSpec> = {},
  platform: NodeJS.Platform = 'linux',
  env: NodeJS.ProcessEnv = {},
) =>
  installKey(folder, { privateKey: { key }, spec: { ...spec, ...changes }, ahead: 0 }, program, {
    platform,
    env,
  })

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'))
}

posixTest('installs the key for its user alone, whatever the umask', () => {
  const before = process.umask(0)
  try {
    install({}, 'win32')
  } finally {
    process.umask(before)
  }
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
})

test('returns what tools in later steps need to find the key, and no variable that scripts use otherwise', () => {
  const installed = install()
  expect(installed).toStrictEqual({
    keyPath: join(folder, `AuthKey_${KEY_ID}.p8`),
    fastlaneKeyPath: join(folder, 'fastlane.json'),
    bin: join(folder, 'bin'),
    files: [
      join(folder, 'token-spec.json'),
      join(folder, 'bin', 'app-store-connect-token'),
      installed.keyPath,
      installed.fastlaneKeyPath,
    ],
    remarks: [],
    env: { API_PRIVATE_KEYS_DIR: folder },
  })
  expect(readFileSync(installed.keyPath, 'utf8')).toBe(pem)
  expect(readJson(installed.fastlaneKeyPath)).toStrictEqual({
    key_id: KEY_ID,
    issuer_id: ISSUER_ID,
    key: pem,
    duration: 1140,
    in_house: false,
  })
})

test('writes no part of the key into the command, which outside Windows is only for sh', () => {
  const { bin } = install()
  expect(readdirSync(bin)).toStrictEqual(['app-store-connect-token'])
  const script = readFileSync(join(bin, 'app-store-connect-token'), 'utf8')
  expect(script).toContain(`exec '${program.node}' '${program.script}' `)
  expect(leaks(script, pem)).toStrictEqual([])
})

test('has the command say which action it belongs to, for the page to which its errors lead', () => {
  const env = {
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_ACTION_REPOSITORY: 'OWNER/create-app-store-connect-token',
    GITHUB_ACTION_REF: 'v1.2.3',
  }
  const { bin } = install({}, 'win32', env)
  const lines = ['', '.cmd'].map((extension) =>
    readFileSync(join(bin, `app-store-connect-token${extension}`), 'utf8').split(/\r?\n/),
  )
  for (const name of ['GITHUB_ACTION_REPOSITORY', 'GITHUB_ACTION_REF'] as const) {
    expect(lines[0]).toContain(`export ${name}='${env[name]}'`)
    expect(lines[1]).toContain(`set "${name}=${env[name]}"`)
  }
})

test('writes a command for cmd, or warns that it cannot', () => {
  const { files, remarks } = install({}, 'win32')
  const cmd = join(folder, 'bin', 'app-store-connect-token.cmd')
  expect(files).toContain(cmd)
  expect(readFileSync(cmd, 'utf8')).toContain(` "${program.script}" "${folder}" %*\r\n`)
  expect(remarks).toStrictEqual([])

  folder = makeKeyFolder(temp())
  const node = 'D:\\Jürgen\\node.exe'
  const installation = { privateKey: { key }, spec, ahead: 0 }
  const other = installKey(
    folder,
    installation,
    { ...program, node },
    { platform: 'win32', env: {} },
  )
  expect(readdirSync(other.bin)).toStrictEqual(['app-store-connect-token'])
  expect(other.files).toHaveLength(4)
  expect(other.remarks).toMatchObject([
    {
      level: 'warning',
      message:
        'app-store-connect-token cannot be called from cmd or PowerShell on this runner, because its path to another drive is not ASCII. Call it from bash, or move the runner to a folder with an ASCII path.',
    },
  ])
})

test('installs an individual key under its own file name, without an issuer ID', () => {
  const { keyPath, fastlaneKeyPath } = install({ owner: { type: 'individual' } })
  expect(keyPath).toBe(join(folder, `ApiKey_${KEY_ID}.p8`))
  expect(Object.keys(readJson(fastlaneKeyPath) as object)).toStrictEqual([
    'key_id',
    'key',
    'duration',
    'in_house',
  ])
})

test('installs only the command for a key in a KMS', () => {
  const kmsKey = readKmsName('awskms:///alias/asc')
  if (kmsKey === undefined) throw new Error('This is no URI.')
  const installation = { privateKey: { kmsKey }, spec, ahead: 0 }
  const installed = installKey(folder, installation, program, { platform: 'linux', env: {} })
  expect(installed).toMatchObject({ keyPath: '', fastlaneKeyPath: '', env: {} })
  expect(installed.remarks).toStrictEqual([
    {
      level: 'notice',
      message:
        'install-key installed only app-store-connect-token, because the key is in a KMS. altool, notarytool, xcodebuild and fastlane need the .p8 file.',
    },
  ])
  expect(readdirSync(folder).sort()).toStrictEqual(['bin', 'token-spec.json'])
})

test('marks an Enterprise Program key as in_house', () => {
  const { fastlaneKeyPath } = install({ audience: 'apple-developer-enterprise-v1' })
  expect(readJson(fastlaneKeyPath)).toMatchObject({ in_house: true })
})

test('reports a file that cannot be written, and does not overwrite it', () => {
  writeFileSync(join(folder, 'fastlane.json'), 'mine')
  expect(errorOf(() => install())).toMatchObject({
    problem:
      'The key could not be installed, because its files could not be written to RUNNER_TEMP (EEXIST).',
    remedy: "Check the runner's disk and the permissions of its work folder.",
  })
  expect(readFileSync(join(folder, 'fastlane.json'), 'utf8')).toBe('mine')
})

test('the command knows which version of the action installed it, if its errors can lead there', () => {
  const env = {
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_ACTION_REPOSITORY: 'owner/create-app-store-connect-token',
    GITHUB_ACTION_REF: 'v1',
  }
  const installation = { privateKey: { key }, spec, ahead: 0 }
  const { bin } = installKey(folder, installation, program, { platform: 'win32', env })
  expect(readFileSync(join(bin, 'app-store-connect-token'), 'utf8')).toContain(
    "\nexport GITHUB_ACTION_REPOSITORY='owner/create-app-store-connect-token'\nexport GITHUB_ACTION_REF='v1'\n",
  )
  expect(readFileSync(join(bin, 'app-store-connect-token.cmd'), 'utf8')).toContain(
    '\r\nset "GITHUB_ACTION_REPOSITORY=owner/create-app-store-connect-token"\r\nset "GITHUB_ACTION_REF=v1"\r\n',
  )
})
