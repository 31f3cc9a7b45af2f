// `npm run bench [ROUNDS]`: measures what the step costs. Whole processes, interleaved, so that noise
// affects all of them in the same way.
import { spawnSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { asInputs, root } from './runner.js'
import { formatSpread, ratios } from './statistics.js'

const rounds = Number(process.argv[2] ?? 100)

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

// Prints the peak memory of the process, in kilobytes, after whatever the script prints.
const PEAK = `process.on('exit', () => console.error('peak', process.resourceUsage().maxRSS))`

const folder = mkdtempSync(join(tmpdir(), 'bench-'))
const inputs = {
  'issuer-id': '57246542-96fe-1a63-e053-0824d011072a',
  'key-id': '2X9R4HXF34',
  'private-key': generateKeyPairSync('ec', { namedCurve: 'P-256' })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString(),
}
try {
  console.log(`Node ${process.version}, ${rounds} rounds`)
  benchStart()
  benchGrowth()
  printSizes()
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function benchStart() {
  const scripts = {
    'bare Node': join(folder, 'bare.mjs'),
    floor: join(folder, 'floor.mjs'),
    action: join(root, 'dist/index.js'),
  }
  writeFileSync(scripts['bare Node'], '')
  writeFileSync(scripts.floor, FLOOR)
  const env = environment(inputs)

  /** @type {Record<string, number[]>} */
  const times = Object.fromEntries(Object.keys(scripts).map((name) => [name, []]))
  for (let round = 0; round < rounds; round++) {
    for (const [name, script] of Object.entries(scripts)) {
      times[name]?.push(run([script], env).milliseconds)
    }
  }
  console.log(
    '\n| cold start | median ms | middle half | ratio to the floor, paired | middle half |',
  )
  console.log('|---|---|---|---|---|')
  for (const [name, values] of Object.entries(times)) {
    const paired = ratios(values, times['floor'] ?? [])
    console.log(`| ${name} | ${formatSpread(values, 1)} | ${formatSpread(paired, 3)} |`)
  }
}

/** Texts that make the reader of keys work hardest, and a long scope: time has to stay linear. */
function benchGrowth() {
  const peak = join(folder, 'peak.cjs')
  writeFileSync(peak, PEAK)
  const action = ['--require', peak, join(root, 'dist/index.js')]
  const body = inputs['private-key'].split('\n').slice(1, -2).join('')
  const shapes = {
    'letters that could start a key': 'MIGTAgEA',
    'Base64 of PEM lines': Buffer.from('-----BEGIN PRIVATE KEY-----\n').toString('base64'),
    escapes: '\\\\n%41&#65;',
    'damaged keys': `-----BEGIN PRIVATE KEY-----\n${body.slice(0, -9)}\n-----END PRIVATE KEY-----\n`,
  }
  console.log('\n| input | kB | ms | peak MB |\n|---|---|---|---|')
  for (const [name, shape] of Object.entries(shapes)) {
    for (const kilobytes of [1, 8, 32, 128]) {
      // Linux allows 128 KiB for a variable with its name.
      const text = shape.repeat(200_000 / shape.length).slice(0, kilobytes * 1000)
      printGrowth(`private-key of ${name}`, kilobytes, action, { 'private-key': text })
    }
  }
  const scope = Array.from({ length: 1000 }, (_, n) => `GET /v1/apps/${n}`).join('\n')
  printGrowth('scope of 1,000 lines', scope.length / 1000, action, { scope })
}

/** @param {string} name @param {number} kilobytes @param {string[]} args @param {object} more */
function printGrowth(name, kilobytes, args, more) {
  const runs = Array.from({ length: 5 }, () => run(args, environment({ ...inputs, ...more })))
  const peaks = runs.map(({ stderr }) => Number(/peak (\d+)/.exec(stderr)?.[1]) / 1000)
  const times = runs.map(({ milliseconds }) => milliseconds)
  const median = (/** @type {number[]} */ values) => formatSpread(values, 0).split(' ')[0]
  console.log(`| ${name} | ${kilobytes.toFixed(0)} | ${median(times)} | ${median(peaks)} |`)
}

function printSizes() {
  console.log('\n| size | kB |\n|---|---|')
  for (const file of readdirSync(join(root, 'dist'), { recursive: true, encoding: 'utf8' })) {
    const path = join(root, 'dist', file)
    if (statSync(path).isFile()) console.log(`| dist/${file} | ${kB(readFileSync(path))} |`)
  }
  console.log(`| release archive, gzipped | ${kB(archive())} |`)
}

/** @param {Record<string, string>} inputs */
function environment(inputs) {
  const output = join(folder, 'output')
  writeFileSync(output, '')
  return {
    ...(process.platform === 'win32' && { SystemRoot: process.env['SystemRoot'] }),
    GITHUB_OUTPUT: output,
    ...asInputs(inputs),
  }
}

/** @param {string[]} args @param {NodeJS.ProcessEnv} env */
function run(args, env) {
  const start = process.hrtime.bigint()
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { env, encoding: 'utf8' })
  const milliseconds = Number(process.hrtime.bigint() - start) / 1e6
  // A step that rejects its inputs has done its work too.
  if (status !== 0 && !stdout.startsWith('::error::')) throw new Error(`${args} failed: ${stderr}`)
  return { milliseconds, stderr }
}

/** The archive of the last commit, which is what a runner downloads for a release. */
function archive() {
  const { stdout } = spawnSync('git', ['archive', 'HEAD'], { cwd: root, maxBuffer: 2 ** 28 })
  return gzipSync(stdout)
}

/** @param {Uint8Array} bytes */
function kB(bytes) {
  return (bytes.length / 1000).toFixed(1)
}
