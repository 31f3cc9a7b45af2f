import { expect, test } from '@jest/globals'
import { findUndecided, judge } from '../../tools/mutants.js'

const source = 'const a = 1\nconst b = a < 2\n'

/** A mutant of the second line. */
function mutant(status: string, replacement = 'a <= 2') {
  const location = { start: { line: 2, column: 11 }, end: { line: 2, column: 16 } }
  return { mutatorName: 'EqualityOperator', status, replacement, location }
}

const report = (...mutants: ReturnType<typeof mutant>[]) => ({
  files: { 'src/a.ts': { source, mutants } },
})

test('counts what was noticed in each file, and shows what was not', () => {
  const killed = Array.from({ length: 18 }, () => mutant('Killed'))
  const judged = judge(report(...killed, mutant('Timeout'), mutant('Survived')), [])
  expect(judged).toStrictEqual({
    table:
      '| file | % | killed | of these by timeout | survived | equivalent |\n|---|---|---|---|---|---|\n| src/a.ts | 95.0 | 19 | 1 | 1 | 0 |',
    survivors: ['src/a.ts:2\n- a < 2\n+ a <= 2'],
    failed: [],
  })
})

test('fails a file of which fewer than 95 % were noticed', () => {
  const killed = Array.from({ length: 18 }, () => mutant('Killed'))
  expect(judge(report(...killed, mutant('NoCoverage')), []).failed).toStrictEqual(['src/a.ts'])
})

test('does not count equivalent mutants, nor those that cannot run', () => {
  const change = '- a < 2\n+ a <= 2'
  const equivalent = [{ file: 'src/a.ts', change, reason: 'a is never 2' }]
  const { table, failed } = judge(
    report(mutant('Killed'), mutant('Survived'), mutant('RuntimeError'), mutant('Ignored')),
    equivalent,
  )
  expect(table).toContain('| src/a.ts | 100.0 | 1 | 0 | 0 | 1 |')
  expect(failed).toStrictEqual([])
})

test('shows all lines of a change', () => {
  const location = { start: { line: 1, column: 7 }, end: { line: 2, column: 8 } }
  const { survivors } = judge(report({ ...mutant('Survived', 'x'), location }), [])
  expect(survivors).toStrictEqual(['src/a.ts:1\n- a = 1\nconst b\n+ x'])
})

test('a timeout becomes what the second run finds', () => {
  const timeout = mutant('Timeout')
  const first = report(mutant('Killed', 'a > 2'), timeout)
  const [undecided, ...others] = findUndecided(first)
  expect(others).toStrictEqual([])
  expect(undecided?.range).toBe('src/a.ts:2:10-2:15')
  undecided?.settle(report(mutant('Killed', 'a > 2'), mutant('Survived')))
  expect(timeout.status).toBe('Survived')
  undecided?.settle({ files: {} })
  expect(timeout.status).toBe('NoCoverage')
})
