import type { KeyObject } from 'node:crypto'
import { afterEach, expect } from '@jest/globals'
import { UserError } from '../../src/errors.ts'
import { signToken, type Token, type TokenSpec } from '../../src/token.ts'
import type { Verification } from '../../src/verify/verification.ts'
import { verifyToken } from '../../src/verify/verify.ts'
import { type AppleServerOptions, appleError, startAppleServer } from './apple-server.ts'
import { fakeTimer } from './fake-timer.ts'
import { inMemory, TEAM_SPEC } from './support.ts'

/** Apple's clock when a test starts, in milliseconds since 1970. */
const START = Date.UTC(2026, 10, 25, 12)

/** A Date that is some seconds ahead of Apple's clock when a test starts. */
export const date = (seconds: number) => new Date(START + seconds * 1000).toUTCString()

/** Of no key: verifying passes it on. */
export const FINGERPRINT = '0123456789abcdef'.repeat(4)

/** The request that is sent by default. */
export const REQUEST = 'GET /v1/apps?limit=1'

export const accepted = (...lines: string[]) => ({
  level: 'info',
  message: `Apple accepted the token (${lines.join(', ')}).`,
})
export const ACCEPTED = accepted(REQUEST)

/** What Apple answers if the role of a key, or a missing agreement, forbids a request. */
export const ROLE = appleError(403, 'FORBIDDEN_ERROR')
export const AGREEMENT = appleError(403, 'FORBIDDEN.REQUIRED_AGREEMENTS_MISSING_OR_EXPIRED')

/** A warning, by the start of its message. */
export const warning = (start: string, topic: string) => ({
  level: 'warning',
  message: expect.stringMatching(start),
  topic,
})
const literal = (text: string) => text.replaceAll(/[()?.+]/g, '\\$&')
export const unverified = (reason: string, line = REQUEST, topic = 'network') =>
  warning(`^The token could not be verified with ${literal(line)}: ${literal(reason)}\\. `, topic)
export const clock = (skew: string) =>
  warning(`^The runner's clock is ${skew}, so the token `, 'clock')

/** The seconds for which a token is valid by Apple's clock when a test starts. */
export const timeLeft = ({ expiresAt }: Token) => (expiresAt.getTime() - START) / 1000

export interface ScenarioOptions extends AppleServerOptions {
  /** How far the runner's clock is ahead of Apple's, in seconds. */
  readonly ahead?: number
  readonly spec?: TokenSpec
  readonly signingKey?: KeyObject
  /** What `verify` lists; without it, the default request is sent. */
  readonly lines?: Verification['lines']
}

/** Returns what starts a server for a test to verify tokens with. Time passes only on its timer. */
export function scenarios(key: KeyObject) {
  const open: (() => Promise<void>)[] = []
  afterEach(async () => {
    await Promise.all(open.splice(0).map((close) => close()))
  })
  return async (options: ScenarioOptions = {}, timer = fakeTimer()) => {
    const { ahead = 0, spec = TEAM_SPEC, signingKey = key, lines = 'default' } = options
    const clock = () => START + timer.elapsed()
    const server = await startAppleServer(key, { clock, ...options })
    open.push(server.close)
    const signed: string[] = []
    const reports: string[] = []
    const now = () => new Date(clock() + ahead * 1000)
    const verification: Verification = {
      ...{ spec, fingerprint: FINGERPRINT, lines, apiUrl: new URL('/', server.url), env: {}, now },
      sign: async (ahead) => {
        const at = new Date(now().getTime() + ahead)
        const token = await signToken(spec, inMemory(signingKey), at)
        signed.push(token.jwt)
        return { ...token, ahead }
      },
      mask: () => {},
      report: (message) => reports.push(message),
    }
    const verify = (more?: Partial<Verification>) =>
      verifyToken({ ...verification, ...more }, timer)
    const { sign } = verification
    return { server, timer, signed, reports, now, sign, verify }
  }
}

/** Returns an error that the user can fix as a result. */
export function caught(error: unknown): UserError {
  if (error instanceof UserError) return error
  throw error
}

/**
 * Verifies a token, and returns what comes of it: with which of the signed tokens each request was sent,
 * which one is output, and what is said. The host is HOST.
 */
export async function play({
  server,
  timer,
  signed,
  reports,
  verify,
}: Awaited<ReturnType<ReturnType<typeof scenarios>>>) {
  const result = await verify().catch(caught)
  const isOutput = 'token' in result
  const named = (text: string) => text.replaceAll(server.url.host, 'HOST')
  return {
    sent: server.requests.map(({ token }) => signed.indexOf(token)).join(''),
    signed: signed.length,
    output: isOutput ? signed.indexOf(result.token.jwt) : undefined,
    remarks: isOutput
      ? result.remarks.map((remark) => ({ ...remark, message: named(remark.message) }))
      : [],
    error: isOutput ? '' : result.message,
    topics: isOutput ? [] : result.topics,
    reports: reports.map(named),
    elapsed: timer.elapsed(),
  }
}
