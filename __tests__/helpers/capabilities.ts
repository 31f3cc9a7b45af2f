import { existsSync } from 'node:fs'
import { sep } from 'node:path'
import { test } from '@jest/globals'

/** What not every system has that runs these tests. */
const CAPABILITIES = {
  sh: sep === '/' && existsSync('/bin/sh'),
  'file modes': process.getuid !== undefined,
  '/dev/full': existsSync('/dev/full'),
}

/** Returns `test`, or `test.skip` on a system that does not have everything that the tests need. */
export function testWith(...needs: readonly (keyof typeof CAPABILITIES)[]): typeof test.skip {
  return needs.every((need) => CAPABILITIES[need]) ? test : test.skip
}
