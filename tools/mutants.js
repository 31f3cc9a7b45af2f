// Reads the reports of mutation testing, for `npm run mutation`.
// https://github.com/stryker-mutator/mutation-testing-elements/tree/master/packages/report-schema
import { EQUIVALENT } from './equivalent-mutants.js'

/**
 * @typedef {{ line: number, column: number }} Position
 *
 * @typedef {object} Mutant
 * @property {string} mutatorName
 * @property {string} status Killed, Survived, NoCoverage, Timeout, RuntimeError, CompileError or Ignored
 * @property {string} [replacement]
 * @property {{ start: Position, end: Position }} location
 *
 * @typedef {object} Report
 * @property {Record<string, { source: string, mutants: Mutant[] }>} files
 */

/** How many of a hundred mutants of a file a test has to notice. */
const LIMIT = 95

/**
 * Finds the mutants that timed out, and how to run only them.
 *
 * @param {Report} report
 */
export function findUndecided(report) {
  return Object.entries(report.files).flatMap(([file, { mutants }]) =>
    mutants
      .filter(({ status }) => status === 'Timeout')
      .map((mutant) => ({
        range: rangeOf(file, mutant),
        /** @param {Report} again */
        settle(again) {
          const same = again.files[file]?.mutants.find((other) => isSame(mutant, other))
          mutant.status = same?.status ?? 'NoCoverage'
        },
      })),
  )
}

/** As Stryker's option `mutate` has it. @param {string} file @param {Mutant} mutant */
function rangeOf(file, { location: { start, end } }) {
  return `${file}:${start.line}:${start.column - 1}-${end.line}:${end.column - 1}`
}

/** @param {Mutant} a @param {Mutant} b */
function isSame(a, b) {
  return (
    a.mutatorName === b.mutatorName &&
    a.replacement === b.replacement &&
    JSON.stringify(a.location) === JSON.stringify(b.location)
  )
}

/**
 * Judges a report: a table of the files, the mutants that survived, and the files with too many of them.
 *
 * @param {Report} report
 * @param {typeof EQUIVALENT} equivalent mutants that no test can notice
 */
export function judge(report, equivalent = EQUIVALENT) {
  const rows = Object.entries(report.files).map(([file, { source, mutants }]) => {
    const valid = mutants.filter(({ status }) =>
      /^(Killed|Timeout|Survived|NoCoverage)$/.test(status),
    )
    const alive = valid.filter(({ status }) => /^(Survived|NoCoverage)$/.test(status))
    const shown = alive.map((mutant) => ({ mutant, change: describeChange(source, mutant) }))
    const survivors = shown.filter(({ change }) => !isEquivalent(file, change, equivalent))
    const counted = valid.length - (alive.length - survivors.length)
    return {
      file,
      killed: counted - survivors.length,
      timeouts: valid.filter(({ status }) => status === 'Timeout').length,
      survivors: survivors.map(
        ({ mutant, change }) => `${file}:${mutant.location.start.line}\n${change}`,
      ),
      equivalent: alive.length - survivors.length,
      score: counted === 0 ? 100 : ((counted - survivors.length) / counted) * 100,
    }
  })
  const cells = rows.map(
    ({ file, score, killed, timeouts, survivors, equivalent }) =>
      `| ${file} | ${score.toFixed(1)} | ${killed} | ${timeouts} | ${survivors.length} | ${equivalent} |`,
  )
  const head =
    '| file | % | killed | of these by timeout | survived | equivalent |\n|---|---|---|---|---|---|'
  return {
    table: [head, ...cells].join('\n'),
    survivors: rows.flatMap(({ survivors }) => survivors),
    failed: rows.filter(({ score }) => score < LIMIT).map(({ file }) => file),
  }
}

/** Shows the code before and after. @param {string} source @param {Mutant} mutant */
function describeChange(source, { location: { start, end }, replacement = '' }) {
  const lines = source.split('\n').slice(start.line - 1, end.line)
  const before = lines
    .join('\n')
    .slice(0, lines.join('\n').length - ((lines.at(-1)?.length ?? 0) - end.column + 1))
  return `- ${before.slice(start.column - 1)}\n+ ${replacement}`
}

/** @param {string} file @param {string} change @param {typeof EQUIVALENT} equivalent */
function isEquivalent(file, change, equivalent) {
  return equivalent.some((mutant) => mutant.file === file && mutant.change === change)
}
