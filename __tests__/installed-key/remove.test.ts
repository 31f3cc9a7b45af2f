import * as fs from 'node:fs'
import { basename, join } from 'node:path'
import { expect, test } from '@jest/globals'
import { makeKeyFolder } from '../../src/installed-key/folder.ts'
import { removeKeyFolder } from '../../src/installed-key/remove.ts'
import { freshFolders } from '../helpers/folders.ts'
import { posixTest } from '../helpers/support.ts'

const temp = freshFolders()
const NAME = 'app-store-connect-key-aB3dE6'

/** Removes a folder, and returns for how long it would have waited. */
async function remove(folder: string, files: readonly string[] = []) {
  const pauses: number[] = []
  const pause = async (milliseconds: number) => pauses.push(milliseconds)
  return { ...(await removeKeyFolder(folder, files, pause)), pauses }
}

test('removes a folder with everything that is in it, and nothing next to it', async () => {
  const [folder, other] = [makeKeyFolder(temp()), makeKeyFolder(temp())]
  fs.mkdirSync(join(folder, 'bin'))
  const files = [join(folder, 'bin', 'file'), join(folder, 'file')]
  for (const file of files) fs.writeFileSync(file, 'text', { mode: 0o400 })
  expect(await remove(folder, files)).toStrictEqual({
    removed: files,
    remarks: [{ level: 'info', message: 'Removed the installed key (2 files).' }],
    pauses: [],
  })
  expect(fs.readdirSync(temp())).toStrictEqual([basename(other)])
})

test('reports nothing if nothing was installed', async () => {
  const nothing = { removed: [], remarks: [], pauses: [] }
  expect(await remove(makeKeyFolder(temp()))).toStrictEqual(nothing)
  expect(fs.readdirSync(temp())).toStrictEqual([])
})

test('reports which files another step moved', async () => {
  const folder = makeKeyFolder(temp())
  fs.writeFileSync(join(folder, 'kept'), 'text')
  const names = ['kept', 'moved', join('bin', 'moved')]
  const files = names.map((name) => join(folder, name))
  expect((await remove(folder, files)).remarks).toStrictEqual([
    { level: 'info', message: 'Removed the installed key (1 file).' },
    {
      level: 'notice',
      message: `Files of the installed key were already gone: ${names[1]}, ${names[2]}. If another step moved them, delete them there.`,
    },
  ])
  const again = await remove(folder, files)
  expect(again.remarks).toMatchObject([
    { level: 'notice', message: expect.stringContaining(` already gone: ${names.join(', ')}. `) },
  ])
})

posixTest(
  'goes on after what cannot be removed, and reports what is gone all the same',
  async () => {
    // Paths that are too long for the system: not even root can remove anything by them.
    const limit = process.platform === 'darwin' ? 1024 : 4096
    let parent = temp()
    while (parent.length < limit - 250) parent = join(parent, 'x'.repeat(99))
    const folder = join(parent, NAME)
    const [file, inner] = ['f'.repeat(250), 'i'.repeat(250)] as const
    const before = process.cwd()
    fs.mkdirSync(folder, { recursive: true })
    process.chdir(folder)
    try {
      for (const name of ['key', file]) fs.writeFileSync(name, 'text')
      for (const name of ['bin', inner]) fs.mkdirSync(name)
      const files = ['key', 'moved', join(inner, 'may be left')].map((name) => join(folder, name))
      expect(await remove(folder, files)).toStrictEqual({
        removed: [files[0]],
        remarks: [
          {
            level: 'warning',
            message: `The installed key could not be removed completely: ${join(folder, file)} (ENAMETOOLONG), ${join(folder, inner)} (ENAMETOOLONG). Delete this folder by hand: ${folder}`,
            topic: 'install',
          },
          { level: 'notice', message: expect.stringContaining(' already gone: moved. ') },
        ],
        pauses: [200, 400, 600, 800, 1000],
      })
      expect(fs.readdirSync(folder).sort()).toStrictEqual([file, inner])
    } finally {
      for (const name of [file, inner]) fs.rmSync(name, { recursive: true, force: true })
      process.chdir(before)
    }
  },
)

posixTest('does not warn about an empty folder that cannot be removed', async () => {
  const folder = makeKeyFolder(temp())
  const key = join(folder, 'bin', 'key')
  fs.mkdirSync(join(folder, 'bin'))
  fs.writeFileSync(key, 'text')
  fs.chmodSync(temp(), 0o555)
  // Root can write everywhere, and nobody only to the folder itself.
  if (process.getuid?.() === 0) {
    for (const path of [folder, join(folder, 'bin')]) fs.chownSync(path, 65_534, 65_534)
    process.seteuid?.(65_534)
  }
  const result = await remove(folder, [key]).finally(() =>
    process.seteuid?.(process.getuid?.() ?? 0),
  )
  fs.chmodSync(temp(), 0o700)
  expect(result.remarks).toMatchObject([{ message: 'Removed the installed key (1 file).' }])
  expect(result.pauses).toHaveLength(5)
  expect(fs.readdirSync(folder)).toStrictEqual([])
})

const linuxTest = process.platform === 'linux' ? test : test.skip

linuxTest('warns about a folder that only seems to be empty', async () => {
  const folder = makeKeyFolder(temp())
  // Node cannot read this name, so it finds no such file.
  fs.writeFileSync(Buffer.concat([Buffer.from(`${folder}/`), Buffer.of(0xff)]), 'text')
  expect((await remove(folder)).remarks).toMatchObject([
    { level: 'warning', message: expect.stringContaining(`: ${folder} (ENOTEMPTY). `) },
  ])
})

posixTest('removes what can be removed only after a while', async () => {
  const parent = join(temp(), 'loop')
  const folder = join(parent, NAME)
  fs.symlinkSync(parent, parent)
  await removeKeyFolder(folder, [], async () => {
    fs.unlinkSync(parent)
    fs.mkdirSync(folder, { recursive: true })
  })
  expect(fs.readdirSync(parent)).toStrictEqual([])
})

posixTest('removes links, also in place of the folder, and not what they lead to', async () => {
  const folder = makeKeyFolder(temp())
  const target = join(temp(), 'target')
  fs.mkdirSync(target)
  fs.writeFileSync(join(target, 'file'), 'text')
  fs.symlinkSync(target, join(folder, 'folder'))
  fs.symlinkSync(join(target, 'file'), join(folder, 'file'))
  fs.symlinkSync(target, join(temp(), NAME))

  await remove(folder)
  await remove(join(temp(), NAME))
  expect(fs.readdirSync(temp())).toStrictEqual(['target'])
  expect(fs.readdirSync(target)).toStrictEqual(['file'])
})

test('does not remove a folder of another name', async () => {
  const other = join(temp(), 'app-store-connect-key-backups')
  fs.mkdirSync(other)
  await expect(remove(other)).rejects.toMatchObject({
    problem: 'The post step does not know where the key was installed, so it may still be there.',
    remedy: "Delete the folders app-store-connect-key-* in the runner's temporary folder.",
    topics: ['install'],
  })
  expect(fs.existsSync(other)).toBe(true)
})

test('does not report a bug as a file that cannot be removed', async () => {
  await expect(remove(join(temp(), 'nul\0', NAME))).rejects.toThrow('null bytes')
})
