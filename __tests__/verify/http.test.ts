import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import tls from 'node:tls'
import { afterEach, expect, test } from '@jest/globals'
import { get } from '../../src/verify/http.ts'
import {
  type Behaviour,
  hang,
  type Reply,
  reset,
  startAppleServer,
  startProxy,
  trickle,
} from '../helpers/apple-server.ts'
import { makeCertificate } from '../helpers/certificate.ts'
import { makeKey } from '../helpers/support.ts'

const HOST = 'api.appstoreconnect.apple.com'
const { key } = makeKey()
const now = () => new Date('2026-11-25T12:00:00Z')
const terms = { env: {}, now, limit: 5000 }
const closers: (() => Promise<unknown>)[] = []

afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()))
})

async function start(script: (Reply | Behaviour)[], certificate?: { key: string; cert: string }) {
  const server = await startAppleServer(key, {
    script,
    repeat: true,
    ...(certificate && { tls: certificate }),
  })
  closers.push(server.close)
  return server
}

async function startProxyTo(target: URL) {
  const proxy = await startProxy(target)
  closers.push(proxy.close)
  return proxy
}

/** Trusts a certificate until the test is over. */
function trust({ cert }: { cert: string }): void {
  const before = tls.getCACertificates('default')
  tls.setDefaultCACertificates([...before, cert])
  closers.push(async () => tls.setDefaultCACertificates(before))
}

test('the token is sent, and the answer returned as it is', async () => {
  const server = await start([{ status: 418, headers: { 'x-request-id': 'one' }, body: 'hello' }])
  const answer = await get(server.url, 'the.jwt', terms)
  expect(server.requests).toStrictEqual([{ target: 'GET /v1/apps?limit=1', token: 'the.jwt' }])
  expect(answer).toMatchObject({ status: 418, body: 'hello', complete: true, at: now() })
  expect(answer.headers['x-request-id']).toBe('one')
})

test('the time of an answer is halfway between asking and hearing', async () => {
  const server = await start([{}])
  const times = ['2026-11-25T12:00:00Z', '2026-11-25T12:00:08Z'].map((time) => new Date(time))
  const { at } = await get(server.url, 'jwt', { ...terms, now: () => times.shift() as Date })
  expect(at).toStrictEqual(new Date('2026-11-25T12:00:04Z'))
})

test('a redirect is an answer, and its target never asked', async () => {
  const target = await start([{}])
  const server = await start([{ status: 302, headers: { location: target.url.href } }])
  expect((await get(server.url, 'jwt', terms)).status).toBe(302)
  expect(target.requests).toStrictEqual([])
})

test('no more than 64 KiB of a body are read', async () => {
  const server = await start([
    { body: 'x'.repeat(65_536) },
    { body: 'x'.repeat(65_537) },
    (_, response) => {
      const flood = () => {
        while (response.writable && response.write('x'.repeat(65_536)));
      }
      response.on('drain', flood)
      flood()
    },
  ])
  const answers = []
  for (let count = 0; count < 3; count++) answers.push(await get(server.url, 'jwt', terms))
  expect(answers.map(({ body, complete }) => [body.length, complete])).toStrictEqual([
    [65_536, true],
    [65_536, false],
    [65_536, false],
  ])
})

test.each([
  ['never answers', hang],
  ['trickles without end', trickle],
])('a server that %s is given up', async (_, behaviour) => {
  const server = await start([behaviour])
  const before = performance.now()
  await expect(get(server.url, 'jwt', { ...terms, limit: 100 })).rejects.toThrow(
    'no answer within 1 s',
  )
  expect(performance.now() - before).toBeLessThan(1000)
})

test('a connection that is cut off is told', async () => {
  const server = await start([
    reset,
    (request, response) => {
      response.writeHead(200, { 'content-length': '10' }).write('x')
      setTimeout(() => request.socket.destroy(), 20)
    },
  ])
  for (let count = 0; count < 2; count++) {
    await expect(get(server.url, 'jwt', terms)).rejects.toThrow('connection cut off (ECONNRESET)')
  }
})

test('a port where nobody listens is told', async () => {
  const server = await startAppleServer(key)
  await server.close()
  await expect(get(server.url, 'jwt', terms)).rejects.toThrow('connection refused (ECONNREFUSED)')
})

