// What a runner downloads: the archive of a commit.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { root, runStep } from '../../tools/runner.js'
import { freshFolders } from '../helpers/folders.ts'
import { ISSUER_ID, KEY_ID, makeKey } from '../helpers/support.ts'

const temp = freshFolders()
const git = ['-C', root, 'archive', '--worktree-attributes', 'HEAD']
const { status, stdout } = spawnSync('git', git)
// Archives themselves, and folders of other users, are no repositories.
const repositoryTest = status === 0 ? test : test.skip

repositoryTest('an archive runs, and has no scripts that do not', async () => {
  spawnSync('tar', ['-x', '-C', temp()], { input: stdout })
  const { exitCode } = await runStep({
    script: join(temp(), 'dist/index.js'),
    inputs: { 'issuer-id': ISSUER_ID, 'key-id': KEY_ID, 'private-key': makeKey().pem },
  })
  expect(exitCode).toBe(0)
  expect(existsSync(join(temp(), 'package.json'))).toBe(false)
})
