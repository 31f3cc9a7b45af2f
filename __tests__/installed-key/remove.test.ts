import {
  chmodSync,
  chownSync,
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
  const files = [join(folder, 'bin', 'file'), join(folder, 'file')]
  for (const file of files) writeFileSync(file, 'text', { mode: 0o400 })

  const { pauses, pause } = recordPauses()
  expect(await removeKeyFolder(folder, files, pause)).toMatchObject({
    removed: files,
    remarks: [{ level: 'info', message: 'Removed the installed key (2 files).' }],
  })
  expect(readdirSync(temp())).toStrictEqual([basename(other)])
  expect(pauses).toStrictEqual([])
})

test('reports nothing if nothing was installed', async () => {
  const nothing = { removed: [], remarks: [] }
  expect(await removeKeyFolder(makeKeyFolder(temp()), [], pause)).toStrictEqual(nothing)
  expect(readdirSync(temp())).toStrictEqual([])
})

test('reports which files another step moved', async () => {
  const folder = makeKeyFolder(temp())
  mkdirSync(join(folder, 'bin'))
  writeFileSync(join(folder, 'kept'), 'text')
  const names = ['kept', 'moved', join('bin', 'moved')]
  const files = names.map((name) => join(folder, name))
  expect((await removeKeyFolder(folder, files, pause)).remarks).toStrictEqual([
    { level: 'info', message: 'Removed the installed key (1 file).' },
    {
      level: 'notice',
      message: `Files of the installed key were already gone: ${names[1]}, ${names[2]}. If another step moved them, delete them there.`,
    },
  ])
})

test('reports the files of a folder that is gone', async () => {
  const folder = makeKeyFolder(temp())
  rmdirSync(folder)
  expect(await removeKeyFolder(folder, [join(folder, 'key')], pause)).toMatchObject({
    removed: [],
    remarks: [{ level: 'notice', message: expect.stringContaining(' already gone: key. ') }],
  })
})

posixTest.each([
  ['##[error]no\r\n::warning::no', '?error]no???warning?no'],
  ['\u001b[31m\u009b0m\u202e::::\u2028#[#\ufffd[', '?[31m?0m????#[#\ufffd['],
  ['Schlüssel (1) – 鍵.p8', 'Schlüssel (1) – 鍵.p8'],
])('lists a file with the name %j as %j', async (name, listed) => {
  const folder = makeKeyFolder(temp())
  writeFileSync(join(folder, name), 'text')
  const { removed } = await removeKeyFolder(folder, [], pause)
  expect(removed).toStrictEqual([join(folder, listed)])
})

/** Runs code as a user who can write to `folder`, but not to the folder that it is in. */
async function asItsOwner<T>(folder: string, run: () => Promise<T>): Promise<T> {
  // Root can write everywhere.
  const nobody = 65_534
  const isRoot = process.getuid?.() === 0
  chmodSync(temp(), 0o555)
  if (isRoot) {
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    for (const name of ['', ...names]) chownSync(join(folder, name), nobody, nobody)
    process.seteuid?.(nobody)
  }
  try {
    return await run()
  } finally {
    if (isRoot) process.seteuid?.(0)
    chmodSync(temp(), 0o700)
  }
}

posixTest('counts the key as removed if an empty folder cannot be removed', async () => {
  const folder = makeKeyFolder(temp())
  mkdirSync(join(folder, 'bin'))
  writeFileSync(join(folder, 'bin', 'file'), 'text')
  const files = [join(folder, 'bin', 'file'), join(folder, 'moved')]
  const { pauses, pause } = recordPauses()
  const { remarks } = await asItsOwner(folder, () => removeKeyFolder(folder, files, pause))
  expect(remarks).toMatchObject([
    { level: 'info', message: 'Removed the installed key (1 file).' },
    { level: 'notice', message: expect.stringContaining(' already gone: moved. ') },
  ])
  expect(pauses).toHaveLength(5)
  expect(readdirSync(folder)).toStrictEqual([])
})

const linuxTest = process.platform === 'linux' ? test : test.skip

linuxTest('reports a folder that is not empty', async () => {
  const folder = makeKeyFolder(temp())
  // Node cannot read this name, so it finds no such file.
  const path = Buffer.concat([Buffer.from(`${folder}/`), Buffer.of(0xff)])
  writeFileSync(path, 'text')
  expect((await removeKeyFolder(folder, [], pause)).remarks).toMatchObject([
    { level: 'warning', message: expect.stringContaining(`: ${folder} (ENOTEMPTY). `) },
  ])
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
      const files = ['key', `${file}.p8`].map((name) => join(folder, name))
      expect(await removeKeyFolder(folder, files, pause)).toMatchObject({
        removed: [files[0]],
        remarks: [
          {
            level: 'warning',
            message: `The installed key could not be removed completely: ${join(folder, file)} (ENAMETOOLONG), ${join(folder, inner)} (ENAMETOOLONG). Delete this folder by hand: ${folder}`,
          },
          { level: 'notice', message: expect.stringContaining(` already gone: ${file}.p8. `) },
        ],
      })
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
  expect(await removeKeyFolder(folder, [join(folder, 'key')], pause)).toMatchObject({
    removed: [],
    remarks: [
      {
        level: 'warning',
        message: `The installed key could not be removed completely: ${folder} (ENAMETOOLONG). Delete this folder by hand: ${folder}`,
      },
    ],
  })
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
