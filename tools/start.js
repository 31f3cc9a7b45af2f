// `npm start`: makes a token with a throwaway key, or with a real one, and shows all that happens.
// It runs the committed bundle and needs nothing installed but Node 20 or newer.
import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { renderLog, runStep } from './runner.js'

const HELP = `Usage: npm start [-- options]

Without options, makes a token with a throwaway key. For a key of yours:
  --issuer-id UUID      or ASC_ISSUER_ID in the environment
  --key-id ID           or ASC_KEY_ID
  --private-key FILE    or ASC_PRIVATE_KEY_PATH: the .p8 file
And, as in a workflow:
  --key-type individual, --lifetime 19m, --scope 'GET /v1/apps', --audience NAME
  --verify true         ask Apple whether it takes the token; --api-url URL to ask elsewhere
  --show-token          print the token itself`

const { env } = process
const text = /** @type {const} */ ({ type: 'string' })
const options = {
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
const switches = /** @type {const} */ ({
  'show-token': { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
})

try {
  const {
    'show-token': showToken,
    help,
    ...inputs
  } = parseArgs({
    options: { ...options, ...switches },
  }).values
  if (help) console.log(HELP)
  else await start(inputs, showToken)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

/** @param {{ [name in keyof typeof options]: string }} inputs @param {boolean} showToken */
async function start(inputs, showToken) {
  const given = [inputs['issuer-id'], inputs['key-id'], inputs['private-key']]
  const step = given.some(Boolean) ? readKey(inputs) : { ...inputs, ...throwaway() }
  // What a workflow takes from `secrets`, which a runner masks.
  const secrets = [step['issuer-id'], step['key-id'], step['private-key']].filter(Boolean)
  const { token = '', 'expires-at': expiresAt } = await run(step, secrets)
  if (token === '') return

  heading('The outputs')
  console.log(`token: ${showToken ? token : `${token.length} characters (--show-token prints it)`}`)
  console.log(`expires-at: ${expiresAt}`)

  const [header = '', payload = '', signature = ''] = token.split('.')
  heading('Header and payload of the token')
  for (const part of [header, payload]) {
    console.log(JSON.parse(Buffer.from(part, 'base64url').toString()))
  }

  const verified = verify(
    'sha256',
    Buffer.from(`${header}.${payload}`),
    { key: createPublicKey(step['private-key']), dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  )
  heading(
    `The signature ${verified ? 'verifies' : 'DOES NOT VERIFY'} with the public half of the key`,
  )
  if (!verified) process.exitCode = 1
}

/** @param {Record<string, string>} inputs @param {string[]} secrets */
async function run(inputs, secrets) {
  // A proxy is for --verify.
  const proxy = Object.entries(env).filter(([name]) => /^(https?|no)_proxy$/i.test(name))
  const { exitCode, stdout, stderr, outputs } = await runStep({
    inputs,
    env: Object.fromEntries(proxy),
  })
  heading('The log, as a runner shows it')
  console.log(renderLog(stdout + stderr, secrets))
  process.exitCode = exitCode ?? 1
  return outputs
}

/**
 * The text of the file, since that is what a secret holds.
 *
 * @param {{ [name in keyof typeof options]: string }} inputs
 */
function readKey(inputs) {
  if (inputs['private-key'] === '') return inputs
  // npm runs this in the project's folder, and says in which folder it was called.
  const path = resolve(env['INIT_CWD'] ?? '', inputs['private-key'])
  try {
    return { ...inputs, 'private-key': readFileSync(path, 'utf8') }
  } catch {
    throw new Error(`The file ${path} cannot be read. Give the path of the .p8 file.`)
  }
}

function throwaway() {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return {
    'issuer-id': '57246542-96fe-1a63-e053-0824d011072a',
    'key-id': '2X9R4HXF34',
    'private-key': privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}

/** @param {string} title */
function heading(title) {
  console.log(`\n== ${title}`)
}
