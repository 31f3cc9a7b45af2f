import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { type RequestOptions, sendRequest, USER_AGENT } from '../../src/http/request.ts'
import {
  type Behavior,
  hang,
  type Reply,
  reset,
  stall,
  startAppleServer,
} from '../helpers/apple-server.ts'
import { makeCertificate } from '../helpers/certificate.ts'
import { type FakeTimer, fakeTimer } from '../helpers/fake-timer.ts'
import { makeKey } from '../helpers/support.ts'

const { key } = makeKey()
const now = () => new Date('2026-11-25T12:00:00Z')
const closers: (() => Promise<unknown>)[] = []
let timer: FakeTimer
let options: RequestOptions

const get = (url: URL, jwt: string, options: RequestOptions) =>
  sendRequest({ method: 'GET', url, headers: { authorization: `Bearer ${jwt}` } }, options)

beforeEach(() => {
  timer = fakeTimer()
  options = { proxy: undefined, now, timeout: timer.timeout, limit: 5000 }
})

afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()))
})

async function start(script: (Reply | Behavior)[], certificate?: { key: string; cert: string }) {
  const server = await startAppleServer(key, {
    script,
    repeat: true,
    ...(certificate && { tls: certificate }),
  })
  closers.push(server.close)
  return server
}

/** A server that does what it likes with each connection. Resolves to its port. */
async function startRaw(behave: (socket: Socket) => void): Promise<number> {
  const server = createServer((socket) => behave(socket.on('error', () => {}).resume()))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  closers.push(async () => server.close())
  return (server.address() as { port: number }).port
}

test('sends the token, and returns the response as is', async () => {
  const server = await start([{ status: 418, headers: { 'x-request-id': 'one' }, body: 'hello' }])
  const response = await get(server.url, 'the.jwt', options)
  expect(server.requests).toStrictEqual([{ target: 'GET /v1/apps?limit=1', token: 'the.jwt' }])
  expect(response).toMatchObject({ status: 418, body: 'hello', complete: true, at: now() })
  expect(response.headers['x-request-id']).toBe('one')
})

test('says what sends the request, and its version', async () => {
  const server = await start([
    ({ headers }, response) => {
      response.end(headers['user-agent'])
    },
  ])
  const { name, version } = JSON.parse(readFileSync('package.json', 'utf8'))
  expect((await get(server.url, 'jwt', options)).body).toBe(`${name}/${version}`)
  expect(USER_AGENT).toBe(`${name}/${version}`)
})

test('places the response halfway between request and headers', async () => {
  const server = await start([{}])
  const times = ['2026-11-25T12:00:00Z', '2026-11-25T12:00:08Z'].map((time) => new Date(time))
  const { at } = await get(server.url, 'jwt', { ...options, now: () => times.shift() as Date })
  expect(at).toStrictEqual(new Date('2026-11-25T12:00:04Z'))
})

test('returns a redirect without following it', async () => {
  const target = await start([{}])
  const server = await start([{ status: 302, headers: { location: target.url.href } }])
  expect((await get(server.url, 'jwt', options)).status).toBe(302)
  expect(target.requests).toStrictEqual([])
})

test('reads no more than 64 KiB of a body', async () => {
  let writes = 0
  const server = await start([
    { body: 'x'.repeat(65_536) },
    { body: 'x'.repeat(65_537) },
    (_, response) => {
      response.write('x'.repeat(65_536), () => setTimeout(() => response.end('x'), 20))
    },
    (_, response) => {
      const flood = () => {
        while (response.writable && writes++ < 1000 && response.write('x'.repeat(65_536)));
        if (writes > 1000) response.end()
      }
      response.on('drain', flood)
      flood()
    },
  ])
  const responses = []
  for (let count = 0; count < 4; count++) responses.push(await get(server.url, 'jwt', options))
  expect(responses.map(({ body, complete }) => [body.length, complete])).toStrictEqual([
    [65_536, true],
    [65_536, false],
    [65_536, false],
    [65_536, false],
  ])
  // The system has room for some of what nobody reads.
  expect(writes).toBeLessThan(1000)
})

