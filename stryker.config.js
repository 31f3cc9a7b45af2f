// `npm run mutation`: breaks every rule of the core in turn and sees whether a test notices.
import jest from './jest.config.js'

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  // key-text.ts is left out: where one way to read a text is broken, another still reads it.
  mutate: ['private-key', 'p256', 'inputs', 'token'].map((name) => `src/${name}.ts`),
  testRunner: 'jest',
  testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
  jest: {
    config: {
      ...jest,
      // The bundle is not built from the mutants.
      testPathIgnorePatterns: ['/(bundle|later-steps|properties|agreement|tools)\\.test\\.ts$'],
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
