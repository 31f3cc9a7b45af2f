// `npm run mutation`: changes the source in many small ways, each of which a test must notice; at least
// 95 % of them in each file. `npm run mutation -- src/token.ts` changes only that file, and
// `npm run mutation -- --since origin/main` only those that differ, or whose tests do.
import { execFileSync } from 'node:child_process'
import { globSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { judge, rangeOf, settle, sourceOf, TABLE_HEAD, testsOf } from './mutants.js'
import { root } from './runner.js'

// Whatever a mutant writes or removes, it does so in a folder of its own.
const temp = join(root, '.mutation/temp')
rmSync(temp, { recursive: true, force: true })
mkdirSync(temp, { recursive: true })
for (const name of ['TMPDIR', 'TEMP', 'TMP']) process.env[name] = temp
process.chdir(root)

// Stryker asks for the temporary folder as soon as it is loaded.
const { Stryker } = await import('@stryker-mutator/core')

/** Milliseconds that a test may take longer than without a mutant. */
const TIMEOUT = 1000
/** The entries only call what the other files do. */
const ENTRIES = ['src/index.ts', 'src/post.ts']

const files = selectFiles(process.argv.slice(2)).filter((file) => !ENTRIES.includes(file))
const sources = files.map((file) => readFileSync(file, 'utf8'))
const total = sources.join('').length
const tests = globSync('__tests__/**/*.test.ts')

const started = Date.now()
const results = []
for (const [index, file] of files.entries()) {
  console.log(`\n${file} (${index + 1} of ${files.length})`)
  const begun = Date.now()
  const result = judge(file, sources[index] ?? '', await test(file))
  results.push(result)
  const done = sources.slice(0, index + 1).join('').length / total
  const left = (Date.now() - started) * (1 / done - 1)
  const took = `Took ${Math.ceil((Date.now() - begun) / 1000)} s.`
  const estimate = done < 1 ? ` About ${Math.ceil(left / 60_000)} min left.` : ''
  const noticed = result.noticed.map((change) => `Listed as equivalent, but noticed:\n${change}`)
  console.log([result.row, ...result.survivors, ...noticed, `${took}${estimate}`].join('\n'))
}

console.log(['', TABLE_HEAD, ...results.map(({ row }) => row), ''].join('\n'))
const failed = results.filter(({ passed }) => !passed).map(({ file }) => file)
if (failed.length > 0) {
  console.error(`Fewer than 95 % of the mutants were noticed in ${failed.join(', ')}.`)
  process.exitCode = 1
}

/** @param {string[]} args */
function selectFiles(args) {
  const all = globSync('src/**/*.ts')
    .map((file) => file.replaceAll('\\', '/'))
    .toSorted()
  const [option, commit = 'HEAD'] = args
  if (option !== '--since') return option === undefined ? all : args
  const diff = execFileSync('git', ['diff', '--name-only', '--merge-base', commit], {
    encoding: 'utf8',
  })
  const changed = diff.split('\n').map(sourceOf)
  return all.filter((file) => changed.includes(file))
}

/** Runs the tests of a file with each of its mutants. @param {string} file */
async function test(file) {
  const mutants = await run(file, {
    mutate: [file],
    timeoutMS: TIMEOUT,
    concurrency: availableParallelism(),
  })
  const undecided = mutants.filter(({ status }) => status === 'Timeout')
  if (undecided.length === 0) return mutants
  // A timeout counts only if it is not the machine that was slow.
  console.log(`${undecided.length} timed out. They run again, alone and six times as long.`)
  const again = await run(file, {
    mutate: undecided.map((mutant) => rangeOf(file, mutant)),
    timeoutMS: 6 * TIMEOUT,
    concurrency: 1,
  })
  return settle(mutants, again)
}

/** @param {string} file @param {import('@stryker-mutator/api/core').PartialStrykerOptions} options */
function run(file, options) {
  const testMatch = testsOf(file, tests).map((test) => `<rootDir>/${test}`)
  return new Stryker({ ...options, jest: { config: { testMatch } } }).runMutationTest()
}
