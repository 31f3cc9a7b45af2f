import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { signDigest } from '../helpers/ecdsa.ts'
import { HEADER, PAYLOAD, useCloud } from '../helpers/kms.ts'
import { makeKey, openToken } from '../helpers/support.ts'

const kms = useCloud()
const other = makeKey().key
const der = (key: KeyObject) => createPublicKey(key).export({ type: 'spki', format: 'der' })

/** Has AWS answer one kind of request otherwise. */
function behaveAws(action: string, answer: (digest: Buffer) => object) {
  kms.behave(({ headers, body }) => {
    const digest = Buffer.from(String(body['Message']), 'base64')
    const isIt = headers['x-amz-target'] === `TrentService.${action}`
    return isIt ? { body: answer(digest) } : undefined
  })
}

test('rejects a key on another curve', async () => {
  behaveAws('GetPublicKey', () => ({
    PublicKey: der(makeKey('secp256k1').key).toString('base64'),
  }))
  await expect(kms.sign('aws')).rejects.toMatchObject({
    problem:
      'The key in the KMS is not an EC key on the curve P-256, as App Store Connect API keys are.',
    remedy: 'Import the .p8 file into the KMS, and use that key.',
    topics: ['kms'],
  })
})

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' })

test.each([
  ['an RSA key', { ...rsa, kty: 'RSA-HSM' }],
  ['a key on another curve', makeKey('P-384').key.export({ format: 'jwk' })],
  ['a point that is not on the curve', { kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA' }],
])('rejects %s in Azure', async (_, jwk) => {
  const key = { ...jwk, kid: 'https://my-vault.vault.azure.net/keys/asc/1' }
  kms.behave(({ target }) => (target.includes('/keys/') ? { body: { key } } : undefined))
  await expect(kms.sign('azure')).rejects.toThrow('The key in the KMS is not an EC key')
})

test('rejects a symmetric key in Vault', async () => {
  const data = { type: 'aes256-gcm96', latest_version: 1, keys: { 1: 1_700_000_000 } }
  kms.behave(() => ({ body: { data } }))
  await expect(kms.sign('vault')).rejects.toThrow('The key in the KMS is not an EC key')
})

test('reports a signature that does not belong to the public key', async () => {
  behaveAws('GetPublicKey', () => ({ PublicKey: der(other).toString('base64') }))
  await expect(kms.sign('aws')).rejects.toMatchObject({
    problem: 'The signature of the KMS does not belong to the public key that it returned.',
    remedy: 'If the key was changed just now, rerun the job.',
    topics: ['kms'],
  })
})

test('signs with the latest version of a key in Vault, and goes on with it', async () => {
  kms.rotate(other)
  const { sign, publicKey } = kms.signer('vault')
  expect(openToken(await sign(HEADER, PAYLOAD), other)).toBeDefined()
  kms.rotate(makeKey().key)
  expect(openToken(await sign(HEADER, PAYLOAD), other)).toBeDefined()
  expect(await publicKey()).toStrictEqual(der(other))
})

test.each([
  ['text', 'not Base64!'],
  ['64 bytes', Buffer.alloc(64, 1).toString('base64')],
  ['a SEQUENCE that ends early', Buffer.from('3046022100', 'hex').toString('base64')],
  ['one byte', 'MA=='],
])('rejects %s in place of a signature', async (_, Signature) => {
  behaveAws('Sign', () => ({ Signature }))
  await expect(kms.sign('aws')).rejects.toThrow('does not belong to the public key')
})

test.each(['less', 'more'])('reads signatures with numbers of %s than 32 bytes', async (which) => {
  // One of two numbers is short with one signature in 128, and starts with a one with half of them.
  const fits = ({ length }: Buffer) => (which === 'less' ? length < 70 : length === 72)
  behaveAws('Sign', (digest) => {
    let signature = signDigest(digest, kms.key, 'der')
    while (!fits(signature)) signature = signDigest(digest, kms.key, 'der')
    return { Signature: signature.toString('base64') }
  })
  await kms.sign('aws')
})
