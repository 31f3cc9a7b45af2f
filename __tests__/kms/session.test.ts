import { expect, test } from '@jest/globals'
import { readKmsName } from '../../src/kms/names.ts'
import { signWithKms } from '../../src/kms/signer.ts'
import { ID_TOKEN } from '../helpers/cloud.ts'
import { HEADER, PAYLOAD, SERVICES, useCloud } from '../helpers/kms.ts'
import { leaks, openToken } from '../helpers/support.ts'

const kms = useCloud()
const BUSY = { status: 503, body: { errors: ['Vault is sealed'] } }

test.each([
  ['429', { status: 429, body: {} }],
  ['500', { status: 500, body: {} }],
  ['599', { status: 599, body: {} }],
  ['no response', (request: { socket: { destroy(): void } }) => request.socket.destroy()],
])('repeats a request once after %s', async (_, reply) => {
  kms.behave((_, count) => (count === 1 ? reply : undefined))
  expect(openToken(await kms.signWith('vault'), kms.key)).toBeDefined()
  expect(kms.requests()).toHaveLength(3)
  expect(kms.timer().elapsed()).toBe(1000)
})

test('does not repeat a request twice, nor one that was rejected', async () => {
  kms.behave(() => BUSY)
  await expect(kms.signWith('vault')).rejects.toThrow('Vault is sealed')
  expect(kms.requests()).toHaveLength(2)
  kms.behave(() => ({ status: 499, body: {} }))
  await expect(kms.signWith('vault')).rejects.toThrow('499')
  expect(kms.requests()).toHaveLength(3)
})

test('gives each request 10 s, and all of a token 30 s', async () => {
  const timer = kms.timer()
  kms.behave(({ target }) => {
    if (target.includes('id-token')) timer.advance(9000)
    return target.startsWith('POST login') ? () => timer.advance(10_000) : undefined
  })
  await expect(kms.signWith('azure')).rejects.toMatchObject({
    problem:
      'Microsoft Entra ID did not answer the ID token of repo:acme/app:environment:release: login.microsoftonline.com behind the proxy in HTTPS_PROXY did not respond within 10 s.',
    remedy: 'Check that this runner can reach the service itself, and rerun the job.',
  })
  expect(timer.elapsed()).toBe(30_000)
})

test('gives the last request only the time that is left, and does not repeat it', async () => {
  const timer = kms.timer()
  kms.behave(({ target }) => {
    if (target.startsWith('POST login')) timer.advance(9500.25)
    if (target.includes('id-token')) timer.advance(9500)
    if (target.includes('/sign?')) return () => timer.advance(5000)
    if (target.includes('/keys/')) timer.advance(9000)
    return undefined
  })
  await expect(kms.signWith('azure')).rejects.toThrow('did not respond within 2 s')
  expect(kms.targets().filter((target) => target.includes('/sign?'))).toHaveLength(1)
})

test.each([
  [28_999, 2],
  [29_000, 1],
  [29_900, 1],
])(
  'repeats a request only if there is time for a pause: after %i ms, %i in all',
  async (time, count) => {
    kms.behave(() => {
      if (kms.requests().length === 1) kms.timer().advance(time)
      return BUSY
    })
    await expect(kms.signWith('vault')).rejects.toThrow()
    expect(kms.requests()).toHaveLength(count)
  },
)

test('gives the next token its own time', async () => {
  const { name, env } = SERVICES.vault
  const signer = kms.signer(name, env)
  await signer.sign(HEADER, PAYLOAD)
  kms.timer().advance(60_000)
  kms.behave((_, count) => (count === 3 ? BUSY : undefined))
  await signer.sign(HEADER, PAYLOAD)
  expect(kms.requests()).toHaveLength(4)
})

test('counts the time for the public key of a token, too', async () => {
  const { name, env } = SERVICES.vault
  const signer = kms.signer(name, env)
  await signer.publicKey()
  kms.timer().advance(29_500)
  kms.behave(() => BUSY)
  await expect(signer.sign(HEADER, PAYLOAD)).rejects.toThrow('Vault is sealed')
  expect(kms.requests()).toHaveLength(2)
})

