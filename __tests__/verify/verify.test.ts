import { afterEach, expect, test } from '@jest/globals'
import { UserError } from '../../src/errors.ts'
import { signToken } from '../../src/token.ts'
import { type Timing, type Verification, verifyToken } from '../../src/verify/verify.ts'
import {
  type AppleServer,
  type AppleServerOptions,
  appleError,
  hang,
  reset,
  startAppleServer,
  trickle,
  UNAUTHORIZED,
} from '../helpers/apple-server.ts'
import { leaks, makeKey, openToken, TEAM_SPEC } from '../helpers/support.ts'

const HOUR = 3600
const { key } = makeKey()
const servers: AppleServer[] = []
const timing: Timing = { perRequest: 2000, total: 5000, pauses: [1, 1, 1] }
const ACCEPTED = { level: 'info', message: 'Apple accepted the token (GET /v1/apps?limit=1).' }

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()))
})

async function start(options?: AppleServerOptions) {
  const server = await startAppleServer(key, options)
  servers.push(server)
  return server
}

/** The verification of a token of 15 minutes by a runner whose clock is `ahead` seconds ahead. */
function verification({ url }: { url: URL }, { signingKey = key, ahead = 0 } = {}): Verification {
  return {
    url,
    spec: TEAM_SPEC,
    env: {},
    now: () => new Date(Date.now() + ahead * 1000),
    sign: (now) => signToken(TEAM_SPEC, signingKey, now),
  }
}

const warning = (reason: string, { url }: AppleServer) => ({
  level: 'warning',
  message: `The token could not be verified: ${reason}. That says nothing against the key, so the token is handed on. If the steps that follow fail, check that this runner reaches ${url.host}, and look at https://developer.apple.com/system-status/.`,
})

/** The seconds from now to the token's `exp`, by this machine's clock, which is the servers' too. */
function timeLeft(jwt: string): number {
  const { payload } = openToken(jwt, key) as { payload: { exp: number } }
  return payload.exp - Date.now() / 1000
}

test('an accepted token is handed on with one line', async () => {
  const server = await start()
  const { token, remarks } = await verifyToken(verification(server))
  expect(remarks).toStrictEqual([ACCEPTED])
  expect(server.requests).toStrictEqual([{ target: 'GET /v1/apps?limit=1', token: token.jwt }])
})

test.each([
  [HOUR, 'fast', '1 hour'],
  [-HOUR, 'slow', '1 hour'],
  // Still accepted by Apple, but only for a short time.
  [-14 * 60, 'slow', '14 minutes'],
  [400 * 24 * HOUR, 'fast', '400 days'],
])('a clock %i s ahead: the token is signed by that of Apple', async (ahead, way, amount) => {
  const server = await start()
  const { token, remarks } = await verifyToken(verification(server, { ahead }), timing)
  expect(remarks).toStrictEqual([
    {
      level: 'warning',
      message: expect.stringContaining(
        `The runner's clock is ${amount} ${way}, so the token and expires-at go by Apple's clock. Set`,
      ),
    },
    ACCEPTED,
  ])
  expect(server.requests).toHaveLength(2)
  expect(server.requests[1]?.token).toBe(token.jwt)
  expect(Math.abs(timeLeft(token.jwt) - 900)).toBeLessThan(3)
  expect(Math.abs(token.expiresAt.getTime() / 1000 - Date.now() / 1000 - 900)).toBeLessThan(3)
})

test('the clock of Apple counts, not that of this machine', async () => {
  const server = await start({ ahead: HOUR })
  const { token } = await verifyToken(verification(server), timing)
  expect(Math.abs(timeLeft(token.jwt) - 900 - HOUR)).toBeLessThan(3)
})

test.each([55, -55])('a clock %i s ahead is no matter', async (ahead) => {
  const server = await start()
  const { remarks } = await verifyToken(verification(server, { ahead }), timing)
  expect(remarks).toStrictEqual([ACCEPTED])
  expect(server.requests).toHaveLength(1)
})

