import { unescape as decode } from 'node:querystring'

/** A proxy for https requests. */
export interface HttpProxy {
  /** The variable that it comes from. */
  readonly variable: string
  readonly url: URL
  /** What the header Proxy-Authorization contains, or empty. */
  readonly authorization: string
}

export interface ProxySetting {
  /** Undefined if none is set, or none that can be used. */
  readonly proxy?: HttpProxy
  /** Why the one that is set cannot be used. */
  readonly problem?: string
  /** Its credentials, in every form in which they are set or sent. */
  readonly secrets: readonly string[]
}

/**
 * Returns the proxy for a URL: that in HTTPS_PROXY if the URL is https, its host is not this machine
 * and NO_PROXY does not list it. The proxy's credentials are secret either way.
 */
export function proxyFor(url: URL, env: NodeJS.ProcessEnv): ProxySetting {
  const setting = readProxy(env)
  const isProxied = url.protocol === 'https:' && !isLoopback(url) && !isExcepted(url, env)
  return isProxied ? setting : { secrets: setting.secrets }
}

/** Whether a URL leads to this machine, which needs neither a proxy nor TLS. */
export function isLoopback({ hostname }: URL): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)
}

/**
 * Reads HTTPS_PROXY as the runner itself does: lowercase first, and without a scheme it is http.
 * https://github.com/actions/runner/blob/main/src/Runner.Sdk/RunnerWebProxy.cs
 */
function readProxy(env: NodeJS.ProcessEnv): ProxySetting {
  const variable = env['https_proxy'] ? 'https_proxy' : 'HTTPS_PROXY'
  const text = env[variable]?.trim()
  if (!text) return { secrets: [] }
  const href = text.includes('://') ? text : `http://${text}`
  const url = URL.canParse(href) ? new URL(href) : undefined
  const { authorization, secrets } = readCredentials(url?.username, url?.password)
  if (url?.protocol === 'http:' || url?.protocol === 'https:') {
    return { proxy: { variable, url: new URL(url.origin), authorization }, secrets }
  }
  const what = url ? `a ${url.protocol.slice(0, -1)} URL` : 'not a URL'
  const problem = `${variable} is ${what}, so the step connects without a proxy. Only http and https proxies are supported, such as http://proxy.example.org:8080.`
  return { problem, secrets }
}

function readCredentials(username = '', password = '') {
  if (username + password === '') return { authorization: '', secrets: [] }
  const both = `${username}:${password}`
  // A user without a password is a token.
  const secret = password || username
  const encoded = Buffer.from(decode(both)).toString('base64')
  const secrets = new Set([both, decode(both), secret, decode(secret), encoded])
  return { authorization: `Basic ${encoded}`, secrets: Array.from(secrets) }
}

/**
 * Whether NO_PROXY excepts the host of a URL. As for the runner, each entry includes subdomains.
 * https://docs.github.com/en/actions/how-tos/manage-runners/self-hosted-runners/use-proxy-servers
 */
function isExcepted({ hostname, port }: URL, env: NodeJS.ProcessEnv): boolean {
  const exceptions = env['no_proxy'] || env['NO_PROXY'] || ''
  const names = [hostname, `${hostname}:${port || 443}`].map((name) => `.${name}`)
  const entries = exceptions.toLowerCase().split(/[,\s]/).filter(Boolean)
  return entries.some((entry) => {
    const suffix = `.${entry.replace(/\*?\.?/, '')}`
    return entry === '*' || names.some((name) => name.endsWith(suffix))
  })
}
