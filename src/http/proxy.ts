import type { Duplex } from 'node:stream'

/** A proxy for https requests. */
export interface HttpProxy {
  readonly url: URL
  /** `user:password`, or empty. */
  readonly credentials: string
}

export interface ProxySetting {
  /** Undefined if none is set, or none that can be used. */
  readonly proxy?: HttpProxy | undefined
  /** Why the one that is set cannot be used. */
  readonly problem?: string | undefined
  /** Its credentials, in every form in which they are set or sent. */
  readonly secrets: readonly string[]
}

/**
 * Returns the proxy for a URL: that in HTTPS_PROXY if the URL is https and NO_PROXY does not list its
 * host. Its credentials are secret either way.
 */
export function proxyFor(url: URL, env: NodeJS.ProcessEnv): ProxySetting {
  const setting = readProxy(env)
  const isProxied = url.protocol === 'https:' && !isExcepted(url, env)
  return isProxied ? setting : { secrets: setting.secrets }
}

/**
 * Reads HTTPS_PROXY as the runner itself does: lowercase first, and without a scheme it is http.
 * https://github.com/actions/runner/blob/main/src/Runner.Sdk/RunnerWebProxy.cs
 */
export function readProxy(env: NodeJS.ProcessEnv): ProxySetting {
  const name = env['https_proxy'] ? 'https_proxy' : 'HTTPS_PROXY'
  const text = env[name]?.trim() ?? ''
  if (text === '') return { secrets: [] }
  const href = text.includes('://') ? text : `http://${text}`
  if (!URL.canParse(href)) return { problem: explain(name, 'not a URL'), secrets: [] }
  const { origin, protocol, username, password } = new URL(href)
  const secrets = username + password === '' ? [] : secretsOf(username, password)
  if (!/^https?:/.test(protocol)) {
    return { problem: explain(name, `a ${protocol.slice(0, -1)} URL`), secrets }
  }
  const credentials = secrets.length === 0 ? '' : decode(`${username}:${password}`)
  return { proxy: { url: new URL(origin), credentials }, secrets }
}

function explain(name: string, what: string): string {
  return `${name} is ${what}, so verify connects without a proxy. Only http and https proxies are supported, such as http://proxy.example.org:8080.`
}

/** A percent sign that starts no escape is meant as is. */
function decode(text: string): string {
  return text.replaceAll(/(%[\da-f]{2})+/gi, (escapes) => {
    return Buffer.from(escapes.replaceAll('%', ''), 'hex').toString()
  })
}

function secretsOf(username: string, password: string): string[] {
  // A user without a password is a token.
  const secret = password || username
  const both = `${username}:${password}`
  const forms = [both, decode(both), secret, decode(secret), encode(decode(both))]
  return Array.from(new Set(forms))
}

function encode(credentials: string): string {
  return Buffer.from(credentials).toString('base64')
}

/**
 * Whether NO_PROXY excepts the host of a URL. As for the runner, each entry includes subdomains.
 * https://docs.github.com/en/actions/how-tos/manage-runners/self-hosted-runners/use-proxy-servers
 */
export function isExcepted({ hostname, port }: URL, env: NodeJS.ProcessEnv): boolean {
  const exceptions = env['no_proxy'] || env['NO_PROXY']
  if (!exceptions) return false
  const names = [hostname, `${hostname}:${port || 443}`].map((name) => `.${name}`)
  return exceptions
    .toLowerCase()
    .split(/[,\s]/)
    .filter(Boolean)
    .some((entry) => {
      const suffix = `.${entry.replace(/^\*?\.?/, '')}`
      return entry === '*' || names.some((name) => name.endsWith(suffix))
    })
}

/**
 * Asks a proxy for a connection to the host of a URL. Node's agents can do that too, but a proxy that
 * sends its response in pieces makes them add listeners without end:
 * https://github.com/nodejs/node/pull/64545
 *
 * @returns the connection, and the status with which the proxy answered
 */
export async function openTunnel(
  { url: proxy, credentials }: HttpProxy,
  target: URL,
  signal: AbortSignal,
): Promise<{ readonly socket: Duplex; readonly status: number }> {
  const client = await (proxy.protocol === 'https:' ? import('node:https') : import('node:http'))
  const path = `${target.hostname}:${target.port || 443}`
  const headers = {
    host: path,
    connection: 'keep-alive',
    ...(credentials && { 'proxy-authorization': `Basic ${encode(credentials)}` }),
  }
  // Node would expect the certificate of the host in the header. An IP address is no server name.
  const { isIP } = await import('node:net')
  const servername = isIP(proxy.hostname.replace(/[[\]]/g, '')) ? '' : proxy.hostname
  const options = { method: 'CONNECT', path, headers, agent: false, signal, servername }
  return new Promise((resolve, reject) => {
    client
      .request(proxy, options)
      .on('connect', ({ statusCode: status = 0 }, socket) => {
        // TLS reports what goes wrong from here on.
        socket.on('error', () => {})
        resolve({ socket, status })
      })
      .on('error', reject)
      .end()
  })
}
