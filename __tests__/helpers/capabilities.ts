import { existsSync, lstatSync } from 'node:fs'
import { sep } from 'node:path'
import { test } from '@jest/globals'

/** What not every system has that runs these tests. */
const CAPABILITIES = {
  sh: sep === '/' && existsSync('/bin/sh'),
  'file modes': process.getuid !== undefined,
  '/dev/full': existsSync('/dev/full'),
  'an error for long names': codeOf(() => lstatSync('x'.repeat(300))) === 'ENAMETOOLONG',
}

function codeOf(run: () => void): string | undefined {
  try {
    run()
    return undefined
  } catch (error) {
    return (error as NodeJS.ErrnoException).code
  }
}

/** Returns `test`, or `test.skip` on a system that does not have everything that the tests need. */
export function testWith(...needs: readonly (keyof typeof CAPABILITIES)[]): typeof test.skip {
  return needs.every((need) => CAPABILITIES[need]) ? test : test.skip
}
