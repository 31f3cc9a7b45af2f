import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../tools/runner.js'

const FOLDERS = ['.ci', '.github', '__tests__', 'docs', 'examples', 'src', 'tools']

/**
 * The files of some types that people wrote here, with their text: those at the top, and all below these
 * folders.
 *
 * @example projectFiles('md|yml')
 */
export function projectFiles(types: string): { readonly path: string; readonly text: string }[] {
  const found = globSync(`{,{${FOLDERS}}/**/}*.@(${types})`, { cwd: root })
  return found.map((path) => ({
    path: path.replaceAll('\\', '/'),
    text: readFileSync(join(root, path), 'utf8'),
  }))
}
