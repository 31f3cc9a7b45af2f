// `node tools/release-notes.js v1.2.3`: prints what CHANGELOG.md says about a release. Fails if the
// tag, package.json and the changelog do not agree. A second argument is the folder of other files.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './runner.js'

const [tag = '', folder = root] = process.argv.slice(2)
const read = (/** @type {string} */ file) => readFileSync(join(folder, file), 'utf8')

const { version } = JSON.parse(read('package.json'))
if (tag !== `v${version}`) fail(`The tag is ${tag}, but package.json says version ${version}.`)
const section = read('CHANGELOG.md')
  .split(/^(?=## |\[.+\]: )/m)
  .find((text) => text.startsWith(`## [${version}] - `))
const [heading = '', ...lines] = section?.split('\n') ?? []
if (!/ - \d{4}-\d\d-\d\d$/.test(heading)) {
  fail(`CHANGELOG.md has no heading "## [${version}] - YYYY-MM-DD".`)
}
console.log(lines.join('\n').trim())

/** @param {string} message */
function fail(message) {
  console.error(message)
  process.exit(1)
}
