import tls from 'node:tls'
import { afterAll, beforeAll, expect } from '@jest/globals'
import fc from 'fast-check'
import { UserError } from '../../src/errors.ts'

import {
  appleError,
  type Behavior,
  hang,
  type Reply,
  startProxy,
  UNAUTHORIZED,
} from '../helpers/apple-server.ts'
import { makeCertificate } from '../helpers/certificate.ts'
import { type FakeTimer, fakeTimer } from '../helpers/fake-timer.ts'
import { testProperty } from '../helpers/properties.ts'
import { leaks, makeKey, openToken } from '../helpers/support.ts'
import { caught, date, scenarios } from '../helpers/verification.ts'

const HOUR = 3600
const DAY = 24 * HOUR
const HOST = 'api.apple.example'
const { key } = makeKey()
const stranger = makeKey().key
const start = scenarios(key)
const certificate = makeCertificate(HOST)
const trusted = tls.getCACertificates('default')

beforeAll(() => tls.setDefaultCACertificates([...trusted, certificate.cert]))
afterAll(() => tls.setDefaultCACertificates(trusted))

/** What the first requests get; the server judges the others by Apple's rules. */
const RESPONSES: Record<string, (timer: FakeTimer) => Reply | Behavior | undefined> = {
  'as Apple does': () => undefined,
  'with 401': () => UNAUTHORIZED,
  'with 403 for a role': () => appleError(403, 'FORBIDDEN_ERROR'),
  'with 403 for an agreement': () => appleError(403, 'FORBIDDEN_ERROR.PLA_NOT_ACCEPTED'),
  'with 404': () => appleError(404, 'NOT_FOUND'),
  'with 429': () => appleError(429, 'RATE_LIMIT_EXCEEDED'),
  'with 503': () => ({ status: 503, body: '<html>' }),
  'not at all': (timer) => hang(() => timer.advance(10_000)),
}

const LINES = [
  'GET /v1/builds?filter[app]=1',
  'GET /v1/builds?filter[app]=com.example.app',
  'GET /v1/salesReports?filter[reportDate]=2026-11-24',
  'GET /v1/apps/1',
]

/** The Date of a response: how far it is ahead of Apple's clock, in seconds. */
const DATES: Record<string, (elapsed: number, count: number) => Record<string, string | string[]>> =
  {
    "Apple's": () => ({}),
    none: () => ({ date: '' }),
    '3 hours ahead': (elapsed) => ({ date: date(3 * HOUR + elapsed) }),
    '10 minutes ahead': (elapsed) => ({ date: date(600 + elapsed) }),
    '3 minutes behind': (elapsed) => ({ date: date(elapsed - 180) }),
    'always the same': () => ({ date: date(600) }),
    'of a cache': () => ({ date: date(600), age: '600' }),
    'another each time': (_, count) => ({ date: date(count * 30 * DAY) }),
    '2099': (elapsed) => ({ date: date(73 * 365 * DAY + elapsed) }),
    several: () => ({ date: [date(0), date(3 * HOUR)] }),
  }

const cases = fc.record({
  lines: fc.oneof(
    fc.constant('default' as const),
    fc.shuffledSubarray(LINES, { minLength: 1, maxLength: 3 }),
  ),
  // Three rejections are enough, as they should be.
  script: fc
    .array(fc.constantFrom(...Object.keys(RESPONSES)), { maxLength: 4 })
    .filter((names) => names.filter((name) => /401|agreement/.test(name)).length < 3),
  ahead: fc.constantFrom(0, 100, -14 * 60, HOUR, -200 * DAY, 400 * DAY),
  dated: fc.constantFrom(...Object.keys(DATES), "Apple's", "Apple's", "Apple's"),
  hop: fc.constantFrom('none', 'none', 'none', 'a proxy', 'a proxy that is down'),
  isOwnKey: fc.constantFrom(true, true, true, false),
})

type Case = typeof cases extends fc.Arbitrary<infer T> ? T : never

