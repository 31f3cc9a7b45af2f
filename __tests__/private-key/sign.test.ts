import { createPrivateKey } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { fingerprintOf } from '../../src/log.ts'
import { loadPrivateKey } from '../../src/private-key/load.ts'
import { signWith } from '../../src/private-key/sign.ts'
import { makeKey, openToken } from '../helpers/support.ts'

const HEADER = { alg: 'ES256', kid: '2X9R4HXF34', typ: 'JWT' } as const
const PAYLOAD = Buffer.from('{"aud":"appstoreconnect-v1"}')
const options = { env: {}, now: () => new Date(), mask: () => {} }

test('signs with a key in memory', async () => {
  const { key } = makeKey()
  const jws = await signWith({ key }, options).sign(HEADER, PAYLOAD)
  expect(openToken(jws, key)).toStrictEqual({
    header: HEADER,
    payload: { aud: 'appstoreconnect-v1' },
  })
})

test('shows by a fingerprint which key it is', async () => {
  // https://www.rfc-editor.org/rfc/rfc7515#appendix-A.3
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
    y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
    d: 'jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI',
  }
  const key = createPrivateKey({ key: jwk, format: 'jwk' })
  const { publicKey } = signWith({ key }, options)
  // As OpenSSL 3.0 printed it.
  expect(fingerprintOf(await publicKey())).toBe(
    '2bd1bb0c44a897c30a7aa0991cde38d8062fe441de50da0f46825344f602e827',
  )
})

test('signs with a key in a KMS, by what the environment says', async () => {
  const { sign, publicKey } = signWith(loadPrivateKey('hashivault://asc', '', {}), options)
  for (const promise of [sign(HEADER, PAYLOAD), publicKey()]) {
    await expect(promise).rejects.toThrow('VAULT_ADDR is not set.')
  }
})
