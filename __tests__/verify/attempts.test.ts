import { expect, test } from '@jest/globals'
import { appleError, hang, type Reply, reset, UNAUTHORIZED } from '../helpers/apple-server.ts'
import { fakeTimer } from '../helpers/fake-timer.ts'
import { makeKey } from '../helpers/support.ts'
import {
  ACCEPTED,
  AGREEMENT,
  accepted,
  clock,
  date,
  play,
  REQUEST,
  ROLE,
  type ScenarioOptions,
  scenarios,
  unverified,
  warning,
} from '../helpers/verification.ts'

const HOUR = 3600
const start = scenarios(makeKey().key)
const stranger = makeKey().key

const dated = (reply: Reply, ...seconds: number[]) =>
  seconds.map((ahead) => ({ ...reply, headers: { date: date(ahead) } }))
const rejections = (count: number): Reply[] => Array(count).fill(UNAUTHORIZED)
const RESULT = { body: { data: [{}] } }
const PAGE = { status: 502, body: '<html>' }
const OUTAGE = Array<Reply>(4).fill({ status: 503 })
const QUOTA = appleError(429, 'RATE_LIMIT_EXCEEDED')
const LATER = { ...UNAUTHORIZED, headers: { 'retry-after': '3600' } }
const MISSING = 'FORBIDDEN.REQUIRED_AGREEMENTS_MISSING_OR_EXPIRED'
const NO_DATE = { ...UNAUTHORIZED, headers: { date: '' } }
const CACHED = { date: date(2 * HOUR), age: '0' }
const NEW_DATES = [9000, 9001, 99_000, 99_002, 199_000, 199_002]
const TWO_DATES = dated(UNAUTHORIZED, 3 * HOUR, 3 * HOUR + 1)
const TWO_CACHES = dated(UNAUTHORIZED, 9000, 9000, 5 * HOUR)
const BAD_BASIS = [...dated(RESULT, 897, 898), ...rejections(3)]
const ELSEWHERE = [...dated(PAGE, HOUR, HOUR + 1), NO_DATE]

// A digit for each request: 0 is the token that is based on the runner's clock, 1 the other.
test.each<[string, ScenarioOptions, sent: string, output: number]>([
  ['Apple accepts it', {}, '0', 0],
  ['two 401s are sporadic', { script: rejections(2) }, '000', 0],
  ['two agreements are missing', { script: [AGREEMENT, AGREEMENT] }, '000', 0],
  ['an outage passes', { script: [{ status: 503 }, reset, QUOTA] }, '0000', 0],
  ['an outage follows', { script: [undefined, ...OUTAGE], ahead: 120 }, '00000', 0],
  ['a Date is cached', { script: [UNAUTHORIZED], headers: CACHED }, '00', 0],
  ['Dates come from elsewhere', { script: ELSEWHERE }, '0000', 0],
  ['sporadic 401s have wrong Dates', { script: TWO_DATES }, '0010', 0],
  // By the default lifetime, Apple's clock was between 4 minutes before and 15 after the runner's.
  ['a Date cannot be Apple’s', { script: dated(RESULT, 900, 901) }, '0', 0],
  ['a Date is wrong once', { script: dated(RESULT, -200) }, '00', 0],
  ['a Date comes twice', { script: dated(RESULT, -200, -200) }, '00', 0],
  ['Dates differ', { script: dated(RESULT, -200, -100) }, '00', 0],
  ['only the token based on wrong Dates is rejected', { script: BAD_BASIS }, '00111', 0],
])('outputs the token without a warning if %s', async (_, options, sent, output) => {
  const { error, remarks, ...others } = await play(await start(options))
  expect({ error, remarks }).toStrictEqual({ error: '', remarks: [ACCEPTED] })
  expect(others).toMatchObject({ sent, output, signed: sent.includes('1') ? 2 : 1 })
})

test.each([
  [[UNAUTHORIZED, UNAUTHORIZED, ...OUTAGE], '001111', '401 NOT_AUTHORIZED, then status 503'],
  [[UNAUTHORIZED, LATER], '00', '401 NOT_AUTHORIZED'],
])('outputs the token based on Apple’s clock even if it cannot be verified', async (...row) => {
  const [script, sent, reason] = row
  const remarks = [clock('1 hour fast'), unverified(`status ${reason}`, REQUEST, 'rejected')]
  const seen = await play(await start({ script, ahead: HOUR }))
  expect(seen).toMatchObject({ sent, output: 1, signed: 2, remarks })
})

test('finds the clock even if the first Dates are those of two caches', async () => {
  const remarks = [clock('1 hour fast'), ACCEPTED]
  const seen = await play(await start({ script: TWO_CACHES, ahead: HOUR }))
  expect(seen).toMatchObject({ sent: '000001', output: 1, remarks })
})

test('corrects the clock by responses that forbid the request, too', async () => {
  const remarks = [clock('2 minutes fast'), { level: 'notice', topic: 'role' }]
  const seen = await play(await start({ script: [ROLE], repeat: true, ahead: 120 }))
  expect(seen).toMatchObject({ sent: '001', output: 1, remarks })
})

const REJECTED =
  /^Apple keeps rejecting the token \(status 401 NOT_AUTHORIZED\) without saying why\./
const BLOCKED = /^Apple accepts the key, but blocks GET \/v1\/apps\?limit=1 /

