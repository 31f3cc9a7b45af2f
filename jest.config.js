import { fileURLToPath } from 'node:url'

// However Jest was started, also by an editor, the tests run in processes of their own: on the Node that
// runners bundle, with modules. More memory for young objects makes them a twelfth faster.
const node = process.platform === 'win32' ? 'node.exe' : 'node'
process.execPath = fileURLToPath(import.meta.resolve(`node/bin/${node}`))
process.env.NODE_OPTIONS = [
  process.env.NODE_OPTIONS,
  '--experimental-vm-modules --disable-warning=ExperimentalWarning --max-semi-space-size=32',
].join(' ')

/** @type {import('jest').Config} */
export default {
  // Without a limit, Jest would run a single file in its own process.
  workerIdleMemoryLimit: '2GB',
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
