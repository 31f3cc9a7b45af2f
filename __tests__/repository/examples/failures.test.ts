// What every script of the examples does when Apple or the network answers otherwise.
import { expect, test } from '@jest/globals'
import { SCRIPTS, type Script, scriptRunner } from '../../helpers/script-runner.ts'
import type { Fault } from '../../helpers/testflight-server.ts'

const run = scriptRunner()
const scripts = Object.keys(SCRIPTS) as Script[]
const all = scripts.flatMap((script) =>
  SCRIPTS[script].requests.map((target) => ({ script, target })),
)
/** How often each has to come before it is believed. */
const TRIES = { 400: 1, 401: 3, 403: 2, 404: 3, 409: 1, 422: 1 }

/** Ends the first requests for each target, or for one of them, like this. */
function first(times: number, fault: Fault, only?: string) {
  const seen: Record<string, number> = {}
  return (target: string) => {
    seen[target] = (seen[target] ?? 0) + 1
    return seen[target] <= times && target === (only ?? target) ? fault : undefined
  }
}

test.each(scripts)('%s sends each request with a fresh token', async (script) => {
  const { exitCode, output, printed, targets, exchanges } = await run(script)
  expect({ exitCode, output, printed }).toMatchObject({
    exitCode: 0,
    output: SCRIPTS[script].output,
  })
  expect([...new Set(targets)]).toStrictEqual(SCRIPTS[script].requests)
  const own = exchanges.filter(({ target }) => !target.startsWith('PUT'))
  expect(own.map(({ headers }) => headers.authorization)).toStrictEqual(
    own.map((_, n) => `Bearer app-store-connect-token ${n + 1}`),
  )
})

test.each(
  scripts.flatMap((script) =>
    (['lost', 429, 503, 'hanging'] as const).map((fault) => ({ script, fault })),
  ),
)('$script goes on if each request once is: $fault', async ({ script, fault }) => {
  const env = { TIMEOUT_SECONDS: fault === 'hanging' ? '0.05' : '30' }
  const { exitCode, output, printed } = await run(script, { fault: first(1, fault) }, env)
  expect({ exitCode, output, printed }).toMatchObject({
    exitCode: 0,
    output: SCRIPTS[script].output,
  })
  const retries = printed.match(/Trying again in/g) ?? []
  expect(retries.length).toBeGreaterThanOrEqual(SCRIPTS[script].requests.length)
})

test.each(all)(
  '$script stops if Apple rejects $target, and says why',
  async ({ script, target }) => {
    const isPart = target.startsWith('PUT')
    for (const [status, tries] of Object.entries(TRIES)) {
      // What is not there need not be deleted.
      if (target.startsWith('DELETE') && status === '404') continue
      const result = await run(script, { fault: first(9, Number(status), target) })
      const what = isPart ? 'Part 1 of 1 was not accepted' : `${target} failed`
      expect(result.printed).toContain(`::error::${what} (${status}).`)
      expect(result.printed.includes('The reason.')).toBe(!isPart)
      expect(result.targets.filter((other) => other === target)).toHaveLength(tries)
      expect(result).toMatchObject({ exitCode: 1, output: '' })
    }
  },
)

test.each([
  ['find-app', 'GET /v1/apps', 'lost'],
  ['upload-build', 'PUT /parts/0', 503],
] as const)('%s ends if %s is always: %s', async (script, target, fault) => {
  const { exitCode, printed, targets } = await run(script, { fault: first(99, fault, target) })
  expect(printed).toMatch(/::error::.+\(([A-Z_]+|503)\)\.$/)
  expect(targets.filter((other) => other === target)).toHaveLength(60)
  expect(exitCode).toBe(1)
})

test.each(scripts)('a response without any field is no success of %s', async (script) => {
  const { exitCode, printed } = await run(script, { body: {} })
  const isList = script === 'api-certificates'
  expect(printed).toMatch(isList ? /^0 of 0 / : /::error::/)
  expect(exitCode).toBe(isList ? 0 : 1)
})

test.each(
  scripts.flatMap((script) =>
    Object.keys(SCRIPTS[script].env)
      .filter((name) => /_ID$|^VERSION$|_NUMBER$/.test(name))
      .map((name) => ({ script, name })),
  ),
)('$script asks for $name before it sends anything', async ({ script, name }) => {
  const { exitCode, printed, targets } = await run(script, {}, { [name]: '' })
  expect(printed).toBe(`::error::${name} is empty. Set it in the env of this step.`)
  expect({ exitCode, targets }).toStrictEqual({ exitCode: 1, targets: [] })
})
