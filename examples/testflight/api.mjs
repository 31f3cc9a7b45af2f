// What the scripts next to this file share: requests to the App Store Connect API, each with a fresh
// token, that go on through lost connections, 429 and 5xx, and come to an end.
import { execFileSync } from 'node:child_process'
import { appendFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

const API = process.env.ASC_API ?? 'https://api.appstoreconnect.apple.com'
const PAUSE = Number(process.env.PAUSE_SECONDS ?? 30)
export const TIMEOUT = Number(process.env.TIMEOUT_SECONDS ?? 30)

/**
 * How often a request has to end like this before a script believes it: Apple also answers good requests
 * with a stray 401, 403 or 404. Any other 4xx is believed at once.
 */
const TRIES = { outage: 60, 401: 3, 403: 2, 404: 3 }
const NO_ANSWER = 0

/** Returns the value of a variable that has to be set. */
export function setting(name) {
  return process.env[name] || fail(`${name} is empty. Set it in the env of this step.`)
}

/** Sets an output of the step, for later steps. */
export function setOutput(name, value) {
  if (process.env.GITHUB_OUTPUT) appendFileSync(process.env.GITHUB_OUTPUT, `${name}=${value}\n`)
}

/** Reports an error and ends the script. */
export function fail(message) {
  console.log(`::error::${message}`)
  process.exit(1)
}

/** Waits until it is time to ask again. */
export async function pause() {
  await sleep(PAUSE * 1000)
}

/**
 * Sends a request to the API, and returns the body of the response, which may lack anything.
 *
 * @param data what the body of the request contains
 * @param look finds what the request creates or changes. If a response is lost, this is looked for before
 *   the request is sent again.
 */
export async function request(method, path, data, look) {
  const what = `${method} ${path.split('?')[0]}`
  const options = () => ({
    method,
    headers: { authorization: `Bearer ${freshToken()}`, 'content-type': 'application/json' },
    body: data && JSON.stringify({ data }),
  })
  const { ok, status, text, body } = await send(what, API + path, TIMEOUT, options, look)
  if (ok || (method === 'DELETE' && status === 404)) return body ?? {}
  if (status !== NO_ANSWER) console.log(text)
  fail(`${what} failed (${status || text}).`)
}

/**
 * Sends a request until its result counts, and returns that.
 *
 * @param what the request is called in the log, which must not show a signed URL
 * @param timeout seconds for each try
 * @param options returns those of fetch for each try
 */
export async function send(what, url, timeout, options, look) {
  const count = {}
  for (;;) {
    const result = await attempt(url, { ...options(), signal: AbortSignal.timeout(timeout * 1000) })
    const { ok, status } = result
    const kind = status >= 500 || status === 429 || status === NO_ANSWER ? 'outage' : status
    count[kind] = (count[kind] ?? 0) + 1
    if (ok || count[kind] === (TRIES[kind] ?? 1)) return result

    console.log(`${what}: ${status || result.text}. Trying again in ${PAUSE} seconds.`)
    await pause()
    const found = await look?.()
    if (found) return { ok: true, body: { data: found } }
  }
}

async function attempt(url, options) {
  try {
    const response = await fetch(url, options)
    const { ok, status, headers } = response
    const text = await response.text()
    const isJson = headers.get('content-type')?.includes('json')
    return { ok, status, text, body: ok && isJson && text ? JSON.parse(text) : undefined }
  } catch (error) {
    // Only the code: a message can contain the URL.
    return { ok: false, status: NO_ANSWER, text: error.cause?.code ?? error.name }
  }
}

/** The command also has the runner mask the token, by its standard error. */
function freshToken() {
  const stdio = ['ignore', 'pipe', 'inherit']
  return execFileSync('app-store-connect-token', { encoding: 'utf8', stdio }).trim()
}
