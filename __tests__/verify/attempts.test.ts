import { expect, test } from '@jest/globals'
import {
  appleError,
  hang,
  type Reply,
  reset,
  stall,
  UNAUTHORIZED,
} from '../helpers/apple-server.ts'
import { fakeTimer } from '../helpers/fake-timer.ts'
import { makeKey } from '../helpers/support.ts'
import {
  ACCEPTED,
  AGREEMENT,
  clock,
  date,
  type ScenarioOptions,
  scenarios,
  timeLeft,
  unverified,
} from '../helpers/verification.ts'

const HOUR = 3600
const { key } = makeKey()
const { start, verify } = scenarios(key)

const dated = (reply: Reply, ...seconds: number[]) =>
  seconds.map((ahead) => ({ ...reply, headers: { date: date(ahead) } }))
const RESULT = { body: { data: [{}] } }

const OUTAGE = Array<Reply>(4).fill({ status: 503 })
const rejectedAt = (headers: ScenarioOptions['headers']) => ({ script: [UNAUTHORIZED], headers })

/** A result with a Date, one with the next second, and rejections of the token for that time. */
const acceptedAt = (seconds: number) => ({
  script: [...dated(RESULT, seconds, seconds + 1), ...Array(3).fill(UNAUTHORIZED)],
})

test.each<[string, ScenarioOptions, requests: number, signed: number]>([
  // By the default lifetime, Apple's clock was between 4 minutes before and 15 after the runner's.
  ['a result at 241 s before', acceptedAt(-241), 1, 1],
  ['results at 239 s before', acceptedAt(-239), 5, 2],
  ['results at 897 s after', acceptedAt(897), 5, 2],
  ['a result at 900 s after', acceptedAt(900), 1, 1],
  ['a result at 3 hours after', acceptedAt(3 * HOUR), 1, 1],
  ['a result at 3 hours before', acceptedAt(-3 * HOUR), 1, 1],
  ['one result at another time', { script: dated(RESULT, -200) }, 2, 1],
  ['two results of a cache', { script: dated(RESULT, -200, -200) }, 2, 1],
  ['results at different times', { script: dated(RESULT, -200, -100) }, 2, 1],
  ['1970', rejectedAt({ date: 'Thu, 01 Jan 1970 00:00:00 GMT' }), 2, 1],
  ['2099', rejectedAt({ date: 'Thu, 31 Dec 2099 23:59:59 GMT' }), 2, 1],
  ['9999', rejectedAt({ date: 'Fri, 31 Dec 9999 23:59:59 GMT' }), 2, 1],
  ['no date', rejectedAt({ date: '' }), 2, 1],
  ['two dates in one header', rejectedAt({ date: [0, 2 * HOUR].map(date) }), 2, 1],
  ['a date of a cache', rejectedAt({ date: date(2 * HOUR), age: '0' }), 2, 1],
  ['dates of a gateway', { script: dated({ status: 502, body: '<html>' }, HOUR, HOUR + 1) }, 3, 1],
  ['two rejections', { script: [UNAUTHORIZED, UNAUTHORIZED] }, 3, 1],
  ['two missing agreements', { script: [AGREEMENT, AGREEMENT] }, 3, 1],
  ['an outage that passes', { script: [{ status: 503 }, reset, { status: 429 }] }, 4, 1],
  ['an outage once it was accepted', { script: [undefined, ...OUTAGE], ahead: 120 }, 5, 1],
  ['two dates of stray rejections', { script: dated(UNAUTHORIZED, 9000, 9001) }, 4, 2],
])('outputs the first token after %s', async (_, options, requests, tokens) => {
  const { server, signed, token, remarks, ahead } = await verify(options)
  expect({ remarks, ahead }).toStrictEqual({ remarks: [ACCEPTED], ahead: 0 })
  expect(token.jwt).toBe(signed[0])
  expect([server.requests.length, signed.length]).toStrictEqual([requests, tokens])
})

