import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach } from '@jest/globals'

/** Creates a temporary folder for the tests of one file, and removes it after them. */
export function tempFolder(): string {
  const folder = create()
  afterAll(() => remove(folder))
  return folder
}

/** Creates a temporary folder for each test, and removes it afterwards. Returns its current path. */
export function freshFolders(): () => string {
  let folder: string
  beforeEach(() => {
    folder = create()
  })
  afterEach(() => remove(folder))
  return () => folder
}

/** The quote and the space are in many a path of a real runner. */
function create(): string {
  return mkdtempSync(join(tmpdir(), "create-token's test-"))
}

function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true })
}
