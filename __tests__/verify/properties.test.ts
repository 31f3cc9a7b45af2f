import { expect, test } from '@jest/globals'
import { UserError } from '../../src/errors.ts'
import type { VerifyResult } from '../../src/verify/verify.ts'
import {
  appleError,
  type Behavior,
  hang,
  type Reply,
  UNAUTHORIZED,
} from '../helpers/apple-server.ts'
import { type FakeTimer, fakeTimer } from '../helpers/fake-timer.ts'
import { sample } from '../helpers/properties.ts'
import { makeKey, openToken } from '../helpers/support.ts'
import { START, scenarios } from '../helpers/verification.ts'

const HOUR = 3600
const { key } = makeKey()
const stranger = makeKey().key
const start = scenarios(key)

/** What the first two requests get; the server judges the others by Apple's rules. */
const RESPONSES: Record<string, (timer: FakeTimer) => Reply | Behavior | undefined> = {
  'as Apple does': () => undefined,
  'with a result': () => ({ body: { data: [] } }),
  'with 401': () => UNAUTHORIZED,
  'with 403 for a role': () => appleError(403, 'FORBIDDEN_ERROR'),
  'with 403 for an agreement': () => appleError(403, 'FORBIDDEN_ERROR.PLA_NOT_ACCEPTED'),
  'with 429': () => appleError(429, 'RATE_LIMIT_EXCEEDED'),
  'with 503': () => ({ status: 503, body: '<html>' }),
  'not at all': (timer) => hang(() => timer.advance(10_000)),
}

/** By how many seconds the runner's clock is ahead of Apple's. */
const CLOCKS = [100, -14 * 60, HOUR, -400 * 24 * HOUR]

const date = (seconds: number) => new Date(START + seconds * 1000).toUTCString()

/** Headers of every response, in place of a Date of Apple's. */
const DATES: Record<string, Record<string, string | string[]>> = {
  "Apple's": {},
  none: { date: '' },
  '3 hours ahead': { date: date(3 * HOUR) },
  '3 hours behind': { date: date(-3 * HOUR) },
  '3 minutes behind': { date: date(-180) },
  '10 minutes ahead': { date: date(600) },
  'of a cache': { date: date(600), age: '600' },
  '1970': { date: 'Thu, 01 Jan 1970 00:00:00 GMT' },
  '9999': { date: 'Fri, 31 Dec 9999 23:59:59 GMT' },
  several: { date: [date(0), date(3 * HOUR)] },
}

interface Case {
  readonly first: string
  readonly second: string
  readonly ahead: number
  readonly dated: string
  readonly isOwnKey: boolean
}

const cases: Case[] = Object.keys(RESPONSES).flatMap((first) =>
  Object.keys(RESPONSES).flatMap((second) =>
    CLOCKS.flatMap((ahead) =>
      Object.keys(DATES).flatMap((dated) =>
        // Another key makes no difference to the clock.
        (ahead === HOUR ? [true, false] : [true]).map((isOwnKey) => ({
          first,
          second,
          ahead,
          dated,
          isOwnKey,
        })),
      ),
    ),
  ),
)

interface Observation {
  readonly result: VerifyResult | undefined
  readonly error: unknown
  readonly elapsed: number
  /** Whether each token was valid by some clock that was shown, or by the runner's. */
  readonly isValid: boolean
  /** Whether a token was accepted, but not the one that was output. */
  readonly isDropped: boolean
  readonly rejections: number
}

async function observe({ first, second, ahead, dated, isOwnKey }: Case): Promise<Observation> {
  const timer = fakeTimer()
  const script = [first, second].map((name) => RESPONSES[name]?.(timer))
  const headers = DATES[dated] ?? {}
  const signingKey = isOwnKey ? key : stranger
  const scenario = await start({ script, headers, ahead, timer, signingKey })
  const { server, verify, now } = scenario
  let result: VerifyResult | undefined
  let error: unknown
  try {
    result = await verify()
  } catch (caught) {
    error = caught
  }
  await server.close()

  const shown = [headers['date'] ?? []].flat().map(Date.parse)
  const clocks = [now().getTime(), START + timer.elapsed(), ...shown]
  const { iat, exp } = claims(result, signingKey)
  const accepted = server.responses
    .filter(({ status }) => status === 200 || status === 403)
    .filter(({ code }) => code !== 'FORBIDDEN_ERROR.PLA_NOT_ACCEPTED')
    .map(({ token }) => token)
  return {
    result,
    error,
    elapsed: timer.elapsed(),
    isValid: clocks.some((time) => iat * 1000 <= time && time < exp * 1000),
    isDropped: accepted.length > 0 && !accepted.includes(result?.token.jwt ?? ''),
    rejections: server.responses.filter(({ status }) => status === 401).length,
  }
}

function claims(result: VerifyResult | undefined, signingKey: typeof key) {
  if (result === undefined) return { iat: 0, exp: 0 }
  return openToken(result.token.jwt, signingKey).payload as { iat: number; exp: number }
}

/** Whether a token can be accepted: the key is right, and the clock too, or Apple's is shown. */
function isAcceptable({ ahead, dated, isOwnKey }: Case): boolean {
  return isOwnKey && (Math.abs(ahead) < 240 || ahead === -14 * 60 || dated === "Apple's")
}

function findProblem(one: Case, { result, error, ...seen }: Observation): string | undefined {
  if (seen.elapsed > 50_000) return 'took too long'
  if (result !== undefined) {
    if (!seen.isValid) return 'output a token that no clock makes valid'
    return seen.isDropped ? 'dropped an accepted token' : undefined
  }
  if (!(error instanceof UserError)) return `threw ${error}`
  if (!error.message.startsWith('Apple keeps rejecting the token'))
    return 'failed for another cause'
  if (isAcceptable(one)) return 'failed for a token that Apple accepts'
  if (seen.rejections < 3) return 'failed for too few rejections'
  // If only the clock is wrong, the message has to say so.
  return !one.isOwnKey || /clock/.test(error.problem) ? undefined : 'failed without the cause'
}

const some = sample(cases, 300)

test(`in ${some.length} of ${cases.length} cases, outputs a valid token or fails with the right cause, within 50 s`, async () => {
  const problems: unknown[] = []
  let failed = 0
  for (const one of some) {
    const observation = await observe(one)
    const problem = findProblem(one, observation)
    if (problem !== undefined) problems.push({ problem, ...one, error: observation.error })
    if (observation.error !== undefined) failed += 1
  }
  expect(problems.slice(0, 5)).toStrictEqual([])
  // Neither of both is rare.
  expect(failed).toBeGreaterThan(some.length / 20)
  expect(failed).toBeLessThan(some.length / 2)
}, 120_000)
