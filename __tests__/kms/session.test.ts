import { expect, test } from '@jest/globals'
import { type KmsKey, readKmsName } from '../../src/kms/names.ts'
import { signWithKms } from '../../src/kms/signer.ts'
import { ID_TOKEN } from '../helpers/cloud.ts'
import { HEADER, PAYLOAD, SERVICE_NAMES, useCloud } from '../helpers/kms.ts'
import { leaks } from '../helpers/support.ts'

const kms = useCloud()
const BUSY = { status: 503, body: { errors: ['Vault is sealed'] } }

test.each([
  ['429', { status: 429, body: {} }],
  ['500', { status: 500, body: {} }],
  ["KMS's own code", { status: 400, body: { __type: 'ThrottlingException' } }],
  ["STS's own code", { status: 400, body: '<Code>Throttling</Code>' }],
  ['a code to retry', { status: 400, body: '<Code>IDPCommunicationError</Code>' }],
  ['no response', (request: { socket: { destroy(): void } }) => request.socket.destroy()],
])('repeats a request once after %s', async (_, reply) => {
  kms.behave((_, count) => (count === 1 ? reply : undefined))
  await kms.sign('vault')
  expect(kms.requests()).toHaveLength(3)
  expect(kms.timer().elapsed()).toBe(1000)
})

test('does not repeat a request twice, nor one that was rejected', async () => {
  kms.behave(() => BUSY)
  await expect(kms.sign('vault')).rejects.toThrow('Vault is sealed')
  expect(kms.requests()).toHaveLength(2)
  kms.behave(() => ({ status: 499, body: {} }))
  await expect(kms.sign('vault')).rejects.toThrow('499')
  expect(kms.requests()).toHaveLength(3)
})

