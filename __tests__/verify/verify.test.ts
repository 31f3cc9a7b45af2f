import { expect, test } from '@jest/globals'
import { UserError } from '../../src/errors.ts'
import { appleError, hang, reset, UNAUTHORIZED } from '../helpers/apple-server.ts'
import { fakeTimer } from '../helpers/fake-timer.ts'
import { leaks, makeKey, openToken, TEAM_SPEC } from '../helpers/support.ts'
import {
  ACCEPTED,
  AGREEMENT,
  clock,
  date,
  FINGERPRINT,
  REQUEST,
  ROLE,
  type ScenarioOptions,
  scenarios,
  timeLeft,
  unverified,
  warning,
} from '../helpers/verification.ts'

const HOUR = 3600
const { key } = makeKey()
const { start, verify } = scenarios(key)

/** Rejections with Dates, in seconds. */
const dated = (...seconds: number[]) =>
  seconds.map((ahead) => ({ ...UNAUTHORIZED, headers: { date: date(ahead) } }))

test('outputs an accepted token, and says in one line what was accepted', async () => {
  const { server, token, remarks, ahead } = await verify()
  expect({ remarks, ahead }).toStrictEqual({ remarks: [ACCEPTED], ahead: 0 })
  expect(server.requests).toStrictEqual([{ target: REQUEST, token: token.jwt }])
})

test.each([
  [HOUR, '1 hour fast'],
  [-HOUR, '1 hour slow'],
  // Still accepted by Apple, but only for a short time.
  [-14 * 60, '14 minutes slow'],
  [364 * 24 * HOUR, '364 days fast'],
])('if the clock is %i s ahead, bases the token on that of Apple', async (seconds, skew) => {
  const { server, timer, reports, token, remarks, ahead } = await verify({ ahead: seconds })
  expect(Math.abs(ahead + seconds * 1000)).toBeLessThanOrEqual(1000)
  expect(remarks).toStrictEqual([
    {
      level: 'warning',
      message: `The runner's clock is ${skew}, so the token and expires-at are based on Apple's clock. Correct the runner's clock: tokens that other tools sign may be rejected.`,
    },
    ACCEPTED,
  ])
  // A second response has to show the same clock.
  const [first, second, third] = server.requests.map(({ token }) => token)
  expect([second, third, server.requests.length]).toStrictEqual([first, token.jwt, 3])
  const reason =
    seconds < 0 && seconds > -15 * 60
      ? "accepted, but by another clock than the runner's"
      : 'status 401 NOT_AUTHORIZED'
  expect(reports).toStrictEqual([
    `${REQUEST}: ${reason}. Retrying in 1 s.`,
    `${REQUEST}: ${reason}. Retrying now with a token based on Apple's clock.`,
  ])
  expect(Math.abs(timeLeft(token) - 900)).toBeLessThanOrEqual(1)
  expect(openToken(token.jwt, key).payload).toMatchObject({ exp: token.expiresAt.getTime() / 1000 })
  expect(timer.elapsed()).toBe(1000)
})

test('shows request IDs in a rejection, and neither token nor key', async () => {
  const stranger = makeKey()
  const { server, verify } = await start({ signingKey: stranger.key })
  const error = await verify().catch((error: unknown) => error)
  expect(error).toBeInstanceOf(UserError)
  const { message } = error as UserError
  expect(message).toContain(` The fingerprint of private-key is ${FINGERPRINT}. `)
  expect(message).toMatch(
    /\nFor Apple's support: x-apple-request-uuid [0-9a-f-]{36}, x-apple-jingle-correlation-key TXF6QUVS6OY66YVUNINVLKXZFA\.$/,
  )
  expect(leaks(message, server.requests[0]?.token ?? '')).toStrictEqual([])
  expect(leaks(message, stranger.pem)).toStrictEqual([])
})

test('reports both if the clock is off and the key is wrong', async () => {
  const options = { signingKey: makeKey().key, ahead: HOUR + 130 }
  const { server, timer, verify } = await start(options)
  await expect(verify()).rejects.toThrow(
    /The runner's clock is 1 hour 2 minutes fast, but a token based on Apple's clock was rejected too\. Possible causes/,
  )
  expect(server.requests).toHaveLength(5)
  // It waits except once.
  expect(timer.elapsed()).toBe(5000)
})

test('reports the clock even if the last token that Apple rejects is based on that of the runner', async () => {
  const script = dated(24 * HOUR)
  const { signed, verify } = await start({ signingKey: makeKey().key, ahead: HOUR, script })
  await expect(verify()).rejects.toThrow(
    "The runner's clock is 1 hour fast, but a token based on Apple's clock was rejected too.",
  )
  expect(signed).toHaveLength(2)
})

