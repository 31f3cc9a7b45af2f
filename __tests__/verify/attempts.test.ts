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
  ROLE,
  type ScenarioOptions,
  START,
  scenarios,
  timeLeft,
  unverified,
} from '../helpers/verification.ts'

const HOUR = 3600
const { key } = makeKey()
const start = scenarios(key)

test.each([60, -59, 0])('accepts a clock %i s ahead as is', async (ahead) => {
  const { server, verify } = await start({ ahead })
  expect((await verify()).remarks).toStrictEqual([ACCEPTED])
  expect(server.requests).toHaveLength(1)
})

test.each([62, -61])('corrects a clock %i s ahead', async (ahead) => {
  const { server, verify } = await start({ ahead })
  expect((await verify()).remarks).toHaveLength(2)
  expect(server.requests).toHaveLength(3)
})

const date = (seconds: number) => new Date(START + seconds * 1000).toUTCString()
const dated = (reply: Reply, ...seconds: number[]) =>
  seconds.map((ahead) => ({ ...reply, headers: { date: date(ahead) } }))
const RESULT = { body: { data: [{}] } }

// By the default lifetime, Apple's clock was between 4 minutes before and 15 after the runner's.
test.each([
  [-241, 1],
  [-239, 5],
  [897, 5],
  [900, 1],
  [3 * HOUR, 1],
  [-3 * HOUR, 1],
])('with Dates %i s off on an accepted token, sends %i requests', async (off, count) => {
  const script = [...dated(RESULT, off, off + 1), ...Array(3).fill(UNAUTHORIZED)]
  const { server, verify } = await start({ script })
  const { token, remarks } = await verify()
  // Apple rejects the one that is based on its Date.
  expect(remarks).toStrictEqual([ACCEPTED])
  expect(token.jwt).toBe(server.requests[0]?.token)
  expect(server.requests).toHaveLength(count)
})

test.each([
  ['once', [-200], 2],
  ['twice the same', [-200, -200], 2],
  ['two different ones', [-200, -100], 2],
])('does not believe a Date on an accepted token: %s', async (_, off, count) => {
  const { server, signed, verify } = await start({ script: dated(RESULT, ...off) })
  const { token, remarks } = await verify()
  expect(remarks).toStrictEqual([ACCEPTED])
  expect(signed).toStrictEqual([token])
  expect(server.requests).toHaveLength(count)
})

test.each([
  ['1970', { date: 'Thu, 01 Jan 1970 00:00:00 GMT' }],
  ['2099', { date: 'Thu, 31 Dec 2099 23:59:59 GMT' }],
  ['9999', { date: 'Fri, 31 Dec 9999 23:59:59 GMT' }],
  ['none', { date: '' }],
  ['several', { date: [START, START + 7_200_000].map((time) => new Date(time).toUTCString()) }],
  ['a cached one', { date: new Date(START + 7_200_000).toUTCString(), age: '0' }],
])('does not base a token on the Date %s', async (_, headers) => {
  const { server, signed, verify } = await start({ script: [UNAUTHORIZED], headers })
  const { token, remarks } = await verify()
  expect(remarks).toStrictEqual([ACCEPTED])
  expect(server.requests).toHaveLength(2)
  expect(signed).toStrictEqual([token])
})

