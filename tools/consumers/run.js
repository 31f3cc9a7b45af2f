// Runs real clients as later steps of the real bundles, by the recipes of the pages, against the tests'
// judge of Apple's rules. `run.sh` installs the clients and says where they and the certificates are.
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startAppleServer, startProxy } from '../../__tests__/helpers/apple-server.ts'
import { ISSUER_ID, KEY_ID, makeKey } from '../../__tests__/helpers/keys.ts'
import { root, runProgram, runStep } from '../runner.js'
import { CLIENTS } from './clients.js'
import { readRecipe } from './recipes.js'

/**
 * @import { KeyObject } from 'node:crypto'
 * @import { AppleServer } from '../../__tests__/helpers/apple-server.ts'
 * @import { Result } from '../runner.js'
 * @import { Client, KeyKind } from './clients.js'
 * @import { Recipe } from './recipes.js'
 */

/** @type {Record<KeyKind, Record<string, string>>} */
const INPUTS = {
  team: { 'issuer-id': ISSUER_ID },
  individual: { 'key-type': 'individual' },
  enterprise: { 'issuer-id': ISSUER_ID, audience: 'apple-developer-enterprise-v1' },
}
/** Milliseconds for one client: none takes more than a few seconds. */
const TIMEOUT = 60_000

const [clients = '', folder = ''] = process.argv.slice(2)
const tls = {
  key: readFileSync(join(folder, 'tls.key'), 'utf8'),
  cert: readFileSync(join(folder, 'tls.pem'), 'utf8'),
}
const standIns = makeStandIns()

let [served, failed] = [0, 0]
for (const kind of /** @type {KeyKind[]} */ (Object.keys(INPUTS))) await serveAll(kind)
console.log(`${served} served, ${failed} not served`)
process.exitCode = failed === 0 ? 0 : 1

/** Installs a key of one kind, runs the clients that support it, and removes it. @param {KeyKind} kind */
async function serveAll(kind) {
  const { key, pem } = makeKey()
  const temp = makeFolder(kind, 'temp')
  const step = await runStep({
    inputs: { ...INPUTS[kind], 'key-id': KEY_ID, 'private-key': pem, 'install-key': 'true' },
    env: { RUNNER_TEMP: temp },
  })
  if (step.exitCode !== 0) throw new Error(step.stdout)
  for (const client of CLIENTS.filter(({ kinds }) => kinds.includes(kind))) {
    await serve(client, kind, key, step)
  }
  await runStep({ script: 'dist/post.js', state: step.state })
  const left = readdirSync(temp)
  if (left.length > 0) throw new Error(`The post step left ${left.join(', ')} in RUNNER_TEMP.`)
}

/** @param {Client} client @param {KeyKind} kind @param {KeyObject} key @param {Result} step */
async function serve({ page, heading }, kind, key, step) {
  const recipe = readRecipe(page, heading, step.outputs)
  const home = makeFolder(kind, heading, 'home')
  const server = await startAppleServer(key, {
    tls,
    keyType: kind === 'individual' ? 'individual' : 'team',
    audience: INPUTS[kind]['audience'] ?? 'appstoreconnect-v1',
  })
  const proxy = await startProxy(server.url)
  const problems = await run(recipe, makeWorkspace(recipe, kind, heading), {
    ...trust(`http://${proxy.address}`),
    ...step.exported,
    HOME: home,
    TMPDIR: home,
    GITHUB_OUTPUT: join(home, 'output'),
    PATH: [...step.path, standIns, join(clients, 'python/bin'), '/usr/bin', '/bin'].join(':'),
  })
  await server.close()
  await proxy.close()

  if (server.requests.length === 0) problems.push('It sent no request.')
  const errors = server.responses.map(({ status }) => status).filter((status) => status !== 200)
  if (errors.length > 0) problems.push(`The server answered ${errors.join(', ')}.`)
  for (const file of secretsIn(home)) problems.push(`It left a key or token in ${file}.`)

  const given = Object.keys(recipe.env).join(', ')
  const hosts = proxy.requests.map(({ authority }) => authority.replace(/:443$/, ''))
  const result = problems.length === 0 ? 'served' : 'NOT SERVED'
  console.log(`${result}: ${heading}, ${kind} key; given ${given}; saw ${describe(server, hosts)}`)
  for (const problem of problems) console.log(problem)
  if (problems.length > 0) failed++
  else served++
}

/**
 * Runs a step as a runner does, with a bash that stops at the first error.
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsshell
 *
 * @param {Recipe} recipe
 * @param {string} cwd
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<string[]>} what went wrong
 */
async function run(recipe, cwd, env) {
  const flags = recipe.shell === 'bash' ? ['-eo', 'pipefail'] : ['-e']
  const { exitCode, stdout, stderr } = await runProgram('bash', [...flags, '-c', recipe.run], {
    cwd,
    env: { ...env, ...recipe.env },
    timeout: TIMEOUT,
  })
  return exitCode === 0 ? [] : [`It exited with ${exitCode}:\n${stdout}${stderr}`]
}

/** The variables by which clients find the proxy, and trust the CA of this run. @param {string} proxy */
function trust(proxy) {
  const ca = join(folder, 'ca.pem')
  return {
    HTTPS_PROXY: proxy,
    NODE_USE_ENV_PROXY: '1',
    NODE_EXTRA_CA_CERTS: ca,
    CURL_CA_BUNDLE: ca,
    REQUESTS_CA_BUNDLE: ca,
    SSL_CERT_FILE: ca,
  }
}

/** A folder with the files of a recipe, the packages and the scripts that it uses. @param {Recipe} recipe @param {string[]} path */
function makeWorkspace({ files }, ...path) {
  const workspace = makeFolder(...path, 'workspace')
  symlinkSync(join(clients, 'node_modules'), join(workspace, 'node_modules'))
  mkdirSync(join(workspace, '.github'))
  symlinkSync(join(root, 'examples/testflight'), join(workspace, '.github/testflight'))
  for (const [name, text] of files) writeFileSync(join(workspace, name), text)
  return workspace
}

/** A folder with the programs that stand in for Apple's and Expo's. */
function makeStandIns() {
  const bin = makeFolder('bin')
  const source = join(root, 'tools/consumers/stand-ins')
  for (const name of ['xcrun', 'xcodebuild', 'eas']) {
    symlinkSync(join(source, `${name}.js`), join(bin, name))
  }
  symlinkSync(process.execPath, join(bin, 'node'))
  return bin
}

/** @param {string[]} names */
function makeFolder(...names) {
  const path = join(folder, ...names.map((name) => name.replaceAll(/\W/g, '-')))
  mkdirSync(path, { recursive: true })
  return path
}

/** What clients left behind: the files that contain a token or a key. @param {string} home */
function secretsIn(home) {
  const entries = readdirSync(home, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((path) => /eyJ|PRIVATE KEY/.test(readFileSync(path, 'latin1')))
}

/** What the server saw, each request once. @param {AppleServer} server @param {string[]} hosts */
function describe({ requests }, hosts) {
  const seen = requests.map(({ target, token }) => {
    const [, payload = ''] = token.split('.')
    const { iss, exp } = JSON.parse(Buffer.from(payload, 'base64url').toString() || '{}')
    const minutes = Math.round((exp - Date.now() / 1000) / 60)
    const owner = iss ? "the issuer's" : "the user's"
    return `${target} with ${owner} token for ${minutes} minutes`
  })
  return `${[...new Set(seen)].join(', ')} at ${[...new Set(hosts)].join(', ')}`
}