const UNRELIABLE =
  "Apple's responses do not show reliably what time it is, so check the runner's clock first."

test.each<[string, ScenarioOptions, string]>([
  ['no Date', { headers: { date: 'now' } }, UNRELIABLE],
  ['a Date that is a year off', { ahead: 366 * 24 * HOUR }, UNRELIABLE],
  [
    'another Date each time',
    { script: dated(...[180, 3, 90, 6, 36].map((days) => days * 24 * HOUR)) },
    UNRELIABLE,
  ],
  ['the same Date each time', { headers: { date: date(HOUR) } }, UNRELIABLE],
  ['the right Date', {}, ''],
])('with %s, says what is known of the clock', async (_, options, text) => {
  const { verify, signed } = await start({ signingKey: makeKey().key, ...options })
  await expect(verify()).rejects.toThrow(
    `(status 401 NOT_AUTHORIZED) without saying why.${text && ` ${text}`} Possible causes`,
  )
  expect(signed).toHaveLength(1)
})

test.each([
  ['503', { status: 503, body: '<html>' }, 'status 503'],
  ['cut off', reset, 'HOST closed the connection (ECONNRESET)'],
  [
    'a web page',
    { headers: { 'content-type': 'text/html' }, body: '<html>' },
    "status 200 with a web page that does not come from Apple's API",
  ],
  [
    'a redirect',
    { status: 307, headers: { location: 'https://example.com' } },
    'status 307, a redirect, which is not followed',
  ],
])('with %s, outputs the token with a warning after four requests', async (_, reply, reason) => {
  const { server, timer, reports, token, remarks } = await verify({ script: [reply], repeat: true })
  const seen = reason.replace('HOST', server.url.host)
  expect(reports).toStrictEqual(
    [1, 1.5, 2].map((pause) => `${REQUEST}: ${seen}. Retrying in ${pause} s.`),
  )
  expect(remarks).toStrictEqual([
    {
      level: 'warning',
      message: `The token could not be verified with ${REQUEST}: ${seen}. This does not mean that the key is bad, so the token is output anyway. If later steps fail, check that this runner can reach ${server.url.host}, and see https://developer.apple.com/system-status/.`,
    },
  ])
  expect(server.requests).toHaveLength(4)
  expect(timer.elapsed()).toBe(4500)
  expect(openToken(token.jwt, key)).toBeDefined()
})

test('reports a quota that is used up, and nothing about the network', async () => {
  const script = [appleError(429, 'RATE_LIMIT_EXCEEDED')]
  const { server, remarks } = await verify({ script, repeat: true })
  expect(remarks).toStrictEqual([
    {
      level: 'warning',
      message: `The token could not be verified with ${REQUEST}: status 429 RATE_LIMIT_EXCEEDED. The key has used up its hourly quota of about 3500 requests, so expect the same in later steps. Wait, or use a separate key for each pipeline.`,
    },
  ])
  expect(server.requests).toHaveLength(4)
})

test('reports a path that does not exist at once', async () => {
  const { server, remarks } = await verify({ script: [appleError(404, 'PATH_ERROR')] })
  expect(remarks).toStrictEqual([
    {
      level: 'warning',
      message: `The token could not be verified with ${REQUEST}: status 404 PATH_ERROR. The API has no such path. Check the path, and api-url if it is set.`,
    },
  ])
  expect(server.requests).toHaveLength(1)
})

const TOO_LATE = { ...UNAUTHORIZED, headers: { 'retry-after': '3600' } }
const OUTAGE = Array(4).fill({ status: 503 })

test.each([
  ['a Retry-After that does not fit', [TOO_LATE], 'status 401 NOT_AUTHORIZED'],
  [
    'the same after an outage',
    [{ status: 503 }, TOO_LATE],
    'status 503, then status 401 NOT_AUTHORIZED',
  ],
  [
    'an outage',
    [UNAUTHORIZED, UNAUTHORIZED, ...OUTAGE],
    'status 401 NOT_AUTHORIZED, then status 503',
  ],
  [
    'a quota',
    [UNAUTHORIZED, ...Array(4).fill(appleError(429, 'RATE_LIMIT_EXCEEDED'))],
    'status 401 NOT_AUTHORIZED, then status 429 RATE_LIMIT_EXCEEDED',
  ],
  [
    'an outage after an agreement',
    [AGREEMENT, ...OUTAGE],
    'status 403 FORBIDDEN.REQUIRED_AGREEMENTS_MISSING_OR_EXPIRED, then status 503',
  ],
])('says that rejections which end in %s speak against the token', async (_, script, reason) => {
  const { server, remarks } = await verify({ script })
  expect(remarks).toStrictEqual([
    {
      level: 'warning',
      message: `The token could not be verified with ${REQUEST}: ${reason}. Apple may be rejecting the token. It is output anyway, since good tokens get such responses now and then.`,
    },
  ])
  expect(server.requests).toHaveLength(script.length)
})

