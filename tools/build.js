// Builds dist/: tsc strips the types into lib/, ncc bundles each entry with what it imports.
import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The step, the post step, and what the step loads only on demand, by an import that is marked with
 * webpackIgnore. ncc would split that off by itself, but then wraps the modules that both parts use
 * in functions, which makes every start 4 ms longer.
 */
const ENTRIES = ['index', 'cleanup', 'app-store-connect', 'installed-key', 'print-token']

// @actions/core drags in an HTTP client (undici, 1 MB) for OpenID Connect, which this action never
// uses. Its modules only declare things, but its package.json does not tell bundlers so, and they
// keep everything. Telling them lets ncc leave out whatever no import reaches; what an import does
// reach is bundled as ever, so nothing can be missing. bundle.test.ts holds the result.
const corePackage = 'node_modules/@actions/core/package.json'
writeFileSync(
  corePackage,
  JSON.stringify({ ...JSON.parse(readFileSync(corePackage, 'utf8')), sideEffects: false }, null, 2),
)

for (const folder of ['lib', 'dist']) rmSync(folder, { recursive: true, force: true })
node('node_modules/typescript/bin/tsc', '--project', 'tsconfig.build.json')

mkdirSync('dist')
for (const entry of ENTRIES) {
  const out = join('lib', 'bundles', entry)
  const licenses = ['--license', 'licenses.txt']
  node(
    'node_modules/@vercel/ncc/dist/ncc/cli.js',
    'build',
    `lib/${entry}.js`,
    '--out',
    out,
    '--no-cache',
    ...licenses,
  )
  copyFileSync(join(out, 'index.js'), join('dist', `${entry}.js`))
}
// The step holds all that others wrote; the rest of the bundles is ours.
for (const file of ['licenses.txt', 'package.json']) {
  copyFileSync(join('lib', 'bundles', 'index', file), join('dist', file))
}

/** @param {string} script @param {string[]} args */
function node(script, ...args) {
  execFileSync(process.execPath, [script, ...args], { stdio: 'inherit' })
}
