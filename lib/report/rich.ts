import { z } from 'zod'
import { Language } from './language'

/*
 * Rich text as data: the content of a ProseMirror document of our one schema (rich-schema.ts), in ProseMirror's
 * own JSON spelling, so that what the editor holds and what a report says are the same thing.
 */

/** http, https, mailto and nothing that runs. */
export function isSafeUrl(href: string): boolean {
  try {
    return ['http:', 'https:', 'mailto:'].includes(new URL(href).protocol)
  } catch {
    return false
  }
}

/** The longest link, in characters. */
export const MAX_HREF = 4000

const Mark = z.discriminatedUnion('type', [
  z.object({ type: z.literal('bold') }),
  z.object({ type: z.literal('italic') }),
  z.object({
    type: z.literal('link'),
    attrs: z.object({ href: z.string().max(MAX_HREF).refine(isSafeUrl, 'A link is http, https or mailto') }),
  }),
  /** The language of a passage, a BCP 47 tag. */
  z.object({ type: z.literal('language'), attrs: z.object({ lang: Language }) }),
])
export type Mark = z.infer<typeof Mark>

const Inline = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string().min(1), marks: z.array(Mark).optional() }),
  z.object({ type: z.literal('hardBreak') }),
])
export type Inline = z.infer<typeof Inline>

const Paragraph = z.object({ type: z.literal('paragraph'), content: z.array(Inline).optional() })
export type Paragraph = z.infer<typeof Paragraph>

export type ListItem = { type: 'listItem'; content: [Paragraph, ...Block[]] }
export type Block =
  | Paragraph
  | { type: 'bulletList'; content: ListItem[] }
  | { type: 'orderedList'; content: ListItem[] }
  | { type: 'blockquote'; content: Block[] }

export const Block: z.ZodType<Block> = z.lazy(() =>
  z.discriminatedUnion('type', [
    Paragraph,
    z.object({ type: z.literal('bulletList'), content: z.array(ListItem).min(1) }),
    z.object({ type: z.literal('orderedList'), content: z.array(ListItem).min(1) }),
    z.object({ type: z.literal('blockquote'), content: z.array(Block).min(1) }),
  ]),
)
export const ListItem: z.ZodType<ListItem> = z.lazy(() =>
  z.object({ type: z.literal('listItem'), content: z.tuple([Paragraph]).rest(Block) }),
)

/** How many lists and quotes may stand in each other. */
export const MAX_DEPTH = 20

/** A rich text: blocks. A plain string is taken too, a paragraph for each run between empty lines. */
export const Rich = z.union([
  z.string().transform((text) => canonicalRich(fromPlain(text))),
  z
    .array(Block)
    .refine((rich) => depthOf(rich) <= MAX_DEPTH, `Lists and quotes can be nested ${MAX_DEPTH} deep at most`)
    .transform((rich) => canonicalRich(rich)),
])
export type Rich = Block[]

function depthOf(blocks: Block[]): number {
  const depths = blocks.map((block) => {
    if (block.type === 'paragraph') return 0
    if (block.type === 'blockquote') return 1 + depthOf(block.content)
    return 1 + Math.max(...block.content.map((item) => depthOf(item.content)))
  })
  return Math.max(0, ...depths)
}

/**
 * The one spelling of a rich text, which equal texts share: neighbours with the same marks are one, marks stand in
 * the schema's order (rich-schema.ts) and once each, nothing is empty that can be absent, and no half of a
 * surrogate pair stands alone.
 */
export function canonicalRich(rich: Rich): Rich {
  return rich.map(canonicalBlock)
}

function canonicalBlock<T extends Block | ListItem>(block: T): T {
  if (block.type !== 'paragraph')
    return { ...block, content: (block.content as (Block | ListItem)[]).map(canonicalBlock) }
  const content: Inline[] = []
  for (const inline of block.content ?? []) {
    const last = content.at(-1)
    if (inline.type === 'hardBreak') content.push({ type: 'hardBreak' })
    else {
      const marks = canonicalMarks(inline.marks ?? [])
      if (last?.type === 'text' && JSON.stringify(last.marks ?? []) === JSON.stringify(marks))
        last.text += inline.text
      else content.push({ type: 'text', text: inline.text, ...(marks.length > 0 && { marks }) })
    }
  }
  for (const inline of content) if (inline.type === 'text') inline.text = inline.text.toWellFormed()
  return (content.length > 0 ? { type: 'paragraph', content } : { type: 'paragraph' }) as T
}

const MARK_ORDER: Mark['type'][] = ['link', 'language', 'bold', 'italic']

function canonicalMarks(marks: Mark[]): Mark[] {
  return MARK_ORDER.flatMap((type) => marks.find((mark) => mark.type === type) ?? [])
}

/** Plain text → paragraphs, split at empty lines; a single line break stays one. */
export function fromPlain(text: string): Rich {
  return text
    .split(/\r?\n[ \t]*\r?\n\s*/)
    .filter((paragraph) => paragraph.trim() !== '')
    .map((paragraph) => {
      const content = paragraph
        .split(/\r?\n/)
        .flatMap((line, index): Inline[] => [
          ...(index > 0 ? [{ type: 'hardBreak' } as const] : []),
          ...(line === '' ? [] : [{ type: 'text', text: line } as const]),
        ])
      return { type: 'paragraph', content }
    })
}

/** The text without its form: paragraphs and list items on lines of their own. */
export function toPlain(rich: Rich): string {
  return rich.map(blockText).join('\n')
}

function blockText(block: Block | ListItem): string {
  if (block.type !== 'paragraph') return (block.content as (Block | ListItem)[]).map(blockText).join('\n')
  return (block.content ?? []).map((inline) => (inline.type === 'text' ? inline.text : '\n')).join('')
}

/** True if there is nothing to read in it: no letter, digit or sign. */
export function isEmptyRich(rich: Rich): boolean {
  return toPlain(rich).trim() === ''
}

/** Words in a rich text, counted as the editor's length limits count them. */
export function countWords(rich: Rich): number {
  return toPlain(rich).match(/[\p{L}\p{N}\p{M}'’_-]+/gu)?.length ?? 0
}
