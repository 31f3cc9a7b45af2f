// Uploads an .ipa with the Build Upload API, waits until App Store Connect has processed the build, and
// outputs its ID as build-id. https://developer.apple.com/documentation/appstoreconnectapi/build-uploads
import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import { fail, pause, request, send, setOutput, TIMEOUT } from './api.mjs'
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

const path = process.env.IPA || 'App.ipa'
const app = await open(path).catch(({ code }) => fail(`${path} cannot be opened (${code}).`))
const { size } = await app.stat()
const awaitsParts = (upload) => stateOf(upload) === 'AWAITING_UPLOAD'

// An earlier run may have uploaded the build, or have stopped halfway. Its signed URLs expire.
const earlier = await findUploads()
for (const { id } of earlier.filter(awaitsParts)) await request('DELETE', `/v1/buildUploads/${id}`)
const uploaded = earlier.find(isUploaded)
if (uploaded) console.log(`Build ${buildNumber} of version ${version} is uploaded already.`)
await waitFor(uploaded?.id ?? (await uploadApp()))

/** Reserves the upload, sends the app, and returns the ID of the upload. */
async function uploadApp() {
  const upload = await create(
    {
      type: 'buildUploads',
      attributes: { platform, cfBundleShortVersionString: version, cfBundleVersion: buildNumber },
      relationships: { app: { data: { type: 'apps', id: appId } } },
    },
    async () => (await findUploads()).find(awaitsParts),
  )
  const file = await create(
    {
      type: 'buildUploadFiles',
      attributes: {
        assetType: 'ASSET',
        fileName: basename(path),
        fileSize: size,
        uti: 'com.apple.ipa',
      },
      relationships: { buildUpload: { data: { type: 'buildUploads', id: upload.id } } },
    },
    async () => (await request('GET', `/v1/buildUploads/${upload.id}/buildUploadFiles`)).data?.[0],
  )
  await sendParts(file.attributes?.uploadOperations ?? [])
  await commit(file.id, upload.id)
  return upload.id
}

/** Creates something, or finds it if the response to its creation was lost. */
async function create(data, look) {
  const created = (await request('POST', `/v1/${data.type}`, data, look)).data
  return created?.id ? created : fail(`Apple's response has no ID for ${data.type}.`)
}

async function sendParts(parts) {
  const sum = parts.reduce((sum, { length }) => sum + length, 0)
  if (sum !== size || !parts.every(({ url }) => url)) fail('Apple does not ask for the whole app.')
  for (const [index, { method, url, offset, length, requestHeaders }] of parts.entries()) {
    const what = `Part ${index + 1} of ${parts.length}`
    console.log(`${what}: ${length} bytes.`)
    const body = Buffer.alloc(length)
    await app.read(body, 0, length, offset)
    const headers = (requestHeaders ?? []).map(({ name, value }) => [name, value])
    const { ok, status, text } = await send(what, url, 10 * TIMEOUT, () => ({
      method,
      headers,
      body,
    }))
    if (!ok) fail(`${what} was not accepted (${status || text}).`)
  }
}

async function commit(file, upload) {
  const sha256 = createHash('sha256')
  for await (const chunk of app.createReadStream({ start: 0 })) sha256.update(chunk)
  const checksum = { hash: sha256.digest('hex'), algorithm: 'SHA_256' }
  const attributes = { uploaded: true, sourceFileChecksums: { file: checksum } }
  const path = `/v1/buildUploadFiles/${file}`
  await request('PATCH', path, { type: 'buildUploadFiles', id: file, attributes }, async () => {
    const { data } = await request('GET', `/v1/buildUploads/${upload}`)
    return awaitsParts(data) ? undefined : data
  })
}

/** Waits for an upload, and for the build that comes from it. */
async function waitFor(upload) {
  for (let turn = 0; turn < 120; turn++) {
    const { data, included } = await request('GET', `/v1/buildUploads/${upload}?include=build`)
    const build = included?.find(({ type }) => type === 'builds')
    const [state, buildState] = [stateOf(data), build?.attributes?.processingState]
    console.log(`The upload is ${state}, the build ${buildState ?? 'not listed yet'}.`)
    if ([state, buildState].some((state) => state === 'FAILED' || state === 'INVALID')) {
      showRemarks(data)
      fail('The build was rejected. Apple also sends the reasons to the team by email.')
    }
    if (buildState === 'VALID') {
      showRemarks(data)
      setOutput('build-id', build.id)
      return
    }
    await pause()
  }
  fail('App Store Connect has not processed the build within an hour.')
}
