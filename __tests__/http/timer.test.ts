import { once } from 'node:events'
import { expect, test } from '@jest/globals'
import { TIMER } from '../../src/http/timer.ts'

test('the timer of the step aborts, and measures time', async () => {
  const before = TIMER.elapsed()
  const signal = TIMER.timeout(1)
  await TIMER.sleep(1)
  if (!signal.aborted) await once(signal, 'abort')
  expect(TIMER.elapsed()).toBeGreaterThan(before)
})
