import { type IParagraphOptions, Paragraph } from 'docx'
import type { Block, ListItem } from '@/lib/report/rich'
import { type Direction, directionOf, directionOfLanguage } from '../direction'
import { lettersOf, type Text } from '../text'
import { INDENT } from './styles'
import { runsOf } from './text'

/** Where something stands in the document. */
export type Context = {
  /** The language of what is written there, and the direction it runs in. */
  language: string
  direction: Direction
  /** By how many levels its headings lie deeper: 0 in a report, more within a book. */
  headings: number
  /** Counts the lists of the whole document, so that each is one of its own. */
  lists: { count: number }
}

export function contextOf(language: string, headings = 0, lists = { count: 0 }): Context {
  return { language, direction: directionOfLanguage(language), headings, lists }
}

/** And how deep in lists a block lies, and whether in a quote. */
type Place = { context: Context; depth: number; quote: boolean }

type Write<K extends Block['type']> = (block: Extract<Block, { type: K }>, place: Place) => Paragraph[]

const BLOCKS: { [K in Block['type']]: Write<K> } = {
  paragraph: ({ content = [] }, place) => [paragraphOf(content, place.context, styleIn(place), 'own')],
  bulletList: ({ content }, place) => listOf('bullets', content, place, { style: 'ListBullet' }),
  orderedList: ({ content }, place) => listOf('numbers', content, place, { style: 'ListNumber' }),
  blockquote: ({ content }, place) => writeBlocks(content, { ...place, quote: true }),
}

/** Rich text as paragraphs. */
export function richOf(blocks: Block[], context: Context): Paragraph[] {
  return writeBlocks(blocks, { context, depth: 0, quote: false })
}

function writeBlocks(blocks: Block[], place: Place): Paragraph[] {
  return blocks.flatMap((block) =>
    (BLOCKS[block.type] as (block: Block, place: Place) => Paragraph[])(block, place),
  )
}

/** A numbered list of lines, starting at 1. */
export function numberedLines(lines: Text[], context: Context): Paragraph[] {
  const numbering = { reference: 'numbers', level: 0, instance: ++context.lists.count, custom: true }
  return lines.map((line) => paragraphOf(line, context, { style: 'ListNumber', numbering }))
}

/** A paragraph that runs as the document does, or the way of its own first letter. */
export function paragraphOf(
  text: Text,
  context: Context,
  options: IParagraphOptions,
  direction: 'document' | 'own' = 'document',
): Paragraph {
  const own = direction === 'own' ? directionOf(lettersOf(text)) : undefined
  const bidirectional = (own ?? context.direction) === 'rtl'
  const children = runsOf(text, context.language)
  return new Paragraph({ ...options, ...(bidirectional ? { bidirectional } : {}), children })
}

function listOf(
  reference: 'bullets' | 'numbers',
  items: ListItem[],
  place: Place,
  style: IParagraphOptions,
): Paragraph[] {
  // Word knows nine levels; what lies deeper stays on the ninth.
  const numbering = {
    reference,
    level: Math.min(place.depth, 8),
    instance: ++place.context.lists.count,
    custom: true,
  }
  // A list in a quote stands within the quote's indent.
  const indent = place.quote ? { indent: { left: INDENT * (place.depth + 2), hanging: INDENT } } : {}
  const inside = { ...place, depth: place.depth + 1 }
  return items.flatMap(({ content: [first, ...rest] }) => [
    paragraphOf(first.content ?? [], place.context, { ...style, numbering, ...indent }, 'own'),
    ...writeBlocks(rest, inside),
  ])
}

function styleIn({ depth, quote }: Place): IParagraphOptions {
  const left = INDENT * (Math.min(depth, 9) + (quote ? 1 : 0))
  if (quote) return { style: 'Quote', indent: { left } }
  return depth > 0 ? { style: 'ListContinue', indent: { left } } : {}
}