const REACH = 'Check that this runner can reach the service itself, and rerun the job.'
const CA =
  'Check VAULT_ADDR, and set VAULT_CACERT if the server has a certificate of your own authority.'

test('reports servers that cannot be reached, and never calls that credentials', async () => {
  const port = await closedPort()
  await expect(
    kms.signWith('aws', { AWS_ENDPOINT_URL: `http://127.0.0.1:${port}` }),
  ).rejects.toMatchObject({
    problem: `AWS KMS did not answer kms:GetPublicKey: 127.0.0.1:${port} refused the connection (ECONNREFUSED).`,
    remedy: REACH,
  })
  await expect(
    kms.signWith('vault', { VAULT_ADDR: `https://127.0.0.1:${kms.cloud().securePort}` }),
  ).rejects.toMatchObject({
    problem: expect.stringMatching(
      /^Vault did not answer transit\/keys\/asc: 127\.0\.0\.1:\d+ has a certificate for another name \(ERR_TLS_CERT_ALTNAME_INVALID\)\.$/,
    ),
    remedy: CA,
  })
  await expect(
    kms.signWith('google', { HTTPS_PROXY: `http://127.0.0.1:${port}` }),
  ).rejects.toMatchObject({
    problem: `Google Cloud KMS did not answer publicKey: the proxy in HTTPS_PROXY refused the connection (ECONNREFUSED).`,
    remedy: REACH,
  })
})

test('says why the proxy was not used, if that may be the cause', async () => {
  const env = { HTTPS_PROXY: 'socks5://user:proxy-password@127.0.0.1:1' }
  const name = `${'a'.repeat(64)}.vault.azure.net`
  const error = kms.signWith(
    'azure',
    {
      ...env,
      AZURE_AUTHORITY_HOST: kms.cloud().url,
      ACTIONS_ID_TOKEN_REQUEST_URL: `${kms.cloud().url}/id-token`,
    },
    `azurekms://${name}/asc`,
  )
  await expect(error).rejects.toThrow(
    `Azure Key Vault did not answer the request for the key: ${name} cannot be resolved (ENOTFOUND). HTTPS_PROXY is a socks5 URL, so the step connects without a proxy. Only http and https proxies are supported, such as http://proxy.example.org:8080. ${REACH}`,
  )
  expect(kms.masked).toContain('proxy-password')
})

async function closedPort(): Promise<number> {
  const { createServer } = await import('node:net')
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as { port: number }
  await new Promise((done) => server.close(done))
  return port
}

test('follows no redirect', async () => {
  kms.behave(() => (_, response) => {
    response.writeHead(302, { location: `${kms.cloud().url}/elsewhere` }).end()
  })
  await expect(kms.signWith('google')).rejects.toThrow('with "302".')
  expect(new Set(kms.targets().map((target) => target.split('/')[0]))).toStrictEqual(
    new Set(['GET cloudkms.googleapis.com', 'POST cloudkms.googleapis.com']),
  )
})

test.each(Object.keys(SERVICES) as (keyof typeof SERVICES)[])(
  'masks what %s gets before it is sent',
  async (service) => {
    const early: string[] = []
    kms.behave(({ headers, body }) => {
      const sent = [headers.authorization, headers['x-vault-token'], ...Object.values(body)]
      early.push(
        ...sent
          .map(String)
          .filter(
            (text) =>
              !text.startsWith('AWS4') &&
              /token|secret|eyJ/.test(text) &&
              !kms.masked.some((secret) => text.includes(secret)),
          ),
      )
      return undefined
    })
    await kms.signWith(service, { AWS_SESSION_TOKEN: 'session-token' })
    expect(kms.masked.length).toBeGreaterThan(0)
    expect(early.filter((text) => !/urn:|AzureAD/.test(text))).toStrictEqual([])
  },
)

