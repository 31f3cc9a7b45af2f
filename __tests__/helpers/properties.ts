import { createECDH, createHash, createPrivateKey, type KeyObject } from 'node:crypto'
import { jest, test } from '@jest/globals'
import fc from 'fast-check'

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
  const ecdh = createECDH('prime256v1')
  const scalar = createHash('sha256').update(String(seed)).digest()
  ecdh.setPrivateKey(scalar)
  const point = ecdh.getPublicKey()
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
    d: scalar.toString('base64url'),
  }
  return createPrivateKey({ key: jwk, format: 'jwk' })
}
