import { expect, test } from '@jest/globals'
import { appleError, UNAUTHORIZED } from '../helpers/apple-server.ts'
import { leaks, makeKey, openToken } from '../helpers/support.ts'
import {
  ACCEPTED,
  AGREEMENT,
  accepted,
  date,
  FINGERPRINT,
  play,
  REQUEST,
  ROLE,
  type ScenarioOptions,
  scenarios,
  timeLeft,
  unverified,
  warning,
} from '../helpers/verification.ts'

const HOUR = 3600
const DAY = 24 * HOUR
const { key } = makeKey()
const stranger = makeKey()
const start = scenarios(key)

const daysAhead = (days: number) => ({ ...UNAUTHORIZED, headers: { date: date(days * DAY) } })

test('sends the token that it outputs', async () => {
  const { server, verify } = await start()
  const { token, remarks } = await verify()
  expect({ remarks, ahead: token.ahead }).toStrictEqual({ remarks: [ACCEPTED], ahead: 0 })
  expect(server.requests).toStrictEqual([{ target: REQUEST, token: token.jwt }])
})

test('does not count the time that a KMS takes to sign', async () => {
  const { sign, timer, verify } = await start()
  const slowly = (ahead: number) => {
    timer.advance(45_000)
    return sign(ahead)
  }
  expect((await verify({ sign: slowly })).remarks).toStrictEqual([ACCEPTED])
})

const BY_ANOTHER = "accepted, but by another clock than the runner's"
const NOT_AUTHORIZED = 'status 401 NOT_AUTHORIZED'

test.each([
  [HOUR, '1 hour fast', NOT_AUTHORIZED],
  [-HOUR, '1 hour slow', NOT_AUTHORIZED],
  // Still accepted by Apple, but only for a short time.
  [-14 * 60, '14 minutes slow', BY_ANOTHER],
  [364 * DAY, '364 days fast', NOT_AUTHORIZED],
])('if the clock is %i s ahead, bases the token on that of Apple', async (ahead, skew, reason) => {
  const { server, verify, reports } = await start({ ahead })
  const { token, remarks } = await verify()
  expect(Math.abs(token.ahead + ahead * 1000)).toBeLessThanOrEqual(1000)
  const message = `The runner's clock is ${skew}, so the token and expires-at are based on Apple's clock. Correct the runner's clock: tokens that other tools sign may be rejected.`
  expect(remarks).toStrictEqual([{ level: 'warning', message, topic: 'clock' }, ACCEPTED])
  // A second response has to show the same clock.
  const [first, second, third] = server.requests.map(({ token }) => token)
  expect([second, third, server.requests.length]).toStrictEqual([first, token.jwt, 3])
  expect(reports).toStrictEqual([
    `${REQUEST}: ${reason}. Retrying in 1.5 s.`,
    `${REQUEST}: ${reason}. Retrying in 1.5 s with a token based on the other clock.`,
  ])
  expect(Math.abs(timeLeft(token) - 900)).toBeLessThanOrEqual(1)
  expect(openToken(token.jwt, key).payload).toMatchObject({ exp: token.expiresAt.getTime() / 1000 })
})

test('shows request IDs in a rejection, and neither token nor key', async () => {
  const scenario = await start({ signingKey: stranger.key })
  const { error } = await play(scenario)
  expect(error).toContain(` The fingerprint of private-key is ${FINGERPRINT}. `)
  expect(error).toMatch(
    /\nFor Apple's support: x-apple-request-uuid [0-9a-f-]{36}, x-apple-jingle-correlation-key TXF6QUVS6OY66YVUNINVLKXZFA\.$/,
  )
  expect(leaks(error, String(scenario.signed))).toStrictEqual([])
  expect(leaks(error, stranger.pem)).toStrictEqual([])
})

const BOTH =
  " The runner's clock is 62 minutes fast, but a token based on Apple's clock was rejected too."
const UNRELIABLE =
  " Apple's responses do not show reliably what time it is, so check the runner's clock first."
const fast = HOUR + 130

