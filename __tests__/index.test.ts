import { afterEach, expect, jest, test } from '@jest/globals'

const argv = process.argv

afterEach(() => {
  jest.restoreAllMocks()
  process.argv = argv
  process.exitCode = undefined
  delete process.env['RUNNER_DEBUG']
})

test.each([
  ['', /^::error::GITHUB_OUTPUT is not set[^\n]+\n$/],
  ['1', /^::error::GITHUB_OUTPUT is not set[^\n]+\n::debug::UserError[^\n]+\n$/],
])('with RUNNER_DEBUG=%j a failure is one error and exit code 1', async (debug, expected) => {
  let printed = ''
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += text
    return true
  })
  process.env['RUNNER_DEBUG'] = debug
  delete process.env['GITHUB_OUTPUT']
  process.argv = ['node', 'dist/index.js']
  jest.resetModules()

  await import('../src/index.ts')
  await new Promise((done) => setImmediate(done))

  expect(printed).toMatch(expected)
  expect(process.exitCode).toBe(1)
})

test('with the folder of a key this is the command of later steps', async () => {
  let printed = ''
  const told = new Promise<void>((done) => {
    jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
      printed += text
      done()
      return true
    })
  })
  process.argv = ['node', 'dist/index.js', 'app-store-connect-key-folder']
  jest.resetModules()

  await import('../src/index.ts')
  await told

  expect(printed).toMatch(/^app-store-connect-token: The key is not installed any more; /)
  expect(process.exitCode).toBe(1)
})
