import type { KeyObject } from 'node:crypto'
import { afterEach, expect } from '@jest/globals'
import type { Remark } from '../../src/log.ts'
import { signToken, type Token, type TokenSpec } from '../../src/token.ts'
import type { Verification } from '../../src/verify/verification.ts'
import { type VerifyResult, verifyToken } from '../../src/verify/verify.ts'
import {
  type AppleServer,
  type AppleServerOptions,
  appleError,
  startAppleServer,
} from './apple-server.ts'
import { type FakeTimer, fakeTimer } from './fake-timer.ts'
import { inMemory, TEAM_SPEC } from './support.ts'

/** Apple's clock when a test starts, in milliseconds since 1970. */
export const START = Date.UTC(2026, 10, 25, 12)

/** A Date that is some seconds ahead of Apple's clock when a test starts. */
export const date = (seconds: number) => new Date(START + seconds * 1000).toUTCString()

/** Of no key: verifying passes it on. */
export const FINGERPRINT = '0123456789abcdef'.repeat(4)

/** The request that is sent by default. */
export const REQUEST = 'GET /v1/apps?limit=1'

export const ACCEPTED = { level: 'info', message: `Apple accepted the token (${REQUEST}).` }

/** What Apple answers if the role of a key, or a missing agreement, forbids a request. */
export const ROLE = appleError(403, 'FORBIDDEN_ERROR')
export const AGREEMENT = appleError(403, 'FORBIDDEN.REQUIRED_AGREEMENTS_MISSING_OR_EXPIRED')

/** A warning, by the start of its message. */
export const warning = (start: string) => ({
  level: 'warning',
  message: expect.stringMatching(start),
})
const literal = (text: string) => text.replaceAll(/[()?.+]/g, '\\$&')
export const unverified = (reason: string, line = REQUEST) =>
  warning(`^The token could not be verified with ${literal(line)}: ${literal(reason)}\\. `)
export const clock = (skew: string) => warning(`^The runner's clock is ${skew}, so the token `)

/** The seconds for which a token is valid by Apple's clock when a test starts. */
export const timeLeft = ({ expiresAt }: Token) => (expiresAt.getTime() - START) / 1000

export interface ScenarioOptions extends AppleServerOptions {
  /** How far the runner's clock is ahead of Apple's, in seconds. */
  readonly ahead?: number
  readonly spec?: TokenSpec
  readonly signingKey?: KeyObject
  /** What `verify` lists; without it, the default request is sent. */
  readonly lines?: Verification['lines']
  /** Time passes only on this timer. */
  readonly timer?: FakeTimer
}

export interface Scenario {
  /** What was said while it went on. */
  readonly reports: readonly string[]
  readonly server: AppleServer
  readonly timer: FakeTimer
  /** Every token that was signed. */
  readonly signed: readonly string[]
  /** The runner's clock. */
  readonly now: () => Date
  verify(more?: Partial<Verification>): Promise<VerifyResult>
}

/** Starts servers that tests verify tokens with, and closes them after each test. */
export function scenarios(key: KeyObject) {
  const servers: AppleServer[] = []
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.close()))
  })
  const start = async ({
    ahead = 0,
    spec = TEAM_SPEC,
    signingKey = key,
    lines = 'default',
    timer = fakeTimer(),
    ...options
  }: ScenarioOptions = {}): Promise<Scenario> => {
    const clock = () => START + timer.elapsed()
    const server = await startAppleServer(key, { clock, ...options })
    servers.push(server)
    const signed: string[] = []
    const reports: string[] = []
    const now = () => new Date(clock() + ahead * 1000)
    const verification: Verification = {
      spec,
      fingerprint: FINGERPRINT,
      lines,
      apiUrl: new URL('/', server.url),
      env: {},
      now,
      sign: async (at) => {
        const token = await signToken(spec, inMemory(signingKey), at)
        signed.push(token.jwt)
        return token
      },
      mask: () => {},
      report: (message) => reports.push(message),
    }
    return {
      server,
      timer,
      signed,
      reports,
      now,
      verify: async (more) => {
        const result = await verifyToken({ ...verification, ...more }, timer)
        return { ...result, remarks: result.remarks.map(withoutTopic) }
      },
    }
  }
  const verify = async (options?: ScenarioOptions) => {
    const scenario = await start(options)
    return { ...scenario, ...(await scenario.verify()) }
  }
  return { start, verify }
}

/** A test of its own compares the topics of all remarks. */
export function withoutTopic({ level, message }: Remark): Remark {
  return { level, message }
}
