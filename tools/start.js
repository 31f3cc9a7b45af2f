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
const option = (/** @type {string} */ value = '') =>
  /** @type {const} */ ({ type: 'string', default: value })

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
    const options = {
      'issuer-id': option(env['ASC_ISSUER_ID']),
      'key-id': option(env['ASC_KEY_ID']),
      'private-key': option(env['ASC_PRIVATE_KEY_PATH']),
      'key-type': option(),
      lifetime: option(),
      scope: option(),
      audience: option(),
      verify: option(),
      'api-url': option(),
      'show-token': /** @type {const} */ ({ type: 'boolean', default: false }),
      help: /** @type {const} */ ({ type: 'boolean', default: false }),
    }
    return parseArgs({ options }).values
  } catch (error) {
    const [problem] = String(/** @type {Error} */ (error).message).split('. ')
    throw new Error(`${problem}. ${SEE_HELP}`)
  }
}

/** @param {Record<string, string>} inputs @param {boolean} showToken */
async function start(inputs, showToken) {
  const isOwnKey = ['issuer-id', 'key-id', 'private-key'].some((name) => inputs[name])
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
  const step = await runStep({ inputs, env: Object.fromEntries(proxy) })
  heading('The log, as a runner shows it')
  console.log(renderLog(step.stdout + step.stderr, [pem]))
  process.exitCode = step.exitCode ?? 1
  return step.outputs
}

/**
 * The step gets the path, so that it can read the key ID in the name of the file.
 *
 * @param {Record<string, string>} inputs
 */
function ownKey(inputs) {
  // npm runs this in the project's folder, and says in which folder it was called.
  const path = resolve(env['INIT_CWD'] ?? '', inputs['private-key'] ?? '')
  const hasOwner = inputs['issuer-id'] || inputs['key-type'] === 'individual'
  const hasKeyId = inputs['key-id'] || /(Auth|Api)Key_\w+\.p8$/.test(path)
  if (!inputs['private-key'] || !hasOwner || !hasKeyId) {
    const needed = '--private-key, --key-id, and --issuer-id or --key-type individual'
    throw new Error(`For your own key, set ${needed}. ${SEE_HELP}`)
  }
  try {
    return { step: { ...inputs, 'private-key': path }, pem: readFileSync(path, 'utf8') }
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error)
    throw new Error(`The file ${path} cannot be read (${code}). Use the path of your .p8 file.`)
  }
}

/** @param {Record<string, string>} inputs */
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
