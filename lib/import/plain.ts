import type { Block, Inline, ListItem, Mark } from '@/lib/report/rich'
import { type Piece, paragraph, type Source, slice, textOf } from './piece'

const ITEM = /^\s*(?:([-–—•▪●◦‣·])\s+|[*]\s+|(\p{Nd}{1,3})[.)]\s+)(?=\S)/u

/**
 * Plain text: a paragraph for each line, unless the lines of one were wrapped; lists by the sign or number before
 * their items. Pairs of asterisks are bold or italic, those that are left over are not text.
 */
export function readPlain(text: string): Source {
  const pieces: Piece[] = []
  for (const group of text.split(/\n(?:[ \t]*\n)+/)) {
    const lines = group
      .split('\n')
      .map((line) => line.trimEnd())
      .filter((line) => line.trim() !== '')
    // A heading may stand right above a text.
    const [first = '', ...rest] = lines
    const above = !isWrapped(lines) && first.length < 40 && isWrapped(rest) ? [first] : []
    const body = lines.slice(above.length)
    for (const line of above) addLine(pieces, line)
    if (isWrapped(body)) pieces.push(paragraph(inlines(body.map((line) => line.trim()).join(' '))))
    else for (const line of body) addLine(pieces, line)
  }
  return { pieces, notKept: [] }
}

function addLine(pieces: Piece[], line: string): void {
  const found = ITEM.exec(line)
  const content = inlines((found ? line.slice(found[0].length) : line).trim())
  if (content.length > 0) add(pieces, content, found)
}

/** Adds a paragraph, or an item to the list that it goes on with. */
function add(pieces: Piece[], content: Inline[], sign: RegExpExecArray | null): void {
  if (!sign) return void pieces.push(paragraph(content))
  const type = sign[2] === undefined ? 'bulletList' : 'orderedList'
  const item: ListItem = { type: 'listItem', content: [{ type: 'paragraph', content }] }
  const last = pieces.at(-1)
  if (last?.kind === 'block' && last.block.type === type && follows(last.block, sign[2]))
    last.block.content.push(item)
  else pieces.push({ kind: 'block', block: { type, content: [item] }, look: 'plain' })
}

/** Lists and emphasis that somebody typed as signs into a document that could have had real ones. */
export function withTypedSigns(pieces: Piece[]): Piece[] {
  const read: Piece[] = []
  for (const piece of pieces) {
    if (piece.kind === 'table')
      read.push({ kind: 'table', rows: piece.rows.map((row) => row.map(withTypedSigns)) })
    else if (piece.kind !== 'block' || piece.block.type !== 'paragraph' || piece.look !== 'plain')
      read.push(piece)
    else {
      const content = piece.block.content ?? []
      const sign = ITEM.exec(textOf(content))
      add(read, withoutSigns(sign ? slice(content, sign[0].length) : content), sign)
    }
  }
  return read
}

const withoutSigns = (content: Inline[]): Inline[] =>
  content.flatMap((inline) =>
    inline.type === 'hardBreak'
      ? [inline]
      : inlines(inline.text).map((part) =>
          part.type === 'text' ? { ...part, marks: [...(inline.marks ?? []), ...(part.marks ?? [])] } : part,
        ),
  )

/** Whether an item with this number goes on with a list: a new “1.” begins another one. */
function follows(list: Extract<Block, { content: ListItem[] }>, number: string | undefined): boolean {
  return number === undefined || Number.parseInt(number, 10) !== 1 || list.content.length === 0
}

/**
 * Lines that a program broke at a width: about as long as each other, and one at least goes on amid a sentence. Where
 * there are no capitals to tell that by, they must be long and several.
 */
function isWrapped(lines: string[]): boolean {
  const full = lines.slice(0, -1)
  const isBetween = (least: number) => full.every((line) => line.length >= least && line.length <= 110)
  const goesOn = (letters: RegExp) => lines.slice(1).some((line) => letters.test(line))
  if (full.length === 0 || lines.some((line) => ITEM.test(line))) return false
  return (
    (isBetween(40) && goesOn(/^\s*[\p{Ll}(]/u)) || (full.length > 1 && isBetween(60) && goesOn(/^\s*\p{Lo}/u))
  )
}

const PAIR = /(?<![\p{L}\p{N}*])(\*{1,3})(?=[^\s*])(.+?)(?<=[^\s*])\1(?![\p{L}\p{N}*])/gu
const MARKS: Record<number, Mark[]> = {
  1: [{ type: 'italic' }],
  2: [{ type: 'bold' }],
  3: [{ type: 'bold' }, { type: 'italic' }],
}

function inlines(line: string): Inline[] {
  const found: Inline[] = []
  const put = (text: string, marks?: Mark[]) => {
    if (text !== '') found.push(marks ? { type: 'text', text, marks } : { type: 'text', text })
  }
  let at = 0
  for (const match of line.matchAll(PAIR)) {
    put(withoutStray(line.slice(at, match.index)))
    put(match[2]!, MARKS[match[1]!.length])
    at = match.index + match[0].length
  }
  put(withoutStray(line.slice(at)))
  return found
}

/** Asterisks that stand at a word without their other half. */
function withoutStray(text: string): string {
  return text.replace(/(?<=[\p{L}\p{N}\p{P}])\*{2,3}(?=\s|$)|(?<=^|\s)\*{2,3}(?=[\p{L}\p{N}])/gu, '')
}
