// Runs the bundled action the way a runner does, for the tests, the bench and `npm start`.
// https://github.com/actions/runner/tree/main/src/Runner.Worker
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { EOL, tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

const FILE_COMMANDS = ['GITHUB_OUTPUT', 'GITHUB_STATE', 'GITHUB_ENV', 'GITHUB_PATH']

/**
 * @typedef {object} Step
 * @property {Record<string, string>} [inputs] by the names of action.yml
 * @property {NodeJS.ProcessEnv} [env] what else the runner or the workflow sets
 * @property {Record<string, string>} [state] what an earlier run of the step saved, for a post step
 * @property {string} [script] what to run, from the project's folder
 *
 * @typedef {Awaited<ReturnType<typeof runStep>>} Result
 */

/**
 * Runs a step in its own process, with a new environment and empty command files.
 *
 * @param {Step} step
 */
export async function runStep({ inputs = {}, env = {}, state = {}, script = 'dist/index.js' }) {
  const folder = mkdtempSync(join(tmpdir(), 'runner-'))
  try {
    const files = FILE_COMMANDS.map((name) => /** @type {const} */ ([name, join(folder, name)]))
    for (const [, file] of files) writeFileSync(file, '')
    const saved = Object.entries(state).map(([name, value]) => [`STATE_${name}`, value])
    const { exitCode, ...printed } = await runProgram(process.execPath, [resolve(root, script)], {
      cwd: folder,
      env: {
        // Windows cannot open a socket or find its own folders without this one.
        ...(process.platform === 'win32' && { SystemRoot: process.env['SystemRoot'] }),
        RUNNER_TEMP: folder,
        GITHUB_ACTIONS: 'true',
        GITHUB_WORKSPACE: folder,
        ...Object.fromEntries([...files, ...saved]),
        ...asInputs(inputs),
        ...env,
      },
    })
    const [output = '', saves = '', exports = '', path = ''] = files.map(([, file]) =>
      readFileSync(file, 'utf8'),
    )
    return {
      exitCode,
      // @actions/core ends lines as the system does.
      stdout: printed.stdout.replaceAll(EOL, '\n'),
      stderr: printed.stderr.replaceAll(EOL, '\n'),
      outputs: parsePairs(output),
      state: parsePairs(saves),
      /** What was written to GITHUB_ENV. */
      exported: parsePairs(exports),
      /** What was written to GITHUB_PATH. */
      path: path.split(/\r?\n/).filter(Boolean),
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * @param {string} program
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 * @returns {Promise<{ exitCode: number | null, stdout: string, stderr: string }>}
 */
export function runProgram(program, args, options) {
  return new Promise((done, fail) => {
    const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
    const printed = { stdout: '', stderr: '' }
    for (const name of /** @type {const} */ (['stdout', 'stderr'])) {
      child[name]?.setEncoding('utf8').on('data', (text) => {
        printed[name] += text
      })
    }
    child.on('error', fail).on('close', (exitCode) => done({ exitCode, ...printed }))
  })
}

/**
 * Returns the variables by which a runner passes inputs: upper case, spaces become underscores, hyphens
 * stay.
 *
 * @param {Record<string, string>} inputs
 */
export function asInputs(inputs) {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [
      `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`,
      value,
    ]),
  )
}

/**
 * Reads a file of `name=value` lines and of blocks from `name<<END` to `END`.
 *
 * @param {string} text
 */
export function parsePairs(text) {
  const pairs = text.matchAll(/^(.+?)(?:<<(.+)\r?\n([\s\S]*?)\r?\n\2|=(.*))\r?$/gm)
  return Object.fromEntries(
    Array.from(pairs, ([, name = '', , block, line]) => [name, block ?? line ?? '']),
  )
}

/**
 * Renders the log as a runner shows it: commands executed or formatted, and everything masked that is
 * in `secrets` or in an add-mask command, as a whole and line by line.
 *
 * @param {string} output
 * @param {string[]} secrets
 */
export function renderLog(output, secrets) {
  const masks = secrets.flatMap(maskedForms)
  const shown = []
  for (const line of output.split(/\r?\n/)) {
    const [, command = '', value = ''] = /^::(\S+?)(?: .*?)?::(.*)$/.exec(line) ?? []
    const text = value.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%')
    if (command === 'add-mask') masks.push(...maskedForms(text))
    else if (/^(error|warning|notice)$/.test(command)) {
      shown.push(`${command.charAt(0).toUpperCase()}${command.slice(1)}: ${mask(text, masks)}`)
    } else if (command !== 'debug') shown.push(mask(line, masks))
  }
  return shown.join('\n').trimEnd()
}

/** @param {string} value */
function maskedForms(value) {
  return [value, ...value.split(/\r?\n/)].map((form) => form.trim()).filter(Boolean)
}

/** @param {string} text @param {string[]} masks */
function mask(text, masks) {
  return masks
    .toSorted((a, b) => b.length - a.length)
    .reduce((shown, secret) => shown.replaceAll(secret, '***'), text)
}
