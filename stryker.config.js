// Mutation testing, run by tools/mutation.js.
import jest from './jest.config.js'

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  mutate: ['src/**/*.ts', '!src/index.ts', '!src/post.ts'],
  testRunner: 'jest',
  testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
  jest: {
    config: {
      ...jest,
      // These run the bundle, which is not built from the mutants.
      testPathIgnorePatterns: ['/__tests__/(dist|repository)/'],
      reporters: [],
    },
  },
  coverageAnalysis: 'perTest',
  // Stryker would rewrite tsconfig.json through an interface that TypeScript 7 no longer has.
  tsconfigFile: 'none',
  ignorePatterns: ['/.tools', '/coverage', '/dist', '/lib'],
  tempDirName: 'coverage/stryker',
  reporters: ['progress-append-only', 'json', 'html'],
  htmlReporter: { fileName: 'coverage/mutation.html' },
  jsonReporter: { fileName: 'coverage/mutation.json' },
}
