// Builds dist/: tsc strips the types into lib/, ncc bundles each entry with what it imports.
import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'

// @actions/core drags in an HTTP client (undici, 1 MB) for OpenID Connect, which this action never
// uses. Its modules only declare things, but its package.json does not tell bundlers so, and they
// keep everything. Telling them lets ncc leave out whatever no import reaches; what an import does
// reach is bundled as ever, so nothing can be missing. bundle.test.ts holds the result.
const corePackage = 'node_modules/@actions/core/package.json'
writeFileSync(
  corePackage,
  JSON.stringify({ ...JSON.parse(readFileSync(corePackage, 'utf8')), sideEffects: false }, null, 2),
)

/** @param {string} script @param {string[]} args */
const node = (script, ...args) =>
  execFileSync(process.execPath, [script, ...args], { stdio: 'inherit' })

for (const folder of ['lib', 'dist']) rmSync(folder, { recursive: true, force: true })
node('node_modules/typescript/bin/tsc', '--project', 'tsconfig.build.json')
node(
  'node_modules/@vercel/ncc/dist/ncc/cli.js',
  'build',
  'lib/index.js',
  '--no-cache',
  '--license',
  'licenses.txt',
)
