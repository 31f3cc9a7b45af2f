// Runs the workflows of the examples step by step, as GitHub would, against a server that plays App Store
// Connect. On macOS too, stand-ins take the place of Apple's programs.
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@jest/globals'
import { parse } from 'yaml'
import { root, runProgram } from '../../../tools/runner.js'
import { freshFolders } from '../../helpers/folders.ts'
import { posixTest } from '../../helpers/support.ts'
import { type Account, BUILD } from '../../helpers/testflight-account.ts'
import { startTestFlight } from '../../helpers/testflight-server.ts'

const EXAMPLES = join(root, 'examples/testflight')

const temp = freshFolders()

interface Step {
  readonly id?: string
  readonly name?: string
  readonly run?: string
  readonly env?: Record<string, string>
}

/** What stands for itself in an example, until someone replaces it. */
const PLACEHOLDERS: Record<string, string> = {
  SCHEME: 'App',
  BUNDLE_ID: 'com.example.app',
  GROUP: 'Team',
}

/** Each writes its arguments into a file, so that the test can see them. */
const PROGRAMS = {
  'app-store-connect-token': 'echo fresh-token; echo "::add-mask::fresh-token" >&2',
  xcodebuild: '',
  security: `
    case "$*" in
      'list-keychains -d user') echo '    "/Users/me/login.keychain-db"' ;;
      find-identity*) echo "  1) 5A3F \\"Apple Development: Me\\"" ;;
    esac`,
  plutil: `
    case $2 in
      *.CFBundleIdentifier) echo com.example.app ;;
      *.CFBundleVersion) echo 7.2 ;;
      *) echo 1.2.3 ;;
    esac`,
}

/** Creates a workspace with the files of the examples and with programs, some of them replaced. */
function makeWorkspace(programs: Partial<typeof PROGRAMS> = {}) {
  const bin = join(temp(), 'bin')
  mkdirSync(bin)
  for (const [name, script] of Object.entries({ ...PROGRAMS, ...programs })) {
    const log = `echo "${name} $*" >> "$LOG"`
    writeFileSync(join(bin, name), `#!/bin/sh\n${log}\n${script}\n`, { mode: 0o700 })
  }
  symlinkSync(process.execPath, join(bin, 'node'))
  cpSync(EXAMPLES, join(temp(), '.github/testflight'), { recursive: true })
  return {
    PATH: `${bin}:${process.env['PATH']}`,
    LOG: join(temp(), 'calls'),
    RUNNER_TEMP: temp(),
    GITHUB_OUTPUT: join(temp(), 'output'),
    PAUSE_SECONDS: '0',
  }
}

/** What the programs were called with. */
const calls = () => readFileSync(join(temp(), 'calls'), 'utf8').replaceAll(temp(), 'TEMP')

/** Runs the steps of a workflow until one fails. */
async function runWorkflow(name: string, contexts: Record<string, string>, account: Account = {}) {
  const { jobs } = parse(readFileSync(join(EXAMPLES, name), 'utf8'))
  const [job] = Object.values(jobs) as { env?: Record<string, string>; steps: Step[] }[]
  const server = await startTestFlight({ usesNonExemptEncryption: false, ...account })
  const known = { ...contexts }
  const evaluate = (values: Record<string, string> = {}) =>
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => [
        name,
        PLACEHOLDERS[value] ??
          value.replaceAll(/\$\{\{ (.+?) \}\}/g, (_, path) => known[path] ?? ''),
      ]),
    )
  const env = { ...makeWorkspace(), ASC_API: server.origin, ...evaluate(job?.env) }
  let printed = ''
  for (const step of job?.steps ?? []) {
    if (step.run === undefined) continue
    writeFileSync(env.GITHUB_OUTPUT, '')
    const { exitCode, stdout, stderr } = await runProgram('bash', ['-e', '-c', step.run], {
      cwd: temp(),
      env: { ...env, ...evaluate(step.env) },
    })
    printed += stdout + stderr
    if (exitCode !== 0) throw new Error(`${step.name} failed: ${printed}`)
    for (const line of readFileSync(env.GITHUB_OUTPUT, 'utf8').split('\n')) {
      const [output, value] = line.split('=')
      if (value !== undefined) known[`steps.${step.id}.outputs.${output}`] = value
    }
  }
  await server.close()
  return { ...server, printed }
}

