// Gives a processed build to a group of testers, with a text about what to test, and submits it for review
// if they are external.
import { fail, pause, request, setting } from './api.mjs'

const build = { type: 'builds', id: setting('BUILD_ID') }
const { GROUP, WHAT_TO_TEST, LOCALE = 'en-US', USES_NON_EXEMPT_ENCRYPTION } = process.env
const appId = GROUP && setting('APP_ID')
const SUBMITTED = [
  'WAITING_FOR_BETA_REVIEW',
  'IN_BETA_REVIEW',
  'BETA_APPROVED',
  'READY_FOR_BETA_TESTING',
  'IN_BETA_TESTING',
]
const get = async (path) => (await request('GET', path)).data

// Testers get no build that says nothing about encryption, and Apple accepts one answer for each.
const findAnswer = async () => {
  const data = await get(`/v1/builds/${build.id}`)
  return typeof data?.attributes?.usesNonExemptEncryption === 'boolean' ? data : undefined
}
if (!(await findAnswer())) {
  if (!['true', 'false'].includes(USES_NON_EXEMPT_ENCRYPTION)) {
    fail(
      'The build does not say whether it uses encryption that is not exempt. Set ' +
        'ITSAppUsesNonExemptEncryption in Info.plist, or USES_NON_EXEMPT_ENCRYPTION to true or false.',
    )
  }
  const attributes = { usesNonExemptEncryption: USES_NON_EXEMPT_ENCRYPTION === 'true' }
  await request('PATCH', `/v1/builds/${build.id}`, { ...build, attributes }, findAnswer)
}

if (WHAT_TO_TEST) {
  const type = 'betaBuildLocalizations'
  const findText = async () =>
    (await get(`/v1/builds/${build.id}/${type}?limit=200`))?.find(
      ({ attributes }) => attributes?.locale === LOCALE,
    )
  const text = await findText()
  const attributes = { whatsNew: WHAT_TO_TEST }
  if (text) await request('PATCH', `/v1/${type}/${text.id}`, { type, id: text.id, attributes })
  else {
    const relationships = { build: { data: build } }
    const data = { type, attributes: { ...attributes, locale: LOCALE }, relationships }
    await request('POST', `/v1/${type}`, data, findText)
  }
}

if (GROUP) {
  const query = new URLSearchParams({ 'filter[app]': appId, limit: '200' })
  const groups = (await get(`/v1/betaGroups?${query}`)) ?? []
  const group = groups.find(({ attributes }) => attributes?.name === GROUP)
  if (!group) {
    const names = groups.map(({ attributes }) => attributes?.name).join(', ') || 'none'
    fail(`The app has no group of testers that is named ${GROUP}. Its groups: ${names}.`)
  }
  // Apple rejects a build for a group that gets every build anyway.
  if (!group.attributes.hasAccessToAllBuilds) {
    await request('POST', `/v1/betaGroups/${group.id}/relationships/builds`, [build])
  }
  if (!group.attributes.isInternalGroup) await submitForReview()
  console.log(`The build is in the group ${GROUP}.`)
}

/** External testers get a build after Apple has reviewed the first one of its version. */
async function submitForReview() {
  const findState = async () =>
    (await get(`/v1/builds/${build.id}/buildBetaDetail`))?.attributes?.externalBuildState
  const isSubmitted = async () => SUBMITTED.includes(await findState())
  for (let turn = 0; turn < 20; turn++) {
    const state = await findState()
    console.log(`For external testers, the build is ${state}.`)
    if (SUBMITTED.includes(state)) return
    if (state === 'READY_FOR_BETA_SUBMISSION') {
      const type = 'betaAppReviewSubmissions'
      const relationships = { build: { data: build } }
      await request('POST', `/v1/${type}`, { type, relationships }, isSubmitted)
    }
    await pause()
  }
  fail('The build could not be submitted for review within ten minutes.')
}
