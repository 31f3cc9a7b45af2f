import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'
import tls from 'node:tls'
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals'
import { isExcepted, isLoopback, proxyFor, readProxy } from '../../src/http/proxy.ts'
import { openTunnel, sendRequest } from '../../src/http/request.ts'
import { startAppleServer, startProxy } from '../helpers/apple-server.ts'
import { makeCertificate } from '../helpers/certificate.ts'
import { type FakeTimer, fakeTimer } from '../helpers/fake-timer.ts'
import { makeKey } from '../helpers/support.ts'

const HOST = 'api.appstoreconnect.apple.com'
const certificate = makeCertificate(HOST)
const { key } = makeKey()
const url = new URL(`https://${HOST}/v1/apps`)
const now = () => new Date('2026-11-25T12:00:00Z')
const closers: (() => Promise<unknown>)[] = []
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
  await Promise.all(closers.splice(0).map((close) => close()))
})

/** Sends a request as `verify` does, in an environment that sets a proxy. */
function getThrough(address: string, timeout = timer.timeout) {
  const { proxy } = readProxy({ HTTPS_PROXY: address })
  const headers = { authorization: 'Bearer the.jwt' }
  return sendRequest({ method: 'GET', url, headers }, { proxy, now, timeout, limit: 5000 })
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
async function startRogue(behave: (socket: Socket) => void, sockets: Socket[] = []) {
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.push(socket.on('error', () => {}).resume())
    behave(socket)
  })
  const port = await listen(server)
  closers.push(async () => {
    for (const socket of sockets) socket.destroy()
  })
  return `http://127.0.0.1:${port}`
}

/** Resolves to the port of a server on loopback. */
async function listen(server: Server): Promise<number> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  closers.push(async () => server.close())
  return (server.address() as { port: number }).port
}

