export interface Block {
  /** The number of its first line in the page, from 1. */
  readonly line: number
  readonly text: string
}

/** The fenced blocks of YAML in a page, without the indentation of a list that they stand in. */
export function yamlBlocks(markdown: string): Block[] {
  const lines = markdown.split(/\r?\n/)
  const blocks: Block[] = []
  for (let at = 0; at < lines.length; at++) {
    const [, indent = '', fence, language = ''] = FENCE.exec(lines[at] ?? '') ?? []
    if (fence === undefined) continue
    const start = at + 1
    do at++
    while (at < lines.length && lines[at]?.trim() !== fence)
    if (!/^ya?ml$/i.test(language)) continue
    const text = lines.slice(start, at).map((line) => line.slice(indent.length))
    blocks.push({ line: start + 1, text: text.join('\n') })
  }
  return blocks
}

const FENCE = /^( *)(`{3,}|~{3,}) *([^\s`]*)/

/** The cells of the first table below a heading, row by row, without its head. */
export function tableBelow(markdown: string, heading: string): string[][] {
  const lines = markdown.split(/\r?\n/)
  const section = lines.slice(
    lines.findIndex((line) => /^#+ (.+)$/.exec(line)?.[1] === heading) + 1,
  )
  const table = section.slice(section.findIndex((line) => line.startsWith('|')))
  const end = table.findIndex((line) => !line.startsWith('|'))
  return table.slice(2, end === -1 ? undefined : end).map((row) =>
    row
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
}

/** What a text sets in code type. */
export function codeIn(text: string): string[] {
  return Array.from(text.matchAll(/`([^`]+)`/g), ([, code = '']) => code)
}
