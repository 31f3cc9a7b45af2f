// Finds the app with the bundle ID in BUNDLE_ID, and outputs its number as app-id.
import { fail, request, setOutput, setting } from './api.mjs'

const bundleId = setting('BUNDLE_ID')
const query = new URLSearchParams({ 'filter[bundleId]': bundleId, limit: '200' })
const apps = (await request('GET', `/v1/apps?${query}`)).data ?? []

// The filter also finds longer IDs.
const app = apps.find(({ attributes }) => attributes?.bundleId === bundleId)
if (!app?.id) {
  const others = apps.map(({ attributes }) => attributes?.bundleId).join(', ') || 'none'
  fail(`The key sees no app with the bundle ID ${bundleId}. Similar ones: ${others}.`)
}
console.log(`${bundleId} is the app ${app.id}.`)
setOutput('app-id', app.id)
