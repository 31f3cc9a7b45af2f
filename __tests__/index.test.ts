import { afterEach, expect, jest, test } from '@jest/globals'

afterEach(() => {
  jest.restoreAllMocks()
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
  jest.resetModules()

  await import('../src/index.ts')
  await new Promise((done) => setImmediate(done))

  expect(printed).toMatch(expected)
  expect(process.exitCode).toBe(1)
})
