// Compares pages and examples with Apple's specification, as the package appstore-connect-sdk has it: what the
// scripts send, what the server of their tests answers, and every request and state that is written.
import assert from 'node:assert'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { projectFiles } from '../../__tests__/helpers/project.ts'
import { startTestFlight } from '../../__tests__/helpers/testflight-server.ts'
import { root, runProgram } from '../runner.js'

/** @import { Exchange, TestFlightOptions } from '../../__tests__/helpers/testflight-server.ts' */

/** A request in the text of a page, a workflow or a script. */
const REQUEST =
  /(?:\b(GET|POST|PATCH|DELETE) |https:\/\/api\.appstoreconnect\.apple\.com|`)(\/v\d\/[\w/]+(?:\?[\w[\]=&,.-]+)?)(?=[\s`"'])/g
/** A state or a type that a script names; variables and methods are in capitals too. */
const NAME = /(?<!setting\()'(?!(?:GET|POST|PATCH|DELETE)')([A-Z][A-Z_]+)'/g

const [clients = '', folder = ''] = process.argv.slice(2)
const api = await import(
  pathToFileURL(join(clients, 'node_modules/appstore-connect-sdk/dist/openapi/index.js')).href
)
const operations = readOperations()
const problems = [...(await checkScripts()), ...checkText()]
console.log(problems.join('\n') || "Pages and examples fit Apple's specification.")
process.exitCode = problems.length === 0 ? 0 : 1

/** The operations by method and path, which each of them passes to its client. */
function readOperations() {
  /** @type {Map<string, string>} */
  const found = new Map()
  for (const [name, operation] of Object.entries(api)) {
    if (typeof operation !== 'function') continue
    const register =
      (/** @type {string} */ method) =>
      (/** @type {{ url: string }} */ { url }) =>
        found.set(keyOf(`${method} ${url}`), `z${name.charAt(0).toUpperCase()}${name.slice(1)}`)
    const [get, post, patch] = ['GET', 'POST', 'PATCH'].map(register)
    operation({ client: { get, post, patch, delete: register('DELETE') } })
  }
  return found
}

/** The same for each ID. @param {string} target method and path */
function keyOf(target) {
  return target.replace(/(\/v\d\/\w+\/)[^/]+/, '$1ID')
}

/** Runs the scripts so that each sends all the requests that it can. */
async function checkScripts() {
  const which = { APP_ID: '1234', VERSION: '1.2.3', BUILD_NUMBER: '5' }
  const testers = { APP_ID: '1234', BUILD_ID: 'BUILD', GROUP: 'Friends', WHAT_TO_TEST: 'It.' }
  const seen = new Set()
  const loseEach = (/** @type {string} */ target) => {
    const isNew = !seen.has(target)
    seen.add(target)
    return isNew ? 'lost' : undefined
  }
  /** @type {[string, Record<string, string>, TestFlightOptions][]} */
  const runs = [
    ['find-app', { BUNDLE_ID: 'com.example.app' }, {}],
    ['upload-build', which, { earlier: 'AWAITING_UPLOAD', fault: loseEach }],
    ['wait-for-build', which, {}],
    ['wait-for-build', which, { builds: [], earlier: 'FAILED' }],
    ['distribute-build', { ...testers, USES_NON_EXEMPT_ENCRYPTION: 'false' }, {}],
    ['distribute-build', testers, { usesNonExemptEncryption: false, whatsNew: 'Old.' }],
    ['api-certificates', { REVOKE: 'true' }, {}],
  ]
  const bin = join(folder, 'api')
  mkdirSync(bin)
  symlinkSync('/bin/echo', join(bin, 'app-store-connect-token'))
  writeFileSync(join(bin, 'App.ipa'), 'app')
  /** @type {Exchange[]} */
  const exchanges = []
  for (const [script, env, options] of runs) {
    const server = await startTestFlight(options)
    const path = join(root, 'examples/testflight', `${script}.mjs`)
    const { stderr } = await runProgram(process.execPath, [path], {
      cwd: bin,
      env: { PATH: `${bin}:/usr/bin:/bin`, ASC_API: server.origin, PAUSE_SECONDS: '0', ...env },
    })
    server.close()
    assert.strictEqual(stderr, '')
    exchanges.push(...server.exchanges)
  }
  return exchanges.filter(({ target }) => !target.startsWith('PUT ')).flatMap(checkExchange)
}

/** @param {Exchange} exchange */
function checkExchange({ target, query, data, status, body }) {
  const name = operations.get(keyOf(target))
  return problemsOf(target, () => {
    checkQuery(name, query)
    if (data !== undefined) check(api[`${name}Data`].shape.body, { data })
    if (status < 300) check(api[`${name}Response`], status === 204 ? undefined : body)
  })
}

/** Whatever is not in the schema, it would leave out. @param {any} schema @param {unknown} value */
function check(schema, value) {
  const plain = (/** @type {string} */ _, /** @type {unknown} */ part) =>
    typeof part === 'bigint' ? Number(part) : part
  const toJson = (/** @type {unknown} */ whole) => JSON.parse(JSON.stringify([whole], plain))
  assert.deepStrictEqual(toJson(schema.parse(value)), toJson(value))
}

/** @param {string | undefined} name @param {Record<string, string>} query */
function checkQuery(name, query) {
  assert(name, 'There is no such request.')
  const { shape = {} } = api[`${name}Data`].shape.query?.unwrap() ?? {}
  for (const [parameter, value] of Object.entries(query)) {
    const schema = shape[parameter]?.unwrap()
    assert(schema, `There is no parameter ${parameter}.`)
    /** @type {Record<string, () => unknown>} */
    const read = { array: () => value.split(','), number: () => Number(value) }
    schema.parse(read[schema.type]?.() ?? value)
  }
}

/** Requests that pages and examples write, and the states that scripts compare with. */
function checkText() {
  const files = projectFiles('md|yml|mjs').filter(({ path }) => /^(docs|examples)\//.test(path))
  const known = JSON.stringify(api, (key, value) => (key.startsWith('z') ? undefined : value))
  return files.flatMap(({ path, text }) => {
    const requests = Array.from(text.matchAll(REQUEST), ([, method = 'GET', target = '']) =>
      problemsOf(`${path}: ${method} ${target}`, () => {
        const { pathname, searchParams } = new URL(target, 'https://api.appstoreconnect.apple.com')
        checkQuery(operations.get(keyOf(`${method} ${pathname}`)), Object.fromEntries(searchParams))
      }),
    )
    const names = Array.from(path.endsWith('.mjs') ? text.matchAll(NAME) : [], ([, name]) =>
      problemsOf(`${path}: ${name}`, () =>
        assert(known.includes(`"${name}"`), 'Apple has no such name.'),
      ),
    )
    return [...requests, ...names].flat()
  })
}

/** @param {string} what @param {() => void} run */
function problemsOf(what, run) {
  try {
    run()
    return []
  } catch (error) {
    return [`${what}: ${/** @type {Error} */ (error).message}`]
  }
}
