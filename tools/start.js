// `npm start`: makes a token with a throwaway key, or with a real one, and shows all that happens.
// It runs the committed bundle and needs nothing installed but Node 20 or newer.
import { createPrivateKey, createPublicKey, generateKeyPairSync, verify } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { renderLog, runStep } from './runner.js'

const HELP = `Usage: npm start [-- options]

Without options, makes a token with a throwaway key. With a key of yours, give all three:
  --issuer-id UUID      or ASC_ISSUER_ID in the environment
  --key-id ID           or ASC_KEY_ID
  --private-key FILE    or ASC_PRIVATE_KEY_PATH: the .p8 file
And, if you like:
  --lifetime 15m        how long the token is valid
  --show-token          print the token itself`

const options = /** @type {const} */ ({
  'issuer-id': { type: 'string', default: process.env['ASC_ISSUER_ID'] ?? '' },
  'key-id': { type: 'string', default: process.env['ASC_KEY_ID'] ?? '' },
  'private-key': { type: 'string', default: process.env['ASC_PRIVATE_KEY_PATH'] ?? '' },
  lifetime: { type: 'string', default: '15m' },
  'show-token': { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
})

try {
  await start(parseArgs({ options }).values)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

/** @param {ReturnType<typeof parseArgs<{ options: typeof options }>>['values']} values */
async function start(values) {
  if (values.help) return console.log(HELP)
  const inputs = readOptions(values)
  const secrets = Object.values(inputs).filter((value) => value !== inputs.lifetime)
  const result = await runStep({ inputs })

  heading('The log, as a runner shows it')
  console.log(renderLog(result.stdout + result.stderr, secrets))
  process.exitCode = result.exitCode ?? 1
  const { token = '', 'expires-at': expiresAt } = result.outputs
  if (token === '') return

  heading('The outputs')
  console.log(
    `token: ${values['show-token'] ? token : `${token.length} characters (--show-token prints it)`}`,
  )
  console.log(`expires-at: ${expiresAt}`)

  const [header = '', payload = '', signature = ''] = token.split('.')
  heading('Header and payload of the token')
  for (const part of [header, payload]) {
    console.log(JSON.parse(Buffer.from(part, 'base64url').toString()))
  }
  const verified = verify(
    'sha256',
    Buffer.from(`${header}.${payload}`),
    { key: createPublicKey(createPrivateKey(inputs['private-key'])), dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  )
  heading(
    `The signature ${verified ? 'verifies' : 'DOES NOT VERIFY'} with the public half of the key`,
  )
  if (!verified) process.exitCode = 1
}

/** @param {{ 'issuer-id': string, 'key-id': string, 'private-key': string, lifetime: string }} values */
function readOptions(values) {
  const given = [values['issuer-id'], values['key-id'], values['private-key']].filter(
    Boolean,
  ).length
  if (given !== 0 && given !== 3) {
    throw new Error(`An issuer ID, a key ID and a key belong together.\n\n${HELP}`)
  }
  return {
    'issuer-id': values['issuer-id'] || '57246542-96fe-1a63-e053-0824d011072a',
    'key-id': values['key-id'] || '2X9R4HXF34',
    'private-key': given ? readFileSync(values['private-key'], 'utf8') : throwawayKey(),
    lifetime: values.lifetime,
  }
}

function throwawayKey() {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
}

/** @param {string} text */
function heading(text) {
  console.log(`\n== ${text}`)
}