test('a refusal is not believed at once', async () => {
  const server = await start({ script: [UNAUTHORIZED, UNAUTHORIZED] })
  const { remarks } = await verifyToken(verification(server), timing)
  expect(remarks).toStrictEqual([ACCEPTED])
  expect(server.requests).toHaveLength(3)
})

test('a refusal is believed the third time, also with an outage in between', async () => {
  for (const script of [[], [UNAUTHORIZED, reset]]) {
    const server = await start({ script })
    const stranger = verification(server, { signingKey: makeKey().key })
    await expect(verifyToken(stranger, timing)).rejects.toThrow(
      /^Apple keeps rejecting the token \(status 401 NOT_AUTHORIZED\) without saying why\. Possible causes, most likely first:\n- key-id and private-key are of different keys\./,
    )
    expect(server.requests).toHaveLength(3 + (script.length && 1))
  }
})

test('a refusal shows request IDs, and neither token nor key', async () => {
  const server = await start()
  const stranger = makeKey()
  const error = await verifyToken(verification(server, { signingKey: stranger.key }), timing).catch(
    (error: unknown) => error,
  )
  expect(error).toBeInstanceOf(UserError)
  const { message } = error as UserError
  expect(message).toMatch(
    /\nFor Apple's support: x-apple-request-uuid [0-9a-f-]{36}, x-apple-jingle-correlation-key TXF6QUVS6OY66YVUNINVLKXZFA\.$/,
  )
  expect(leaks(message, server.requests[0]?.token ?? '')).toStrictEqual([])
  expect(leaks(message, stranger.pem)).toStrictEqual([])
})

test('where the clock is off and the key is wrong as well, the error tells both', async () => {
  const server = await start()
  const stranger = verification(server, { signingKey: makeKey().key, ahead: HOUR + 130 })
  await expect(verifyToken(stranger, timing)).rejects.toThrow(
    /The runner's clock is 1 hour 2 minutes fast, but a token signed by Apple's clock is refused too\. Possible causes/,
  )
  expect(server.requests).toHaveLength(4)
})

test('a refusal without a Date leaves the clock open', async () => {
  const server = await start({
    script: [{ ...UNAUTHORIZED, headers: { date: 'now' } }],
    repeat: true,
  })
  await expect(verifyToken(verification(server), timing)).rejects.toThrow(
    "The answer does not tell Apple's time, so check the runner's clock first. Possible causes",
  )
})

test('a Date that lies does not cost an accepted token', async () => {
  const date = new Date(Date.now() - HOUR * 1000).toUTCString()
  const server = await start({ script: [{ headers: { date }, body: { data: [] } }] })
  const { token, remarks } = await verifyToken(verification(server), timing)
  expect(remarks).toStrictEqual([ACCEPTED])
  expect(token.jwt).toBe(server.requests[0]?.token)
  expect(server.requests).toHaveLength(4)
})

test('the clock of an answer that is not of Apple does not count', async () => {
  const date = new Date(Date.now() + HOUR * 1000).toUTCString()
  const server = await start({ script: [{ status: 502, headers: { date }, body: '<html>' }] })
  const { remarks } = await verifyToken(verification(server), timing)
  expect(remarks).toStrictEqual([ACCEPTED])
})

test('a clock that is off and then an outage are both told', async () => {
  const server = await start({ script: [UNAUTHORIZED, { status: 503 }], repeat: true })
  const { token, remarks } = await verifyToken(verification(server, { ahead: HOUR }), timing)
  expect(remarks).toStrictEqual([
    { level: 'warning', message: expect.stringContaining("The runner's clock is ") },
    warning('status 503', server),
  ])
  expect(Math.abs(timeLeft(token.jwt) - 900)).toBeLessThan(3)
})

