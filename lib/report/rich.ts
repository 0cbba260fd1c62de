import { z } from 'zod'

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

const Mark = z.discriminatedUnion('type', [
  z.object({ type: z.literal('bold') }),
  z.object({ type: z.literal('italic') }),
  z.object({
    type: z.literal('link'),
    attrs: z.object({ href: z.string().max(4000).refine(isSafeUrl, 'A link is http, https or mailto') }),
  }),
  /** The language of a passage, a BCP 47 tag. */
  z.object({ type: z.literal('language'), attrs: z.object({ lang: z.string().min(2).max(35) }) }),
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
const ListItem: z.ZodType<ListItem> = z.lazy(() =>
  z.object({ type: z.literal('listItem'), content: z.tuple([Paragraph]).rest(Block) }),
)

/** A rich text: blocks. A plain string is taken too, a paragraph for each run between empty lines. */
export const Rich = z.union([z.string().transform(fromPlain), z.array(Block)])
export type Rich = Block[]

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