test.each([
  ['never answers', hang],
  ['sends half a body', stall],
])('gives up on a server that %s', async (_, behavior) => {
  const server = await start([
    behavior(() => timer.advance(4999)),
    behavior(() => timer.advance(1)),
  ])
  const first = get(server.url, 'jwt', options)
  const second = get(server.url, 'jwt', { ...options, limit: 10_000 }).catch(String)
  await expect(first).rejects.toMatchObject({
    message: `${server.url.host} did not respond within 5 s`,
    cause: expect.anything(),
  })
  expect(timer.elapsed()).toBe(5000)
  timer.advance(5000)
  expect(await second).toBe(`NoResponse: ${server.url.host} did not respond within 10 s`)
})

test('reports a connection that is closed', async () => {
  const server = await start([
    reset,
    (request, response) => {
      response.writeHead(200, { 'content-length': '10' })
      response.write('x', () => request.socket.destroy())
    },
  ])
  for (let count = 0; count < 2; count++) {
    await expect(get(server.url, 'jwt', options)).rejects.toThrow(
      `${server.url.host} closed the connection (ECONNRESET)`,
    )
  }
})

test('reports a refused connection', async () => {
  const server = await startAppleServer(key)
  await server.close()
  await expect(get(server.url, 'jwt', options)).rejects.toMatchObject({
    message: `${server.url.host} refused the connection (ECONNREFUSED)`,
    cause: { code: 'ECONNREFUSED' },
  })
})

