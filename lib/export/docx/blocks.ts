import { type IParagraphOptions, Paragraph } from 'docx'
import type { Block, ListItem } from '@/lib/report/rich'
import { isRightToLeft } from '../direction'
import { lettersOf, type Text } from '../text'
import { INDENT } from './styles'
import { runsOf } from './text'

/** How deep in lists a block lies, and whether in a quote. `lists` counts the numbered lists of the document. */
export type Place = { depth: number; quote: boolean; lists: { count: number } }

type Write<K extends Block['type']> = (block: Extract<Block, { type: K }>, place: Place) => Paragraph[]

const BLOCKS: { [K in Block['type']]: Write<K> } = {
  paragraph: ({ content = [] }, place) => [paragraphOf(content, styleIn(place), true)],
  bulletList: ({ content }, place) =>
    listOf('bullets', content, place, (first) => ({ style: 'ListBullet', ...first })),
  orderedList: ({ content }, place) =>
    listOf('numbers', content, place, (first) => ({ style: 'ListNumber', ...first })),
  blockquote: ({ content }, place) => writeBlocks(content, { ...place, quote: true }),
}

export function writeBlocks(blocks: Block[], place: Place): Paragraph[] {
  return blocks.flatMap((block) =>
    (BLOCKS[block.type] as (block: Block, place: Place) => Paragraph[])(block, place),
  )
}

/** A numbered list of lines, starting at 1. */
export function numberedLines(lines: Text[], lists: Place['lists']): Paragraph[] {
  const numbering = { reference: 'numbers', level: 0, instance: ++lists.count, custom: true }
  return lines.map((line) => paragraphOf(line, { style: 'ListNumber', numbering }))
}

/** A paragraph; with `ownDirection` its first letter says which way it runs, else the document. */
export function paragraphOf(text: Text, options: IParagraphOptions, ownDirection = false): Paragraph {
  const bidirectional = ownDirection && isRightToLeft(lettersOf(text))
  return new Paragraph({ ...options, ...(bidirectional ? { bidirectional } : {}), children: runsOf(text) })
}

function listOf(
  reference: 'bullets' | 'numbers',
  items: ListItem[],
  place: Place,
  style: (numbering: IParagraphOptions) => IParagraphOptions,
): Paragraph[] {
  // Word knows nine levels; what lies deeper stays on the ninth.
  const numbering = {
    reference,
    level: Math.min(place.depth, 8),
    instance: ++place.lists.count,
    custom: true,
  }
  const inside = { ...place, depth: place.depth + 1 }
  return items.flatMap(({ content: [first, ...rest] }) => [
    paragraphOf(first.content ?? [], style({ numbering }), true),
    ...writeBlocks(rest, inside),
  ])
}

function styleIn({ depth, quote }: Place): IParagraphOptions {
  const start = INDENT * (Math.min(depth, 9) + (quote ? 1 : 0))
  if (quote) return { style: 'Quote', indent: { start } }
  return depth > 0 ? { style: 'ListContinue', indent: { start } } : {}
}
