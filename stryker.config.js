// Mutation testing, run by tools/mutation.js.
import jest from './jest.config.js'

export default {
  testRunner: 'jest',
  testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
  jest: {
    // A mutant that waits for something forever is noticed sooner.
    config: { ...jest, testTimeout: 5000 },
    // The tests of the file are named instead.
    enableFindRelatedTests: false,
  },
  coverageAnalysis: 'perTest',
  // Stryker would rewrite tsconfig.json through an interface that TypeScript 7 no longer has.
  tsconfigFile: 'none',
  logLevel: 'warn',
  // Tables of patterns are static, so some mutants need all tests of their file.
  warnings: { slow: false },
  ignorePatterns: ['/.tools', '/coverage', '/dist', '/lib'],
  tempDirName: '.mutation',
  reporters: ['progress-append-only'],
}