test('reports a role that does not allow the default request at once, and corrects the clock', async () => {
  const { server, remarks } = await verify({ script: [ROLE], repeat: true, ahead: 120 })
  expect(remarks).toStrictEqual([
    clock('2 minutes fast'),
    {
      level: 'notice',
      message: expect.stringMatching(
        /^Apple accepts the key, but its role [^\n]+ \(403 [^\n]+\)\. To allow it, create a key /,
      ),
    },
  ])
  expect(server.requests).toHaveLength(3)
})

const LINES = ['GET /v1/bundleIds?limit=1', 'GET /v1/apps/1', 'GET /v1/builds']

test('sends the listed requests in order with the token that is output', async () => {
  const { server, token, remarks } = await verify({ lines: LINES })
  expect(server.requests).toStrictEqual(LINES.map((target) => ({ target, token: token.jwt })))
  expect(remarks).toStrictEqual([
    { level: 'info', message: `Apple accepted the token (${LINES.join(', ')}).` },
  ])
})

test('sends the listed requests with the token based on Apple’s clock', async () => {
  const { server, token, remarks } = await verify({ lines: LINES, ahead: HOUR })
  const [first, , ...others] = server.requests
  expect(first?.token).not.toBe(token.jwt)
  expect(others).toStrictEqual(LINES.map((target) => ({ target, token: token.jwt })))
  expect(remarks[0]).toStrictEqual(clock('1 hour fast'))
})

test('finds the clock with the second request if the first is unclear', async () => {
  const script = OUTAGE
  const { server, token, remarks } = await verify({ lines: LINES, script, ahead: HOUR })
  expect(remarks).toStrictEqual([
    clock('1 hour fast'),
    unverified('status 503', LINES[0]),
    { level: 'info', message: `Apple accepted the token (${LINES.slice(1).join(', ')}).` },
  ])
  expect(server.requests).toHaveLength(8)
  expect(server.requests.slice(-2).map(({ token }) => token)).toStrictEqual([token.jwt, token.jwt])
})

const THREE_REJECTIONS = dated(9000, 9000, 9000)
const UNKNOWN_PATH = appleError(404, 'PATH_ERROR')
const NO_PATH = 'The API has no such path. Check the path, and api-url if it is set.'

