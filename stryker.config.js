// `npm run mutation`: breaks the core in many small ways, each of which a test must notice.
import jest from './jest.config.js'

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  // decode.ts is left out: where one way to read a text is broken, another still reads it.
  mutate: [
    'src/inputs/*.ts',
    'src/installed-key/*.ts',
    'src/private-key/*.ts',
    'src/token.ts',
    '!src/private-key/decode.ts',
  ],
  testRunner: 'jest',
  testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
  jest: {
    config: {
      ...jest,
      // The bundle is not built from the mutants.
      testPathIgnorePatterns: ['/__tests__/(dist|repository)/'],
      collectCoverage: false,
      reporters: [],
    },
  },
  coverageAnalysis: 'perTest',
  // Stryker would rewrite tsconfig.json through an interface that TypeScript 7 no longer has.
  tsconfigFile: 'none',
  ignorePatterns: ['/.tools', '/coverage', '/dist', '/lib'],
  tempDirName: 'coverage/stryker',
  reporters: ['clear-text', 'html'],
  clearTextReporter: { allowColor: false, reportTests: false },
  htmlReporter: { fileName: 'coverage/mutation.html' },
  thresholds: { high: 100, low: 95, break: 95 },
}
