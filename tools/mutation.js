// `npm run mutation`: breaks the source in many small ways, each of which a test must notice; at least
// 95 % of them in each file. `npm run mutation -- src/token.ts` breaks only that file.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findUndecided, judge } from './mutants.js'
import { root } from './runner.js'

const REPORT = join(root, 'coverage/mutation.json')
/** Milliseconds that a test may take longer than without a mutant. */
const TIMEOUT = 5000

// Whatever a mutant writes or removes, it does so in a folder of its own.
const temp = join(root, 'coverage/mutation-temp')
mkdirSync(temp, { recursive: true })

const files = process.argv.slice(2)
const report = run(files.length > 0 ? ['--mutate', files.join()] : [])

// A timeout counts only if it is not the machine that was slow.
const undecided = findUndecided(report)
if (undecided.length > 0) {
  console.log(
    `\n${undecided.length} mutants timed out. They run again, alone and six times as long.`,
  )
  const again = run([
    ...['--mutate', undecided.map(({ range }) => range).join()],
    ...['--concurrency', '1', '--timeoutMS', String(6 * TIMEOUT)],
  ])
  for (const mutant of undecided) mutant.settle(again)
}

const { table, survivors, failed } = judge(report)
console.log(`\n${table}\n`)
for (const survivor of survivors) console.log(`${survivor}\n`)
if (failed.length > 0) {
  console.error(`Fewer than 95 % of the mutants were noticed in ${failed.join(', ')}.`)
  process.exitCode = 1
}

/** @param {string[]} args @returns {import('./mutants.js').Report} */
function run(args) {
  const stryker = join(root, 'node_modules/@stryker-mutator/core/bin/stryker.js')
  const { status } = spawnSync(
    process.execPath,
    [stryker, 'run', '--timeoutMS', String(TIMEOUT), ...args],
    { cwd: root, stdio: 'inherit', env: { ...process.env, TMPDIR: temp, TEMP: temp, TMP: temp } },
  )
  if (status !== 0) throw new Error('Stryker did not finish.')
  return JSON.parse(readFileSync(REPORT, 'utf8'))
}
