// `npm run build`: builds dist/. tsc strips the types into lib/, and ncc bundles the step and the
// post step with what they import. `node tools/build.js FOLDER` builds into a new folder instead.
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { minify } from 'terser'
import { root } from './runner.js'

/** It has no types. */
const ncc = createRequire(import.meta.url)('@vercel/ncc')
const LICENSES = 'licenses.txt'

const [folder] = process.argv.slice(2)
const lib = join(root, 'lib')
const dist = join(root, 'dist')
const out = folder === undefined ? dist : resolve(folder)

rmSync(lib, { recursive: true, force: true })
const tsc = join(root, 'node_modules/typescript/bin/tsc')
execFileSync(process.execPath, [tsc, '--project', 'tsconfig.build.json'], {
  cwd: root,
  stdio: 'inherit',
})

// CommonJS starts 1 ms faster. ncc writes it where the nearest package.json has no type.
writeFileSync(join(lib, 'package.json'), JSON.stringify({ sideEffects: false }))

// @actions/core imports an HTTP client (undici, 1 MB) for OpenID Connect, which this action never
// uses. Its modules only declare things, but its package.json does not say so, and bundlers keep
// everything. A copy that says so, where the sources in lib/ find it first, lets ncc leave out
// whatever no import reaches.
const core = join(lib, 'node_modules/@actions/core')
cpSync(join(root, 'node_modules/@actions/core'), core, { recursive: true })
const manifest = join(core, 'package.json')
const declared = JSON.parse(readFileSync(manifest, 'utf8'))
writeFileSync(manifest, JSON.stringify({ ...declared, sideEffects: false }))

if (out === dist) rmSync(dist, { recursive: true, force: true })
mkdirSync(out)
for (const entry of ['index', 'post']) {
  const options = { license: LICENSES, cache: false, quiet: true }
  const { code, assets } = await ncc(join(lib, `${entry}.js`), options)
  writeFileSync(join(out, `${entry}.js`), await withoutUnused(code))
  // The step contains all code that others wrote; the post step is ours alone.
  if (assets[LICENSES]) writeFileSync(join(out, LICENSES), assets[LICENSES].source)
}
// The bundles are CommonJS, and the package.json above them says that this project is not.
writeFileSync(join(out, 'package.json'), '{"type":"commonjs"}\n')

/**
 * Removes the functions that nothing calls, of which @actions/core has many, and the comments, which are
 * in src/. Everything else keeps its name and its lines: people read what runs.
 *
 * @param {string} bundle
 */
async function withoutUnused(bundle) {
  const { code = '' } = await minify(bundle, {
    ecma: 2020,
    compress: { defaults: false, unused: true, dead_code: true, side_effects: true },
    mangle: false,
    // One space: all of it is in one function.
    format: {
      beautify: true,
      indent_level: 1,
      quote_style: 3,
      // V8 reads it faster.
      ascii_only: true,
      comments: /CONCATENATED MODULE/,
    },
  })
  return `${code}\n`
}
