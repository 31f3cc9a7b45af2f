import {
  mkdirSync,
  readdirSync,
  rmdirSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import { expect, test } from '@jest/globals'
import { makeKeyFolder } from '../../src/installed-key/folder.ts'
import { removeKeyFolder } from '../../src/installed-key/remove.ts'
import { freshFolders } from '../helpers/folders.ts'
import { posixTest } from '../helpers/support.ts'

const temp = freshFolders()

/** Records how long the removal waits, and waits for nothing. */
function recordPauses() {
  const pauses: number[] = []
  const pause = async (milliseconds: number) => {
    pauses.push(milliseconds)
  }
  return { pauses, pause }
}

const { pause } = recordPauses()

test('removes a folder with everything that is in it, and nothing next to it', async () => {
  const [folder, other] = [makeKeyFolder(temp()), makeKeyFolder(temp())]
  mkdirSync(join(folder, 'bin'))
  writeFileSync(join(folder, 'bin', 'file'), 'text', { mode: 0o400 })
  writeFileSync(join(folder, 'file'), 'text')

  expect(await removeKeyFolder(folder, [join(folder, 'file')], pause)).toStrictEqual([
    { level: 'info', message: `Removed ${join(folder, 'file')}` },
    { level: 'info', message: `Removed ${join(folder, 'bin', 'file')}` },
    { level: 'info', message: `Removed ${join(folder, 'bin')}` },
    { level: 'info', message: `Removed ${folder}` },
  ])
  expect(readdirSync(temp())).toStrictEqual([basename(other)])
})

/** What is neither removed nor worth a warning. */
async function noticesOf(folder: string, files: string[]): Promise<string[]> {
  const remarks = await removeKeyFolder(folder, files, pause)
  return remarks.filter(({ level }) => level === 'notice').map(({ message }) => message)
}

test('reports which files a later step moved', async () => {
  const folder = makeKeyFolder(temp())
  mkdirSync(join(folder, 'bin'))
  writeFileSync(join(folder, 'kept'), 'text')
  const files = ['kept', 'moved', join('bin', 'moved')].map((name) => join(folder, name))
  expect(await noticesOf(folder, files)).toStrictEqual([
    `Files of the installed key were already gone: ${files[1]}, ${files[2]}. If a later step moved them, delete them there.`,
  ])
})

test('reports a folder that is gone, once', async () => {
  const folder = makeKeyFolder(temp())
  const files = [join(folder, 'moved')]
  rmdirSync(folder)
  expect(await noticesOf(folder, files)).toStrictEqual([
    `Files of the installed key were already gone: ${folder}. If a later step moved them, delete them there.`,
  ])
})

posixTest('writes one line for a file whatever its name', async () => {
  const folder = makeKeyFolder(temp())
  writeFileSync(join(folder, 'a\r\n::set-output::b'), 'text')
  const remarks = await removeKeyFolder(folder, [], pause)
  expect(remarks[0]?.message).toBe(`Removed ${folder}/a??::set-output::b`)
})

posixTest(
  'goes on after what cannot be removed, and reports what is gone all the same',
  async () => {
    // Paths that are too long for the system: not even root can remove anything by them.
    const limit = process.platform === 'darwin' ? 1024 : 4096
    let parent = temp()
    while (parent.length < limit - 250) parent = join(parent, 'x'.repeat(99))
    const folder = join(parent, 'app-store-connect-key-aB3dE6')
    const [file, inner] = ['f'.repeat(250), 'i'.repeat(250)] as const
    const before = process.cwd()
    mkdirSync(folder, { recursive: true })
    process.chdir(folder)
    try {
      for (const name of ['key', file]) writeFileSync(name, 'text')
      for (const name of ['bin', inner]) mkdirSync(name)
      const files = [join(folder, 'key'), join(folder, 'moved')]
      expect(await removeKeyFolder(folder, files, pause)).toStrictEqual([
        { level: 'info', message: `Removed ${files[0]}` },
        { level: 'info', message: `Removed ${join(folder, 'bin')}` },
        {
          level: 'notice',
          message: `Files of the installed key were already gone: ${files[1]}. If a later step moved them, delete them there.`,
        },
        {
          level: 'warning',
          message: `The installed key could not be removed completely: ${join(folder, file)} (ENAMETOOLONG), ${join(folder, inner)} (ENAMETOOLONG). Delete this folder by hand: ${folder}`,
        },
      ])
      expect(readdirSync(folder).sort()).toStrictEqual([file, inner])
    } finally {
      for (const name of [file, inner]) rmSync(name, { recursive: true, force: true })
      process.chdir(before)
    }
  },
)

posixTest('removes links, and not what they lead to', async () => {
  const folder = makeKeyFolder(temp())
  const target = join(temp(), 'target')
  mkdirSync(target)
  writeFileSync(join(target, 'file'), 'text')
  symlinkSync(target, join(folder, 'folder'))
  symlinkSync(join(target, 'file'), join(folder, 'file'))

  await removeKeyFolder(folder, [], pause)
  expect(readdirSync(temp())).toStrictEqual(['target'])
  expect(readdirSync(target)).toStrictEqual(['file'])
})

posixTest('removes a link in place of the folder, and not what it leads to', async () => {
  const target = join(temp(), 'target')
  mkdirSync(target)
  symlinkSync(target, join(temp(), 'app-store-connect-key-aB3dE6'))

  await removeKeyFolder(join(temp(), 'app-store-connect-key-aB3dE6'), [], pause)
  expect(readdirSync(temp())).toStrictEqual(['target'])
})

test('does not remove a folder of another name', async () => {
  for (const name of ['app-store-connect-key-', 'app-store-connect-key-backups']) {
    mkdirSync(join(temp(), name))
    await expect(removeKeyFolder(join(temp(), name), [], pause)).rejects.toMatchObject({
      problem: 'The post step does not know where the key was installed, so it may still be there.',
      remedy: "Delete the folders app-store-connect-key-* in the runner's temporary folder.",
    })
  }
  expect(readdirSync(temp())).toHaveLength(2)
})

posixTest('retries for three seconds, then reports what is left and why', async () => {
  // A name that is too long for the file system: nobody can remove that, not even root.
  const folder = join(temp(), 'x'.repeat(300), 'app-store-connect-key-aB3dE6')
  const { pauses, pause } = recordPauses()
  expect(await removeKeyFolder(folder, [join(folder, 'key')], pause)).toStrictEqual([
    {
      level: 'warning',
      message: `The installed key could not be removed completely: ${folder} (ENAMETOOLONG). Delete this folder by hand: ${folder}`,
    },
  ])
  expect(pauses).toStrictEqual([200, 400, 600, 800, 1000])
})

posixTest('removes what can be removed only after a while', async () => {
  const parent = join(temp(), 'loop')
  const folder = join(parent, 'app-store-connect-key-aB3dE6')
  symlinkSync(parent, parent)
  await removeKeyFolder(folder, [], async () => {
    unlinkSync(parent)
    mkdirSync(folder, { recursive: true })
  })
  expect(readdirSync(parent)).toStrictEqual([])
})

test('does not report a bug as a file that cannot be removed', async () => {
  const folder = join(temp(), 'nul\0', 'app-store-connect-key-aB3dE6')
  await expect(removeKeyFolder(folder, [], pause)).rejects.toThrow('null bytes')
})
