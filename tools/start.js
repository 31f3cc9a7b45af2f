// Creates a token with a throwaway key, or with your own, and shows everything that happens. Runs the
// committed bundle, and needs nothing installed but Node.
import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { renderLog, runStep } from './runner.js'

const HELP = `Usage: npm start [-- options]

Without options, creates a token with a throwaway key. For your own key:
  --issuer-id UUID      or ASC_ISSUER_ID in the environment
  --key-id ID           or ASC_KEY_ID; not needed for a file named AuthKey_ID.p8
  --private-key FILE    or ASC_PRIVATE_KEY_PATH: the .p8 file
And, as in a workflow:
  --key-type individual, --lifetime 19m, --scope 'GET /v1/apps', --audience NAME
  --verify true         check that Apple accepts the token; --api-url URL to check elsewhere
  --show-token          print the token itself`

const SEE_HELP = 'npm start -- --help lists all options.'

const { env } = process
const text = /** @type {const} */ ({ type: 'string' })
const inputOptions = {
  'issuer-id': { ...text, default: env['ASC_ISSUER_ID'] ?? '' },
  'key-id': { ...text, default: env['ASC_KEY_ID'] ?? '' },
  'private-key': { ...text, default: env['ASC_PRIVATE_KEY_PATH'] ?? '' },
  'key-type': { ...text, default: '' },
  lifetime: { ...text, default: '' },
  scope: { ...text, default: '' },
  audience: { ...text, default: '' },
  verify: { ...text, default: '' },
  'api-url': { ...text, default: '' },
}
const flags = /** @type {const} */ ({
  'show-token': { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
})

/** @typedef {{ [name in keyof typeof inputOptions]: string }} Inputs */

try {
  const { 'show-token': showToken, help, ...inputs } = readOptions()
  if (help) console.log(HELP)
  else await start(inputs, showToken)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

function readOptions() {
  try {
    return parseArgs({ options: { ...inputOptions, ...flags } }).values
  } catch (error) {
    const [problem] = String(/** @type {Error} */ (error).message).split('. ')
    throw new Error(`${problem}. ${SEE_HELP}`)
  }
}

/** @param {Inputs} inputs @param {boolean} showToken */
async function start(inputs, showToken) {
  const isOwnKey = [inputs['issuer-id'], inputs['key-id'], inputs['private-key']].some(Boolean)
  const { step, pem } = isOwnKey ? ownKey(inputs) : throwawayKey(inputs)
  const { token = '', ...others } = await run(step, pem)
  if (token === '') return

  heading('The outputs')
  console.log(`token: ${showToken ? token : `${token.length} characters (--show-token prints it)`}`)
  for (const [name, value] of Object.entries(others)) console.log(`${name}: ${value}`)

  const [header = '', payload = '', signature = ''] = token.split('.')
  heading('Header and payload of the token')
  for (const part of [header, payload]) {
    console.log(JSON.parse(Buffer.from(part, 'base64url').toString()))
  }

  const verified = verify(
    'sha256',
    Buffer.from(`${header}.${payload}`),
    { key: createPublicKey(pem), dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  )
  heading(`The signature ${verified ? 'verifies' : 'DOES NOT VERIFY'} with the public key`)
  if (!verified) process.exitCode = 1
}

/** @param {Record<string, string>} inputs @param {string} pem what a workflow has in a secret */
async function run(inputs, pem) {
  // A proxy is for --verify.
  const proxy = Object.entries(env).filter(([name]) => /^(https?|no)_proxy$/i.test(name))
  const { exitCode, stdout, stderr, outputs } = await runStep({
    inputs,
    env: Object.fromEntries(proxy),
  })
  heading('The log, as a runner shows it')
  console.log(renderLog(stdout + stderr, [pem]))
  process.exitCode = exitCode ?? 1
  return outputs
}

/**
 * The step gets the path, so that it can read the key ID in the name of the file.
 *
 * @param {Inputs} inputs
 */
function ownKey(inputs) {
  if (inputs['private-key'] === '') {
    throw new Error(`Set --private-key to the path of your .p8 file. ${SEE_HELP}`)
  }
  if (inputs['issuer-id'] === '' && inputs['key-type'] !== 'individual') {
    throw new Error(
      `Set --issuer-id, or --key-type individual if the key has no issuer ID. ${SEE_HELP}`,
    )
  }
  // npm runs this in the project's folder, and says in which folder it was called.
  const path = resolve(env['INIT_CWD'] ?? '', inputs['private-key'])
  if (inputs['key-id'] === '' && !/(Auth|Api)Key_\w+\.p8$/.test(path)) {
    throw new Error(`Set --key-id, since the name of the file does not contain it. ${SEE_HELP}`)
  }
  return { step: { ...inputs, 'private-key': path }, pem: readKey(path) }
}

/** @param {string} path */
function readKey(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error)
    throw new Error(`The file ${path} cannot be read (${code}). Use the path of your .p8 file.`)
  }
}

/** @param {Inputs} inputs */
function throwawayKey(inputs) {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const ids = { 'issuer-id': '57246542-96fe-1a63-e053-0824d011072a', 'key-id': '2X9R4HXF34' }
  return { step: { ...inputs, ...ids, 'private-key': pem }, pem }
}

/** @param {string} title */
function heading(title) {
  console.log(`\n== ${title}`)
}