test('gives each request 10 s, and all of a token 30 s', async () => {
  const timer = kms.timer()
  kms.behave(({ target }) => {
    if (target.includes('id-token')) timer.advance(9000)
    return target.startsWith('POST login') ? () => timer.advance(10_000) : undefined
  })
  await expect(kms.sign('azure')).rejects.toMatchObject({
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
  await expect(kms.sign('azure')).rejects.toThrow('did not respond within 2 s')
  expect(kms.targets().filter((target) => target.includes('/sign?'))).toHaveLength(1)
})

test.each([
  [28_999, 2],
  [29_000, 1],
])('repeats a request after %i ms only if there is time for a pause', async (time, count) => {
  kms.behave(() => {
    if (kms.requests().length === 1) kms.timer().advance(time)
    return BUSY
  })
  await expect(kms.sign('vault')).rejects.toThrow()
  expect(kms.requests()).toHaveLength(count)
})

test('gives the next token its own time', async () => {
  const signer = kms.signer('vault')
  await signer.sign(HEADER, PAYLOAD)
  kms.timer().advance(60_000)
  kms.behave((_, count) => (count === 3 ? BUSY : undefined))
  await signer.sign(HEADER, PAYLOAD)
  expect(kms.requests()).toHaveLength(4)
})

test('counts the time for the public key of a token, too', async () => {
  const signer = kms.signer('vault')
  await signer.publicKey()
  kms.timer().advance(29_500)
  kms.behave(() => BUSY)
  await expect(signer.sign(HEADER, PAYLOAD)).rejects.toThrow('Vault is sealed')
  expect(kms.requests()).toHaveLength(2)
})

const REACH = 'Check that this runner can reach the service itself, and rerun the job.'

test('reports servers that cannot be reached, and never calls that credentials', async () => {
  const aws = kms.sign('aws', { AWS_ENDPOINT_URL: 'http://127.0.0.1:1' })
  await expect(aws).rejects.toMatchObject({
    problem:
      'AWS KMS did not answer kms:GetPublicKey: 127.0.0.1:1 refused the connection (ECONNREFUSED).',
    remedy: REACH,
  })
  const address = `127.0.0.1:${kms.cloud().securePort}`
  await expect(kms.sign('vault', { VAULT_ADDR: `https://${address}` })).rejects.toMatchObject({
    problem: `Vault did not answer transit/keys/asc: ${address} has a certificate for another name (ERR_TLS_CERT_ALTNAME_INVALID).`,
    remedy:
      'Check VAULT_ADDR, and set VAULT_CACERT if the server has a certificate of your own authority.',
  })
})

test('says why the proxy was not used, if that may be the cause', async () => {
  const name = `${'a'.repeat(64)}.vault.azure.net`
  const env = {
    HTTPS_PROXY: 'socks5://user:proxy-password@127.0.0.1:1',
    AZURE_AUTHORITY_HOST: kms.cloud().url,
    ACTIONS_ID_TOKEN_REQUEST_URL: `${kms.cloud().url}/id-token`,
  }
  await expect(kms.sign('azure', env, `azurekms://${name}/asc`)).rejects.toThrow(
    `Azure Key Vault did not answer the request for the key: ${name} cannot be resolved (ENOTFOUND). HTTPS_PROXY is a socks5 URL, so the step connects without a proxy. Only http and https proxies are supported, such as http://proxy.example.org:8080. ${REACH}`,
  )
  expect(kms.masked).toContain('proxy-password')
})

test('follows no redirect', async () => {
  kms.behave(() => (_, response) => {
    response.writeHead(302, { location: `${kms.cloud().url}/elsewhere` }).end()
  })
  await expect(kms.sign('google')).rejects.toThrow('with "302".')
  expect(kms.targets()).toHaveLength(1)
})

test('reports a credential with a line break that it received', async () => {
  kms.behave(({ target }) =>
    target.includes('login.') ? { body: { access_token: 'entra\ntoken' } } : undefined,
  )
  await expect(kms.sign('azure')).rejects.toMatchObject({
    problem: expect.stringContaining('my-vault.vault.azure.net behind the proxy in HTTPS_PROXY '),
    remedy: REACH,
  })
})

test.each(SERVICE_NAMES)('masks what %s gets before it is sent', async (service) => {
  const early: string[] = []
  kms.behave(({ headers, body }) => {
    const sent = [headers.authorization, headers['x-vault-token'], ...Object.values(body)]
    const secrets = sent.map(String).filter((text) => /^(?!AWS4).*(token|secret|eyJ)/.test(text))
    early.push(...secrets.filter((text) => !kms.masked.some((secret) => text.includes(secret))))
    return undefined
  })
  await kms.sign(service, { AWS_SESSION_TOKEN: 'session-token' })
  expect(kms.masked.length).toBeGreaterThan(0)
  expect(early).toStrictEqual([])
})

test('accepts every status that says that all is well', async () => {
  kms.behave(({ target }) =>
    target.startsWith('GET') ? { status: 299, body: { data: { latest_version: 1 } } } : undefined,
  )
  await expect(kms.sign('vault')).rejects.toThrow('The key in the KMS is not an EC key')
})

test('does not repeat a token that it sent or received', async () => {
  const VAULT_TOKEN = 'hvs.CAESIJ8aZ3kq0Lr5Yw2Xb7V/nTt+FgHjKl'
  kms.behave(() => ({ status: 403, body: { errors: [`Bad token ${VAULT_TOKEN}\n::error::`] } }))
  await expect(kms.sign('vault', { VAULT_TOKEN })).rejects.toThrow(
    'with "403 Bad token … : :error:',
  )
  kms.behave(({ target, body }) => {
    const error_description = `Bad assertion ${body['client_assertion']}`
    return target.includes('login') ? { status: 400, body: { error_description } } : undefined
  })
  const message = String(await kms.sign('azure').catch(String))
  expect(message).toContain('400 Bad assertion …')
  expect(leaks(message, ID_TOKEN)).toStrictEqual([])
})

test('passes on an error that is a bug', async () => {
  const broken = () => {
    throw new TypeError('broken')
  }
  const env = { VAULT_ADDR: kms.cloud().url, VAULT_TOKEN: 'x' }
  const key = readKmsName('hashivault://asc') as KmsKey
  const { publicKey } = signWithKms(key, { env, now: broken, mask: () => {} })
  await expect(publicKey()).rejects.toThrow(new TypeError('broken'))
})