posixTest('macos.yml archives, uploads, waits and distributes', async () => {
  const contexts = {
    ...{ 'github.run_number': '7', 'github.run_attempt': '2', 'github.ref_name': 'v1.2.3' },
    ...{ 'steps.asc.outputs.key-path': '/key.p8', 'steps.asc.outputs.key-id': 'KEY' },
    ...{ 'steps.asc.outputs.issuer-id': 'ISSUER', 'secrets.DEVELOPMENT_CERTIFICATE': 'cDEy' },
  }
  const builds = [{ ...BUILD, 'filter[version]': '7.2' }]
  const { printed } = await runWorkflow('macos.yml', contexts, { builds })
  expect(printed).toContain('The build is in the group Team.')
  expect(printed).toContain('::add-mask::fresh-token')
  const key =
    '-allowProvisioningUpdates -authenticationKeyPath /key.p8 -authenticationKeyID KEY -authenticationKeyIssuerID ISSUER'
  for (const call of [
    `xcodebuild archive -scheme App -archivePath build/App.xcarchive -destination generic/platform=iOS CURRENT_PROJECT_VERSION=7.2 ${key}\n`,
    `xcodebuild -exportArchive -archivePath build/App.xcarchive -exportPath build/export -exportOptionsPlist .github/testflight/ExportOptions.plist ${key}\n`,
    'security list-keychains -d user -s TEMP/signing.keychain-db /Users/me/login.keychain-db\n',
  ]) {
    expect(calls()).toContain(call)
  }
  expect(calls()).toMatch(/security delete-keychain TEMP\/signing.keychain-db\n$/)
})

posixTest('linux.yml uploads, waits and distributes', async () => {
  writeFileSync(join(temp(), 'App.ipa'), 'app')
  const contexts = { 'inputs.version': '1.2.3', 'inputs.build-number': '5' }
  const { printed, app } = await runWorkflow('linux.yml', contexts)
  expect(printed).toContain('The build is in the group Team.')
  expect(`${app()}`).toBe('app')
})

posixTest('certificates.yml revokes what the API has created', async () => {
  const { printed, exchanges } = await runWorkflow('certificates.yml', { 'inputs.revoke': 'true' })
  expect(printed).toContain('revoked')
  expect(exchanges.map(({ target }) => target)).toContain('DELETE /v1/certificates/C1')
})

/** Runs a script of the examples. */
function runScript(name: string, args: string[], env: object, programs = {}) {
  const workspace = makeWorkspace(programs)
  return runProgram(join(temp(), '.github/testflight', name), args, {
    env: { ...workspace, ...env },
  })
}

posixTest.each([
  [{ CERTIFICATE: '' }, {}, 'CERTIFICATE is empty.'],
  [{ CERTIFICATE: '-----' }, {}, 'CERTIFICATE is not Base64.'],
  [{}, { security: 'test "$1" != import' }, 'The certificate cannot be imported.'],
  [{}, { security: '' }, 'The .p12 file has no valid certificate with its private key.'],
])('import-certificate.sh with %j and %j says why it stops', async (more, programs, message) => {
  const env = { CERTIFICATE: 'cDEy', ...more }
  const { exitCode, stdout } = await runScript('import-certificate.sh', [], env, programs)
  expect(stdout).toContain(`::error::${message}`)
  expect(exitCode).toBe(1)
})

posixTest.each([
  ['CFBundleIdentifier', { BUNDLE_ID: 'com.example.other' }],
  ['CFBundleVersion', { BUILD_NUMBER: '7.3' }],
])('check-archive.sh reports another %s', async (key, more) => {
  const env = { BUNDLE_ID: 'com.example.app', BUILD_NUMBER: '7.2', ...more }
  const { exitCode, stdout } = await runScript('check-archive.sh', ['App.xcarchive'], env)
  expect(stdout).toMatch(new RegExp(`^::error::${key} of the archive is .+, not .+\\. .+\\n$`))
  expect(exitCode).toBe(1)
})
