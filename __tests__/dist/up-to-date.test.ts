import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { root } from '../../tools/runner.js'
import { tempFolder } from '../helpers/folders.ts'

const folder = tempFolder()

test('dist/ is what the source builds', () => {
  const built = join(folder, 'dist')
  execFileSync(process.execPath, [join(root, 'tools/build.js'), built], { stdio: 'pipe' })
  expect(readdirSync(join(root, 'dist'))).toStrictEqual(readdirSync(built))
  const different = readdirSync(built).filter(
    (name) => !readFileSync(join(root, 'dist', name)).equals(readFileSync(join(built, name))),
  )
  // If not: run `npm run build`.
  expect(different).toStrictEqual([])
}, 60_000)
