import type { Timer } from '../../src/http/timer.ts'

export interface FakeTimer extends Timer {
  /** Lets milliseconds pass: signals whose time has come abort. */
  advance(milliseconds: number): void
}

/** A timer on which time passes only while somebody sleeps, or if a test says so. */
export function fakeTimer(): FakeTimer {
  const alarms = new Map<AbortController, number>()
  let time = 0
  const advance = (milliseconds: number) => {
    time += milliseconds
    for (const [controller, at] of alarms) {
      if (at > time) continue
      alarms.delete(controller)
      controller.abort()
    }
  }
  return {
    elapsed: () => time,
    sleep: async (milliseconds) => advance(milliseconds),
    timeout: (milliseconds) => {
      // As AbortSignal.timeout does, which accepts no fractions.
      if (!Number.isInteger(milliseconds)) throw new RangeError(`not an integer: ${milliseconds}`)
      const controller = new AbortController()
      alarms.set(controller, time + milliseconds)
      return controller.signal
    },
    advance,
  }
}
