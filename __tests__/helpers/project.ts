import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
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

interface Declaration {
  readonly description: string
  readonly default?: string
}

export interface Action {
  readonly description: string
  readonly inputs: Record<string, Declaration>
  readonly outputs: Record<string, Declaration>
  readonly runs: Record<string, string>
}

export const action: Action = parse(readFileSync(join(root, 'action.yml'), 'utf8'))