test.each<[string, ScenarioOptions, sent: string, error: RegExp]>([
  ['a rejection', { signingKey: stranger }, '000', REJECTED],
  ['it after an outage', { signingKey: stranger, script: OUTAGE.slice(1) }, '000000', REJECTED],
  ['it around one', { signingKey: stranger, script: [undefined, OUTAGE[0]] }, '0000', REJECTED],
  ['two by each clock', { signingKey: stranger, ahead: HOUR }, '00101', / is 1 hour fast, /],
  ['it by changing Dates', { script: dated(UNAUTHORIZED, ...NEW_DATES) }, '00101', / 150 minutes /],
  ['an agreement', { script: [AGREEMENT], repeat: true }, '000', BLOCKED],
  ['it by two clocks', { script: [AGREEMENT], repeat: true, ahead: 120 }, '001', BLOCKED],
])('believes %s only when it repeats', async (_, options, sent, error) => {
  const expected = { sent, error: expect.stringMatching(error), signed: sent.includes('1') ? 2 : 1 }
  expect(await play(await start(options))).toMatchObject(expected)
})

test.each<[(Reply | undefined)[], sent: string, reason: string, topic: string]>([
  [[{ status: 503 }, { status: 500 }, ...OUTAGE], '0000', '503, then 500', 'network'],
  [[QUOTA, QUOTA, QUOTA, QUOTA], '0000', '429 RATE_LIMIT_EXCEEDED', 'quota'],
  [[LATER], '0', '401 NOT_AUTHORIZED', 'rejected'],
  [[{ status: 503 }, LATER], '00', '503, then 401 NOT_AUTHORIZED', 'rejected'],
  [[AGREEMENT, ...OUTAGE], '00000', `403 ${MISSING}, then 503`, 'rejected'],
])('warns if no response is clear: %#', async (script, sent, reason, topic) => {
  const remarks = [
    unverified(`status ${reason}`.replaceAll('then ', 'then status '), REQUEST, topic),
  ]
  expect(await play(await start({ script }))).toMatchObject({ sent, output: 0, remarks })
})

const LINES = ['GET /v1/bundleIds?limit=1', 'GET /v1/apps/1', 'GET /v1/builds'] as const
const [FIRST, SECOND, THIRD] = LINES

test.each<[string, ScenarioOptions, sent: string, remarks: object[]]>([
  ['in order with one token', {}, '000', [accepted(...LINES)]],
  [
    'with the token based on Apple’s clock',
    { ahead: HOUR },
    '00111',
    [clock('1 hour fast'), accepted(...LINES)],
  ],
  [
    'and finds the clock with the second if the first is unclear',
    { ahead: HOUR, script: OUTAGE },
    '00000011',
    [clock('1 hour fast'), unverified('status 503', FIRST), accepted(SECOND, THIRD)],
  ],
  [
    'without correcting the clock after one was accepted',
    { script: [undefined, ...dated(UNAUTHORIZED, 9000, 9001)] },
    '00000',
    [accepted(...LINES)],
  ],
  [
    'once each after an outage',
    { script: [undefined, ...OUTAGE, { status: 500 }] },
    '000000',
    [unverified('status 503', SECOND), unverified('status 500', THIRD), accepted(FIRST)],
  ],
  [
    'with the token that was accepted',
    { script: [...TWO_DATES, undefined, undefined, ...OUTAGE] },
    '001000000',
    [unverified('status 503', SECOND), accepted(FIRST, THIRD)],
  ],
])('sends the listed requests %s', async (_, options, sent, remarks) => {
  const output = Number(sent.at(-1))
  expect(await play(await start({ lines: LINES, ...options }))).toMatchObject({
    ...{ sent, output, remarks, signed: sent.includes('1') ? 2 : 1 },
  })
})

test.each([
  ['44', 2, 44_000],
  ['45', 1, 0],
  ['soon', 2, 1500],
])('with Retry-After: %s, sends %i requests', async (seconds, count, elapsed) => {
  const script = [{ status: 429, headers: { 'retry-after': seconds } }]
  expect(await play(await start({ script }))).toMatchObject({ sent: '0'.repeat(count), elapsed })
})

test('does not send what is left after 45 s', async () => {
  const timer = fakeTimer()
  const script = [hang(() => timer.advance(10_000))]
  const late = (seconds: number) => `HOST did not respond within ${seconds} s`
  const unsent = `^verify did not send ${THIRD}, because its 45 seconds were over\\.$`
  expect(await play(await start({ lines: LINES, script, repeat: true }, timer))).toMatchObject({
    sent: '00000',
    remarks: [unverified(late(10), FIRST), unverified(late(1), SECOND), warning(unsent, 'network')],
  })
})

test('gives the last request only the time that is left', async () => {
  const timer = fakeTimer()
  const slow = { headers: { 'retry-after': '38' }, status: 503 }
  expect(
    await play(await start({ script: [slow, hang(() => timer.advance(7000))] }, timer)),
  ).toMatchObject({
    ...{ sent: '00', elapsed: 45_000 },
    remarks: [unverified('status 503, then HOST did not respond within 7 s')],
  })
})

test('passes on a bug in the request', async () => {
  const { verify } = await start()
  await expect(verify({ now: () => Object(0) })).rejects.toThrow(TypeError)
})
