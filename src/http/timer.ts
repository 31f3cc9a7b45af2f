import { setTimeout } from 'node:timers/promises'

/** How time passes, apart from the runner's clock, which may be off or be set meanwhile. */
export interface Timer {
  /** Milliseconds since some moment. */
  readonly elapsed: () => number
  /** Resolves after some milliseconds. */
  readonly sleep: (milliseconds: number) => Promise<unknown>
  /** Returns a signal that aborts after some milliseconds. */
  readonly timeout: (milliseconds: number) => AbortSignal
}

export const TIMER: Timer = {
  elapsed: () => performance.now(),
  sleep: setTimeout,
  timeout: (milliseconds) => AbortSignal.timeout(milliseconds),
}
