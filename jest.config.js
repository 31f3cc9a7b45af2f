/** @type {import('jest').Config} */
export default {
  // Node strips the types; nothing is transformed, so line numbers and coverage are those of the source.
  transform: {},
  extensionsToTreatAsEsm: ['.ts'],
  // The build copies a package into one, mutation testing the project into the other.
  modulePathIgnorePatterns: ['<rootDir>/lib/', '<rootDir>/.mutation/'],
  maxWorkers: '100%',
  // Many of them start processes, which take long on a busy machine.
  testTimeout: 30_000,
  testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
  coverageProvider: 'v8',
  collectCoverageFrom: ['src/**/*.ts'],
  coverageReporters: ['text', 'lcovonly'],
  // On Windows, the tests that need file modes or links are skipped.
  ...(process.platform !== 'win32' && {
    coverageThreshold: { global: { branches: 100, functions: 100, lines: 100, statements: 100 } },
  }),
  // Property tests repeat their cases by the seed.
  showSeed: true,
  reporters: ['default', '<rootDir>/tools/count-reporter.js'],
}
