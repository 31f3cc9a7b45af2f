import { expect, test } from '@jest/globals'
import { judge, type Mutant, rangeOf, settle, sourceOf, testsOf } from '../../tools/mutants.js'

const FILE = 'src/a.ts'
const source = 'const a = 1\nconst b = a < 2\n'

/** A mutant of the second line. */
function mutant(status: Mutant['status'], replacement = 'a <= 2'): Mutant {
  const location = { start: { line: 2, column: 11 }, end: { line: 2, column: 16 } }
  return { mutatorName: 'EqualityOperator', status, replacement, location }
}

const killed = Array.from({ length: 18 }, () => mutant('Killed'))

test('counts what was noticed in a file, and shows what was not', () => {
  const mutants = [...killed, mutant('Timeout'), mutant('Survived')]
  expect(judge(FILE, source, mutants, [])).toStrictEqual({
    file: FILE,
    row: '| src/a.ts | 95.0 | 19 | 1 | 1 | 0 |',
    survivors: ['src/a.ts:2\n- a < 2\n+ a <= 2'],
    passed: true,
    noticed: [],
  })
})

test('fails a file of which fewer than 95 % were noticed', () => {
  expect(judge(FILE, source, [...killed, mutant('NoCoverage')], []).passed).toBe(false)
})

test('does not count equivalent mutants, nor those that cannot run', () => {
  const change = '- a < 2\n+ a <= 2'
  const equivalent = [{ file: FILE, change, reason: 'a is never 2' }]
  const mutants = (['Killed', 'Survived', 'RuntimeError', 'Ignored'] as const).map((status) =>
    mutant(status),
  )
  const { row, survivors } = judge(FILE, source, mutants, equivalent)
  expect(row).toBe('| src/a.ts | 100.0 | 1 | 0 | 0 | 1 |')
  expect(survivors).toStrictEqual([])
  expect(judge('src/b.ts', source, mutants, equivalent).survivors).toHaveLength(1)
})

test('does not count more equivalent mutants than there are, and names those that were noticed', () => {
  const change = '- a < 2\n+ a <= 2'
  const judgeWith = (count: number) =>
    judge(
      FILE,
      source,
      [mutant('Survived'), mutant('Survived')],
      [{ file: FILE, change, count, reason: '' }],
    )
  expect(judgeWith(1)).toMatchObject({ survivors: [`src/a.ts:2\n${change}`], noticed: [] })
  expect(judgeWith(2)).toMatchObject({ survivors: [], noticed: [] })
  expect(judgeWith(3)).toMatchObject({ survivors: [], noticed: [change] })
})

test('shows all lines of a change', () => {
  const location = { start: { line: 1, column: 7 }, end: { line: 2, column: 8 } }
  const { survivors } = judge(FILE, source, [{ ...mutant('Survived', 'x'), location }], [])
  expect(survivors).toStrictEqual(['src/a.ts:1\n- a = 1\nconst b\n+ x'])
})

test('a timeout becomes what the second run finds', () => {
  const mutants = [mutant('Killed', 'a > 2'), mutant('Timeout'), mutant('Survived', 'a')]
  const statusesAfter = (again: Mutant[]) => settle(mutants, again).map(({ status }) => status)
  expect(statusesAfter([mutant('Killed', 'a > 2'), mutant('Killed')])).toStrictEqual([
    'Killed',
    'Killed',
    'Survived',
  ])
  expect(statusesAfter([mutant('Timeout', 'a > 2')])).toStrictEqual([
    'Killed',
    'Survived',
    'Survived',
  ])
})

test('selects a mutant for the second run', () => {
  expect(rangeOf(FILE, mutant('Timeout'))).toBe('src/a.ts:2:10-2:15')
})

test('runs the tests that mirror a file, or else those of its folder', () => {
  const tests = [
    '__tests__/a.test.ts',
    '__tests__/x/a.test.ts',
    '__tests__/x/b.test.ts',
    '__tests__/x/y/a.test.ts',
  ]
  expect(testsOf('src/x/a.ts', tests)).toStrictEqual(['__tests__/x/a.test.ts'])
  expect(testsOf('src/x/c.ts', tests)).toStrictEqual([
    '__tests__/x/a.test.ts',
    '__tests__/x/b.test.ts',
  ])
  expect(testsOf('src/c.ts', tests)).toStrictEqual(['__tests__/a.test.ts'])
})

test('finds the file that a test mirrors', () => {
  expect(sourceOf('__tests__/x/a.test.ts')).toBe('src/x/a.ts')
  expect(sourceOf('src/x/a.ts')).toBe('src/x/a.ts')
  expect(sourceOf('__tests__/helpers/keys.ts')).toBe('__tests__/helpers/keys.ts')
})