test.each([
  [300, "Look up this error in the service's documentation."],
  [499, "Look up this error in the service's documentation."],
  [429, 'Rerun the job.'],
  [500, 'Rerun the job.'],
])('says what to do about the status %i of an unknown error', async (status, remedy) => {
  kms.behave(() => ({ status, body: '' }))
  await expect(kms.signWith('google')).rejects.toMatchObject({ remedy })
})

test('accepts every status that says that all is well', async () => {
  const body = { data: { latest_version: 1, type: 'aes256-gcm96' } }
  kms.behave(() => ({ status: 299, body }))
  await expect(kms.signWith('vault')).rejects.toThrow('The key in the KMS is not for signing.')
})

const SECRET = 'hvs.CAESIJ8aZ3kq0Lr5Yw2Xb7V/nTt+FgHjKl'

test.each([
  ['as is', SECRET],
  ['in Base64', Buffer.from(SECRET).toString('base64')],
  ['in base64url', Buffer.from(SECRET).toString('base64url')],
  ['URL-encoded', encodeURIComponent(SECRET)],
  ['cut', SECRET.slice(0, 20)],
])('does not repeat a token that a service echoes %s', async (_, echo) => {
  const text = `${'x '.repeat(140)}token ${echo} is unknown`
  kms.behave(() => ({ status: 403, body: { errors: [text] } }))
  const message = await kms.signWith('vault', { VAULT_TOKEN: SECRET }).catch(String)
  expect(message).toContain('403 x x x')
  for (const form of [SECRET, encodeURIComponent(SECRET), Buffer.from(SECRET).toString('base64')]) {
    for (let at = 0; at + 8 <= form.length; at++) {
      expect(message).not.toContain(form.slice(at, at + 8))
    }
  }
})

test('does not repeat a token that it received', async () => {
  kms.behave(({ target, body }) =>
    target.includes('login')
      ? {
          status: 400,
          body: { error: 'x', error_description: `Bad assertion ${body['client_assertion']}` },
        }
      : undefined,
  )
  const message = await kms.signWith('azure').catch(String)
  expect(message).toContain('400 x Bad assertion …')
  expect(leaks(String(message), ID_TOKEN)).toStrictEqual([])
})

test('does not repeat a token that a service echoes URL-encoded, with short parts', async () => {
  const token = 'ab/cd+efgh/ij+klm/no+pq'
  kms.behave(() => ({ status: 403, body: { errors: [encodeURIComponent(token)] } }))
  await expect(kms.signWith('vault', { VAULT_TOKEN: token })).rejects.toThrow('with "403 …".')
})

test('turns what a service says into one line without commands', async () => {
  kms.behave(() => ({
    status: 400,
    body: { errors: ['a\u001b[31m\r\n::error::b\n##[group]c\u202ed'] },
  }))
  await expect(kms.signWith('vault')).rejects.toThrow(
    'with "400 a [31m : :error: :b ## [group]c d".',
  )
})

test.each([
  [
    'a web page',
    `<html><title>Bad gateway</title>${'<p>x</p>'.repeat(9999)}`,
    '502 <html><title>Bad…',
  ],
  ['nested arrays', `${'['.repeat(30_000)}${']'.repeat(30_000)}`, '502…'],
  ['a text in JSON', '"busy"', '502 "busy"'],
  ['nothing', '', '502'],
])('reads %s in place of an error', async (_, body, says) => {
  kms.behave(() => ({ status: 502, body }))
  const message = String(await kms.signWith('vault').catch(String))
  expect(message).toContain(`answered transit/keys/asc with "${says}`)
  expect(message.length).toBeLessThan(500)
})

test('passes on an error that is a bug', async () => {
  const kmsKey = readKmsName('hashivault://asc')
  if (kmsKey === undefined) throw new Error('This is no name of a key in a KMS.')
  const broken = () => {
    throw new TypeError('broken')
  }
  const env = { VAULT_ADDR: kms.cloud().url, VAULT_TOKEN: 'x' }
  const { publicKey } = signWithKms(kmsKey, { env, now: broken, mask: () => {} })
  await expect(publicKey()).rejects.toThrow(new TypeError('broken'))
})
