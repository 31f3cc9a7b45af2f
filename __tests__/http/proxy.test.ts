import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'
import tls from 'node:tls'
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals'
import { proxyFor } from '../../src/http/proxy.ts'
import { openTunnel, sendRequest } from '../../src/http/request.ts'
import { startAppleServer, startProxy } from '../helpers/apple-server.ts'
import { makeCertificate } from '../helpers/certificate.ts'
import { type FakeTimer, fakeTimer } from '../helpers/fake-timer.ts'
import { listen } from '../helpers/loopback.ts'
import { makeKey } from '../helpers/support.ts'

const HOST = 'api.appstoreconnect.apple.com'
const certificate = makeCertificate(HOST)
const { key } = makeKey()
const url = new URL(`https://${HOST}/v1/apps`)
const now = () => new Date('2026-11-25T12:00:00Z')
const closers: (() => Promise<unknown>)[] = []
/** The connections to a rogue proxy. */
const sockets: Socket[] = []
const warnings: unknown[] = []
let timer: FakeTimer

beforeEach(() => {
  timer = fakeTimer()
  warnings.length = 0
  jest.spyOn(process, 'emitWarning').mockImplementation((...args: unknown[]) => {
    warnings.push(args[0])
  })
})

afterEach(async () => {
  jest.restoreAllMocks()
  for (const socket of sockets.splice(0)) socket.destroy()
  await Promise.all(closers.splice(0).map((close) => close()))
})

/** Sends a request as `verify` does, in an environment that sets a proxy. */
function getThrough(address: string, authorization = 'Bearer the.jwt') {
  const { proxy } = proxyFor(url, { HTTPS_PROXY: address })
  const headers = { authorization }
  return sendRequest({ url, headers, proxy, now, timeout: timer.timeout, limit: 5000 })
}

/** Trusts the certificate of Apple's host, and others, until the test is over. */
function trust(...others: { cert: string }[]): void {
  const before = tls.getCACertificates('default')
  const certificates = [certificate, ...others].map(({ cert }) => cert)
  tls.setDefaultCACertificates([...before, ...certificates])
  closers.push(async () => tls.setDefaultCACertificates(before))
}

const BEHIND = `${HOST} behind the proxy in HTTPS_PROXY`
const UNTRUSTED = /^the proxy in HTTPS_PROXY has a certificate that is not trusted; if a proxy/

async function startApple() {
  const server = await startAppleServer(key, { script: [{ body: 'hello' }], tls: certificate })
  const proxy = await startProxy(server.url)
  closers.push(server.close, proxy.close)
  return { server, proxy }
}

/** A proxy that does what it likes with each connection. Resolves to its address. */
async function startRogue(behave: (socket: Socket) => void) {
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.push(socket.on('error', () => {}).resume())
    behave(socket)
  })
  return `http://127.0.0.1:${await open(server)}`
}

async function expectClosed() {
  expect(sockets).toHaveLength(1)
  for (const socket of sockets) if (!socket.closed) await once(socket, 'close')
}

function open(server: Server): Promise<number> {
  closers.push(async () => server.close())
  return listen(server)
}

test.each([
  ['user:p%40ss@', `Basic ${btoa('user:p@ss')}`],
  ['', undefined],
])('sends https through the proxy, with the credentials %j', async (userinfo, authorization) => {
  const { server, proxy } = await startApple()
  trust()
  const response = await getThrough(`http://${userinfo}${proxy.address}`)
  expect(response.body).toBe('hello')
  expect(server.requests).toStrictEqual([{ target: 'GET /v1/apps', token: 'the.jwt' }])
  const connection = 'keep-alive'
  expect(proxy.requests).toStrictEqual([{ authority: `${HOST}:443`, authorization, connection }])
})

test('does not send the token through a proxy that shows another certificate', async () => {
  const { server, proxy } = await startApple()
  await expect(getThrough(`http://${proxy.address}`)).rejects.toThrow(
    /^api\.appstoreconnect\.apple\.com behind the proxy in HTTPS_PROXY has a certificate that is not trusted; if a proxy/,
  )
  expect(server.requests).toStrictEqual([])
})

test('sends https through an https proxy', async () => {
  const { server } = await startApple()
  const own = makeCertificate('localhost')
  const proxy = await startProxy(server.url, own)
  closers.push(proxy.close)
  trust(own)
  const address = `https://localhost:${proxy.address.split(':')[1]}`
  expect((await getThrough(address)).body).toBe('hello')
  expect(proxy.requests).toHaveLength(1)
})

