import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { ISSUER_ID, KEY_ID, makeKey } from '../__tests__/helpers/keys.ts'
import { asInputs, root } from './runner.js'

const HELP = `Usage: npm run bench [-- --rounds NUMBER --against COMMIT]

Measures how long the step takes to start and sign, and the sizes of dist/. Whole processes, interleaved,
so that noise affects all of them in the same way.

--rounds NUMBER     how often each process runs, by default 100; 1 to try it
--against COMMIT    also measures the bundle of that commit, such as origin/main`

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

const BUNDLE = join(root, 'dist/index.js')
const { pem } = makeKey()
const inputs = { 'issuer-id': ISSUER_ID, 'key-id': KEY_ID, 'private-key': pem }

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '100' },
    against: { type: 'string' },
    help: { type: 'boolean' },
  },
})
if (values.help) {
  console.log(HELP)
  process.exit()
}
const rounds = Number(values.rounds)
if (!Number.isInteger(rounds) || rounds < 1) throw new Error('--rounds is a whole number from 1.')
const folder = mkdtempSync(join(tmpdir(), 'bench-'))
try {
  console.log(`Node ${process.version}, rounds: ${rounds}`)
  benchStart(rounds, values.against)
  printSizes()
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** @param {number} rounds @param {string} [commit] */
function benchStart(rounds, commit) {
  const scripts = new Map([
    ['floor', write('floor.mjs', FLOOR)],
    ['bare Node', write('bare.mjs', '')],
    ['action', BUNDLE],
  ])
  if (commit !== undefined) {
    const other = execFileSync('git', ['show', `${commit}:dist/index.js`], { cwd: root })
    scripts.set(commit, write('other.cjs', other))
  }
  const times = Array.from({ length: rounds }, () => [...scripts.values()].map((path) => run(path)))
  console.log('\n| start | ms | middle half | times the floor, paired | middle half |')
  console.log('|---|---|---|---|---|')
  for (const [n, name] of [...scripts.keys()].entries()) {
    const own = times.map((round) => Number(round[n]))
    const ratios = times.map((round) => Number(round[n]) / Number(round[0]))
    console.log(`| ${name} | ${spread(own, 1)} | ${spread(ratios, 3)} |`)
  }
}

function printSizes() {
  console.log('\n| size | kB |\n|---|---|')
  for (const file of readdirSync(join(root, 'dist'))) {
    console.log(`| dist/${file} | ${(statSync(join(root, 'dist', file)).size / 1000).toFixed(1)} |`)
  }
}

/**
 * Runs a script as a step, and returns how many milliseconds it took.
 *
 * @param {string} script
 */
function run(script) {
  const env = {
    ...(process.platform === 'win32' && { SystemRoot: process.env['SystemRoot'] }),
    GITHUB_OUTPUT: write('output', ''),
    ...asInputs(inputs),
  }
  const start = performance.now()
  const { status, stdout, stderr } = spawnSync(process.execPath, [script], { env })
  const milliseconds = performance.now() - start
  if (status !== 0) throw new Error(`${script} failed: ${stdout}${stderr}`)
  return milliseconds
}

/** @param {string} name @param {string | Uint8Array} content */
function write(name, content) {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}

/** @param {readonly number[]} values @param {number} digits */
function spread(values, digits) {
  const [lower, median, upper] = [0.25, 0.5, 0.75].map((part) =>
    quantile(values, part).toFixed(digits),
  )
  return `${median} | ${lower}–${upper}`
}

/** @param {readonly number[]} values @param {number} part of them that are at most as large */
function quantile(values, part) {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * part)] ?? Number.NaN
}
