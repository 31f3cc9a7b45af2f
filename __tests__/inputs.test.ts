import { expect, test } from '@jest/globals'
import { readInputs } from '../src/inputs.ts'
import { ISSUER_ID, KEY_ID, makeKey, messageOf } from './support.ts'

const { key, pem } = makeKey()
const env = {
  'INPUT_ISSUER-ID': ` ${ISSUER_ID}\n`,
  'INPUT_KEY-ID': KEY_ID,
  'INPUT_PRIVATE-KEY': pem,
  INPUT_LIFETIME: '19m',
}

test('inputs are read and trimmed', () => {
  const inputs = readInputs(env)
  expect(inputs).toMatchObject({ issuerId: ISSUER_ID, keyId: KEY_ID, lifetime: 1140 })
  expect(inputs.privateKey.equals(key)).toBe(true)
})

test('an input that is not set is empty, and the lifetime has a default', () => {
  expect(messageOf(() => readInputs({}))).toBe(
    '3 things are wrong with the inputs:\n- issuer-id is empty.\n- key-id is empty.\n- private-key is empty.',
  )
})
