import { EOL } from 'node:os'
import { afterEach, beforeEach, jest } from '@jest/globals'

export interface CapturedOutput {
  /** What was written, in order; lines end with a line feed on every system. */
  readonly writes: readonly { readonly stream: 'stdout' | 'stderr'; readonly text: string }[]
  /** All of it, joined. */
  text(): string
}

/** Captures what each test of a file writes to standard output and standard error. */
export function captureOutput(): CapturedOutput {
  const writes: CapturedOutput['writes'][number][] = []
  beforeEach(() => {
    writes.length = 0
    for (const stream of ['stdout', 'stderr'] as const) {
      jest.spyOn(process[stream], 'write').mockImplementation((text: unknown, done?: unknown) => {
        writes.push({ stream, text: String(text).replaceAll(EOL, '\n') })
        if (typeof done === 'function') done()
        return true
      })
    }
  })
  afterEach(() => {
    jest.restoreAllMocks()
  })
  return { writes, text: () => writes.map(({ text }) => text).join('') }
}
