import { setTimeout } from 'node:timers/promises'

/** How time passes, in milliseconds, apart from the runner's clock, which may be off or be set meanwhile. */
export interface Timer {
  readonly elapsed: () => number
  readonly sleep: (milliseconds: number) => Promise<unknown>
  /** Returns a signal that aborts after a whole number of them. */
  readonly timeout: (milliseconds: number) => AbortSignal
}

export const TIMER: Timer = {
  elapsed: () => performance.now(),
  sleep: setTimeout,
  timeout: AbortSignal.timeout,
}
