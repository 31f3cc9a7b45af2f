// Reads the results of mutation testing, for `npm run mutation`.
import { EQUIVALENT } from './equivalent-mutants.js'

/** @typedef {Pick<import('@stryker-mutator/api/core').MutantResult, 'mutatorName' | 'status' | 'replacement' | 'location'>} Mutant */

/** How many of a hundred mutants of a file a test has to notice. */
const LIMIT = 95

/** Returns the file that a test mirrors, or else the path itself. @param {string} path */
export function sourceOf(path) {
  return path.replace(/^__tests__\/(.*)\.test\.ts$/, 'src/$1.ts')
}

/**
 * Finds the tests of a file: those that mirror it, or else all of its folder.
 *
 * @param {string} file
 * @param {string[]} tests
 */
export function testsOf(file, tests) {
  const own = file.replace(/^src/, '__tests__').replace(/ts$/, 'test.ts')
  const folder = own.slice(0, own.lastIndexOf('/') + 1)
  const found = tests.map((test) => test.replaceAll('\\', '/'))
  if (found.includes(own)) return [own]
  return found.filter((test) => test.startsWith(folder) && !test.includes('/', folder.length))
}

/** Selects a mutant, as Stryker's option `mutate` has it. @param {string} file @param {Mutant} mutant */
export function rangeOf(file, { location: { start, end } }) {
  return `${file}:${start.line}:${start.column - 1}-${end.line}:${end.column - 1}`
}

/**
 * Replaces each timeout by what a second run found.
 *
 * @template {Mutant} T
 * @param {readonly T[]} mutants
 * @param {readonly T[]} again
 * @returns {T[]}
 */
export function settle(mutants, again) {
  return mutants.map((mutant) => {
    if (mutant.status !== 'Timeout') return mutant
    return again.find((other) => isSame(mutant, other)) ?? { ...mutant, status: 'Survived' }
  })
}

/** @param {Mutant} a @param {Mutant} b */
function isSame(a, b) {
  return (
    a.mutatorName === b.mutatorName &&
    a.replacement === b.replacement &&
    JSON.stringify(a.location) === JSON.stringify(b.location)
  )
}

export const TABLE_HEAD =
  '| file | % | killed | of these by timeout | survived | equivalent |\n|---|---|---|---|---|---|'

/**
 * Judges the mutants of a file: a row of a table, what survived, whether enough were noticed, and which
 * of those that no test should notice were noticed all the same.
 *
 * @param {string} file
 * @param {string} source
 * @param {readonly Mutant[]} mutants
 * @param {typeof EQUIVALENT} equivalent mutants that no test can notice
 */
export function judge(file, source, mutants, equivalent = EQUIVALENT) {
  const withStatus = (/** @type {RegExp} */ status) =>
    mutants.filter((mutant) => status.test(mutant.status))
  const alive = withStatus(/^(Survived|NoCoverage)$/).map((mutant) => ({
    line: mutant.location.start.line,
    change: describeChange(source, mutant),
  }))
  const known = equivalent
    .filter((mutant) => mutant.file === file)
    .flatMap(({ change, count = 1 }) => Array(count).fill(change))
  const survivors = alive.filter(({ change }) => {
    const at = known.indexOf(change)
    if (at !== -1) known.splice(at, 1)
    return at === -1
  })
  const timeouts = withStatus(/^Timeout$/).length
  const killed = withStatus(/^Killed$/).length + timeouts
  const counted = killed + survivors.length
  const score = counted === 0 ? 100 : (killed / counted) * 100
  const cells = [
    ...[file, score.toFixed(1), killed, timeouts],
    ...[survivors.length, alive.length - survivors.length],
  ]
  return {
    file,
    row: `| ${cells.join(' | ')} |`,
    survivors: survivors.map(({ line, change }) => `${file}:${line}\n${change}`),
    passed: score >= LIMIT,
    noticed: known,
  }
}

/** Shows the code before and after. @param {string} source @param {Mutant} mutant */
function describeChange(source, { location: { start, end }, replacement = '' }) {
  const lines = source.split('\n').slice(start.line - 1, end.line)
  const rest = (lines.at(-1)?.length ?? 0) - (end.column - 1)
  const text = lines.join('\n')
  return `- ${text.slice(start.column - 1, text.length - rest)}\n+ ${replacement}`
}