test('reports a name that does not exist', async () => {
  // No name has a part of over 63 characters, so that no name server is asked for this one.
  const url = new URL(`http://${'a'.repeat(64)}.invalid/`)
  await expect(get(url, 'jwt', options)).rejects.toThrow(/^a{64}\.invalid cannot be resolved \(/)
})

test('reports a server that does not speak HTTP', async () => {
  const port = await startRaw((socket) => socket.end('SSH-2.0-x\r\n'))
  await expect(get(new URL(`http://127.0.0.1:${port}`), 'jwt', options)).rejects.toThrow(
    /^127\.0\.0\.1:\d+ sent a response that is not HTTP \(HPE_\w+\)$/,
  )
})

test.each(['1', '0'])(
  'reports an untrusted certificate, and does not send the token, with NODE_TLS_REJECT_UNAUTHORIZED=%s',
  async (value) => {
    const server = await start([{}], makeCertificate('127.0.0.1'))
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = value
    closers.push(async () => delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'])
    await expect(get(server.url, 'jwt', options)).rejects.toThrow(
      `${server.url.host} has a certificate that is not trusted; if a proxy inspects TLS traffic here, set NODE_EXTRA_CA_CERTS to the file of its CA certificate (DEPTH_ZERO_SELF_SIGNED_CERT)`,
    )
    expect(server.requests).toStrictEqual([])
  },
)

test('trusts the certificates that it is given, and no others', async () => {
  const certificate = makeCertificate('localhost')
  const server = await start([{ body: 'hello' }], certificate)
  const url = new URL(server.url.href.replace('127.0.0.1', 'localhost'))
  const trusting = { ...options, ca: certificate.cert }
  expect((await get(url, 'jwt', trusting)).body).toBe('hello')
  await expect(
    get(url, 'jwt', { ...options, ca: makeCertificate('localhost').cert }),
  ).rejects.toThrow(
    `${url.host} has a certificate that is not trusted (DEPTH_ZERO_SELF_SIGNED_CERT)`,
  )
  await expect(get(server.url, 'jwt', trusting)).rejects.toThrow(
    `${server.url.host} has a certificate for another name (ERR_TLS_CERT_ALTNAME_INVALID)`,
  )
})

test('reports the code of what has no name of its own', async () => {
  const server = await start([{}])
  const url = new URL(server.url.href.replace('http:', 'https:'))
  await expect(get(url, 'jwt', options)).rejects.toThrow(
    /^127\.0\.0\.1:\d+ did not open a connection \((EPROTO|ERR_SSL_\w+)\)$/,
  )
})

function proxyAt(port: number) {
  const url = new URL(`http://127.0.0.1:${port}`)
  return { variable: 'https_proxy', url, authorization: '' }
}

test.each([
  [199, 'the proxy in https_proxy did not open a connection (status 199)'],
  [200, '127.0.0.1:1 behind the proxy in https_proxy closed the connection (ECONNRESET)'],
  [299, '127.0.0.1:1 behind the proxy in https_proxy closed the connection (ECONNRESET)'],
  [300, 'the proxy in https_proxy did not open a connection (status 300)'],
])(
  'sends the request through a proxy only if that answers 2xx, not %i',
  async (status, message) => {
    const port = await startRaw((socket) => {
      socket.once('data', () => {
        socket.write(`HTTP/1.1 ${status} X\r\n\r\n`)
        // What comes through the tunnel is the first message of TLS.
        socket.once('data', () => socket.end())
      })
    })
    const proxy = proxyAt(port)
    await expect(get(new URL('https://127.0.0.1:1'), 'jwt', { ...options, proxy })).rejects.toThrow(
      message,
    )
  },
)

test('closes the connection to a proxy that does not open a tunnel', async () => {
  let closed: Promise<unknown> | undefined
  const port = await startRaw((socket) => {
    closed = once(socket, 'close')
    socket.write('HTTP/1.1 407 X\r\n\r\n')
  })
  const proxy = proxyAt(port)
  await expect(get(new URL('https://127.0.0.1:1'), 'jwt', { ...options, proxy })).rejects.toThrow(
    'the proxy in https_proxy did not open a connection (status 407)',
  )
  await closed
})

const UNREACHABLE = 'cannot be reached'
const NOT_NOW =
  "has a certificate that is expired or not yet valid, according to the runner's clock"
const NOT_TRUSTED = 'has a certificate that is not trusted; if a proxy'
const NOT_OPENED = 'did not open a connection'

test.each([
  ['EAI_AGAIN', 'cannot be resolved'],
  ['EPIPE', 'closed the connection'],
  ['ETIMEDOUT', UNREACHABLE],
  ['ENETUNREACH', UNREACHABLE],
  ['EHOSTUNREACH', UNREACHABLE],
  ['CERT_NOT_YET_VALID', NOT_NOW],
  ['CERT_HAS_EXPIRED', NOT_NOW],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', NOT_TRUSTED],
  ['UNABLE_TO_GET_ISSUER_CERT', NOT_TRUSTED],
  ['EPROTO', NOT_OPENED],
  ['ERR_SSL_WRONG_VERSION_NUMBER', NOT_OPENED],
  ['ERR_OSSL_EVP_UNSUPPORTED', NOT_OPENED],
  ['ERR_TLS_HANDSHAKE_TIMEOUT', NOT_OPENED],
])('explains the code %s', async (code, reason) => {
  const server = await start([{}])
  const broken = () => {
    throw Object.assign(new Error('broken'), { code })
  }
  await expect(get(server.url, 'jwt', { ...options, now: broken })).rejects.toThrow(
    new RegExp(`^127\\.0\\.0\\.1:\\d+ ${reason}.* \\(${code}\\)$`),
  )
})

test.each([
  ['a TypeError', () => new TypeError('broken')],
  ['an error of Node itself', () => Object.assign(new TypeError('broken'), { code: 'ERR_X' })],
  ['an error with another code', () => Object.assign(new Error('broken'), { code: 7 })],
  ['what is no error', () => 'broken'],
])('passes on %s, which is a bug', async (_, error) => {
  const server = await start([{}])
  const broken = () => {
    throw error()
  }
  await expect(get(server.url, 'jwt', { ...options, now: broken })).rejects.toStrictEqual(error())
})

test('reports a header that is too long', async () => {
  const server = await start([
    (request) => request.socket.end(`HTTP/1.1 200 OK\r\nx: ${'x'.repeat(99_999)}\r\n\r\n`),
  ])
  await expect(get(server.url, 'jwt', options)).rejects.toThrow(
    `${server.url.host} sent a response that is not HTTP (HPE_HEADER_OVERFLOW)`,
  )
})