test.each([
  ['503', { status: 503, body: '<html>' }, 'status 503'],
  ['429', appleError(429, 'RATE_LIMIT_EXCEEDED'), 'status 429 RATE_LIMIT_EXCEEDED'],
  ['cut off', reset, 'connection cut off (ECONNRESET)'],
  [
    'a web page',
    { headers: { 'content-type': 'text/html' }, body: '<html>' },
    "status 200 with a web page that is not of Apple's API",
  ],
  [
    'a redirect',
    { status: 307, headers: { location: 'https://example.com' } },
    'status 307, a redirect, which is not followed',
  ],
])('%s: after four requests the token is handed on with a warning', async (_, reply, reason) => {
  const server = await start({ script: [reply], repeat: true })
  const { token, remarks } = await verifyToken(verification(server), timing)
  expect(remarks).toStrictEqual([warning(reason, server)])
  expect(server.requests).toHaveLength(4)
  expect(openToken(token.jwt, key)).toBeDefined()
})

test('an outage that passes is not told', async () => {
  const server = await start({ script: [{ status: 503 }, reset, { status: 429 }] })
  expect((await verifyToken(verification(server), timing)).remarks).toStrictEqual([ACCEPTED])
})

test('different failures are told in their order, each once', async () => {
  const server = await start({ script: [{ status: 503 }, reset, { status: 503 }, UNAUTHORIZED] })
  const { remarks } = await verifyToken(verification(server), timing)
  const reason = 'status 503, then connection cut off (ECONNRESET), then status 401 NOT_AUTHORIZED'
  expect(remarks).toStrictEqual([warning(reason, server)])
})

test('a redirect does not hand the token to its target', async () => {
  const target = await start()
  const server = await start({
    script: [{ status: 302, headers: { location: target.url.href } }],
    repeat: true,
  })
  await verifyToken(verification(server), timing)
  expect(target.requests).toStrictEqual([])
})

test('an agreement that is not accepted fails at once', async () => {
  const server = await start({
    script: [appleError(403, 'FORBIDDEN.REQUIRED_AGREEMENTS_MISSING_OR_EXPIRED')],
  })
  await expect(verifyToken(verification(server), timing)).rejects.toThrow(
    'Account Holder must accept',
  )
  expect(server.requests).toHaveLength(1)
})

test('a narrow role is told at once, and the clock checked by it', async () => {
  const server = await start({ script: [appleError(403, 'FORBIDDEN_ERROR')], repeat: true })
  const { remarks } = await verifyToken(verification(server, { ahead: HOUR }), timing)
  expect(remarks.map(({ level }) => level)).toStrictEqual(['warning', 'notice'])
  expect(server.requests).toHaveLength(2)
})

test.each([
  ['never answers', hang],
  ['trickles', trickle],
])('a server that %s costs no more than the total', async (_, behaviour) => {
  const server = await start({ script: [behaviour], repeat: true })
  const before = performance.now()
  const { remarks } = await verifyToken(verification(server), {
    perRequest: 1000,
    total: 1500,
    pauses: [50, 50, 50],
  })
  expect(remarks).toStrictEqual([warning('no answer within 1 s', server)])
  expect(server.requests).toHaveLength(2)
  // Two whole requests would take 2050.
  expect(performance.now() - before).toBeLessThan(2040)
})

test('Retry-After is kept to if it fits into the total', async () => {
  const server = await start({ script: [{ status: 429, headers: { 'retry-after': '1' } }] })
  const before = performance.now()
  expect((await verifyToken(verification(server), timing)).remarks).toStrictEqual([ACCEPTED])
  expect(performance.now() - before).toBeGreaterThanOrEqual(990)
})

test('a Retry-After that does not fit ends the asking', async () => {
  const server = await start({ script: [{ status: 429, headers: { 'retry-after': '3600' } }] })
  const { remarks } = await verifyToken(verification(server), timing)
  expect(remarks).toStrictEqual([warning('status 429', server)])
  expect(server.requests).toHaveLength(1)
})

test('what signing throws is passed on', async () => {
  const server = await start()
  const sign = () => Promise.reject(new TypeError('broken'))
  await expect(verifyToken({ ...verification(server), sign }, timing)).rejects.toThrow(TypeError)
})
