export interface Block {
  /** The number of its first line in the page, from 1. */
  readonly line: number
  /** As the fence says, such as `yaml`. */
  readonly language: string
  readonly text: string
}

/** The fenced blocks of YAML in a page. */
export function yamlBlocks(markdown: string): Block[] {
  return codeBlocks(markdown).filter(({ language }) => /^ya?ml$/i.test(language))
}

/** The fenced blocks in a page, without the indentation of a list that they are in. */
export function codeBlocks(markdown: string): Block[] {
  const lines = markdown.split(/\r?\n/)
  const blocks: Block[] = []
  for (let at = 0; at < lines.length; at++) {
    const [, indent = '', fence, language = ''] = FENCE.exec(lines[at] ?? '') ?? []
    if (fence === undefined) continue
    const start = at + 1
    do at++
    while (at < lines.length && lines[at]?.trim() !== fence)
    const text = lines.slice(start, at).map((line) => line.slice(indent.length))
    blocks.push({ line: start + 1, language, text: text.join('\n') })
  }
  return blocks
}

const FENCE = /^( *)(`{3,}|~{3,}) *([^\s`]*)/

/** The sections of the third level in a page: their text by their headings. */
export function sections(markdown: string): Map<string, string> {
  const [, ...parts] = markdown.split(/^### /m)
  return new Map(
    parts.map((part) => {
      const [heading = ''] = part.split('\n', 1)
      const [text = ''] = part.slice(heading.length).split(/^## /m)
      return [heading, text.trim()]
    }),
  )
}

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

/** The anchor of a heading: https://docs.github.com/get-started/writing-on-github */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\w\- ]/g, '')
    .replaceAll(' ', '-')
}

/** What a text sets in code type. */
export function codeIn(text: string): string[] {
  return Array.from(text.matchAll(/`([^`]+)`/g), ([, code = '']) => code)
}

/** A page without its fenced blocks. */
export function withoutCode(markdown: string): string {
  return markdown.replaceAll(/^( *)(`{3,}|~{3,}).*\n(.*\n)*?\1\2$/gm, '')
}

/** Counts the words that people read: of a link its text, of a table its cells. */
export function countWords(markdown: string): number {
  const words = markdown.replaceAll(/\]\([^)]*\)/g, ']').split(/[\s|]+/)
  return words.filter((word) => /\w/.test(word)).length
}
