// Lists the development certificates that xcodebuild created through the API, one in each run on a machine
// without one. With REVOKE=true, it revokes them: no other kind, and no other name.
import { request } from './api.mjs'

const NAME = 'Created via API'
const TYPES = ['DEVELOPMENT', 'IOS_DEVELOPMENT']

const query = new URLSearchParams({ 'filter[certificateType]': TYPES.join(), limit: '200' })
const certificates = (await request('GET', `/v1/certificates?${query}`)).data ?? []
const created = certificates.filter(
  ({ attributes }) =>
    TYPES.includes(attributes?.certificateType) && attributes.displayName === NAME,
)
for (const { id, attributes } of created) {
  const { certificateType, serialNumber, expirationDate } = attributes
  console.log(`${certificateType} ${serialNumber}, valid until ${expirationDate}`)
  if (process.env.REVOKE === 'true') {
    await request('DELETE', `/v1/certificates/${id}`)
    console.log('  revoked')
  }
}
console.log(
  `${created.length} of ${certificates.length} development certificates are named "${NAME}".`,
)