test.each([
  ['localhost', ['localhost']],
  ['127.0.0.1', []],
  // Windows does not connect to this one.
  ...(process.platform === 'win32' ? [] : [['[::ffff:127.0.0.1]', []] as const]),
])('asks the https proxy %s for the certificate of %j', async (host, expected) => {
  const names: string[] = []
  const own = makeCertificate(host)
  const SNICallback = (name: string, done: (error: null) => void) => {
    names.push(name)
    done(null)
  }
  const server = tls.createServer({ ...own, SNICallback }).on('tlsClientError', () => {})
  const port = await open(server)
  await expect(getThrough(`https://${host}:${port}`)).rejects.toThrow(UNTRUSTED)
  expect(names).toStrictEqual(expected)
})

test('reports an https proxy whose certificate is not trusted', async () => {
  const { server } = await startApple()
  process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0'
  closers.push(async () => delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'])
  await expect(getThrough(server.url.origin)).rejects.toThrow(UNTRUSTED)
  expect(warnings).toStrictEqual([])
})

test.each([100, 199, 300, 407])('closes the connection if the proxy answers %i', async (status) => {
  const address = await startRogue((socket) => socket.write(`HTTP/1.1 ${status} X\r\n\r\n`))
  await expect(getThrough(address)).rejects.toThrow(
    `the proxy in HTTPS_PROXY did not open a connection (status ${status})`,
  )
  await expectClosed()
})

test('reports a credential that no header can have, and closes the connection', async () => {
  const address = await startRogue((socket) => socket.write('HTTP/1.1 200 OK\r\n\r\n'))
  await expect(getThrough(address, 'a\nb')).rejects.toThrow(
    `${BEHIND} cannot be sent a credential with an invalid character (ERR_INVALID_CHAR)`,
  )
  await expectClosed()
})

test.each([
  ['never answers', '', 'the proxy in HTTPS_PROXY'],
  ['connects to nothing', 'HTTP/1.1 299 OK\r\n\r\n', BEHIND],
  ['sends something before TLS', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello', BEHIND],
])('gives up on a proxy that %s, and closes its connection', async (_, greeting, hop) => {
  const address = await startRogue((socket) => {
    socket.once('data', () => {
      if (greeting === '') return timer.advance(5000)
      // The next that comes is the first message of TLS.
      socket.once('data', () => timer.advance(5000)).write(greeting)
    })
  })
  await expect(getThrough(address)).rejects.toThrow(`${hop} did not respond within 5 s`)
  await expectClosed()
})

const BROKEN =
  /the proxy in HTTPS_PROXY (sent a response that is not HTTP|did not open a connection|closed the connection) \(/

test.each([
  ['sends one header in pieces', 'HTTP/1.1 200 OK\r\nX: ', 'a'],
  ['sends headers', 'HTTP/1.1 200 OK\r\n', `X: ${'a'.repeat(999)}\r\n`],
  ['sends interim responses', '', 'HTTP/1.1 100 OK\r\n\r\n'],
  ['sends other text', '', 'a'.repeat(65_536)],
  ['connects, and sends text', 'HTTP/1.1 200 OK\r\n\r\n', 'a'.repeat(999)],
])('survives a proxy that %s without end, without a warning', async (_, start, text) => {
  const address = await startRogue((socket) => {
    const write = () => {
      if (socket.destroyed) return
      socket.write(text)
      setImmediate(write)
    }
    socket.write(start, write)
  })
  await expect(getThrough(address)).rejects.toThrow(BROKEN)
  expect(warnings).toStrictEqual([])
})

test.each<[string, (socket: Socket) => void]>([
  ['closes the connection', (socket) => socket.end()],
  [
    'connects, and resets the connection',
    (socket) => socket.write('HTTP/1.1 200 OK\r\n\r\n', () => socket.resetAndDestroy()),
  ],
])('survives a proxy that %s', async (_, behave) => {
  await expect(getThrough(await startRogue(behave))).rejects.toThrow(BROKEN)
})

test('survives a connection that is reset before TLS uses it', async () => {
  const address = await startRogue((socket) => socket.write('HTTP/1.1 200 OK\r\n\r\n'))
  const proxy = { variable: 'HTTPS_PROXY', url: new URL(address), authorization: '' }
  const socket = await openTunnel(proxy, url, timer.timeout(5000))
  sockets[0]?.resetAndDestroy()
  await new Promise((done) => socket.on('close', done).resume())
})

test('reads a response that comes byte by byte', async () => {
  const { server } = await startApple()
  trust()
  const address = await startRogue((socket) => {
    const bytes = Array.from('HTTP/1.1 200 Connection established\r\nX: y\r\n\r\n')
    const write = () => {
      const byte = bytes.shift()
      if (byte !== undefined) return socket.write(byte, () => setImmediate(write))
      const target = connect(Number(server.url.port), '127.0.0.1').on('error', () => {})
      return socket.pipe(target).pipe(socket)
    }
    socket.pause().once('readable', () => {
      socket.read()
      write()
    })
  })
  expect((await getThrough(address)).body).toBe('hello')
  expect(warnings).toStrictEqual([])
})

test.each([
  [{ https_proxy: 'http://a:1' }, 'http://a:1/'],
  [{ HTTPS_PROXY: ' http://a:1/path ' }, 'http://a:1/'],
  [{ HTTPS_PROXY: 'user:password@a' }, 'http://a/'],
  [{ HTTPS_PROXY: 'https://a' }, 'https://a/'],
  [{ https_proxy: 'http://b', HTTPS_PROXY: 'http://a' }, 'http://b/'],
  [{ https_proxy: '', HTTPS_PROXY: 'http://a' }, 'http://a/'],
  [{ HTTP_PROXY: 'http://a' }, undefined],
  [{ HTTPS_PROXY: ' ' }, undefined],
])('reads the proxy of %j', (env, href) => {
  const { proxy, problem } = proxyFor(url, env)
  expect(proxy?.url.href).toBe(href)
  expect(problem).toBeUndefined()
})

test.each([
  ['HTTPS_PROXY', 'http://[', 'not a URL'],
  ['https_proxy', 'http://user:secret@:1', 'not a URL'],
  ['HTTPS_PROXY', 'socks5://user:secret@127.0.0.1:1', 'a socks5 URL'],
  ['https_proxy', 'shttp://127.0.0.1:1', 'a shttp URL'],
])('reports that %s=%s is %s, without its password', (name, text, what) => {
  expect(proxyFor(url, { [name]: text })).toMatchObject({
    problem: `${name} is ${what}, so the step connects without a proxy. Only http and https proxies are supported, such as http://proxy.example.org:8080.`,
  })
})

test.each([
  ['', []],
  ['http://a', []],
  ['http://[', []],
  ['socks5://user:secret@a', ['user:secret', 'secret', btoa('user:secret')]],
  ['user:secret@a:1', ['user:secret', 'secret', btoa('user:secret')]],
  ['http://:secret@a', [':secret', 'secret', btoa(':secret')]],
  ['http://token@a', ['token:', 'token', btoa('token:')]],
  ['http://user:%zz@a', ['user:%zz', '%zz', btoa('user:%zz')]],
  [
    'http://us%40er:p%C3%A4ss%@a',
    [
      ...['us%40er:p%C3%A4ss%', 'us@er:p\u00e4ss%'],
      ...['p%C3%A4ss%', 'p\u00e4ss%'],
      Buffer.from('us@er:p\u00e4ss%').toString('base64'),
    ],
  ],
])('returns the credentials of %s in every form, to be masked', (text, secrets) => {
  const env = { HTTPS_PROXY: text }
  expect(proxyFor(url, env).secrets).toStrictEqual(secrets)
  expect(proxyFor(new URL('https://localhost'), env)).toStrictEqual({ secrets })
})

const PORT = 'https://10.0.0.1:8443'

test.each([
  [PORT, ' example.com , 10.0.0.1', true],
  [PORT, 'example.com 10.0.0.1', true],
  [PORT, '0.0.1', true],
  [PORT, '.0.0.1', true],
  [PORT, '*.0.0.1', true],
  [PORT, '*0.0.1', true],
  [PORT, '10.0.0.1:8443', true],
  [PORT, '*', true],
  [PORT, 'example.com', false],
  [PORT, '0.0.0.1', false],
  [PORT, '10.0.0.1:443', false],
  [PORT, '.', false],
  [PORT, ',', false],
  // The end of a full name is a dot.
  ['https://example.org.', '', false],
  ['https://example.org.', 'example.com,', false],
  [url.href, 'Apple.com:443', true],
  ['http://example.org', '', true],
  ['https://localhost:1', '', true],
  ['https://127.0.0.12:8200', '', true],
  ['https://[::1]:8200', '', true],
  ['https://localhost.example.org', '', false],
  ['https://notlocalhost', '', false],
  ['https://127.0.0.1.example.org', '', false],
  ['https://1.127.0.0', '', false],
])('connects to %s with NO_PROXY=%j directly: %s', (target, exceptions, isDirect) => {
  const env = { HTTPS_PROXY: 'http://a:1', NO_PROXY: exceptions }
  expect(proxyFor(new URL(target), env).proxy === undefined).toBe(isDirect)
  const lower = { HTTPS_PROXY: 'http://a:1', no_proxy: exceptions || 'x', NO_PROXY: 'y' }
  expect(proxyFor(new URL(target), lower).proxy === undefined).toBe(isDirect)
})
