import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { formatSpec, readSpec, SPEC_FILE } from '../../src/installed-key/spec-file.ts'
import { readKmsName } from '../../src/kms/names.ts'
import { freshFolders } from '../helpers/folders.ts'
import { ISSUER_ID, makeKey, TEAM_SPEC } from '../helpers/support.ts'

const temp = freshFolders()
const spec = { ...TEAM_SPEC, scope: ['GET /v1/apps'] }

function read(value: unknown) {
  writeFileSync(join(temp(), SPEC_FILE), JSON.stringify(value))
  return readSpec(temp())
}

test.each([spec, TEAM_SPEC, { ...spec, owner: { type: 'individual' } }])('reads %j', (value) => {
  expect(read(value)).toStrictEqual({ spec: value, kmsKey: undefined })
})

test('reads a key in a KMS', () => {
  const kmsKey = readKmsName('awskms:///alias/asc')
  if (kmsKey === undefined) throw new Error('This is no URI.')
  writeFileSync(join(temp(), SPEC_FILE), formatSpec(spec, { kmsKey }))
  const content = readSpec(temp())
  expect(content.spec).toStrictEqual(spec)
  expect(content.kmsKey?.uri).toBe('awskms:///alias/asc')
})

test('writes no key that is in memory', () => {
  expect(JSON.parse(formatSpec(spec, makeKey()))).toStrictEqual(spec)
})

test.each([
  null,
  'text',
  [],
  {},
  { ...spec, owner: undefined },
  { ...spec, owner: { type: 'team' } },
  { ...spec, owner: { type: 'user', issuerId: ISSUER_ID } },
  { ...spec, keyId: undefined },
  { ...spec, keyId: 7 },
  { ...spec, keyId: '' },
  { ...spec, keyId: '../2X9R4HXF34' },
  { ...spec, keyId: '2X9R4HXF34/..' },
  { ...spec, lifetime: '900' },
  { ...spec, lifetime: 900.5 },
  { ...spec, audience: 'other' },
  { ...spec, scope: 'GET /v1/apps' },
  { ...spec, scope: ['GET /v1/apps', 1] },
])('rejects %j', (value) => {
  expect(() => read(value)).toThrow(
    expect.objectContaining({
      name: 'SyntaxError',
      message: 'token-spec.json contains no TokenSpec',
    }),
  )
})

test('rejects text that is not JSON', () => {
  writeFileSync(join(temp(), SPEC_FILE), '{"keyId":')
  expect(() => readSpec(temp())).toThrow(SyntaxError)
})
