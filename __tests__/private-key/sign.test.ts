import { expect, test } from '@jest/globals'
import { readKmsUri, signWith } from '../../src/private-key/sign.ts'
import { makeKey, openToken } from '../helpers/support.ts'

const HEADER = { alg: 'ES256', kid: '2X9R4HXF34', typ: 'JWT' } as const
const PAYLOAD = Buffer.from('{"aud":"appstoreconnect-v1"}')
const options = { env: {}, platform: 'linux' } as const

test('signs with a key in memory', async () => {
  const { key } = makeKey()
  const jws = await signWith({ key }, options)(HEADER, PAYLOAD)
  expect(openToken(jws, key)).toStrictEqual({
    header: HEADER,
    payload: { aud: 'appstoreconnect-v1' },
  })
})

test('signs with a key in a KMS, by the tool of its service', async () => {
  const kmsKey = readKmsUri('hashivault://asc')
  if (kmsKey === undefined) throw new Error('This is no URI.')
  const sign = signWith({ kmsKey }, { ...options, env: { PATH: '' } })
  await expect(sign(HEADER, PAYLOAD)).rejects.toMatchObject({
    problem: expect.stringMatching(/^private-key is in a KMS, but its command-line tool vault /),
  })
})
