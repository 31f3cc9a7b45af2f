import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { signDigest } from '../helpers/ecdsa.ts'
import { useCloud } from '../helpers/kms.ts'
import { makeKey, openToken } from '../helpers/support.ts'

const kms = useCloud()
const other = makeKey().key
const der = (key: KeyObject) =>
  createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64')

test.each([
  ['P-384', 'of the type secp384r1'],
  ['P-521', 'of the type secp521r1'],
  ['secp256k1', 'of the type secp256k1'],
])('rejects a key on the curve %s', async (curve, type) => {
  const { key } = makeKey(curve)
  kms.behave(({ headers }) =>
    headers['x-amz-target'] === 'TrentService.GetPublicKey'
      ? { body: { PublicKey: der(key) } }
      : { status: 400, body: { __type: 'InvalidKeyUsageException' } },
  )
  await expect(kms.signWith('aws')).rejects.toMatchObject({
    problem: `The key in the KMS is ${type}. App Store Connect API keys are EC keys on the curve P-256.`,
    remedy: 'Import the .p8 file into the KMS, and use that key.',
  })
})

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' })

test.each([
  ['an RSA key', { ...rsa, kty: 'RSA-HSM' }, 'of the type rsa'],
  ['a symmetric key', { kty: 'oct-HSM' }, 'not for signing'],
  [
    'a point that is not on the curve',
    { kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA' },
    'not for signing',
  ],
])('rejects %s in Azure', async (_, jwk, type) => {
  const kid = 'https://my-vault.vault.azure.net/keys/asc/1'
  kms.behave(({ target }) =>
    target.includes('/keys/') ? { body: { key: { ...jwk, kid } } } : undefined,
  )
  await expect(kms.signWith('azure')).rejects.toThrow(`The key in the KMS is ${type}.`)
})

test('rejects a symmetric key in Vault', async () => {
  const data = { type: 'aes256-gcm96', latest_version: 1, keys: { 1: 1_700_000_000 } }
  kms.behave(() => ({ body: { data } }))
  await expect(kms.signWith('vault')).rejects.toThrow('The key in the KMS is not for signing.')
})

test('asks again if the key was rotated between the two requests', async () => {
  const isFirst = { GetPublicKey: true }
  kms.behave(({ headers }) => {
    const isKey = headers['x-amz-target'] === 'TrentService.GetPublicKey'
    if (!isKey || !isFirst.GetPublicKey) return undefined
    isFirst.GetPublicKey = false
    return { body: { PublicKey: der(other) } }
  })
  expect(openToken(await kms.signWith('aws'), kms.key)).toBeDefined()
  expect(kms.requests()).toHaveLength(4)
})

test('reports a signature that does not belong to the public key twice', async () => {
  kms.behave(({ headers }) =>
    headers['x-amz-target'] === 'TrentService.GetPublicKey'
      ? { body: { PublicKey: der(other) } }
      : undefined,
  )
  await expect(kms.signWith('aws')).rejects.toMatchObject({
    problem:
      'The signature of the KMS does not belong to the public key that the KMS returned, twice.',
    remedy: 'If the key is being rotated, rerun the job.',
  })
  expect(kms.requests()).toHaveLength(4)
})

test('signs with the latest version of a key in Vault, and goes on with it', async () => {
  kms.rotate(other)
  const { signer } = kms
  const { sign, publicKey } = signer('hashivault://asc', {
    VAULT_ADDR: 'https://vault.example.org',
    VAULT_TOKEN: 'hvs.vault-token',
  })
  const header = { alg: 'ES256', kid: 'x', typ: 'JWT' } as const
  expect(openToken(await sign(header, Buffer.from('{}')), other)).toBeDefined()
  kms.rotate(makeKey().key)
  expect(openToken(await sign(header, Buffer.from('{}')), other)).toBeDefined()
  expect((await publicKey()).toString('base64')).toBe(der(other))
})

test.each([
  ['nothing', ''],
  ['text', 'not Base64!'],
  ['63 bytes', Buffer.alloc(63, 1).toString('base64')],
  ['64 bytes', Buffer.alloc(64, 1).toString('base64')],
  ['65 bytes', Buffer.alloc(65, 1).toString('base64')],
  ['zeros', Buffer.alloc(64).toString('base64')],
  ['a SEQUENCE that ends early', Buffer.from('3046022100', 'hex').toString('base64')],
  ['one byte', 'MA=='],
])('rejects %s in place of a signature', async (_, Signature) => {
  kms.behave(({ headers }) =>
    headers['x-amz-target'] === 'TrentService.Sign'
      ? { body: { Signature: `${Signature} ` } }
      : undefined,
  )
  await expect(kms.signWith('aws')).rejects.toThrow('does not belong to the public key')
})

test('reads signatures whose numbers are short or start with a one', async () => {
  for (let count = 0; count < 40; count++) {
    kms.behave(({ headers, body }) => {
      if (headers['x-amz-target'] !== 'TrentService.Sign') return undefined
      const digest = Buffer.from(String(body['Message']), 'base64')
      // A number is short with one signature in 128.
      let signature = signDigest(digest, kms.key, 'der')
      for (let n = 0; n < 300 && signature.length > 69; n++)
        signature = signDigest(digest, kms.key, 'der')
      return { body: { Signature: signature.toString('base64') } }
    })
    expect(openToken(await kms.signWith('aws'), kms.key)).toBeDefined()
    if (count > 2) break
  }
})
