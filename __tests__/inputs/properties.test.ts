import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { UserError } from '../../src/errors.ts'
import { readInputs } from '../../src/inputs/read.ts'
import { describeToken } from '../../src/log.ts'
import { asInputs } from '../../tools/runner.js'
import { makeP8 } from '../helpers/key-forms.ts'
import { partFinder, partsInInputs } from '../helpers/key-parts.ts'
import { seededKey, testProperty } from '../helpers/properties.ts'

const { key, p8 } = makeP8(seededKey())
const findParts = partFinder(key, p8)

/** All that the step would say about its inputs. */
function logOf(inputs: Record<string, string>): string {
  try {
    const { spec, remarks } = readInputs(asInputs(inputs))
    const lines = [...remarks.map(({ message }) => message), describeToken(spec, '', '')]
    // What has the form of an ID cannot be told from one.
    return lines
      .join('\n')
      .replaceAll(spec.keyId, '')
      .replaceAll(spec.owner.issuerId ?? '', '')
  } catch (error) {
    if (error instanceof UserError) return error.message
    throw error
  }
}

test('finds a part of a key in a log', () => {
  const hex = Buffer.from(String(key.export({ format: 'jwk' }).d), 'base64url').toString('hex')
  expect(findParts(`is "${hex.slice(9, 17)}".`)).toHaveLength(1)
  expect(findParts(`is "${hex.match(/../g)?.slice(3, 7).join(':')}".`)).toHaveLength(1)
  expect(findParts(`is "${hex.slice(9, 16)}".`)).toStrictEqual([])
})

testProperty(
  'no message shows 8 characters of a key, in whatever encoding, grouping and input',
  1000,
  fc.property(partsInInputs(key, p8), (inputs) => {
    expect(findParts(logOf(inputs))).toStrictEqual([])
  }),
)
