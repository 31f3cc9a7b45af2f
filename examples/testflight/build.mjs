// Which build the scripts next to this file are about, and what App Store Connect says of its upload.
import { fail, request, setting } from './api.mjs'

export const appId = setting('APP_ID')
export const version = setting('VERSION')
export const buildNumber = setting('BUILD_NUMBER')
export const platform = process.env.PLATFORM || 'IOS'

// For a bundle ID, the API lists no builds, and says nothing.
if (!/^\d+$/.test(appId)) fail('APP_ID is not a number. Use the output app-id of find-app.mjs.')

/** Returns the uploads of this build, which App Store Connect knows before the build. */
export async function findUploads() {
  const query = new URLSearchParams({
    'filter[cfBundleShortVersionString]': version,
    'filter[cfBundleVersion]': buildNumber,
    'filter[platform]': platform,
  })
  return (await request('GET', `/v1/apps/${appId}/buildUploads?${query}`)).data ?? []
}

export function stateOf(upload) {
  return upload?.attributes?.state?.state
}

/** Whether App Store Connect has the whole upload. */
export function isUploaded(upload) {
  return ['PROCESSING', 'COMPLETE'].includes(stateOf(upload))
}

/** Shows what App Store Connect found in an upload. */
export function showRemarks(upload) {
  const { errors, warnings, infos } = upload?.attributes?.state ?? {}
  show('error', errors)
  show('warning', warnings)
  show('notice', infos)
}

function show(kind, remarks) {
  for (const { code, description } of remarks ?? []) {
    console.log(`::${kind}::${code}: ${description?.replaceAll('\n', '%0A')}`)
  }
}
