// Mutation testing, run by tools/mutation.js.
import jest from './jest.config.js'

export default {
  thresholds: { high: 95, low: 95, break: 95 },
  testRunner: 'jest',
  jest: {
    // Random cases take long, and may notice a change in one run but not in the next.
    config: { ...jest, testPathIgnorePatterns: ['properties'] },
    // The tests of the folder are named instead.
    enableFindRelatedTests: false,
  },
  coverageAnalysis: 'perTest',
  // Stryker would rewrite tsconfig.json through an interface that TypeScript 7 no longer has.
  tsconfigFile: 'none',
  logLevel: 'warn',
  // Tables of patterns are static, so some mutants need all tests of their folder.
  warnings: { slow: false },
  ignorePatterns: ['/.tools', '/coverage', '/dist', '/lib'],
  tempDirName: '.mutation',
  reporters: ['progress-append-only', 'clear-text'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
}
