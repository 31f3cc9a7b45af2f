// Runs the scripts of the complete workflows as GitHub runs them, against a server that plays the API.
import { spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { readRecipe } from '../../tools/consumers/recipes.js'
import { root } from '../../tools/runner.js'
import { testWith } from '../helpers/capabilities.ts'
import { freshFolders } from '../helpers/folders.ts'
import { yamlBlocks } from '../helpers/markdown.ts'

/** https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsshell */
const SHELLS = {
  'the default shell': ['-e'],
  'shell: bash': ['--noprofile', '--norc', '-eo', 'pipefail'],
}

const PAGE = 'docs/testflight.md'
const WAIT = 'Wait until the build is processed'

/** In place of a status: the connection is closed. */
const GONE = 0

const temp = freshFolders()
let requests: { readonly target: string; readonly body: string; readonly token: string }[]
let server: http.Server
let origin: string
let answer: (target: string, body: string) => { status: number; body?: unknown }

beforeEach(async () => {
  requests = []
  server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const body = Buffer.concat(chunks).toString('latin1')
    const target = `${request.method} ${decodeURI(request.url ?? '')}`
    requests.push({ target, body, token: request.headers.authorization ?? '' })
    const { status, body: reply } = answer(target, body)
    if (status === GONE) request.socket.destroy()
    else response.writeHead(status, { 'content-type': 'application/json' })
    response.end(reply === undefined ? '' : JSON.stringify(reply))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  // The command, and a sleep that takes no time.
  writeFileSync(join(temp(), 'app-store-connect-token'), '#!/bin/sh\necho "fresh-token"\n', {
    mode: 0o700,
  })
  writeFileSync(join(temp(), 'sleep'), '#!/bin/sh\n', { mode: 0o700 })
})

afterEach(() => {
  server.closeAllConnections()
  server.close()
})

/** Runs a step of a page, and returns what it printed and its exit code. */
function runRecipe(name: string, shell: readonly string[], env = {}) {
  const script = join(temp(), 'script.sh')
  writeFileSync(script, findStep(name).run)
  const PATH = `${temp()}:${process.env['PATH']}`
  const child = spawn('bash', [...shell, script], {
    cwd: temp(),
    env: { PATH, API: origin, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  return new Promise<{ exitCode: number | null; output: string }>((done) => {
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text
      })
    }
    child.on('close', (exitCode) => done({ exitCode, output }))
  })
}

function findStep(name: string): { run: string } {
  const blocks = yamlBlocks(readFileSync(join(root, PAGE), 'utf8'))
  const steps = blocks.flatMap(({ text }) => stepsOf(parse(text)))
  const step = steps.find((step) => step.name === name)
  if (step?.run === undefined) throw new Error(`${PAGE} has no step "${name}".`)
  return { run: step.run }
}

interface Step {
  readonly name?: string
  readonly run?: string
}

function stepsOf(part: unknown): Step[] {
  if (typeof part !== 'object' || part === null) return []
  if ('steps' in part && Array.isArray(part.steps)) return part.steps
  return Object.values(part).flatMap(stepsOf)
}

const build = (processingState?: string) => ({
  status: 200,
  body: { data: processingState === undefined ? [] : [{ attributes: { processingState } }] },
})
const error = (status: number) => ({
  status,
  body: { errors: [{ code: 'CODE', detail: 'The reason.' }] },
})

for (const [name, shell] of Object.entries(SHELLS)) {
  const TARGET = '/v1/builds?filter[app]=1234&filter[version]=5'
  const wait = (...answers: { status: number; body?: unknown }[]) => {
    answer = () => answers.shift() ?? error(418)
    return runRecipe(WAIT, shell, { URL: `${origin}${TARGET}` })
  }

  testWith('sh')(`${name}: waits for a build with a fresh token each time`, async () => {
    const { exitCode } = await wait(build(), build('PROCESSING'), build('VALID'))
    expect(exitCode).toBe(0)
    expect(requests).toStrictEqual(
      Array(3).fill({ target: `GET ${TARGET}`, body: '', token: 'Bearer fresh-token' }),
    )
  })

  testWith('sh')(`${name}: keeps waiting through 429, 5xx and a server that is gone`, async () => {
    const { exitCode, output } = await wait(error(429), error(503), error(GONE), build('VALID'))
    expect(exitCode).toBe(0)
    expect(output.match(/The API answered \d+, retrying\./g)).toHaveLength(3)
  })

  testWith('sh').each([400, 401, 403, 404])(
    `${name}: stops at %i, and says why`,
    async (status) => {
      const { exitCode, output } = await wait(error(status))
      expect(exitCode).toBe(1)
      expect(output).toContain(`The API answered ${status}:`)
      expect(output).toContain('The reason.')
      expect(requests).toHaveLength(1)
    },
  )

  testWith('sh').each(['FAILED', 'INVALID'])(`${name}: stops if the build is %s`, async (state) => {
    const { exitCode, output } = await wait(build('PROCESSING'), build(state))
    expect(output).toContain(`The build is ${state}.`)
    expect(exitCode).toBe(1)
  })

  testWith('sh')(`${name}: uploads an app in parts, and waits`, async () => {
    const app = randomBytes(100_000)
    writeFileSync(join(temp(), 'App.ipa'), app)
    const parts: string[] = []
    const states = ['PROCESSING', 'COMPLETE']
    answer = (target, body) => {
      if (target === 'POST /v1/buildUploads') return { status: 201, body: { data: { id: 'UP' } } }
      if (target === 'POST /v1/buildUploadFiles') {
        const operation = (offset: number, length: number) => ({
          ...{ method: 'PUT', url: `${origin}/part/${offset}`, offset, length },
          requestHeaders: [{ name: 'x-part', value: 'a b' }],
        })
        const uploadOperations = [operation(0, 60_000), operation(60_000, 40_000)]
        return { status: 201, body: { data: { id: 'FILE', attributes: { uploadOperations } } } }
      }
      if (target.startsWith('PUT /part/')) {
        parts.push(body)
        return { status: 200 }
      }
      if (target === 'PATCH /v1/buildUploadFiles/FILE') return { status: 200, body: {} }
      return { status: 200, body: { data: { attributes: { state: { state: states.shift() } } } } }
    }
    const env = { APP_ID: '1234', VERSION: '1.2.3', BUILD_NUMBER: '5' }
    const { exitCode, output } = await runRecipe('Upload', shell, env)
    expect(output).toBe('')
    expect(exitCode).toBe(0)
    expect(Buffer.from(parts.join(''), 'latin1').equals(app)).toBe(true)

    const sent = requests.map(({ target, body, token }) => [
      ...[target, token],
      target.startsWith('PUT') || body === '' ? '' : JSON.parse(body).data,
    ])
    const bearer = 'Bearer fresh-token'
    const hash = createHash('sha256').update(app).digest('hex')
    const uploaded = {
      uploaded: true,
      sourceFileChecksums: { file: { hash, algorithm: 'SHA_256' } },
    }
    expect(sent).toStrictEqual([
      [
        ...['POST /v1/buildUploads', bearer],
        {
          type: 'buildUploads',
          attributes: {
            platform: 'IOS',
            cfBundleShortVersionString: '1.2.3',
            cfBundleVersion: '5',
          },
          relationships: { app: { data: { type: 'apps', id: '1234' } } },
        },
      ],
      [
        ...['POST /v1/buildUploadFiles', bearer],
        {
          type: 'buildUploadFiles',
          attributes: {
            ...{ assetType: 'ASSET', fileName: 'App.ipa', fileSize: 100_000 },
            uti: 'com.apple.ipa',
          },
          relationships: { buildUpload: { data: { type: 'buildUploads', id: 'UP' } } },
        },
      ],
      ['PUT /part/0', '', ''],
      ['PUT /part/60000', '', ''],
      [
        ...['PATCH /v1/buildUploadFiles/FILE', bearer],
        { type: 'buildUploadFiles', id: 'FILE', attributes: uploaded },
      ],
      ['GET /v1/buildUploads/UP', bearer, ''],
      ['GET /v1/buildUploads/UP', bearer, ''],
    ])
  })

  testWith('sh')(`${name}: stops the upload at an error, and says why`, async () => {
    writeFileSync(join(temp(), 'App.ipa'), 'app')
    answer = () => error(403)
    const env = { APP_ID: '1234', VERSION: '1.2.3', BUILD_NUMBER: '5' }
    const { exitCode, output } = await runRecipe('Upload', shell, env)
    expect(output).toContain('The reason.')
    expect(exitCode).toBe(1)
    expect(requests).toHaveLength(1)
  })
}

test('the recipe for a script that polls is the same', () => {
  const { run } = readRecipe('docs/tools.md', 'A script that polls', {})
  expect(run).toBe(findStep(WAIT).run)
})

test('a page without the step is reported', () => {
  expect(() => findStep('Dance')).toThrow('has no step')
})
