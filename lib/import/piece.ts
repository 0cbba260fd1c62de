import type { PictureFile } from '@/lib/report/report'
import { type Block, type Inline, type ListItem, type Rich, toPlain } from '@/lib/report/rich'

/*
 * What a file says, before it is known what it means: headings, blocks of text, tables and pictures in their order.
 * Each reader (plain.ts, markdown.ts, html.ts, docx.ts) makes these; recognise.ts makes a report of them.
 */

/** What a source says of a paragraph beyond its words. */
export type Look = 'plain' | 'caption' | 'note' | 'title'

export type Piece =
  /** `level` 1 is the highest; 0 is the title of the document. */
  | { kind: 'heading'; level: number; text: Inline[] }
  | { kind: 'block'; block: Block; look: Look }
  /** Rows of cells. */
  | { kind: 'table'; rows: Piece[][][] }
  | { kind: 'picture'; file: PictureFile | null; alt: string }

/** Why a picture cannot be kept: for programs, and in a sentence. */
export type NotKept = { reason: PictureReason; sentence: string }
export type PictureReason =
  | 'picture-type'
  | 'picture-too-big'
  | 'picture-too-many-pixels'
  | 'picture-broken'
  | 'picture-drawing'
  | 'picture-many'
  | 'picture-outside'
/** Keeps a picture, or says why it cannot be kept. */
export type KeepPicture = (bytes: Uint8Array) => Promise<PictureFile | NotKept>

export type Source = {
  pieces: Piece[]
  /** The language of the document where the source says it. */
  language?: string
  /** The language that the program which wrote it was set to: Word's documents are in that of its menus. */
  likely?: string
  /** The title where the source says it apart from the text. */
  title?: string
  /** The event where the source says it apart from the text. */
  event?: string
  rapporteurs?: string[]
  /** The pictures that could not be kept; `alt` says which. */
  notKept: (NotKept & { alt: string })[]
}

export const textOf = (line: Inline[]): string =>
  line.map((inline) => (inline.type === 'text' ? inline.text : '\n')).join('')

export const paragraph = (text: Inline[], look: Look = 'plain'): Piece => ({
  kind: 'block',
  block: { type: 'paragraph', content: text },
  look,
})

/** The lines of a text, cut at its line breaks; empty ones are left out. */
export function linesOf(text: Inline[]): Inline[][] {
  const lines: Inline[][] = [[]]
  for (const inline of text)
    if (inline.type === 'hardBreak') lines.push([])
    else lines.at(-1)!.push(inline)
  return lines.map(trimmed).filter((line) => textOf(line) !== '')
}

/**
 * A paragraph with line breaks, cut where a line begins something of its own; the lines between stay together. A piece
 * without such a line stays as it is.
 */
export function cutAtLines(piece: Piece, begins: (lines: Piece[], index: number) => boolean): Piece[] {
  if (piece.kind !== 'block' || piece.block.type !== 'paragraph') return [piece]
  const lines = linesOf(piece.block.content ?? [])
  const alone = lines.map((line) => paragraph(line, piece.look))
  const starts = alone.map((_, index) => begins(alone, index))
  if (lines.length < 2 || !starts.includes(true)) return [piece]
  const cut: Inline[][] = []
  for (const [index, line] of lines.entries()) {
    const last = cut.at(-1)
    // Below a line that begins something stands its text, which may be a paragraph of its own.
    if (!last || starts[index] || starts[index - 1]) cut.push([...line])
    else last.push({ type: 'hardBreak' }, ...line)
  }
  return cut.map((text) => paragraph(text, piece.look))
}

/** Without white space at its ends. */
export function trimmed(text: Inline[]): Inline[] {
  const all = textOf(text)
  const start = all.length - all.trimStart().length
  return slice(text, start, all.trimEnd().length)
}

/** A part of a line by its letters; a line break counts as one. */
export function slice(text: Inline[], from: number, to = Number.POSITIVE_INFINITY): Inline[] {
  let at = 0
  return text.flatMap((inline): Inline[] => {
    const length = inline.type === 'text' ? inline.text.length : 1
    const [start, end] = [Math.max(from - at, 0), Math.min(to - at, length)]
    at += length
    if (start >= end) return []
    return inline.type === 'text' ? [{ ...inline, text: inline.text.slice(start, end) }] : [inline]
  })
}

/** All that can be read of some pieces, line by line. */
export function plainOf(pieces: Piece[]): string {
  return pieces
    .map((piece) => {
      if (piece.kind === 'heading') return textOf(piece.text)
      if (piece.kind === 'block') return toPlain([piece.block])
      if (piece.kind === 'table') return piece.rows.flatMap((row) => row.map(plainOf)).join('\n')
      return piece.alt
    })
    .join('\n')
}

/** Pieces as rich text: a heading is a bold paragraph, a table a paragraph for each row. Pictures are left out. */
export function richOf(pieces: Piece[]): Rich {
  return pieces.flatMap((piece): Block[] => {
    if (piece.kind === 'picture') return []
    if (piece.kind === 'heading') return [{ type: 'paragraph', content: bold(piece.text) }]
    if (piece.kind === 'table') return piece.rows.flatMap(richOfRow)
    return [piece.block]
  })
}

const bold = (text: Inline[]): Inline[] =>
  text.map((inline) =>
    inline.type === 'hardBreak' || inline.marks?.some(({ type }) => type === 'bold')
      ? inline
      : { ...inline, marks: [...(inline.marks ?? []), { type: 'bold' }] },
  )

/** A row whose cells are lines is one line; otherwise its cells follow each other. */
function richOfRow(row: Piece[][]): Block[] {
  const cells = row.map(richOf).filter((cell) => toPlain(cell).trim() !== '')
  const lines = cells.map((cell) =>
    cell.length === 1 && cell[0]!.type === 'paragraph' ? cell[0] : undefined,
  )
  if (!lines.every((line) => line !== undefined)) return cells.flat()
  const content = lines.flatMap((line, index): Inline[] => [
    ...(index > 0 ? [{ type: 'text', text: ' | ' } as const] : []),
    ...(line!.content ?? []),
  ])
  return content.length > 0 ? [{ type: 'paragraph', content }] : []
}

export const picturesOf = (pieces: Piece[]): Extract<Piece, { kind: 'picture' }>[] =>
  pieces.flatMap((piece) =>
    piece.kind === 'picture'
      ? [piece]
      : piece.kind === 'table'
        ? piece.rows.flat(2).flatMap((one) => picturesOf([one]))
        : [],
  )

/** The only line of a piece that could be a heading: a heading, a paragraph, or a list of one line. */
export function soleLine(
  piece: Piece | undefined,
): { text: Inline[]; numbered: boolean; heading: number | undefined } | undefined {
  if (piece?.kind === 'heading') return { text: piece.text, numbered: false, heading: piece.level }
  if (piece?.kind !== 'block') return undefined
  const { block } = piece
  if (block.type === 'paragraph') return { text: block.content ?? [], numbered: false, heading: undefined }
  if (block.type !== 'orderedList' || block.content.length !== 1) return undefined
  const [only, ...rest] = (block.content[0] as ListItem).content
  return rest.length === 0 ? { text: only.content ?? [], numbered: true, heading: undefined } : undefined
}

export const isBold = (text: Inline[]): boolean =>
  text.some((one) => one.type === 'text' && one.text.trim() !== '') &&
  text.every(
    (one) =>
      one.type === 'hardBreak' || one.text.trim() === '' || one.marks?.some(({ type }) => type === 'bold'),
  )
