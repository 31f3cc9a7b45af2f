// `npm run bench`: measures what the step costs, in whole processes, interleaved, so that noise affects
// all of them in the same way.
import { execFileSync, spawnSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { asInputs, root } from './runner.js'

const HELP = `Usage: npm run bench [-- --rounds NUMBER --against COMMIT]

Measures how long the step takes to start and sign, how that grows with its inputs, and the sizes of dist/.

--rounds NUMBER      how often each process runs; 100 by default, and 1 to try it
--against COMMIT     also measures the bundle of that commit, such as origin/main`

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
const folder = mkdtempSync(join(tmpdir(), 'bench-'))
const { privateKey: pem } = generateKeyPairSync('ec', {
  namedCurve: 'P-256',
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
})
const inputs = {
  'issuer-id': '57246542-96fe-1a63-e053-0824d011072a',
  'key-id': '2X9R4HXF34',
  'private-key': pem,
}

try {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '100' },
      against: { type: 'string' },
      help: { type: 'boolean' },
    },
  })
  const rounds = Number(values.rounds)
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error('--rounds is a whole number from 1.')
  if (values.help) console.log(HELP)
  else {
    console.log(`Node ${process.version}, rounds: ${rounds}`)
    benchStart(rounds, values.against)
    benchGrowth(Math.min(rounds, 5))
    printSizes()
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  console.error('For help: npm run bench -- --help')
  process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** @param {number} rounds @param {string} [commit] */
function benchStart(rounds, commit) {
  const scripts = [write('floor.mjs', FLOOR), write('bare.mjs', ''), BUNDLE]
  const names = ['floor', 'bare Node', 'action']
  if (commit !== undefined) {
    const other = execFileSync('git', ['show', `${commit}:dist/index.js`], {
      cwd: root,
      stdio: 'pipe',
    })
    scripts.push(write('other.cjs', other))
    names.push(commit)
  }
  const times = Array.from({ length: rounds }, () => scripts.map((script) => run(script)))
  console.log('\n| start | ms | middle half | times the floor, paired | middle half |')
  console.log('|---|---|---|---|---|')
  for (const [n, name] of names.entries()) {
    const own = times.map((round) => Number(round[n]))
    const ratios = times.map((round) => Number(round[n]) / Number(round[0]))
    console.log(`| ${name} | ${spread(own, 1)} | ${spread(ratios, 3)} |`)
  }
}

/** Texts that make the reader of keys work hardest, and a long scope: time has to stay linear. @param {number} rounds */
function benchGrowth(rounds) {
  const body = pem.split('\n').slice(1, -2).join('')
  const shapes = /** @type {const} */ ([
    ['private-key', 'letters that could start a key', 'MIGTAgEA'],
    ['private-key', 'Base64 of PEM lines', btoa('-----BEGIN PRIVATE KEY-----\n')],
    ['private-key', 'escapes', '\\\\n%41&#65;'],
    ['private-key', 'damaged keys', pem.replace(body, body.slice(0, -9))],
    ['scope', 'many lines', 'GET /v1/apps/1234567890\n'],
  ])
  // Linux allows 128 KiB for a variable with its name.
  const sizes = [8, 32, 128]
  console.log(`\n| input | ${sizes.map((size) => `ms with ${size} kB`).join(' | ')} |`)
  console.log('|---|---|---|---|')
  for (const [input, name, shape] of shapes) {
    const cells = sizes.map((size) => {
      const text = shape.repeat(128_000 / shape.length + 1).slice(0, size * 1000)
      return quantile(
        Array.from({ length: rounds }, () => run(BUNDLE, { [input]: text })),
        0.5,
      )
    })
    console.log(`| ${input} of ${name} | ${cells.map((ms) => ms.toFixed(0)).join(' | ')} |`)
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
 * @param {Record<string, string>} [more] inputs that it may reject, which is work too
 */
function run(script, more) {
  const env = {
    ...(process.platform === 'win32' && { SystemRoot: process.env['SystemRoot'] }),
    GITHUB_OUTPUT: write('output', ''),
    ...asInputs({ ...inputs, ...more }),
  }
  const start = performance.now()
  const { status, stdout, stderr } = spawnSync(process.execPath, [script], {
    env,
    encoding: 'utf8',
  })
  const milliseconds = performance.now() - start
  const isDone = status === 0 || (more !== undefined && stdout.startsWith('::error::'))
  if (!isDone) throw new Error(`${script} failed: ${stdout}${stderr}`)
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
