// Stands in for gcloud, az and vault, which no package registry has: accepts only the arguments that
// their documentation has, signs with a real key, and prints what they print. It is no TypeScript, for
// which Node takes twice as long to start.
import { createPrivateKey, createPublicKey, sign } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'

const [tool = '', ...args] = process.argv.slice(2)
const { STAND_IN_KEY = '', STAND_IN_FAILURE, STAND_IN_OUTPUT } = process.env
const key = createPrivateKey(readFileSync(STAND_IN_KEY))
const pem = () => createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString()

if (Object.keys(process.env).some((name) => name.startsWith('INPUT_'))) fail('It got the inputs.')
if (STAND_IN_FAILURE !== undefined) fail(STAND_IN_FAILURE)
if (STAND_IN_OUTPUT !== undefined) process.stdout.write(STAND_IN_OUTPUT)
else if (tool === 'gcloud') gcloud()
else if (tool === 'az') az()
else vault()

/**
 * https://cloud.google.com/sdk/gcloud/reference/kms/asymmetric-sign
 * https://cloud.google.com/sdk/gcloud/reference/kms/keys/versions/get-public-key
 */
function gcloud() {
  const words = args.filter((arg) => !arg.startsWith('--')).join(' ')
  const where = ['--project', '--location', '--keyring', '--key', '--quiet']
  if (words === 'kms keys versions get-public-key 1') {
    const { '--output-file': file = '' } = options([...where, '--output-file'])
    writeFileSync(file, pem())
  } else if (words === 'kms asymmetric-sign') {
    const names = ['--version', '--digest-algorithm', '--input-file', '--signature-file']
    const given = options([...where, ...names])
    if (given['--digest-algorithm'] !== 'sha256') fail('Invalid choice')
    const signature = sign('sha256', readFileSync(given['--input-file'] ?? ''), key)
    writeFileSync(given['--signature-file'] ?? '', signature)
  } else fail(`Invalid choice: ${words}`)
}

/**
 * https://learn.microsoft.com/cli/azure/keyvault/key#az-keyvault-key-sign
 * https://learn.microsoft.com/cli/azure/keyvault/key#az-keyvault-key-download
 */
function az() {
  const [group, noun, verb, ...rest] = args
  const given = Object.fromEntries(
    rest.flatMap((arg, at) => (arg.startsWith('--') ? [[arg, rest[at + 1]]] : [])),
  )
  const known = ['--id', '--output', '--only-show-errors', '--file', '--encoding']
  const unknown = Object.keys(given).filter(
    (name) => ![...known, '--algorithm', '--digest'].includes(name),
  )
  if (`${group} ${noun}` !== 'keyvault key' || unknown.length > 0) fail('unrecognized arguments')
  if (verb === 'download') {
    if (existsSync(given['--file'] ?? '')) fail('File or directory already exists.')
    writeFileSync(given['--file'] ?? '', pem())
  } else {
    const signature = signDigest(given['--digest'] ?? '').toString('base64')
    process.stdout.write(JSON.stringify({ algorithm: 'ES256', keyId: given['--id'], signature }))
  }
}

/** https://developer.hashicorp.com/vault/api-docs/secret/transit */
function vault() {
  const [verb, format, path = '', ...pairs] = args
  if (format !== '-format=json') fail('flag provided but not defined')
  const data = new Map(pairs.map((pair) => [pair.split('=')[0], pair.replace(/^\w+=/, '')]))
  if (verb === 'read' && /^transit\/keys\/\w+$/.test(path)) {
    const keys = { 1: { public_key: 'old' }, 2: { name: 'P-256', public_key: pem() } }
    process.stdout.write(JSON.stringify({ data: { type: 'ecdsa-p256', latest_version: 2, keys } }))
  } else if (verb === 'write' && /^transit\/sign\/\w+$/.test(path)) {
    if (data.get('prehashed') !== 'true' || data.get('hash_algorithm') !== 'sha2-256') fail('400')
    if (data.get('marshaling_algorithm') !== 'jws') fail('400')
    const signature = `vault:v2:${signDigest(data.get('input') ?? '').toString('base64url')}`
    process.stdout.write(JSON.stringify({ data: { key_version: 2, signature } }))
  } else fail(`No value found at ${path}`)
}

/**
 * Node signs messages and not digests, so this finds the message that the caller left beside it.
 *
 * @param {string} digest
 */
function signDigest(digest) {
  if (Buffer.from(digest, 'base64').compare(readFileSync('digest')) !== 0) fail('Another digest')
  return sign('sha256', readFileSync('message'), { key, dsaEncoding: 'ieee-p1363' })
}

/** @param {readonly string[]} names @returns {Record<string, string>} */
function options(names) {
  const given = args.filter((arg) => arg.startsWith('--')).map((arg) => arg.split('='))
  const unknown = given.find(([name = '']) => !names.includes(name))
  if (unknown) fail(`unrecognized arguments: ${unknown}`)
  return Object.fromEntries(given)
}

/** @param {string} message @returns {never} */
function fail(message) {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}
