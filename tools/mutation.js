// `npm run mutation`: changes the source in many small ways, each of which a test should notice. Folders
// are judged one by one, each by the tests of the folder that mirrors it.
import { execFileSync } from 'node:child_process'
import { globSync, mkdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { root } from './runner.js'

const HELP = `Usage: npm run mutation [-- FOLDER or FILE ... | --since COMMIT]

Changes the source in many small ways, and runs the tests with each change. They must notice at least
95 % of the changes in each folder.

npm run mutation                           all of src/
npm run mutation -- inputs                 src/inputs/; src alone means the files at its top
npm run mutation -- src/token.ts           one file
npm run mutation -- --since origin/main    the files that differ from there, or whose tests do

A change that no test can notice is excluded by a comment above its line:
// Stryker disable next-line ConditionalExpression: without it, only slower`

process.chdir(root)
// The entries only call what the other files do.
const all = globSync('src/**/*.ts', { exclude: ['src/index.ts', 'src/post.ts'] })
  .map((path) => path.replaceAll('\\', '/'))
  .toSorted()

try {
  const { values, positionals } = parseArgs({
    options: { since: { type: 'string' }, help: { type: 'boolean' } },
    allowPositionals: true,
  })
  if (values.help) console.log(HELP)
  else await run(values.since === undefined ? select(positionals) : changedSince(values.since))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

/** Returns src/inputs for src/inputs/requests/read.ts, and src for a file at its top. @param {string} file */
function folderOf(file) {
  return dirname(file).split('/').slice(0, 2).join('/')
}

/** @param {string[]} names */
function select(names) {
  if (names.length === 0) return all
  return names.flatMap((name) => {
    const paths = [name, `src/${name}`].map((path) => path.replace(/\/$/, ''))
    const found = all.filter((file) => paths.includes(file) || paths.includes(folderOf(file)))
    if (found.length > 0) return found
    const folders = [...new Set(all.map(folderOf))].join(', ')
    throw new Error(`"${name}" is no file to change, and none of the folders ${folders}.`)
  })
}

/** @param {string} commit */
function changedSince(commit) {
  const options = ['diff', '--name-only', '--merge-base', commit]
  const diff = execFileSync('git', options, { encoding: 'utf8', stdio: 'pipe' })
  const changed = diff.replaceAll(/^__tests__\/(.*)\.test\.ts$/gm, 'src/$1.ts').split('\n')
  return all.filter((file) => changed.includes(file))
}

/** @param {string[]} files */
async function run(files) {
  if (files.length === 0) return console.log('No file of src/ differs from there.')
  // Whatever a mutant writes or removes, it does so in a folder of its own.
  const temp = join(root, '.mutation/temp')
  rmSync(temp, { recursive: true, force: true })
  mkdirSync(temp, { recursive: true })
  for (const name of ['TMPDIR', 'TEMP', 'TMP']) process.env[name] = temp
  // Stryker asks for the temporary folder as soon as it is loaded.
  const { Stryker } = await import('@stryker-mutator/core')

  const folders = [...new Set(files.map(folderOf))]
  const failed = []
  for (const folder of folders) {
    const mutate = files.filter((file) => folderOf(file) === folder)
    const tests = folder === 'src' ? '*.test.ts' : `${folder.slice('src/'.length)}/**/*.test.ts`
    console.log(['', `${folder}:`, ...mutate].join('\n'))
    process.exitCode = 0
    const config = { testMatch: [`<rootDir>/__tests__/${tests}`] }
    await new Stryker({ mutate, jest: { config } }).runMutationTest()
    if (process.exitCode !== 0) failed.push(folder)
  }
  if (failed.length > 0) throw new Error(`Fewer than 95 % were noticed in ${failed.join(', ')}.`)
  console.log(`The tests noticed at least 95 % of the changes in ${folders.join(', ')}.`)
}
