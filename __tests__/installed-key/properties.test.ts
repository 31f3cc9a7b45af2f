import * as fs from 'node:fs'
import { basename, join } from 'node:path'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { expect } from '@jest/globals'
import fc from 'fast-check'
import { makeKeyFolder } from '../../src/installed-key/folder.ts'
import type { InstalledKey } from '../../src/installed-key/install.ts'
import { printToken } from '../../src/installed-key/print-token.ts'
import { removeKeyFolder } from '../../src/installed-key/remove.ts'
import { tempFolder } from '../helpers/folders.ts'
import { install } from '../helpers/installation.ts'
import { testProperty } from '../helpers/properties.ts'
import { KEY_ID, makeKey, openToken } from '../helpers/support.ts'

const temp = tempFolder()
const keys = [makeKey(), makeKey()] as const

/** What later steps do with an installed key, and with what is outside its folder. */
const STEPS: Record<string, (installed: InstalledKey, outside: string) => void> = {
  'copy the key': ({ keyPath, bin }) => {
    fs.mkdirSync(join(bin, 'private_keys'), { recursive: true })
    fs.copyFileSync(keyPath, join(bin, 'private_keys', basename(keyPath)))
  },
  'write next to the key': ({ keyPath }) => fs.writeFileSync(`${keyPath}.log`, 'text'),
  'make the key read-only': ({ keyPath }) => fs.chmodSync(keyPath, 0o400),
  // Only a junction needs no privilege on Windows.
  'link to what is outside': ({ bin }, outside) =>
    fs.symlinkSync(outside, join(bin, 'outside'), 'junction'),
}

/** What can be in the way of the files of a key, so that only those before it are written. */
const OBSTACLES = ['token-spec.json', 'bin', `AuthKey_${KEY_ID}.p8`, 'fastlane.json']

interface Use {
  readonly platform: 'linux' | 'win32'
  readonly obstacle: string | undefined
  readonly steps: string[]
  readonly posts: number
}

const use: fc.Arbitrary<Use> = fc.record({
  platform: fc.constantFrom('linux', 'win32'),
  obstacle: fc.option(fc.constantFrom(...OBSTACLES), { nil: undefined }),
  steps: fc.subarray(Object.keys(STEPS)),
  posts: fc.integer({ min: 1, max: 2 }),
})

/** The folders of a job, which has a file that is not ours. */
function startJob() {
  const folder = fs.mkdtempSync(join(temp, 'job-'))
  const [runnerTemp, outside] = [join(folder, 'temp'), join(folder, 'outside')]
  for (const path of [runnerTemp, outside]) fs.mkdirSync(path)
  fs.writeFileSync(join(outside, 'file'), 'text')
  return { runnerTemp, outside }
}

type Job = ReturnType<typeof startJob>
type Key = (typeof keys)[number]

/** One use of the action in a job, which pauses after each event: install, later steps, post steps. */
async function* live({ platform, obstacle, steps, posts }: Use, { key, pem }: Key, job: Job) {
  const folder = makeKeyFolder(job.runnerTemp)
  if (obstacle !== undefined) fs.writeFileSync(join(folder, obstacle), '')
  const installIt = () => install(folder, { key }, { folder, program: { platform } })
  let files: readonly string[] = []
  if (obstacle === undefined) {
    const installed = installIt()
    files = installed.files
    yield
    for (const step of steps) {
      STEPS[step]?.(installed, job.outside)
      yield
    }
    openToken((await print(folder)).trimEnd(), key)
  } else {
    expect(installIt).toThrow('EEXIST')
  }
  yield
  for (let n = 0; n < posts; n++) {
    const others = listFiles(job.runnerTemp).filter((path) => !path.startsWith(folder))
    const { remarks } = await removeKeyFolder(folder, files, async () => {})
    expect(remarks.filter(({ level }) => level === 'warning')).toStrictEqual([])
    expect(listFiles(job.runnerTemp)).toStrictEqual(others)
    expect(await print(folder)).toBe('')
    yield
  }
  const line = pem.split('\n')[2] ?? pem
  expect(listFiles(job.runnerTemp).filter((path) => read(path).includes(line))).toStrictEqual([])
}

async function print(folder: string): Promise<string> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  await printToken(folder, [], { stdout, stderr, env: {}, now: new Date(0) })
  return text(stdout.end())
}

/** All files in a folder, but not what a link leads to. */
function listFiles(folder: string): string[] {
  return fs
    .readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}

const read = (path: string) => fs.readFileSync(path, 'utf8')

testProperty(
  'two uses in one job leave no key, in whatever order they install, fail and clean up',
  150,
  fc.asyncProperty(use, use, fc.array(fc.boolean(), { maxLength: 12 }), async (a, b, order) => {
    const job = startJob()
    const [first, second] = [live(a, keys[0], job), live(b, keys[1], job)]
    for (const isFirst of order) await (isFirst ? first : second).next()
    for (const rest of [first, second]) while (!(await rest.next()).done);
    expect(fs.readdirSync(job.runnerTemp)).toStrictEqual([])
    expect(read(join(job.outside, 'file'))).toBe('text')
  }),
)
