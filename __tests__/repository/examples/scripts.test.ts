// What each script of the examples does besides.
import { createHash } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import { IPA, SCRIPTS, scriptRunner } from '../../helpers/script-runner.ts'
import { BUILD } from '../../helpers/testflight-account.ts'

const run = scriptRunner()

describe('upload-build', () => {
  test.each([1, 3, 20])('sends an app in %i parts', async (parts) => {
    const result = await run('upload-build', { parts })
    expect(result).toMatchObject({ exitCode: 0, output: 'build-id=BUILD\n' })
    expect(result.app.equals(IPA)).toBe(true)
    expect(result.targets.filter((target) => target.startsWith('PUT'))).toHaveLength(parts)
  })

  test('describes the app, and commits it by its checksum', async () => {
    const { exchanges } = await run('upload-build')
    const sent = exchanges.filter(({ data }) => data !== undefined).map(({ data }) => data)
    const hash = createHash('sha256').update(IPA).digest('hex')
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
            fileSize: IPA.length,
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
    expect(part?.headers.authorization).toBeUndefined()
    expect(exitCode).toBe(0)
  })

  test.each([{ length: 1 }, { length: undefined }, { url: undefined }])(
    'does not send an app of which Apple asks for %j',
    async (operation) => {
      const { exitCode, printed, targets } = await run('upload-build', { operation })
      expect(printed).toContain('::error::Apple does not ask for the whole app.')
      expect(targets.at(-1)).toBe('POST /v1/buildUploadFiles')
      expect(exitCode).toBe(1)
    },
  )

  test.each([
    ['PROCESSING', ['GET /v1/buildUploads/EARLIER']],
    [
      'AWAITING_UPLOAD',
      ['DELETE /v1/buildUploads/EARLIER', ...SCRIPTS['upload-build'].requests.slice(1)],
    ],
  ])('goes on after an earlier run that left the upload %s', async (earlier, targets) => {
    const result = await run('upload-build', { earlier })
    expect([...new Set(result.targets.slice(1))]).toStrictEqual(targets)
    expect(result).toMatchObject({ exitCode: 0, output: 'build-id=BUILD\n' })
  })

  test('shows the errors and warnings of an upload that fails', async () => {
    const remarks = {
      errors: [{ code: '90189', description: 'Redundant\nupload.' }],
      warnings: [{ code: '90725', description: 'SDK version.' }],
    }
    const uploadStates = [{ state: 'PROCESSING' }, { state: 'FAILED', ...remarks }]
    const { exitCode, printed } = await run('upload-build', { uploadStates })
    expect(printed).toContain(
      '::error::90189: Redundant%0Aupload.\n::warning::90725: SDK version.\n',
    )
    expect(printed).toContain('::error::The build was rejected.')
    expect(exitCode).toBe(1)
  })

  test('reports an app that is not there', async () => {
    const { exitCode, printed, targets } = await run('upload-build', {}, { IPA: 'No.ipa' })
    expect(printed).toBe('::error::No.ipa cannot be opened (ENOENT).')
    expect({ exitCode, targets }).toStrictEqual({ exitCode: 1, targets: [] })
  })
})

describe.each(['upload-build', 'wait-for-build'] as const)('%s', (script) => {
  test('waits for a build without a known state for an hour, a line at each look', async () => {
    const { exitCode, printed } = await run(script, { buildStates: ['ODD'] })
    expect(printed.match(/build (is )?ODD\.$/gm)).toHaveLength(120)
    expect(printed).toContain(
      '::error::App Store Connect has not processed the build within an hour.',
    )
    expect(exitCode).toBe(1)
  })

  test.each(['FAILED', 'INVALID'])(
    'reports a build that is %s, and what Apple says of it',
    async (state) => {
      const errors = [{ code: '90683', description: 'Missing purpose string.' }]
      const uploadStates = [{ state: 'COMPLETE', errors }]
      const { exitCode, printed } = await run(script, {
        uploadStates,
        buildStates: ['PROCESSING', state],
      })
      expect(printed).toContain('::error::90683: Missing purpose string.')
      expect(printed).toMatch(/::error::The build (is|was) /)
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
    expect(result.printed).toContain('::error::Apple has no upload of build 5 of version 1.2.3.')
    expect(result.targets.filter((target) => target === 'GET /v1/builds')).toHaveLength(20)
    expect(result).toMatchObject({ exitCode: 1, output: '' })
  })

  test.each([
    ['PROCESSING', 120, 'within an hour'],
    ['FAILED', 20, 'The upload is FAILED.'],
  ])('looks at the upload of a build that is not listed: %s', async (state, looks, message) => {
    const options = { builds: [], earlier: 'PROCESSING', uploadStates: [{ state }] }
    const { exitCode, printed, targets } = await run('wait-for-build', options)
    expect(printed).toContain(message)
    expect(targets.filter((target) => target === 'GET /v1/builds')).toHaveLength(looks)
    expect(exitCode).toBe(1)
  })

  test('rejects a bundle ID in place of the number of the app', async () => {
    const { printed, targets } = await run('wait-for-build', {}, { APP_ID: 'com.example.app' })
    expect(printed).toBe('::error::APP_ID is not a number. Use the output app-id of find-app.mjs.')
    expect(targets).toStrictEqual([])
  })
})

test('find-app reports similar bundle IDs', async () => {
  const { exitCode, printed } = await run('find-app', {}, { BUNDLE_ID: 'com.example' })
  expect(printed).toContain('Similar ones: com.example.app.watch, com.example.app.')
  expect(exitCode).toBe(1)
})

describe('distribute-build', () => {
  test.each([
    [{ GROUP: 'Team' }, 'The build is in the group Team.', 0],
    [{ GROUP: 'Enemies' }, 'Its groups: Team, Friends.', 1],
    [{ GROUP: '', WHAT_TO_TEST: '' }, '', 0],
    [{ USES_NON_EXEMPT_ENCRYPTION: '' }, '::error::The build does not say whether it uses', 1],
    [{ USES_NON_EXEMPT_ENCRYPTION: 'no' }, '::error::The build does not say whether it uses', 1],
  ])('with %j', async (env, message, code) => {
    const { exitCode, printed, targets } = await run('distribute-build', {}, env)
    expect(printed).toContain(message)
    expect(targets.some((target) => target.includes('relationships'))).toBe(false)
    expect(exitCode).toBe(code)
  })

  test('replaces a text that the build has', async () => {
    const { exitCode, targets } = await run('distribute-build', { whatsNew: 'Old.' })
    expect(targets).toContain('PATCH /v1/betaBuildLocalizations/TEXT')
    expect(targets).not.toContain('POST /v1/betaBuildLocalizations')
    expect(exitCode).toBe(0)
  })

  test('keeps an answer about encryption that Apple has', async () => {
    const { exitCode, targets } = await run('distribute-build', { usesNonExemptEncryption: false })
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
