// What each script of the examples does besides.
import { createHash } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import { IPA, SCRIPTS, type Script, scriptRunner } from '../../helpers/script-runner.ts'
import { type Account, BUILD } from '../../helpers/testflight-account.ts'

const run = scriptRunner()

const BUILT = { exitCode: 0, output: 'build-id=BUILD\n' }
const UPLOAD = SCRIPTS['upload-build'].requests

describe('upload-build', () => {
  test.each([1, 3, 20])('sends an app in %i parts', async (parts) => {
    const result = await run('upload-build', { parts })
    expect(result).toMatchObject(BUILT)
    expect(result.app.equals(IPA)).toBe(true)
    expect(result.targets.filter((target) => target.startsWith('PUT'))).toHaveLength(parts)
  })

  test('describes the app, and commits it by its checksum', async () => {
    const { exchanges } = await run('upload-build')
    const hash = createHash('sha256').update(IPA).digest('hex')
    const file = { assetType: 'ASSET', fileName: 'App.ipa', uti: 'com.apple.ipa' }
    expect(exchanges.map(({ data }) => data).filter(Boolean)).toStrictEqual([
      {
        type: 'buildUploads',
        attributes: { platform: 'IOS', cfBundleShortVersionString: '1.2.3', cfBundleVersion: '5' },
        relationships: { app: { data: { type: 'apps', id: '1234' } } },
      },
      {
        type: 'buildUploadFiles',
        attributes: { ...file, fileSize: IPA.length },
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
    ['none if the field is absent', undefined, undefined],
  ])('sends a part with %s, and without the token', async (_, requestHeaders, value) => {
    const { exitCode, exchanges } = await run('upload-build', { operation: { requestHeaders } })
    const part = exchanges.find(({ target }) => target === 'PUT /parts/0')
    expect(part?.headers['x-part']).toBe(value)
    expect(part?.headers.authorization).toBeUndefined()
    expect(exitCode).toBe(0)
  })

  test.each([{ length: 1 }, { length: undefined }, { url: undefined }])(
    'does not send an app of which Apple asks for %j',
    async (operation) => {
      const { exitCode, printed, targets } = await run('upload-build', { operation })
      expect(printed).toContain('::error::Apple does not ask for the whole app.')
      expect({ exitCode, last: targets.at(-1) }).toStrictEqual({ exitCode: 1, last: UPLOAD[2] })
    },
  )

  test.each([
    ['PROCESSING', ['GET /v1/buildUploads/EARLIER']],
    ['AWAITING_UPLOAD', ['DELETE /v1/buildUploads/EARLIER', ...UPLOAD.slice(1)]],
  ])('goes on after an earlier run that left the upload %s', async (earlier, targets) => {
    const result = await run('upload-build', { earlier })
    expect([...new Set(result.targets.slice(1))]).toStrictEqual(targets)
    expect(result).toMatchObject(BUILT)
  })

  test('shows the errors and warnings of an upload that fails', async () => {
    const remarks = {
      errors: [{ code: '90189', description: 'Redundant\nupload.' }],
      warnings: [{ code: '90725', description: 'SDK version.' }],
    }
    const uploadStates = [{ state: 'PROCESSING' }, { state: 'FAILED', ...remarks }]
    const { printed } = await run('upload-build', { uploadStates })
    expect(printed).toContain(
      '::error::90189: Redundant%0Aupload.\n::warning::90725: SDK version.\n::error::The build was rejected.',
    )
  })
})

const ERRORS = { errors: [{ code: '90683', description: 'Missing purpose string.' }] }
const rejected = (state: string) => ({
  ...{ uploadStates: [{ state: 'COMPLETE', ...ERRORS }], buildStates: ['PROCESSING', state] },
})
const PURPOSE = /^::error::90683: Missing purpose string\.\n::error::The build (is|was) /m
const ENCRYPTION = /^::error::The build does not say whether it uses/m

test.each<[Script, Account, Record<string, string>, RegExp]>([
  ['upload-build', {}, { IPA: 'No.ipa' }, /^::error::No\.ipa cannot be opened \(ENOENT\)\.$/],
  ['upload-build', rejected('FAILED'), {}, PURPOSE],
  ['upload-build', rejected('INVALID'), {}, PURPOSE],
  ['wait-for-build', rejected('FAILED'), {}, PURPOSE],
  ['wait-for-build', rejected('INVALID'), {}, PURPOSE],
  ['wait-for-build', {}, { APP_ID: 'com.a' }, /^::error::APP_ID is not a number\. Use the output /],
  ['find-app', {}, { BUNDLE_ID: 'com.example' }, /: com\.example\.app\.watch, com\.example\.app\./],
  ['distribute-build', {}, { GROUP: 'Enemies' }, /Its groups: Team, Friends\./],
  ['distribute-build', {}, { USES_NON_EXEMPT_ENCRYPTION: '' }, ENCRYPTION],
  ['distribute-build', {}, { USES_NON_EXEMPT_ENCRYPTION: 'no' }, ENCRYPTION],
])('%s stops and says why, with %j and %j', async (script, account, env, message) => {
  const expected = { exitCode: 1, output: '', printed: expect.stringMatching(message) }
  expect(await run(script, account, env)).toMatchObject(expected)
})

const SLOW = 'App Store Connect has not processed the build within an hour.'
const NONE = 'Apple has no upload of build 5 of version 1.2.3.'
const other = (filter: string, value: string) => ({
  builds: [{ ...BUILD, [filter]: value }],
  buildStates: ['VALID'],
})
const unlisted = (state: string) => ({
  ...{ builds: [], earlier: 'PROCESSING', uploadStates: [{ state }] },
})

test.each<[Script, Account, string, number]>([
  ['upload-build', { buildStates: ['ODD'] }, SLOW, 120],
  ['wait-for-build', { buildStates: ['ODD'] }, SLOW, 120],
  ['wait-for-build', unlisted('PROCESSING'), SLOW, 120],
  ['wait-for-build', unlisted('FAILED'), 'The upload is FAILED.', 20],
  ['wait-for-build', { builds: [] }, NONE, 20],
  ['wait-for-build', other('filter[preReleaseVersion.version]', '1.2.2'), NONE, 20],
  ['wait-for-build', other('filter[preReleaseVersion.platform]', 'MAC_OS'), NONE, 20],
  ['wait-for-build', other('filter[app]', '9999'), NONE, 20],
  ['wait-for-build', other('filter[version]', '4'), NONE, 20],
])('%s with %j gives up: %s', async (script, account, message, looks) => {
  const { exitCode, output, printed } = await run(script, account)
  expect(printed).toContain(message)
  // A line at each look.
  expect(printed.match(/^(The (upload|build) is|App Store Connect does not) /gm)).toHaveLength(
    looks,
  )
  expect({ exitCode, output }).toStrictEqual({ exitCode: 1, output: '' })
})

describe('distribute-build', () => {
  test.each([{ GROUP: '', WHAT_TO_TEST: '' }, { GROUP: 'Team' }])(
    'does not give a build to a group that has all of them: %j',
    async (env) => {
      const { exitCode, targets } = await run('distribute-build', {}, env)
      expect(targets.join()).not.toContain('relationships')
      expect(exitCode).toBe(0)
    },
  )

  test('replaces a text, and keeps an answer about encryption, that the build has', async () => {
    const account = { whatsNew: 'Old.', usesNonExemptEncryption: false }
    const { exitCode, targets } = await run('distribute-build', account)
    expect(targets).toContain('PATCH /v1/betaBuildLocalizations/TEXT')
    expect(targets).not.toContain('POST /v1/betaBuildLocalizations')
    expect(targets).not.toContain('PATCH /v1/builds/BUILD')
    expect(exitCode).toBe(0)
  })
})

test('api-certificates only lists, unless told to revoke', async () => {
  const { exitCode, printed, targets } = await run('api-certificates', {}, { REVOKE: 'false' })
  expect(printed).toBe(
    'DEVELOPMENT 7A, valid until 2027-11-25T12:00:00Z\n1 of 2 development certificates are named "Created via API".',
  )
  expect({ exitCode, targets }).toStrictEqual({ exitCode: 0, targets: ['GET /v1/certificates'] })
})