test.each([
  ['user:p%40ss@', `Basic ${btoa('user:p@ss')}`],
  ['user:p@ss@', `Basic ${btoa('user:p@ss')}`],
  ['user:@', `Basic ${btoa('user:')}`],
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
  const port = await listen(server)
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

test.each([100, 302, 407, 503])('closes the connection if the proxy answers %i', async (status) => {
  const sockets: Socket[] = []
  const address = await startRogue((socket) => {
    socket.write(`HTTP/1.1 ${status} X\r\n\r\n`)
  }, sockets)
  await expect(getThrough(address)).rejects.toThrow(
    `the proxy in HTTPS_PROXY did not open a connection (status ${status})`,
  )
  for (const socket of sockets) if (!socket.closed) await once(socket, 'close')
  expect(sockets).toHaveLength(1)
})

test('reports a proxy that cannot be reached', async () => {
  const { proxy } = await startApple()
  await Promise.all(closers.splice(0).map((close) => close()))
  await expect(getThrough(proxy.address)).rejects.toThrow(
    'the proxy in HTTPS_PROXY refused the connection (ECONNREFUSED)',
  )
})

test.each([
  ['never answers', '', 'the proxy in HTTPS_PROXY'],
  ['connects to nothing', 'HTTP/1.1 200 OK\r\n\r\n', BEHIND],
  ['sends something before TLS', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello', BEHIND],
])('gives up on a proxy that %s, and closes its connection', async (_, greeting, hop) => {
  const sockets: Socket[] = []
  const address = await startRogue((socket) => {
    socket.once('data', () => {
      if (greeting === '') return timer.advance(5000)
      // The next that comes is the first message of TLS.
      socket.once('data', () => timer.advance(5000)).write(greeting)
    })
  }, sockets)
  await expect(getThrough(address)).rejects.toThrow(`${hop} did not respond within 5 s`)
  for (const socket of sockets) if (!socket.closed) await once(socket, 'close')
  expect(sockets).toHaveLength(1)
})

/** Writes the same text again and again until the connection closes. */
function repeat(socket: Socket, text: string): void {
  const write = () => {
    if (socket.destroyed) return
    socket.write(text)
    setImmediate(write)
  }
  write()
}

test.each<[string, (socket: Socket) => void]>([
  [
    'sends one header in pieces without end',
    (socket) => {
      socket.write('HTTP/1.1 200 OK\r\nX: ')
      repeat(socket, 'a')
    },
  ],
  [
    'sends headers without end',
    (socket) => {
      socket.write('HTTP/1.1 200 OK\r\n')
      repeat(socket, `X: ${'a'.repeat(999)}\r\n`)
    },
  ],
  ['sends interim responses without end', (socket) => repeat(socket, 'HTTP/1.1 100 OK\r\n\r\n')],
  ['sends other text without end', (socket) => repeat(socket, 'a'.repeat(65_536))],
  [
    'connects, and sends text without end',
    (socket) => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      repeat(socket, 'a'.repeat(999))
    },
  ],
  [
    'connects, and resets the connection',
    (socket) => socket.write('HTTP/1.1 200 OK\r\n\r\n', () => socket.resetAndDestroy()),
  ],
  ['closes the connection', (socket) => socket.end()],
])('survives a proxy that %s, without a warning', async (_, behave) => {
  const address = await startRogue(behave)
  await expect(getThrough(address)).rejects.toThrow(
    /the proxy in HTTPS_PROXY (sent a response that is not HTTP|did not open a connection|closed the connection) \(/,
  )
  expect(warnings).toStrictEqual([])
})

test('survives a connection that is reset before TLS uses it', async () => {
  const sockets: Socket[] = []
  const address = await startRogue((socket) => socket.write('HTTP/1.1 200 OK\r\n\r\n'), sockets)
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
      return socket.pipe(connect(Number(server.url.port), '127.0.0.1')).pipe(socket)
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
  [{ HTTPS_PROXY: 'a:1' }, 'http://a:1/'],
  [{ HTTPS_PROXY: 'user:password@a' }, 'http://a/'],
  [{ HTTPS_PROXY: 'https://a' }, 'https://a/'],
  [{ https_proxy: 'http://b', HTTPS_PROXY: 'http://a' }, 'http://b/'],
  [{ https_proxy: '', HTTPS_PROXY: 'http://a' }, 'http://a/'],
  [{ HTTP_PROXY: 'http://a' }, undefined],
  [{ HTTPS_PROXY: ' ' }, undefined],
  [{}, undefined],
])('reads the proxy of %j', (env, href) => {
  const { proxy, problem } = readProxy(env)
  expect(proxy?.url.href).toBe(href)
  expect(problem).toBeUndefined()
})

test.each([
  ['HTTPS_PROXY', 'http://[', 'not a URL'],
  ['https_proxy', 'http://user:secret@:1', 'not a URL'],
  ['HTTPS_PROXY', 'socks5://user:secret@127.0.0.1:1', 'a socks5 URL'],
  ['https_proxy', 'socks://127.0.0.1:1', 'a socks URL'],
  ['HTTPS_PROXY', 'shttp://127.0.0.1:1', 'a shttp URL'],
])('reports that %s is %s, without its password', (name, text, what) => {
  const { proxy, problem } = readProxy({ [name]: text })
  expect(proxy).toBeUndefined()
  expect(problem).toBe(
    `${name} is ${what}, so the step connects without a proxy. Only http and https proxies are supported, such as http://proxy.example.org:8080.`,
  )
})

test.each([
  ['', []],
  ['http://a', []],
  ['http://[', []],
  ['http://user:secret@a', ['user:secret', 'secret', btoa('user:secret')]],
  ['socks5://user:secret@a', ['user:secret', 'secret', btoa('user:secret')]],
  ['user:secret@a:1', ['user:secret', 'secret', btoa('user:secret')]],
  ['http://:secret@a', [':secret', 'secret', btoa(':secret')]],
  ['http://token@a', ['token:', 'token', btoa('token:')]],
  [
    'http://us%40er:p%C3%A4ss%25@a',
    [
      'us%40er:p%C3%A4ss%25',
      'us@er:p\u00e4ss%',
      'p%C3%A4ss%25',
      'p\u00e4ss%',
      Buffer.from('us@er:p\u00e4ss%').toString('base64'),
    ],
  ],
  ['http://user:%zz@a', ['user:%zz', '%zz', btoa('user:%zz')]],
])('returns the credentials of %s in every form, to be masked', (text, secrets) => {
  expect(readProxy({ HTTPS_PROXY: text }).secrets).toStrictEqual(secrets)
})

test.each([
  ['127.0.0.1', true],
  [' example.com , 127.0.0.1', true],
  ['example.com 127.0.0.1', true],
  ['0.0.1', true],
  ['.0.0.1', true],
  ['*.0.0.1', true],
  ['*0.0.1', true],
  ['127.0.0.1:8443', true],
  ['*', true],
  ['example.com', false],
  ['7.0.0.1', false],
  ['127.0.0.1:443', false],
  ['.', false],
  [',', false],
  ['', false],
])('with NO_PROXY %j, a host is excepted: %s', (exceptions, excepted) => {
  const target = new URL('https://127.0.0.1:8443')
  expect(isExcepted(target, { NO_PROXY: exceptions })).toBe(excepted)
  expect(isExcepted(target, { no_proxy: exceptions, NO_PROXY: 'x' })).toBe(excepted)
})

test('excepts a host on the port of https, and in any case', () => {
  expect(isExcepted(url, { NO_PROXY: 'Apple.com:443' })).toBe(true)
  expect(isExcepted(url, {})).toBe(false)
})

test('does not take the end of a list for the dot at the end of a host', () => {
  expect(isExcepted(new URL(`https://${HOST}.`), { NO_PROXY: 'example.org,' })).toBe(false)
})

test.each([
  ['https://localhost:1', true],
  ['https://127.0.0.1', true],
  ['https://127.9.9.9:8200', true],
  ['https://[::1]:8200', true],
  ['https://localhost.example.org', false],
  ['https://127.0.0.1.example.org', false],
  ['https://1.127.0.0', false],
])('%s leads to this machine: %s', (target, expected) => {
  expect(isLoopback(new URL(target))).toBe(expected)
})

test.each([
  ['https://example.org', true],
  ['http://example.org', false],
  ['https://localhost', false],
  ['https://excepted.org', false],
])('connects to %s through the proxy: %s', (target, expected) => {
  const env = { HTTPS_PROXY: 'http://user:secret@a:1', NO_PROXY: 'excepted.org' }
  const { proxy, secrets } = proxyFor(new URL(target), env)
  expect(proxy !== undefined).toBe(expected)
  expect(secrets).toContain('secret')
})