async function observe({ lines, script, ahead, dated, hop, isOwnKey }: Case) {
  const timer = fakeTimer()
  const isProxied = hop !== 'none'
  const options = {
    ...{ lines, ahead, signingKey: isOwnKey ? key : stranger },
    script: script.map((name) => RESPONSES[name]?.(timer)),
    headers: (count: number) => DATES[dated]?.(timer.elapsed() / 1000, count) ?? {},
    ...(isProxied && { tls: certificate }),
  }
  const scenario = await start(options, timer)
  const proxy = await startProxy(scenario.server.url)
  if (hop === 'a proxy that is down') await proxy.close()
  const through = {
    apiUrl: new URL(`https://${HOST}`),
    env: { HTTPS_PROXY: `http://user:password@${proxy.address}` },
  }
  const result = await scenario.verify(isProxied ? through : {}).catch(caught)
  await scenario.server.close()
  await proxy.close()
  return { ...scenario, result }
}

type Observation = Awaited<ReturnType<typeof observe>>
type Result = Exclude<Observation['result'], UserError>

/** Whether a token can be accepted: the key is right, and the clock too, or Apple's is shown. */
function isAcceptable({ ahead, dated, isOwnKey }: Case): boolean {
  const isNear = ahead < 240 && ahead > -15 * 60
  return isOwnKey && (isNear || (dated === "Apple's" && Math.abs(ahead) < 365 * DAY))
}

function checkResult(one: Case, { token, remarks }: Result, seen: Observation): void {
  const { server, timer, now } = seen
  const { iat, exp } = openToken(token.jwt, one.isOwnKey ? key : stranger).payload as {
    iat: number
    exp: number
  }
  const time = (now().getTime() + token.ahead) / 1000
  expect(iat <= time && time < exp).toBe(true)
  const accepted = server.responses
    .filter(({ status, code }) => /^(200|403|404)$/.test(`${status}`) && !/PLA/.test(String(code)))
    .map(({ token }) => token)
  if (accepted.length > 0) expect(accepted).toContain(token.jwt)
  // Every line is accounted for, and an outage says where it is.
  const messages = remarks.map(({ message }) => message)
  const lines = one.lines === 'default' ? ['GET /v1/apps?limit=1'] : one.lines
  for (const line of lines) expect(messages.join('\n')).toContain(line)
  if (one.hop === 'a proxy that is down') {
    const named = `${lines[0]}: the proxy in HTTPS_PROXY refused the connection (ECONNREFUSED).`
    expect(messages[0]).toContain(named)
  }
  expect(timer.elapsed()).toBeLessThanOrEqual(50_000)
}

function checkError(one: Case, { problem }: UserError, { server }: Observation): void {
  if (/^Apple keeps rejecting/.test(problem)) {
    expect(isAcceptable(one)).toBe(false)
    const rejections = server.responses.filter(({ status }) => status === 401)
    expect(rejections.length).toBeGreaterThanOrEqual(3)
    // If only the clock is wrong, the message has to say so.
    if (one.isOwnKey) expect(problem).toMatch(/clock/)
    return
  }
  // Another error is about a line that the job needs, and only a script makes one.
  const line = [one.lines].flat().find((line) => problem.includes(line))
  expect(line).toBeDefined()
  if (/ role does not allow /.test(problem)) expect(one.script).toContain('with 403 for a role')
  else if (/ could not complete /.test(problem)) expect(one.script).toContain('with 404')
  else expect(problem).toMatch(/^Apple accepts the token for /)
  if (/salesReports/.test(String(line))) expect(problem).not.toMatch(/could not complete/)
}

testProperty(
  'outputs a valid token or fails with the right cause, whatever comes back',
  300,
  fc.asyncProperty(cases, async (one) => {
    const seen = await observe(one)
    const { result } = seen
    if (result instanceof UserError) checkError(one, result, seen)
    else checkResult(one, result, seen)
    expect(seen.signed.length).toBeLessThanOrEqual(2)
    // One line says that a request is sent again.
    const sent = seen.server.requests.length - seen.reports.length
    if (one.hop !== 'a proxy that is down') {
      expect(sent).toBeGreaterThanOrEqual(1)
      expect(sent).toBeLessThanOrEqual([one.lines].flat().length)
    }
    const said = JSON.stringify([seen.reports, 'remarks' in result ? result.remarks : `${result}`])
    for (const jwt of seen.signed) expect(leaks(said, jwt)).toStrictEqual([])
  }),
)
