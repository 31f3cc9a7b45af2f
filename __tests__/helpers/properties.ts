import { createECDH, createPrivateKey, hash, type KeyObject } from 'node:crypto'
import { jest, test } from '@jest/globals'
import fc from 'fast-check'
import { encodeKey } from '../../src/private-key/p256.ts'

/** Each run has another seed, and shows it; `npm test -- --seed=N` repeats its cases, with its keys. */
const seed = jest.getSeed()
fc.configureGlobal({ seed })

/** `PROPERTY_RUNS=50 npm test -- properties` looks at 50 times as many cases. */
const factor = Number(process.env['PROPERTY_RUNS'] ?? 1)

/** Tests a property with that many cases: thousands in process, some tens through the bundle. */
export function testProperty<T>(
  name: string,
  runs: number,
  property: fc.IProperty<T> | fc.IAsyncProperty<T>,
): void {
  const numRuns = runs * factor
  // The time for the smallest case that fails is limited too, so that jest does not end the search.
  const limit = 30_000 + numRuns * 1000
  const options = { numRuns, interruptAfterTimeLimit: limit, markInterruptAsFailure: true }
  test(name, () => fc.assert(property, options), limit + 30_000)
}

/** Selects some of many cases, others with another seed. */
export function sample<T>(cases: readonly T[], count: number): T[] {
  const length = Math.min(cases.length, count * factor)
  const some = fc.shuffledSubarray([...cases], { minLength: length, maxLength: length })
  return fc.sample(some, 1).flat()
}

/** A key that the seed repeats. */
export function seededKey(): KeyObject {
  const scalar = hash('sha256', String(seed))
  const ecdh = createECDH('prime256v1')
  ecdh.setPrivateKey(scalar, 'hex')
  const key = encodeKey(scalar, ecdh.getPublicKey('hex'))
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' })
}