test('says that it returns to the runner’s clock', async () => {
  const { reports } = await verify({ script: dated(UNAUTHORIZED, 9000, 9001) })
  expect(reports.at(-1)).toMatch(/ in 2 s with a token based on the runner's clock\.$/)
})

test.each([
  ['of a cache', [9000]],
  ['of a cache, twice', [9000, 9000]],
  ['of two caches', [9000, 5 * HOUR]],
])('finds the clock even if the first Dates are those %s', async (_, wrong) => {
  const script = dated(UNAUTHORIZED, ...wrong)
  const { server, timer, token, remarks, ahead } = await verify({ ahead: HOUR, script })
  expect(remarks).toStrictEqual([clock('1 hour fast'), ACCEPTED])
  expect(server.requests).toHaveLength(wrong.length + 3)
  expect(Math.abs(timeLeft(token) - timer.elapsed() / 1000 - 900)).toBeLessThanOrEqual(1)
  expect(Math.abs(ahead + 3_600_000)).toBeLessThanOrEqual(1000)
})

test('signs no more than one token for another clock, whatever a server shows', async () => {
  const script = dated(UNAUTHORIZED, 9000, 9001, 99_000, 99_002, 199_000, 199_002)
  const { server, signed, verify } = await start({ script })
  await expect(verify()).rejects.toThrow(
    "The runner's clock is 2 hours 30 minutes slow, but a token based on Apple's clock was rejected",
  )
  expect(signed).toHaveLength(2)
  expect(server.requests).toHaveLength(5)
})

test.each([
  [181, [clock('3 minutes slow'), ACCEPTED]],
  [182, [ACCEPTED]],
])(
  'after a Date of 120 s, goes by one of %i s if they agree by a minute',
  async (off, expected) => {
    const { remarks } = await verify({ script: dated(UNAUTHORIZED, 120, off) })
    expect(remarks).toStrictEqual(expected)
  },
)

test.each<[string, readonly (Reply | undefined)[], number]>([
  ['', [], 3],
  [', with an outage in between', [undefined, { status: 503 }], 4],
  [', after outages', Array(3).fill({ status: 503 }), 6],
])('goes by a rejection the third time%s', async (_, script, count) => {
  const { server, verify } = await start({ script, signingKey: makeKey().key })
  await expect(verify()).rejects.toThrow(
    /^Apple keeps rejecting the token \(status 401 NOT_AUTHORIZED\) without saying why\. Possible causes, most likely first:\n- key-id and private-key belong to different keys\./,
  )
  expect(server.requests).toHaveLength(count)
})

test.each<[string, readonly (Reply | undefined)[], string]>([
  ['an outage follows', [UNAUTHORIZED, UNAUTHORIZED, ...OUTAGE], ', then status 503'],
  [
    'there is no time left',
    [UNAUTHORIZED, { ...UNAUTHORIZED, headers: { 'retry-after': '60' } }],
    '',
  ],
])('outputs the token based on Apple’s clock even if %s', async (_, script, then) => {
  const { token, remarks } = await verify({ script, ahead: HOUR })
  const reason = `status 401 NOT_AUTHORIZED${then}`
  expect(remarks).toStrictEqual([clock('1 hour fast'), unverified(reason)])
  expect(Math.abs(timeLeft(token) - 900)).toBeLessThanOrEqual(1)
})

test('reports different failures in their order, each once', async () => {
  const script = [{ status: 503 }, reset, { status: 503 }, { status: 500 }]
  const { server, remarks } = await verify({ script })
  const closed = `${server.url.host} closed the connection (ECONNRESET)`
  expect(remarks).toStrictEqual([unverified(`status 503, then ${closed}, then status 500`)])
})

test('does not send the token to the target of a redirect', async () => {
  const target = await start()
  const script = [{ status: 302, headers: { location: target.server.url.href } }]
  await (await start({ script, repeat: true })).verify()
  expect(target.server.requests).toStrictEqual([])
})

const MEMBERSHIP = "Team ID: 'X' is not associated with an active membership."

test.each([
  [
    'a missing agreement',
    AGREEMENT,
    0,
    /^Apple accepts the key, but blocks GET \/v1\/apps\?limit=1 /,
  ],
  ['the same if the clock is off', AGREEMENT, 120, /^Apple accepts the key, but blocks /],
  [
    'an expired membership',
    appleError(403, 'FORBIDDEN_ERROR', 'T', MEMBERSHIP),
    0,
    /^Apple accepts the key, but the team has no active membership /,
  ],
])('fails for %s the third time', async (_, reply, ahead, message) => {
  const { server, timer, verify } = await start({ script: [reply], repeat: true, ahead })
  await expect(verify()).rejects.toThrow(message)
  expect(server.requests).toHaveLength(3)
  expect(timer.elapsed()).toBe(ahead === 0 ? 2500 : 1000)
})

test.each([
  ['never answers', hang],
  ['sends half a body', stall],
])('spends no more than 45 s on a server that %s', async (_, behavior) => {
  const timer = fakeTimer()
  const script = [behavior(() => timer.advance(10_000))]
  const { server, remarks } = await verify({ script, repeat: true, timer })
  expect(remarks).toStrictEqual([unverified(`${server.url.host} did not respond within 10 s`)])
  expect(server.requests).toHaveLength(4)
  expect(timer.elapsed()).toBe(44_500)
})

test('gives the last request only the time that is left', async () => {
  const timer = fakeTimer()
  const slow = { headers: { 'retry-after': '38' }, status: 503 }
  const script = [slow, hang(() => timer.advance(7000))]
  const { server, remarks } = await verify({ script, timer })
  expect(remarks).toStrictEqual([
    unverified(`status 503, then ${server.url.host} did not respond within 7 s`),
  ])
  expect(server.requests).toHaveLength(2)
  expect(timer.elapsed()).toBe(45_000)
})

test.each([
  ['44', 2, 44_000],
  ['45', 1, 0],
  ['soon', 2, 1000],
  ['44 s', 2, 1000],
  ['in 44', 2, 1000],
  ['0', 2, 1000],
])('with Retry-After: %s, sends %i requests', async (seconds, count, elapsed) => {
  const script = [{ status: 429, headers: { 'retry-after': seconds } }]
  const { server, timer, verify } = await start({ script })
  await verify()
  expect(server.requests).toHaveLength(count)
  expect(timer.elapsed()).toBe(elapsed)
})

test('passes on what signing throws', async () => {
  const { verify } = await start()
  const sign = () => Promise.reject(new TypeError('broken'))
  await expect(verify({ sign })).rejects.toThrow(TypeError)
})

test('passes on a bug in the request', async () => {
  const { server, now, verify } = await start()
  const times = [now()]
  // The first is what the token is based on.
  const broken = () => times.shift() as Date
  await expect(verify({ now: broken })).rejects.toThrow(TypeError)
  expect(server.requests).toStrictEqual([])
})
