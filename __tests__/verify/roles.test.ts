import { expect, test } from '@jest/globals'
import { allowingRoles } from '../../src/verify/roles.ts'

const SIGNING =
  'Signing with xcodebuild needs a team key with Admin and access to cloud managed distribution certificates.'
const REPORTS = 'Reports need a team key with Finance or Sales and Reports.'
const USERS = 'Users need Admin.'
const APPS =
  'TestFlight, metadata and releases need App Manager; Developer can do no more than upload builds.'

test.each([
  ['GET /v1/certificates?limit=1', SIGNING],
  ['GET /v1/profiles', SIGNING],
  ['GET /v1/devices', SIGNING],
  ['GET /v1/bundleIds/X', SIGNING],
  ['GET /v1/passTypeIds', SIGNING],
  ['GET /v1/merchantIds', SIGNING],
  ['GET /v1/salesReports?filter[frequency]=DAILY', REPORTS],
  ['GET /v1/users', USERS],
  ['GET /v1/actors', USERS],
  ['GET /v1/builds', APPS],
])('says which role allows %s', (line, text) => {
  expect(allowingRoles(line)).toBe(text)
})