test.each([
  ['of a cache', [9000]],
  ['of a cache, twice', [9000, 9000]],
  ['of two caches', [9000, 5 * HOUR]],
])('finds the clock even if the first Dates are those %s', async (_, wrong) => {
  const script = dated(UNAUTHORIZED, ...wrong)
  const { server, timer, verify } = await start({ ahead: HOUR, script })
  const { token, remarks, ahead } = await verify()
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

test('returns to the runner’s clock if two Dates of stray 401s are wrong', async () => {
  const { server, signed, reports, verify } = await start({
    script: dated(UNAUTHORIZED, 3 * HOUR, 3 * HOUR + 1),
  })
  const { token, remarks, ahead } = await verify()
  expect({ remarks, ahead }).toStrictEqual({ remarks: [ACCEPTED], ahead: 0 })
  expect(server.requests).toHaveLength(4)
  expect(token).toBe(signed[0])
  expect(reports.at(-1)).toMatch(/ in 2 s with a token based on the runner's clock\.$/)
})

test.each([
  [181, [clock('3 minutes slow'), ACCEPTED]],
  [182, [ACCEPTED]],
])(
  'after a Date of 120 s, believes one of %i s if they agree by a minute',
  async (off, expected) => {
    const { verify } = await start({ script: dated(UNAUTHORIZED, 120, off) })
    expect((await verify()).remarks).toStrictEqual(expected)
  },
)

test('does not believe a rejection at once', async () => {
  const { server, timer, verify } = await start({ script: [UNAUTHORIZED, UNAUTHORIZED] })
  expect((await verify()).remarks).toStrictEqual([ACCEPTED])
  expect(server.requests).toHaveLength(3)
  expect(timer.elapsed()).toBe(2500)
})

test.each<[string, readonly (Reply | undefined)[], number]>([
  ['', [], 3],
  [', with an outage in between', [undefined, { status: 503 }], 4],
  [', after outages', Array(3).fill({ status: 503 }), 6],
])('believes a rejection the third time%s', async (_, script, count) => {
  const { server, verify } = await start({ script, signingKey: makeKey().key })
  await expect(verify()).rejects.toThrow(
    /^Apple keeps rejecting the token \(status 401 NOT_AUTHORIZED\) without saying why\. Possible causes, most likely first:\n- key-id and private-key belong to different keys\./,
  )
  expect(server.requests).toHaveLength(count)
})

test('believes a rejection the fifth time if the clock is off, and waits except once', async () => {
  const { server, timer, verify } = await start({ signingKey: makeKey().key, ahead: HOUR })
  await expect(verify()).rejects.toThrow(/^Apple keeps rejecting the token /)
  expect(server.requests).toHaveLength(5)
  expect(timer.elapsed()).toBe(5000)
})

test('corrects the clock with a request that Apple does not carry out', async () => {
  const { server, timer, verify } = await start({ script: [ROLE], repeat: true, ahead: 120 })
  expect((await verify()).remarks).toHaveLength(2)
  expect(server.requests).toHaveLength(3)
  expect(timer.elapsed()).toBe(1000)
})

test('outputs the accepted token if an outage follows', async () => {
  const script = [undefined, ...Array(4).fill({ status: 503 })]
  const { server, verify } = await start({ script, ahead: 120 })
  const { token, remarks } = await verify()
  expect(remarks).toStrictEqual([ACCEPTED])
  expect(token.jwt).toBe(server.requests[0]?.token)
  expect(server.requests).toHaveLength(5)
})

test.each<[string, ScenarioOptions['script'], string, number]>([
  ['an outage', Array(4).fill({ status: 503 }), 'This does not mean that the key is bad', 4],
  ['a quota', Array(4).fill({ status: 429 }), 'The key has used up its hourly quota', 4],
  ['a path that does not exist', [appleError(404, 'PATH_ERROR')], 'The API has no such path', 1],
  [
    'a rejection before an outage',
    [UNAUTHORIZED, ...Array(4).fill({ status: 503 })],
    'Apple may be rejecting the token',
    5,
  ],
  [
    'a rejection after an outage',
    [{ status: 503 }, { ...UNAUTHORIZED, headers: { 'retry-after': '60' } }],
    'Apple may be rejecting the token',
    2,
  ],
])('tells what %s means for the token', async (_, script = [], meaning, count) => {
  const { server, verify } = await start({ script })
  const { remarks } = await verify()
  expect(remarks).toHaveLength(1)
  expect(remarks[0]?.message).toContain(` ${meaning}`)
  expect(server.requests).toHaveLength(count)
})

test('ignores the Date of a response that does not come from Apple', async () => {
  const date = new Date(START + HOUR * 1000).toUTCString()
  const script = [
    { status: 502, headers: { date }, body: '<html>' },
    { ...UNAUTHORIZED, headers: { date: '' } },
  ]
  const { signed, verify } = await start({ script })
  const { token, remarks } = await verify()
  expect(remarks).toStrictEqual([ACCEPTED])
  expect(signed).toStrictEqual([token])
})

test('outputs the token based on Apple’s clock even if an outage keeps it from being verified', async () => {
  const script = [UNAUTHORIZED, UNAUTHORIZED, ...Array(4).fill({ status: 503 })]
  const { token, remarks } = await (await start({ script, ahead: HOUR })).verify()
  expect(remarks).toStrictEqual([
    clock('1 hour fast'),
    unverified('status 401 NOT_AUTHORIZED, then status 503'),
  ])
  expect(Math.abs(timeLeft(token) - 900)).toBeLessThanOrEqual(1)
})

test('does the same if there is no time left to send it', async () => {
  const script = [UNAUTHORIZED, { ...UNAUTHORIZED, headers: { 'retry-after': '60' } }]
  const { token, remarks } = await (await start({ script, ahead: HOUR })).verify()
  expect(remarks).toStrictEqual([clock('1 hour fast'), unverified('status 401 NOT_AUTHORIZED')])
  expect(Math.abs(timeLeft(token) - 900)).toBeLessThanOrEqual(1)
})

test('does not report an outage that passes', async () => {
  const script = [{ status: 503 }, reset, { status: 429 }]
  expect((await (await start({ script })).verify()).remarks).toStrictEqual([ACCEPTED])
})

test('reports different failures in their order, each once', async () => {
  const script = [{ status: 503 }, reset, { status: 503 }, { status: 500 }]
  const { server, verify } = await start({ script })
  const closed = `${server.url.host} closed the connection (ECONNRESET)`
  expect((await verify()).remarks).toStrictEqual([
    unverified(`status 503, then ${closed}, then status 500`),
  ])
})

test('does not send the token to the target of a redirect', async () => {
  const target = await start()
  const script = [{ status: 302, headers: { location: target.server.url.href } }]
  await (await start({ script, repeat: true })).verify()
  expect(target.server.requests).toStrictEqual([])
})

test('does not believe a missing agreement at once', async () => {
  const { server, verify } = await start({ script: [AGREEMENT, AGREEMENT] })
  expect((await verify()).remarks).toStrictEqual([ACCEPTED])
  expect(server.requests).toHaveLength(3)
})

test.each([
  ['a missing agreement', AGREEMENT, /^Apple accepts the key, but blocks GET \/v1\/apps\?limit=1 /],
  [
    'an expired membership',
    appleError(
      403,
      'FORBIDDEN_ERROR',
      'T',
      "Team ID: 'X' is not associated with an active membership.",
    ),
    /^Apple accepts the key, but the team has no active membership /,
  ],
])('fails for %s the third time', async (_, reply, message) => {
  const { server, timer, verify } = await start({ script: [reply], repeat: true })
  await expect(verify()).rejects.toThrow(message)
  expect(server.requests).toHaveLength(3)
  expect(timer.elapsed()).toBe(2500)
})

test.each([
  ['never answers', hang],
  ['sends half a body', stall],
])('spends no more than 45 s on a server that %s', async (_, behavior) => {
  const timer = fakeTimer()
  const script = [behavior(() => timer.advance(10_000))]
  const { server, verify } = await start({ script, repeat: true, timer })
  expect((await verify()).remarks).toStrictEqual([
    unverified(`${server.url.host} did not respond within 10 s`),
  ])
  expect(server.requests).toHaveLength(4)
  expect(timer.elapsed()).toBe(44_500)
})

test('gives the last request only the time that is left', async () => {
  const timer = fakeTimer()
  const slow = { headers: { 'retry-after': '38' }, status: 503 }
  const script = [slow, hang(() => timer.advance(7000))]
  const { server, verify } = await start({ script, timer })
  expect((await verify()).remarks).toStrictEqual([
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
