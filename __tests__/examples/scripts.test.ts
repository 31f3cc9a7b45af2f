// Runs each script of the examples against a server that plays App Store Connect, with everything that
// Apple and the network are known to answer.
import { createHash, randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals'
import { root } from '../../tools/runner.js'
import { freshFolders } from '../helpers/folders.ts'
import {
  BUILD,
  type Exchange,
  type Fault,
  startTestFlight,
  type TestFlightOptions,
} from '../helpers/testflight-server.ts'

const temp = freshFolders()
const app = randomBytes(100_003)
const env = { ...process.env }
let tokens = 0

jest.unstable_mockModule('node:child_process', () => ({
  execFileSync: (command: string) => `${command} ${++tokens}\n`,
}))

/** Ends a script as process.exit does. */
class Exit extends Error {}

beforeEach(() => {
  tokens = 0
  writeFileSync(join(temp(), 'App.ipa'), app)
  jest.spyOn(process, 'exit').mockImplementation((code) => {
    throw new Exit(String(code ?? 0))
  })
})

afterEach(() => {
  jest.restoreAllMocks()
  process.env = { ...env }
})

interface Run {
  readonly exitCode: number
  readonly output: string
  readonly outputs: string
  readonly exchanges: readonly Exchange[]
  readonly targets: readonly string[]
  readonly app: Buffer
}

/** Runs a script as it is, but in this process, which takes a hundredth of the time. */
async function run(script: Script, options: TestFlightOptions = {}, env = {}): Promise<Run> {
  const server = await startTestFlight(options)
  const outputFile = join(temp(), `output-${Math.random()}`)
  const lines: string[] = []
  jest.spyOn(console, 'log').mockImplementation((line) => void lines.push(String(line)))
  Object.assign(process.env, {
    ASC_API: server.origin,
    GITHUB_OUTPUT: outputFile,
    PAUSE_SECONDS: '0',
  })
  Object.assign(process.env, { IPA: join(temp(), 'App.ipa') }, SCRIPTS[script], env)
  jest.resetModules()
  const exitCode = await import(join(root, 'examples/testflight', `${script}.mjs`)).then(
    () => 0,
    (error) => {
      if (error instanceof Exit) return Number(error.message)
      throw error
    },
  )
  server.close()
  const output = lines.join('\n')
  const outputs = existsSync(outputFile) ? readFileSync(outputFile, 'utf8') : ''
  const targets = server.exchanges.map(({ target }) => target)
  // Whatever happens, nothing secret is shown.
  expect(output).not.toMatch(/app-store-connect-token|X-Signature/)
  return { exitCode, output, outputs, targets, exchanges: server.exchanges, app: server.app() }
}

const WHICH = { APP_ID: '1234', VERSION: '1.2.3', BUILD_NUMBER: '5' }

/** The variables that each script gets. */
const SCRIPTS = {
  'find-app': { BUNDLE_ID: 'com.example.app' },
  'upload-build': WHICH,
  'wait-for-build': WHICH,
  'distribute-build': {
    ...{ APP_ID: '1234', BUILD_ID: 'BUILD', GROUP: 'Friends', WHAT_TO_TEST: 'All of it.' },
    USES_NON_EXEMPT_ENCRYPTION: 'false',
  },
  'api-certificates': { REVOKE: 'true' },
}
type Script = keyof typeof SCRIPTS
const scripts = Object.keys(SCRIPTS) as Script[]

/** The requests of a good run, each once. */
const REQUESTS: Record<Script, readonly string[]> = {
  'find-app': ['GET /v1/apps'],
  'upload-build': [
    'GET /v1/apps/1234/buildUploads',
    'POST /v1/buildUploads',
    'POST /v1/buildUploadFiles',
    'PUT /parts/0',
    'PATCH /v1/buildUploadFiles/FILE',
    'GET /v1/buildUploads/UPLOAD',
  ],
  'wait-for-build': ['GET /v1/builds'],
  'distribute-build': [
    'GET /v1/builds/BUILD',
    'PATCH /v1/builds/BUILD',
    'GET /v1/builds/BUILD/betaBuildLocalizations',
    'POST /v1/betaBuildLocalizations',
    'GET /v1/betaGroups',
    'POST /v1/betaGroups/G2/relationships/builds',
    'GET /v1/builds/BUILD/buildBetaDetail',
    'POST /v1/betaAppReviewSubmissions',
  ],
  'api-certificates': ['GET /v1/certificates', 'DELETE /v1/certificates/C1'],
}

const OUTPUTS: Partial<Record<Script, string>> = {
  'find-app': 'app-id=1234\n',
  'upload-build': 'build-id=BUILD\n',
  'wait-for-build': 'build-id=BUILD\n',
}

/** Ends the first n requests for each target like this. */
function first(n: number, fault: Fault, only?: string) {
  const seen: Record<string, number> = {}
  return (target: string) => {
    if (only !== undefined && target !== only) return undefined
    seen[target] = (seen[target] ?? 0) + 1
    return seen[target] <= n ? fault : undefined
  }
}

test.each(scripts)('%s sends what it should, each time with a fresh token', async (script) => {
  const { exitCode, output, outputs, targets, exchanges } = await run(script)
  expect({ exitCode, outputs, output }).toMatchObject({
    exitCode: 0,
    outputs: OUTPUTS[script] ?? '',
  })
  expect([...new Set(targets)]).toStrictEqual(REQUESTS[script])
  const own = exchanges.filter(({ target }) => !target.startsWith('PUT'))
  expect(own.map(({ authorization }) => authorization)).toStrictEqual(
    own.map((_, n) => `Bearer app-store-connect-token ${n + 1}`),
  )
})

test.each(
  scripts.flatMap((script) =>
    (['lost', 429, 503, 'hanging'] as const).map((fault) => ({ script, fault })),
  ),
)('$script goes on if each request once ends with: $fault', async ({ script, fault }) => {
  const { exitCode, output, outputs } = await run(
    script,
    { fault: first(1, fault) },
    { TIMEOUT_SECONDS: fault === 'hanging' ? '0.05' : '30' },
  )
  expect({ exitCode, outputs, output }).toMatchObject({
    exitCode: 0,
    outputs: OUTPUTS[script] ?? '',
  })
  expect(output.match(/Trying again in/g)?.length).toBeGreaterThanOrEqual(REQUESTS[script].length)
})

test.each(scripts.flatMap((script) => REQUESTS[script].map((target) => ({ script, target }))))(
  '$script stops if Apple rejects $target, and says why',
  async ({ script, target }) => {
    for (const [status, tries] of Object.entries({
      400: 1,
      401: 3,
      403: 2,
      404: 3,
      409: 1,
      422: 1,
    })) {
      if (target.startsWith('DELETE') && status === '404') continue
      const result = await run(script, { fault: first(9, Number(status), target) })
      const name = target.startsWith('PUT') ? 'Part 1 of 1 was not accepted' : `${target} failed`
      expect(result.output).toContain(`::error::${name} (${status}).`)
      expect(result.output.includes('The reason.')).toBe(!target.startsWith('PUT'))
      expect(result.targets.filter((other) => other === target)).toHaveLength(tries)
      expect(result).toMatchObject({ exitCode: 1, outputs: '' })
    }
  },
)

test.each([
  ['find-app', 'GET /v1/apps'],
  ['upload-build', 'PUT /parts/0'],
] as const)('%s ends if %s is never answered', async (script, target) => {
  const { exitCode, output, targets } = await run(script, { fault: first(99, 503, target) })
  expect(output).toMatch(/::error::.+\(503\)/)
  expect(targets.filter((other) => other === target)).toHaveLength(60)
  expect(exitCode).toBe(1)
})

test.each(scripts)(
  '%s does not take a response without any field for a success',
  async (script) => {
    const { exitCode, output } = await run(script, { body: {} })
    expect(output).toMatch(script === 'api-certificates' ? /^0 of 0/ : /::error::/)
    expect(exitCode).toBe(script === 'api-certificates' ? 0 : 1)
  },
)

test.each(
  scripts.flatMap((script) =>
    Object.keys(SCRIPTS[script])
      .filter((name) =>
        ['APP_ID', 'BUILD_ID', 'BUNDLE_ID', 'BUILD_NUMBER', 'VERSION'].includes(name),
      )
      .map((name) => ({ script, name })),
  ),
)('$script asks for $name', async ({ script, name }) => {
  const { exitCode, output, targets } = await run(script, {}, { [name]: '' })
  expect(output).toContain(`::error::${name} is empty. Set it in the env of this step.`)
  expect(targets.filter((target) => !target.startsWith('GET'))).toHaveLength(
    name === 'APP_ID' && script === 'distribute-build' ? 2 : 0,
  )
  expect(exitCode).toBe(1)
})

describe('upload-build', () => {
  test.each([1, 3, 20])('sends an app in %i parts', async (parts) => {
    const result = await run('upload-build', { parts })
    expect(result).toMatchObject({ exitCode: 0, outputs: 'build-id=BUILD\n' })
    expect(result.app.equals(app)).toBe(true)
    expect(result.targets.filter((target) => target.startsWith('PUT'))).toHaveLength(parts)
  })

  test('describes the app, and commits it by its checksum', async () => {
    const { exchanges } = await run('upload-build')
    const sent = exchanges.filter(({ data }) => data !== undefined).map(({ data }) => data)
    const hash = createHash('sha256').update(app).digest('hex')
    expect(sent).toStrictEqual([
      {
        type: 'buildUploads',
        attributes: { platform: 'IOS', cfBundleShortVersionString: '1.2.3', cfBundleVersion: '5' },
        relationships: { app: { data: { type: 'apps', id: '1234' } } },
      },
      {
        type: 'buildUploadFiles',
        attributes: {
          ...{
            assetType: 'ASSET',
            fileName: 'App.ipa',
            fileSize: app.length,
            uti: 'com.apple.ipa',
          },
        },
        relationships: { buildUpload: { data: { type: 'buildUploads', id: 'UPLOAD' } } },
      },
      {
        ...{ type: 'buildUploadFiles', id: 'FILE' },
        attributes: {
          uploaded: true,
          sourceFileChecksums: { file: { hash, algorithm: 'SHA_256' } },
        },
      },
    ])
  })

  test.each([
    ['the headers that Apple asks for', [{ name: 'x-part', value: 'a b' }], 'a b'],
    ['no headers', [], undefined],
    ['none if the field is absent', undefined, undefined],
  ])('sends a part with %s, and without the token', async (_, requestHeaders, value) => {
    const { exitCode, exchanges } = await run('upload-build', { operation: { requestHeaders } })
    const part = exchanges.find(({ target }) => target === 'PUT /parts/0')
    expect(part?.headers['x-part']).toBe(value)
    expect(part?.authorization).toBeUndefined()
    expect(exitCode).toBe(0)
  })

  test.each([{ length: 1 }, { length: undefined }, { url: undefined }])(
    'does not send an app of which Apple asks for %j',
    async (operation) => {
      const { exitCode, output, targets } = await run('upload-build', { operation })
      expect(output).toContain('::error::Apple does not ask for the whole app.')
      expect(targets.at(-1)).toBe('POST /v1/buildUploadFiles')
      expect(exitCode).toBe(1)
    },
  )

  test.each([
    ['PROCESSING', ['GET /v1/buildUploads/EARLIER']],
    ['AWAITING_UPLOAD', ['DELETE /v1/buildUploads/EARLIER', ...REQUESTS['upload-build'].slice(1)]],
  ])('goes on after an earlier run that left the upload %s', async (earlier, targets) => {
    const result = await run('upload-build', { earlier })
    expect([...new Set(result.targets.slice(1))]).toStrictEqual(targets)
    expect(result).toMatchObject({ exitCode: 0, outputs: 'build-id=BUILD\n' })
  })

  test('shows the errors and warnings of an upload that fails', async () => {
    const remarks = {
      errors: [{ code: '90189', description: 'Redundant\nupload.' }],
      warnings: [{ code: '90725', description: 'SDK version.' }],
    }
    const uploadStates = [{ state: 'PROCESSING' }, { state: 'FAILED', ...remarks }]
    const { exitCode, output } = await run('upload-build', { uploadStates })
    expect(output).toContain(
      '::error::90189: Redundant%0Aupload.\n::warning::90725: SDK version.\n',
    )
    expect(output).toContain('::error::The build was rejected.')
    expect(exitCode).toBe(1)
  })

  test('reports an app that is not there', async () => {
    const { exitCode, output, targets } = await run('upload-build', {}, { IPA: 'No.ipa' })
    expect(output).toBe('::error::No.ipa cannot be opened (ENOENT).')
    expect({ exitCode, targets }).toStrictEqual({ exitCode: 1, targets: [] })
  })
})

describe.each(['upload-build', 'wait-for-build'] as const)('%s', (script) => {
  test('waits for a build without a known state for an hour, a line at each look', async () => {
    const { exitCode, output } = await run(script, { buildStates: ['ODD'] })
    expect(output.match(/build (is )?ODD\.$/gm)).toHaveLength(120)
    expect(output).toContain(
      '::error::App Store Connect has not processed the build within an hour.',
    )
    expect(exitCode).toBe(1)
  })

  test.each(['FAILED', 'INVALID'])(
    'reports a build that is %s, and what Apple says of it',
    async (state) => {
      const errors = [{ code: '90683', description: 'Missing purpose string.' }]
      const uploadStates = [{ state: 'COMPLETE', errors }]
      const { exitCode, output } = await run(script, {
        uploadStates,
        buildStates: ['PROCESSING', state],
      })
      expect(output).toContain('::error::90683: Missing purpose string.')
      expect(output).toMatch(/::error::The build (is|was) /)
      expect(exitCode).toBe(1)
    },
  )
})

describe('wait-for-build', () => {
  test.each([
    ['no build', []],
    ['a build of another version', [{ ...BUILD, 'filter[preReleaseVersion.version]': '1.2.2' }]],
    [
      'a build for another platform',
      [{ ...BUILD, 'filter[preReleaseVersion.platform]': 'MAC_OS' }],
    ],
    ['a build of another app', [{ ...BUILD, 'filter[app]': '9999' }]],
    ['another build', [{ ...BUILD, 'filter[version]': '4' }]],
  ])('gives up after ten minutes if there is %s', async (_, builds) => {
    const result = await run('wait-for-build', { builds, buildStates: ['VALID'] })
    expect(result.output).toContain('::error::Nobody has uploaded build 5 of version 1.2.3.')
    expect(result.targets.filter((target) => target === 'GET /v1/builds')).toHaveLength(20)
    expect(result).toMatchObject({ exitCode: 1, outputs: '' })
  })

  test.each([
    ['PROCESSING', 120, 'within an hour'],
    ['FAILED', 20, 'The upload is FAILED.'],
  ])('looks at the upload of a build that is not listed: %s', async (state, looks, message) => {
    const options = { builds: [], earlier: 'PROCESSING', uploadStates: [{ state }] }
    const { exitCode, output, targets } = await run('wait-for-build', options)
    expect(output).toContain(message)
    expect(targets.filter((target) => target === 'GET /v1/builds')).toHaveLength(looks)
    expect(exitCode).toBe(1)
  })

  test('rejects a bundle ID in place of the number of the app', async () => {
    const { output, targets } = await run('wait-for-build', {}, { APP_ID: 'com.example.app' })
    expect(output).toBe('::error::APP_ID is not a number. Use the output app-id of find-app.mjs.')
    expect(targets).toStrictEqual([])
  })
})

test('find-app reports similar bundle IDs', async () => {
  const { exitCode, output } = await run('find-app', {}, { BUNDLE_ID: 'com.example' })
  expect(output).toContain('Similar ones: com.example.app.watch, com.example.app.')
  expect(exitCode).toBe(1)
})

describe('distribute-build', () => {
  test.each([
    [{ GROUP: 'Team' }, 'The build is in the group Team.', 0],
    [{ GROUP: 'Enemies' }, 'Its groups: Team, Friends.', 1],
    [{ GROUP: '', WHAT_TO_TEST: '' }, '', 0],
    [{ USES_NON_EXEMPT_ENCRYPTION: '' }, '::error::The build does not say whether it uses', 1],
  ])('with %j', async (env, message, code) => {
    const { exitCode, output, targets } = await run('distribute-build', {}, env)
    expect(output).toContain(message)
    expect(targets.some((target) => target.includes('relationships'))).toBe(false)
    expect(exitCode).toBe(code)
  })

  test('keeps an answer about encryption that Apple has', async () => {
    const { exitCode, targets } = await run('distribute-build', { usesNonExemptEncryption: false })
    expect(targets).not.toContain('PATCH /v1/builds/BUILD')
    expect(exitCode).toBe(0)
  })
})

test('api-certificates only lists, unless told to revoke', async () => {
  const { exitCode, output, targets } = await run('api-certificates', {}, { REVOKE: 'false' })
  expect(output).toBe('DEVELOPMENT 7A, valid until 2027-11-25\n1 of 2 are named "Created via API".')
  expect({ exitCode, targets }).toStrictEqual({ exitCode: 0, targets: ['GET /v1/certificates'] })
})