// The job needs each request that it lists.
test.each<[string, ScenarioOptions['script'], message: RegExp | string]>([
  ['a role', [ROLE], / its role does not allow GET \/v1\/apps\/1 \(403 .+ create a key /],
  [
    'a missing resource',
    [appleError(404, 'NOT_FOUND')],
    /complete GET \/v1\/apps\/1 \(404 .+ Check /,
  ],
  ['an invalid query', [appleError(400, 'PARAMETER_ERROR')], /complete GET \/v1\/apps\/1 \(400 /],
  [
    'an agreement',
    Array(3).fill(AGREEMENT),
    'blocks GET /v1/apps/1 until an agreement is accepted',
  ],
  [
    'an unknown path',
    [UNKNOWN_PATH],
    `The token could not be verified with GET /v1/apps/1: status 404 PATH_ERROR. ${NO_PATH}`,
  ],
  [
    'an unknown path after a stray rejection',
    [UNAUTHORIZED, UNKNOWN_PATH],
    `GET /v1/apps/1: status 401 NOT_AUTHORIZED, then status 404 PATH_ERROR. ${NO_PATH}`,
  ],
  [
    'a rejection that comes only then',
    THREE_REJECTIONS,
    'Apple accepts the token for GET /v1/bundleIds?limit=1, but keeps rejecting it for GET /v1/apps/1 (status 401 NOT_AUTHORIZED). So the key, its IDs and the clock are right. ',
  ],
])('fails for %s of the second request', async (_, script = [], message) => {
  const { server, verify } = await start({ lines: LINES, script: [undefined, ...script] })
  const failed = verify()
  await expect(failed).rejects.toBeInstanceOf(UserError)
  await expect(failed).rejects.toThrow(message)
  expect(server.requests).toHaveLength(1 + script.length)
})

test('reports a listed request that finds nothing, and goes on', async () => {
  const lines = ['GET /v1/builds?filter[app]=com.acme.app&limit=1', 'GET /v1/apps/1']
  const { remarks } = await verify({ lines })
  expect(remarks).toStrictEqual([
    warning(`^Apple accepts the key, but found nothing for GET /v1/builds`),
    { level: 'info', message: `Apple accepted the token (${lines.join(', ')}).` },
  ])
})

test('outputs the token that was accepted, even if an outage follows', async () => {
  const script = [...dated(3 * HOUR, 3 * HOUR + 1), undefined, undefined, ...OUTAGE]
  const { signed, verify } = await start({ lines: LINES.slice(1), script })
  expect((await verify()).token.jwt).toBe(signed[0])
  expect(signed).toHaveLength(2)
})

test('does not correct the clock once a request was accepted', async () => {
  const script = [undefined, ...dated(9000, 9001)]
  const { signed, token } = await verify({ lines: LINES, script })
  expect(signed).toStrictEqual([token.jwt])
})

test('after an outage, sends each of the others once', async () => {
  const script = [undefined, ...OUTAGE, { status: 500 }]
  const { server, remarks } = await verify({ lines: LINES, script })
  expect(remarks).toStrictEqual([
    unverified('status 503', LINES[1]),
    unverified('status 500', LINES[2]),
    { level: 'info', message: `Apple accepted the token (${LINES[0]}).` },
  ])
  expect(server.requests).toHaveLength(6)
})

test('once the quota is used up, does not send the others', async () => {
  const script = [undefined, ...Array(4).fill(appleError(429, 'RATE_LIMIT_EXCEEDED'))]
  const { server, remarks } = await verify({ lines: [...LINES, 'GET /v1/users'], script })
  expect(remarks).toStrictEqual([
    unverified('status 429 RATE_LIMIT_EXCEEDED', LINES[1]),
    {
      level: 'warning',
      message:
        "verify did not send GET /v1/builds, GET /v1/users, because the key's hourly quota was used up.",
    },
    { level: 'info', message: `Apple accepted the token (${LINES[0]}).` },
  ])
  expect(server.requests).toHaveLength(5)
})

test('does not send what is left after 45 s', async () => {
  const timer = fakeTimer()
  const script = [hang(() => timer.advance(10_000))]
  const { server, remarks } = await verify({ lines: LINES, script, repeat: true, timer })
  expect(remarks).toStrictEqual([
    unverified(`${server.url.host} did not respond within 10 s`, LINES[0]),
    unverified(`${server.url.host} did not respond within 1 s`, LINES[1]),
    {
      level: 'warning',
      message: 'verify did not send GET /v1/builds, because its 45 seconds were over.',
    },
  ])
  expect(server.requests).toHaveLength(5)
  expect(timer.elapsed()).toBeLessThan(60_000)
})

test('ten requests of ten seconds take no more than 45 s', async () => {
  const timer = fakeTimer()
  const slow: ScenarioOptions['script'] = [
    (_, response) => {
      timer.advance(9000)
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"data":[]}')
    },
  ]
  const lines = Array.from({ length: 10 }, (_, n) => `GET /v1/apps/${n}`)
  const { server, verify } = await start({ lines, script: slow, repeat: true, timer })
  await verify()
  expect(timer.elapsed()).toBe(45_000)
  expect(server.requests).toHaveLength(5)
})

test('reports a proxy that cannot be used, unless NO_PROXY excepts the host', async () => {
  const { verify } = await start()
  // No name has a part of over 63 characters, so that no name server is asked for this one.
  const url = new URL(`https://${'a'.repeat(64)}.invalid`)
  const env = { HTTPS_PROXY: 'socks5://user:secret@127.0.0.1:1' }
  const masked: string[] = []
  const mask = (secret: string) => masked.push(secret)
  const { remarks } = await verify({ env, apiUrl: url, mask })
  expect(remarks).toStrictEqual([
    warning('^HTTPS_PROXY is a socks5 URL, '),
    unverified(`${url.host} cannot be resolved (ENOTFOUND)`),
  ])
  expect(JSON.stringify(remarks)).not.toContain('secret')
  const excepted = await verify({ env: { ...env, NO_PROXY: 'invalid' }, apiUrl: url })
  expect(excepted.remarks).toHaveLength(1)
  expect(masked).toContain('secret')
})

test('sends http without the proxy', async () => {
  const { verify } = await start()
  const { remarks } = await verify({ env: { HTTPS_PROXY: 'http://127.0.0.1:1' } })
  expect(remarks).toStrictEqual([ACCEPTED])
})

test('verifies a token whose scope allows no GET as far as possible', async () => {
  const { remarks } = await verify({ spec: { ...TEAM_SPEC, scope: ['POST /v1/apps'] } })
  expect(remarks).toStrictEqual([
    {
      level: 'warning',
      message: expect.stringMatching(
        /^Apple accepts the key, but the token's scope does not cover GET \/v1\/apps\?limit=1 \(403 /,
      ),
    },
  ])
})
