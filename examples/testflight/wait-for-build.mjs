// Waits until App Store Connect has processed a build, and outputs its ID as build-id.
import { fail, pause, request, setOutput } from './api.mjs'
import {
  appId,
  buildNumber,
  findUploads,
  isUploaded,
  platform,
  showRemarks,
  stateOf,
  version,
} from './build.mjs'

// A build number is unique only for one app, version and platform.
const query = new URLSearchParams({
  'filter[app]': appId,
  'filter[preReleaseVersion.version]': version,
  'filter[preReleaseVersion.platform]': platform,
  'filter[version]': buildNumber,
  include: 'buildUpload',
})
let missing = 0

for (let turn = 0; turn < 120; turn++) {
  const { data, included } = await request('GET', `/v1/builds?${query}`)
  const build = data?.[0]
  const state = build?.attributes?.processingState
  console.log(build ? `The build is ${state}.` : 'App Store Connect does not list the build yet.')
  if (state === 'VALID') {
    setOutput('build-id', build.id)
    process.exit()
  }
  if (state === 'FAILED' || state === 'INVALID') {
    showRemarks(included?.[0])
    fail(`The build is ${state}. Apple also sends the reasons to the team by email.`)
  }
  // Every ten minutes.
  if (!build && ++missing % 20 === 0) await checkUpload()
  await pause()
}
fail('App Store Connect has not processed the build within an hour.')

/** Ends the wait if nothing will come of it. */
async function checkUpload() {
  const uploads = await findUploads()
  if (uploads.some(isUploaded)) return
  uploads.forEach(showRemarks)
  fail(
    uploads.length > 0
      ? `The upload is ${stateOf(uploads[0])}. Upload the build again.`
      : `Apple has no upload of build ${buildNumber} of version ${version}. Check the bundle ID, and ` +
          'that Info.plist of the app has this version and number.',
  )
}