test.each<[string, ScenarioOptions, string]>([
  ['another clock', { ahead: fast }, BOTH],
  ['another Date, and another clock', { ahead: fast, script: [daysAhead(1)] }, BOTH],
  ['no Date', { headers: { date: 'now' } }, UNRELIABLE],
  ['a Date that is a year off', { ahead: 366 * DAY }, UNRELIABLE],
  ['another Date each time', { script: [180, 3, 90, 6, 36].map(daysAhead) }, UNRELIABLE],
  ['the same Date each time', { headers: { date: date(HOUR) } }, UNRELIABLE],
  ['the right Date', {}, ''],
])('with %s, a rejection says what is known of the clock', async (_, options, text) => {
  const { error } = await play(await start({ signingKey: stranger.key, ...options }))
  expect(error).toContain(`(${NOT_AUTHORIZED}) without saying why.${text} Possible causes`)
})

const QUOTA = appleError(429, 'RATE_LIMIT_EXCEEDED')

test.each([
  [
    { status: 503 },
    'status 503. This does not mean that the key is bad, so the token is output anyway. If later steps fail, check that this runner can reach HOST, and see https://developer.apple.com/system-status/.',
    'network',
  ],
  [
    QUOTA,
    'status 429 RATE_LIMIT_EXCEEDED. The key has used up its hourly quota of about 3500 requests, so expect the same in later steps. Wait, or use a separate key for each pipeline.',
    'quota',
  ],
  [
    { ...UNAUTHORIZED, headers: { 'retry-after': '60' } },
    `${NOT_AUTHORIZED}. Apple may be rejecting the token. It is output anyway, since good tokens get such responses now and then.`,
    'rejected',
  ],
])('says what it means that a token is not verified: %#', async (reply, text, topic) => {
  const { remarks } = await play(await start({ script: [reply], repeat: true }))
  const message = `The token could not be verified with ${REQUEST}: ${text}`
  expect(remarks).toStrictEqual([{ level: 'warning', message, topic }])
})

const LINES = ['GET /v1/apps?limit=1', 'GET /v1/builds?filter[app]=com.acme.app']

test.each([
  ['the role', ROLE, /^Apple accepts the key, but its role does not allow GET \/v1\/builds/],
  ['the path', appleError(404, 'PATH_ERROR'), /^The API does not support GET \/v1\/builds/],
  ['an agreement', AGREEMENT, /^Apple accepts the key, but blocks GET \/v1\/builds/],
  [
    'a rejection',
    UNAUTHORIZED,
    /^Apple accepts the token for GET \/v1\/apps\?limit=1, but keeps rejecting it for GET \/v1\/builds/,
  ],
])('fails for a listed request because of %s', async (_, reply, message) => {
  const script = [undefined, reply, reply, reply]
  const { sent, error } = await play(await start({ lines: LINES, script }))
  expect(error).toMatch(message)
  expect(sent).toMatch(/^000?0?$/)
})

test('reports a request that finds nothing, and goes on', async () => {
  const { remarks } = await play(await start({ lines: [...LINES].reverse() }))
  expect(remarks).toStrictEqual([
    warning('^Apple accepts the key, but found nothing for GET /v1/builds', 'nothing'),
    accepted(...[...LINES].reverse()),
  ])
})

test('does not count a request that the role does not allow as accepted', async () => {
  const { remarks } = await play(await start({ script: [ROLE] }))
  expect(remarks).toMatchObject([{ level: 'notice', topic: 'role' }])
})

test('reports a proxy that cannot be used, and masks its password', async () => {
  const { verify } = await start()
  // No name has a part of over 63 characters, so that no name server is asked for this one.
  const apiUrl = new URL(`https://${'a'.repeat(64)}.invalid`)
  const env = { HTTPS_PROXY: 'socks5://user:secret@127.0.0.1:1' }
  const masked: string[] = []
  const { remarks } = await verify({ env, apiUrl, mask: (secret) => masked.push(secret) })
  expect(remarks).toStrictEqual([
    warning('^HTTPS_PROXY is a socks5 URL, ', 'network'),
    unverified(`${apiUrl.host} cannot be resolved (ENOTFOUND)`),
  ])
  expect(masked).toContain('secret')
})
