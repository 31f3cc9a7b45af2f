import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { formatSpec, readInstallation, SPEC_FILE } from '../../src/installed-key/spec-file.ts'
import { readKmsName } from '../../src/kms/names.ts'
import { freshFolders } from '../helpers/folders.ts'
import { KEY_ID, makeKey, TEAM_SPEC } from '../helpers/support.ts'

const temp = freshFolders()
const { key, pem } = makeKey()

test.each([
  [TEAM_SPEC, `AuthKey_${KEY_ID}.p8`],
  [{ ...TEAM_SPEC, scope: ['GET /v1/apps'], lifetime: 86_400 }, `AuthKey_${KEY_ID}.p8`],
  [{ ...TEAM_SPEC, owner: { type: 'individual' } } as const, `ApiKey_${KEY_ID}.p8`],
])('reads %j, and the key from %s', (spec, name) => {
  const text = formatSpec({ privateKey: { key }, spec, ahead: -3_600_000 })
  expect(JSON.parse(text)).toStrictEqual({ spec, ahead: -3_600_000 })
  writeFileSync(join(temp(), SPEC_FILE), text)
  writeFileSync(join(temp(), name), pem)
  const { privateKey, ...rest } = readInstallation(temp())
  expect(rest).toStrictEqual({ spec, ahead: -3_600_000 })
  expect(privateKey.key?.equals(key)).toBe(true)
})

test('reads a key in a KMS', () => {
  const kmsKey = readKmsName('awskms:///alias/asc')
  if (kmsKey === undefined) throw new Error('This is no URI.')
  const text = formatSpec({ privateKey: { kmsKey }, spec: TEAM_SPEC, ahead: 0 })
  writeFileSync(join(temp(), SPEC_FILE), text)
  const { privateKey, ...rest } = readInstallation(temp())
  expect(rest).toStrictEqual({ spec: TEAM_SPEC, ahead: 0 })
  expect(privateKey.kmsKey?.uri).toBe('awskms:///alias/asc')
})
