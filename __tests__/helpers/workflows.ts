import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll } from '@jest/globals'
import { parse } from 'yaml'
import { root } from '../../tools/runner.js'
import { yamlBlocks } from './markdown.ts'

export interface Declaration {
  readonly description: string
  readonly default?: string
}

export interface Action {
  readonly description: string
  readonly inputs: Record<string, Declaration>
  readonly outputs: Record<string, Declaration>
  readonly runs: Record<string, string>
}

export const actionText = readFileSync(join(root, 'action.yml'), 'utf8')
export const action: Action = parse(actionText)

const repository: string = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).name

/** What GitHub's own parser finds wrong with an action.yml. */
export async function findActionProblems(text: string): Promise<string[]> {
  const [problems = []] = await parseFiles([{ path: 'action.yml', text }])
  return problems.map(({ line, message }) => `line ${line + 1}: ${message}`)
}

/**
 * What is wrong with the workflows in a page: what GitHub's own parser says of them, and inputs and
 * outputs that the action does not have. Parts of a workflow are completed first.
 */
export async function findWorkflowProblems(markdown: string): Promise<string[]> {
  const blocks = yamlBlocks(markdown)
  const ids = blocks.flatMap(({ text }) => idsOfOurs(read(text)))
  const frames = blocks.map(({ text }) => frameOf(read(text), ids))
  const files = blocks.map(({ text }, n) => ({
    path: `.github/workflows/${n}.yml`,
    text: putInto(frames[n] ?? WORKFLOW, text),
  }))
  return (await parseFiles(files)).flatMap((problems, n) =>
    problems.map(({ line, message }) => {
      const inBlock = line - (frames[n]?.before.length ?? 0)
      // For broken YAML, the parser also gives the place in the completed workflow, and shows it.
      const [what] = message.split(/ at line \d+, column \d+:\n/)
      return `line ${(blocks[n]?.line ?? 0) + inBlock}: ${what}`
    }),
  )
}

/** Ends the parser, which takes long to start and so serves all tests of a file. */
let endParser = () => {}
afterAll(() => endParser())

type ParseFiles = (
  files: readonly { path: string; text: string }[],
) => Promise<{ line: number; message: string }[][]>

const parseFiles: ParseFiles = async (files) => {
  parser ??= startParser()
  return parser(files)
}

let parser: ParseFiles | undefined

function startParser(): ParseFiles {
  const script = join(root, 'tools/github-parser.js')
  const { stdin, stdout } = spawn(process.execPath, [script], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  endParser = () => stdin.end()
  const responses = createInterface(stdout)[Symbol.asyncIterator]()
  return async (files) => {
    stdin.write(`${JSON.stringify({ repository, action, files })}\n`)
    const { value, done } = await responses.next()
    if (done) throw new Error('The parser ended.')
    return JSON.parse(value)
  }
}

/** What comes before a part of a workflow, and how deep the part is indented. */
interface Frame {
  readonly before: readonly string[]
  readonly indent: number
}

const WORKFLOW: Frame = { before: [], indent: 0 }
const JOBS = ['on: push', 'jobs:']
const STEPS = [...JOBS, '  job:', '    runs-on: ubuntu-latest', '    steps:']

/** @param ids those by which the page knows our steps, which a list of steps may rely on */
function frameOf(part: unknown, ids: readonly string[]): Frame {
  const own = idsOfOurs(part)
  const earlier = new Set(ids.filter((id) => !own.includes(id)))
  const before = [
    ...STEPS,
    ...[...earlier].flatMap((id) => [`      - id: ${id}`, '        uses: ./']),
  ]
  if (Array.isArray(part)) return { before, indent: 6 }
  if (!isMapping(part) || 'on' in part) return WORKFLOW
  if ('jobs' in part) return { before: ['on: push'], indent: 0 }
  if ('steps' in part || 'runs-on' in part) return { before: [...JOBS, '  job:'], indent: 4 }
  if ('run' in part || 'uses' in part) return { before: [...before, '      -'], indent: 8 }
  if ('with' in part) return { before: [...before, '      - uses: ./'], indent: 8 }
  return Object.values(part).every(isMapping) ? { before: JOBS, indent: 2 } : WORKFLOW
}

function putInto({ before, indent }: Frame, text: string): string {
  return [...before, text.replaceAll(/^(?=.)/gm, ' '.repeat(indent))].join('\n')
}

function idsOfOurs(part: unknown): string[] {
  if (typeof part !== 'object' || part === null) return []
  const { id, uses } = part as Record<string, unknown>
  const isOurs = uses === './' || String(uses).split(/[/@]/)[1] === repository
  const inside = Object.values(part).flatMap(idsOfOurs)
  return isOurs && typeof id === 'string' ? [id, ...inside] : inside
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Whatever is not YAML is left to GitHub's parser. */
function read(text: string): unknown {
  try {
    return parse(text)
  } catch {
    return undefined
  }
}
