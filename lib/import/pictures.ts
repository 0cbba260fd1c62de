import type { Picture } from '@/lib/report/report'
import { type Draft, listIn, pictureOf } from './draft'
import { blockLines } from './header'
import { keyOf } from './key'
import { type Piece, textOf } from './piece'

/** A caption is a line, not a text. */
const LONGEST_CAPTION = 160

/**
 * Pictures with their captions and descriptions. What is written without a picture describes one that is still to
 * come: its first line is the caption, the others say what is to be seen.
 */
export function readPictures(draft: Draft, section: string, pieces: Piece[]): void {
  const pictures = listIn(draft.pictures, section)
  let current: { picture: Picture; lines: { text: string; caption: boolean }[] } | undefined
  const begin = (picture: Picture) => {
    finish(current)
    pictures.push(picture)
    current = { picture, lines: [] }
    return current
  }
  for (const piece of pieces) {
    if (piece.kind === 'picture') begin(pictureOf(draft, piece))
    else
      for (const { text, caption } of linesOfPiece(piece)) {
        const here = current ?? begin(pictureOf(draft, { kind: 'picture', file: null, alt: '' }))
        const again = caption && here.lines.some((line) => line.caption)
        const next = again ? begin(pictureOf(draft, { kind: 'picture', file: null, alt: '' })) : here
        next.lines.push({ text, caption })
      }
  }
  finish(current)
}

function linesOfPiece(piece: Piece): { text: string; caption: boolean }[] {
  if (piece.kind === 'heading') return [{ text: textOf(piece.text), caption: false }]
  if (piece.kind === 'table')
    return piece.rows.map((row) => ({
      text: row
        .flatMap((cell) => cell.flatMap(linesOfPiece))
        .map(({ text }) => text)
        .join(' | '),
      caption: false,
    }))
  if (piece.kind === 'picture') return []
  const sign = piece.block.type === 'bulletList' ? '- ' : ''
  return blockLines(piece.block).map((line) => ({
    text: sign + textOf(line),
    caption: piece.look === 'caption',
  }))
}

/** Which of the lines are the caption and which the description; the alternative text is one if nothing else is. */
function finish(
  current: { picture: Picture; lines: { text: string; caption: boolean }[] } | undefined,
): void {
  if (!current || current.lines.length === 0) return
  const { picture, lines } = current
  const alt = picture.description
  const isAlt = (some: { text: string }[]) =>
    alt !== '' && keyOf(some.map(({ text }) => text).join(' ')) === keyOf(alt)
  const marked = lines.filter(({ caption }) => caption)
  const first = lines[0]!
  const caption =
    marked[0] ??
    (!isAlt(lines) && first.text.length <= LONGEST_CAPTION && (lines.length > 1 || picture.file)
      ? first
      : undefined)
  const others = lines.filter((line) => line !== caption)
  picture.caption = caption?.text ?? ''
  const described = others.map(({ text }) => text).join('\n')
  // Where only the caption stands there, it may be the alternative text as well.
  if (others.length === 0)
    picture.description = keyOf(alt) === keyOf(picture.caption) && picture.file ? '' : alt
  else picture.description = alt === '' || isAlt(others) ? described : `${alt}\n${described}`
}
