// `npm test`: runs the tests, all of them with coverage; `npm test -- scope` only some of them.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { root } from './runner.js'

const args = process.argv.slice(2)
const { status } = spawnSync(
  process.execPath,
  [
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    join(root, 'node_modules/jest/bin/jest.js'),
    // Some of the tests do not reach every line.
    ...(args.length === 0 ? ['--coverage'] : args),
  ],
  { cwd: root, stdio: 'inherit' },
)
process.exitCode = status ?? 1
