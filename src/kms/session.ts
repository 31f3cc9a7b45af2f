import { proxyFor } from '../http/proxy.ts'
import { NoResponse, sendRequest } from '../http/request.ts'
import type { Timer } from '../http/timer.ts'
import { type Answer, readAnswer, type Server } from './answer.ts'

/** What a key in a KMS is used with. */
export interface KmsOptions {
  /** The environment of the step, with the credentials for the service. */
  readonly env: NodeJS.ProcessEnv
  /** The runner's clock. */
  readonly now: () => Date
  /** Masks what the log must not show, before it is sent. */
  readonly mask: (secret: string) => void
}

/** What the requests for tokens share. */
export interface Session extends KmsOptions {
  /** Masks a secret, keeps it out of errors, and returns it. */
  readonly mask: (secret: string) => string
  /**
   * Sends a request.
   *
   * @param name what errors call it, such as `kms:Sign`
   * @param body what is posted: text, or else JSON
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

/** Milliseconds: for one request, for all requests of a token, and before one is repeated. */
const REQUEST_LIMIT = 10_000
const TOKEN_LIMIT = 30_000
const PAUSE = 1000

export function openSession(options: KmsOptions, timer: Timer): Session {
  const { env, now } = options
  const secrets: string[] = []
  let deadline: number | undefined
  const mask = (secret: string) => {
    secrets.push(secret)
    if (secret !== '') options.mask(secret)
    return secret
  }
  const ask: Session['ask'] = async (server, name, url, headers, body = '') => {
    const { proxy, problem = '', secrets: passwords } = proxyFor(url, env)
    passwords.forEach(mask)
    const request = {
      method: body === '' ? 'GET' : 'POST',
      url,
      headers: { accept: 'application/json', 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    } as const
    deadline ??= timer.elapsed() + TOKEN_LIMIT
    const end = deadline
    const send = () => {
      const limit = Math.ceil(Math.max(1, Math.min(REQUEST_LIMIT, end - timer.elapsed())))
      const options = { proxy, now, timeout: timer.timeout, limit, ca: server.ca }
      return sendRequest(request, options).catch((error: unknown) => {
        if (!(error instanceof NoResponse)) throw error
        return { status: 0, body: `${error.message}. ${problem}`.trim() }
      })
    }
    let response = await send()
    const canRecover = [0, 429].includes(response.status) || response.status > 499
    if (canRecover && timer.elapsed() + PAUSE < end) {
      await timer.sleep(PAUSE)
      response = await send()
    }
    return readAnswer(server, name, url.host, response, secrets)
  }
  const renew = () => {
    deadline = undefined
  }
  return { env, now, mask, ask, renew }
}
