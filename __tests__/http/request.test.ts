import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { type HttpRequest, sendRequest } from '../../src/http/request.ts'
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

function send(url: URL, more: Partial<HttpRequest> = {}) {
  const headers = { authorization: 'Bearer the.jwt' }
  const { timeout } = timer
  return sendRequest({ url, headers, proxy: undefined, now, timeout, limit: 5000, ...more })
}

beforeEach(() => {
  timer = fakeTimer()
})

afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()))
})

async function start(script: (Reply | Behavior)[], tls?: ReturnType<typeof makeCertificate>) {
  const server = await startAppleServer(key, { script, repeat: true, ...(tls && { tls }) })
  closers.push(server.close)
  return server
}

test('sends the token, and returns the response as is', async () => {
  const server = await start([{ status: 418, headers: { 'x-request-id': 'one' }, body: 'hello' }])
  const response = await send(server.url)
  expect(server.requests).toStrictEqual([{ target: 'GET /v1/apps?limit=1', token: 'the.jwt' }])
  expect(response).toMatchObject({ status: 418, body: 'hello', complete: true, at: now() })
  expect(response.headers['x-request-id']).toBe('one')
})

test('sends a body as a POST', async () => {
  const server = await start([(request, response) => request.pipe(response)])
  expect((await send(server.url, { body: 'hello' })).body).toBe('hello')
  expect(server.requests[0]?.target).toBe('POST /v1/apps?limit=1')
})

test('says what sends the request, and its version', async () => {
  const server = await start([({ headers }, response) => response.end(headers['user-agent'])])
  const { name, version } = JSON.parse(readFileSync('package.json', 'utf8'))
  expect((await send(server.url)).body).toBe(`${name}/${version}`)
})

test('places the response halfway between request and headers', async () => {
  const server = await start([{}])
  const times = ['2026-11-25T12:00:00Z', '2026-11-25T12:00:08Z'].map((time) => new Date(time))
  const { at } = await send(server.url, { now: () => times.shift() as Date })
  expect(at).toStrictEqual(new Date('2026-11-25T12:00:04Z'))
})

test('returns a redirect without following it', async () => {
  const target = await start([{}])
  const server = await start([{ status: 302, headers: { location: target.url.href } }])
  expect((await send(server.url)).status).toBe(302)
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
  for (const isComplete of [true, false, false, false]) {
    const { body, complete } = await send(server.url)
    expect([body.length, complete]).toStrictEqual([65_536, isComplete])
  }
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
  const first = send(server.url)
  const second = send(server.url, { limit: 10_000 }).catch(String)
  await expect(first).rejects.toMatchObject({
    message: `${server.url.host} did not respond within 5 s`,
    cause: expect.anything(),
  })
  expect(timer.elapsed()).toBe(5000)
  timer.advance(5000)
  expect(await second).toBe(`NoResponse: ${server.url.host} did not respond within 10 s`)
})

test.each<[string, Behavior, string]>([
  ['a connection that is closed', reset, 'closed the connection (ECONNRESET)'],
  [
    'a connection that is closed within the body',
    (request, response) => {
      response.writeHead(200, { 'content-length': '10' })
      response.write('x', () => request.socket.destroy())
    },
    'closed the connection (ECONNRESET)',
  ],
  [
    'a server that does not speak HTTP',
    (request) => request.socket.end('SSH-2.0-x\r\n'),
    'sent a response that is not HTTP (HPE_INVALID_CONSTANT)',
  ],
  [
    'a header that is too long',
    (request) => request.socket.end(`HTTP/1.1 200 OK\r\nx: ${'x'.repeat(99_999)}\r\n\r\n`),
    'sent a response that is not HTTP (HPE_HEADER_OVERFLOW)',
  ],
])('reports %s', async (_, behavior, predicate) => {
  const server = await start([behavior])
  await expect(send(server.url)).rejects.toThrow(`${server.url.host} ${predicate}`)
})

test('reports a refused connection', async () => {
  const server = await startAppleServer(key)
  await server.close()
  await expect(send(server.url)).rejects.toMatchObject({
    message: `${server.url.host} refused the connection (ECONNREFUSED)`,
    cause: { code: 'ECONNREFUSED' },
  })
})

test('reports a name that does not exist', async () => {
  // No name has a part of over 63 characters, so that no name server is asked for this one.
  const url = new URL(`http://${'a'.repeat(64)}.invalid/`)
  await expect(send(url)).rejects.toThrow(/^a{64}\.invalid cannot be resolved \(/)
})

test.each(['1', '0'])(
  'reports an untrusted certificate, and does not send the token, with NODE_TLS_REJECT_UNAUTHORIZED=%s',
  async (value) => {
    const server = await start([{}], makeCertificate('127.0.0.1'))
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = value
    closers.push(async () => delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'])
    await expect(send(server.url)).rejects.toThrow(
      `${server.url.host} has a certificate that is not trusted; if a proxy inspects TLS traffic here, set NODE_EXTRA_CA_CERTS to the file of its CA certificate (DEPTH_ZERO_SELF_SIGNED_CERT)`,
    )
    expect(server.requests).toStrictEqual([])
  },
)

test('trusts the certificates that it is given, and no others', async () => {
  const certificate = makeCertificate('localhost')
  const ca = certificate.cert
  const server = await start([{ body: 'hello' }], certificate)
  const url = new URL(server.url.href.replace('127.0.0.1', 'localhost'))
  expect((await send(url, { ca })).body).toBe('hello')
  await expect(send(url, { ca: makeCertificate('localhost').cert })).rejects.toThrow(
    `${url.host} has a certificate that is not trusted (DEPTH_ZERO_SELF_SIGNED_CERT)`,
  )
  await expect(send(server.url, { ca })).rejects.toThrow(
    `${server.url.host} has a certificate for another name (ERR_TLS_CERT_ALTNAME_INVALID)`,
  )
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
  await expect(send(server.url, { now: broken })).rejects.toThrow(
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
  await expect(send(server.url, { now: broken })).rejects.toStrictEqual(error())
})