test('a name that does not exist is told', async () => {
  // No name has a part of over 63 characters, so that no name server is asked for this one.
  const url = new URL(`http://${'a'.repeat(64)}.invalid/`)
  await expect(get(url, 'jwt', terms)).rejects.toThrow(
    /^the name of the host cannot be resolved \(/,
  )
})

test('a server that does not speak HTTP is told', async () => {
  const server = createServer((socket) => socket.on('error', () => {}).end('SSH-2.0-x\r\n'))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  closers.push(async () => server.close())
  const { port } = server.address() as { port: number }
  await expect(get(new URL(`http://127.0.0.1:${port}`), 'jwt', terms)).rejects.toThrow(
    /^the answer is not HTTP \(HPE_\w+\)$/,
  )
})

test('a certificate that nobody vouches for is told, and the token kept back', async () => {
  const server = await start([{}], makeCertificate('127.0.0.1'))
  await expect(get(server.url, 'jwt', terms)).rejects.toThrow(
    'the certificate is not trusted; if a proxy opens TLS here, name its certificate in NODE_EXTRA_CA_CERTS (DEPTH_ZERO_SELF_SIGNED_CERT)',
  )
  expect(server.requests).toStrictEqual([])
})

test('what has no name of its own is told by its code', async () => {
  const server = await start([{}])
  const url = new URL(server.url.href.replace('http:', 'https:'))
  await expect(get(url, 'jwt', terms)).rejects.toThrow(
    /^the request failed \((EPROTO|ERR_SSL_\w+)\)$/,
  )
})

test.each([
  ['https_proxy', 'http://'],
  ['HTTPS_PROXY', 'http://'],
  ['HTTPS_PROXY', ''],
])('https goes through the proxy in %s, written %j and the address', async (name, scheme) => {
  const certificate = makeCertificate(HOST)
  const server = await start([{ body: 'hello' }], certificate)
  const proxy = await startProxyTo(server.url)
  trust(certificate)
  const env = { [name]: `${scheme}user:p%40ss@${proxy.address}` }
  const answer = await get(new URL(`https://${HOST}/v1/apps`), 'the.jwt', { ...terms, env })
  expect(answer.body).toBe('hello')
  expect(server.requests).toStrictEqual([{ target: 'GET /v1/apps', token: 'the.jwt' }])
  expect(proxy.requests).toStrictEqual([
    { authority: `${HOST}:443`, authorization: `Basic ${btoa('user:p@ss')}` },
  ])
})

test.each(['127.0.0.1', ' example.com , 127.0.0.1', '0.0.1', '.0.0.1', '*'])(
  'a host for which NO_PROXY says %j is asked directly',
  async (exceptions) => {
    const server = await start([{}], makeCertificate('127.0.0.1'))
    const proxy = await startProxyTo(server.url)
    const env = { HTTPS_PROXY: `http://${proxy.address}`, NO_PROXY: exceptions }
    await expect(get(server.url, 'jwt', { ...terms, env })).rejects.toThrow('not trusted')
    expect(proxy.requests).toStrictEqual([])
    await expect(
      get(server.url, 'jwt', { ...terms, env: { ...env, no_proxy: 'example.com' } }),
    ).rejects.toThrow('not trusted')
    expect(proxy.requests).toHaveLength(1)
  },
)

test('http goes through no proxy', async () => {
  const server = await start([{ body: 'hello' }])
  const proxy = await startProxyTo(server.url)
  const env = { HTTP_PROXY: `http://${proxy.address}`, HTTPS_PROXY: `http://${proxy.address}` }
  expect((await get(server.url, 'jwt', { ...terms, env })).body).toBe('hello')
  expect(proxy.requests).toStrictEqual([])
})

test.each([
  ['http://[', 'HTTPS_PROXY is not the URL of a proxy (ERR_PROXY_INVALID_CONFIG)'],
  ['http://%zz@127.0.0.1:1', 'the request failed (URIError)'],
])('the proxy %s cannot be used', async (proxy, message) => {
  const env = { HTTPS_PROXY: proxy }
  await expect(get(new URL(`https://${HOST}`), 'jwt', { ...terms, env })).rejects.toThrow(message)
})

test('a proxy that does not connect is told', async () => {
  const server = createServer((socket) => {
    socket.on('error', () => {}).end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n')
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  closers.push(async () => server.close())
  const { port } = server.address() as { port: number }
  const env = { HTTPS_PROXY: `http://127.0.0.1:${port}` }
  await expect(get(new URL(`https://${HOST}`), 'jwt', { ...terms, env })).rejects.toThrow(
    'the proxy does not connect (ERR_PROXY_TUNNEL 407)',
  )
})

test.each([
  ['never answers', ''],
  ['connects to nothing', 'HTTP/1.1 200 OK\r\n\r\n'],
])('a proxy that %s is given up, and its connection closed', async (_, greeting) => {
  const sockets: Socket[] = []
  const server = createServer((socket) => {
    sockets.push(socket.on('error', () => {}).resume())
    socket.write(greeting)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  closers.push(async () => server.close())
  const { port } = server.address() as { port: number }
  const env = { HTTPS_PROXY: `http://127.0.0.1:${port}` }
  await expect(
    get(new URL(`https://${HOST}`), 'jwt', { ...terms, env, limit: 100 }),
  ).rejects.toThrow('no answer within 1 s')
  for (const socket of sockets) if (!socket.closed) await once(socket, 'close')
  expect(sockets).toHaveLength(1)
})
