import { mkdirSync, readdirSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs'
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

  expect(await removeKeyFolder(folder, pause)).toBe(true)
  expect(readdirSync(temp())).toStrictEqual([basename(other)])
  expect(await removeKeyFolder(folder, pause)).toBe(false)
})

posixTest('removes links, and not what they lead to', async () => {
  const folder = makeKeyFolder(temp())
  const target = join(temp(), 'target')
  mkdirSync(target)
  writeFileSync(join(target, 'file'), 'text')
  symlinkSync(target, join(folder, 'folder'))
  symlinkSync(join(target, 'file'), join(folder, 'file'))

  await removeKeyFolder(folder, pause)
  expect(readdirSync(temp())).toStrictEqual(['target'])
  expect(readdirSync(target)).toStrictEqual(['file'])
})

posixTest('removes a link in place of the folder, and not what it leads to', async () => {
  const target = join(temp(), 'target')
  mkdirSync(target)
  symlinkSync(target, join(temp(), 'app-store-connect-key-aB3dE6'))

  await removeKeyFolder(join(temp(), 'app-store-connect-key-aB3dE6'), pause)
  expect(readdirSync(temp())).toStrictEqual(['target'])
})

test('does not remove a folder of another name', async () => {
  for (const name of ['app-store-connect-key-', 'app-store-connect-key-backups']) {
    mkdirSync(join(temp(), name))
    await expect(removeKeyFolder(join(temp(), name), pause)).rejects.toMatchObject({
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
  await expect(removeKeyFolder(folder, pause)).rejects.toMatchObject({
    problem: `The installed key could not be removed completely: ${folder} (ENAMETOOLONG).`,
    remedy: `Delete this folder by hand: ${folder}`,
  })
  expect(pauses).toStrictEqual([200, 400, 600, 800, 1000])
})

posixTest('removes what can be removed only after a while', async () => {
  const parent = join(temp(), 'loop')
  const folder = join(parent, 'app-store-connect-key-aB3dE6')
  symlinkSync(parent, parent)
  await removeKeyFolder(folder, async () => {
    unlinkSync(parent)
    mkdirSync(folder, { recursive: true })
  })
  expect(readdirSync(parent)).toStrictEqual([])
})

test('does not report a bug as a file that cannot be removed', async () => {
  const folder = join(temp(), 'nul\0', 'app-store-connect-key-aB3dE6')
  await expect(removeKeyFolder(folder, pause)).rejects.toThrow('null bytes')
})
