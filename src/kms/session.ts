import type { createPublicKey } from 'node:crypto'
import { proxyFor } from '../http/proxy.ts'
import { NoResponse, sendRequest } from '../http/request.ts'
import type { Timer } from '../http/timer.ts'
import { type Answer, isBusy, readAnswer, type Server } from './answer.ts'

/** What a key in a KMS is used with: the environment with the credentials, and the runner's clock. */
export interface KmsOptions {
  readonly env: NodeJS.ProcessEnv
  readonly now: () => Date
  /** Masks what the log must not show, before it is sent. */
  readonly mask: (secret: string) => void
}

/** What the requests for tokens share. */
export interface Session extends KmsOptions {
  /** Masks a secret, keeps it out of errors, and returns it. */
  readonly mask: (secret: string) => string
  /**
   * Sends a request: a GET, or a POST if it has a body, which is text or JSON.
   *
   * @param name what errors call it, such as `kms:Sign`
   * @throws {UserError} if there is no response, or if it is an error
   */
  readonly ask: (
    server: Server,
    name: string,
    url: URL,
    headers: Readonly<Record<string, string>>,
    body?: object | string,
  ) => Promise<Answer>
  /** Ends the time for a token. The next request starts that for another one. */
  readonly renew: () => void
}

/** A service with keys. */
export interface KmsService extends Server {
  /** How to write the name of a key. */
  readonly forms: string
  /** How names start in lower case, also those that are incomplete or in another notation. */
  readonly start: RegExp
  /** A complete name, with its parts. */
  readonly full: RegExp
  readonly connect: (parts: readonly string[], session: Session) => Promise<Connection>
}

/** A key after the sign-in. */
export interface Connection {
  readonly publicKey: Parameters<typeof createPublicKey>[0]
  /** Returns DER, or r and s with 32 bytes each, in Base64 or base64url. */
  readonly sign: (digest: Buffer) => Promise<string>
}

/** Milliseconds: for one request, for all requests of a token, and before one is repeated. */
const REQUEST_LIMIT = 10_000
const TOKEN_LIMIT = 30_000
const PAUSE = 1000

export function openSession({ env, now, ...options }: KmsOptions, timer: Timer): Session {
  const secrets: string[] = []
  let deadline = Infinity
  const mask = (secret: string) => {
    secrets.push(secret)
    if (secret !== '') options.mask(secret)
    return secret
  }
  const ask: Session['ask'] = async (server, name, url, headers, body) => {
    const { proxy, problem = '', secrets: passwords } = proxyFor(url, env)
    passwords.forEach(mask)
    const request = {
      ...{ url, proxy, now, timeout: timer.timeout, ca: server.ca },
      headers: { accept: 'application/json', 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    }
    deadline = Math.min(deadline, timer.elapsed() + TOKEN_LIMIT)
    const send = () => {
      const limit = Math.ceil(Math.max(1, Math.min(REQUEST_LIMIT, deadline - timer.elapsed())))
      return sendRequest({ ...request, limit }).catch((error: unknown) => {
        if (!(error instanceof NoResponse)) throw error
        return { status: 0, body: `${error.message}. ${problem}`.trim() }
      })
    }
    let response = await send()
    const canRecover = response.status === 0 || isBusy(response)
    if (canRecover && timer.elapsed() + PAUSE < deadline) {
      await timer.sleep(PAUSE)
      response = await send()
    }
    return readAnswer(server, name, url.host, response, secrets)
  }
  const renew = () => {
    deadline = Infinity
  }
  return { env, now, mask, ask, renew }
}
