// `npm run bench`: measures what the step costs. Whole processes, interleaved, so that noise affects
// all of them in the same way.
import { spawnSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { asInputs, root } from './runner.js'

const ROUNDS = Number(process.argv[2] ?? 100)

// The least that any such action must do: import the key, sign once, append the output.
const FLOOR = `
import { createPrivateKey, sign } from 'node:crypto'
import { appendFileSync } from 'node:fs'
const key = createPrivateKey(process.env['INPUT_PRIVATE-KEY'])
const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url')
const now = Math.floor(Date.now() / 1000)
const text = [
  encode({ alg: 'ES256', kid: process.env['INPUT_KEY-ID'], typ: 'JWT' }),
  encode({ iss: process.env['INPUT_ISSUER-ID'], iat: now, exp: now + 900, aud: 'appstoreconnect-v1' }),
].join('.')
const signature = sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' })
appendFileSync(process.env.GITHUB_OUTPUT, 'token=' + text + '.' + signature.toString('base64url') + '\\n')
`

const folder = mkdtempSync(join(tmpdir(), 'bench-'))
try {
  bench()
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function bench() {
  const scripts = {
    'bare Node': join(folder, 'bare.mjs'),
    floor: join(folder, 'floor.mjs'),
    action: join(root, 'dist/index.js'),
  }
  writeFileSync(scripts['bare Node'], '')
  writeFileSync(scripts.floor, FLOOR)
  const env = environment()

  /** @type {Record<string, number[]>} */
  const times = Object.fromEntries(Object.keys(scripts).map((name) => [name, []]))
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, script] of Object.entries(scripts)) times[name]?.push(time(script, env))
  }

  const floor = times['floor'] ?? []
  console.log(`Node ${process.version}, ${ROUNDS} rounds\n`)
  console.log('| cold start | median ms | middle half | ratio to the floor, paired | middle half |')
  console.log('|---|---|---|---|---|')
  for (const [name, values] of Object.entries(times)) {
    const ratios = values.map((value, round) => value / (floor[round] ?? Number.NaN))
    console.log(`| ${name} | ${spread(values, 1)} | ${spread(ratios, 3)} |`)
  }
  console.log('\n| size | kB |\n|---|---|')
  for (const file of readdirSync(join(root, 'dist'), { recursive: true, encoding: 'utf8' })) {
    const path = join(root, 'dist', file)
    if (statSync(path).isFile()) console.log(`| dist/${file} | ${kB(readFileSync(path))} |`)
  }
  console.log(`| release archive, gzipped | ${kB(archive())} |`)
}

function environment() {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const output = join(folder, 'output')
  writeFileSync(output, '')
  return {
    ...(process.platform === 'win32' && { SystemRoot: process.env['SystemRoot'] }),
    GITHUB_OUTPUT: output,
    ...asInputs({
      'issuer-id': '57246542-96fe-1a63-e053-0824d011072a',
      'key-id': '2X9R4HXF34',
      'private-key': privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    }),
  }
}

/** @param {string} script @param {NodeJS.ProcessEnv} env */
function time(script, env) {
  const start = process.hrtime.bigint()
  const { status, stderr } = spawnSync(process.execPath, [script], { env })
  const milliseconds = Number(process.hrtime.bigint() - start) / 1e6
  if (status !== 0) throw new Error(`${script} failed: ${stderr}`)
  return milliseconds
}

/** The archive of the last commit, which is what a runner downloads for a release. */
function archive() {
  const { stdout } = spawnSync('git', ['archive', 'HEAD'], { cwd: root, maxBuffer: 2 ** 28 })
  return gzipSync(stdout)
}

/** The median and the quartiles. @param {number[]} values @param {number} digits */
function spread(values, digits) {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (/** @type {number} */ part) =>
    (sorted[Math.floor((sorted.length - 1) * part)] ?? Number.NaN).toFixed(digits)
  return `${at(0.5)} | ${at(0.25)}–${at(0.75)}`
}

/** @param {Uint8Array} bytes */
function kB(bytes) {
  return (bytes.length / 1000).toFixed(1)
}
