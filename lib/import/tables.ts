import type { Inline } from '@/lib/report/rich'
import type { Dictionary } from './dictionary'
import { type Piece, paragraph, plainOf, textOf } from './piece'

/**
 * Tables that only lay a document out become what they hold: a table of one column its contents, and one whose rows
 * begin with a heading or a label, row by row, that heading or label with what stands beside it. Others stay.
 */
export function openTables(pieces: Piece[], dictionary: Dictionary): Piece[] {
  return pieces.flatMap((piece) => {
    if (piece.kind !== 'table') return [piece]
    const rows = withoutColumnNames(piece.rows)
      .map((row) => row.filter((cell) => plainOf(cell).trim() !== '' || hasPicture(cell)))
      .filter((row) => row.length > 0)
    if (rows.every((row) => row.length === 1)) return openTables(rows.flat(2), dictionary)
    const open = rows.map((row) => openRow(row, dictionary))
    if (!open.some((row) => row !== undefined)) return [{ kind: 'table', rows }] satisfies Piece[]
    return rows.flatMap((row, index) => open[index] ?? [{ kind: 'table', rows: [row] } satisfies Piece])
  })
}

const NAMES =
  /^(?:items?|details?|field|value|information|description|content|rubrique|champ|valeur|détails?|contenu|campo|valor|detalles?|dato|contenido|구분|항목|내용|세부 내용|البند|التفاصيل|البيان|المعلومات)?$/iu

/** Without a first row that says only "Item | Details". */
const withoutColumnNames = (rows: Piece[][][]) =>
  rows[0]?.every((cell) => NAMES.test(plainOf(cell).trim())) ? rows.slice(1) : rows

const hasPicture = (cell: Piece[]) => cell.some(({ kind }) => kind === 'picture')

/** A row whose first cell is a heading or a label; undefined if it is none. */
function openRow(row: Piece[][], dictionary: Dictionary): Piece[] | undefined {
  const [first = [], ...others] = row
  const words = plainOf(first).trim()
  if (words.length > 120 || words.includes('\n') || others.length === 0) return undefined
  const rest = openTables(others.flat(), dictionary)
  const label = dictionary.label(words)
  const heading = dictionary.heading(words, 'exact')
  if (label && label.from === words.length && (!heading || heading.target.to === 'people' || isLines(rest)))
    return labelled(words, rest)
  if (label?.colon && words.slice(label.from).trim() === '') return labelled(words, rest)
  if (heading) return [{ kind: 'heading', level: 2, text: [{ type: 'text', text: words }] }, ...rest]
  return undefined
}

/** Whether these are a few short lines, as the value of a field is. */
const isLines = (pieces: Piece[]) => plainOf(pieces).length < 300 && plainOf(pieces).split('\n').length <= 3

/** "Label: value", or the label on a line of its own before several values. */
function labelled(words: string, rest: Piece[]): Piece[] {
  const label = words.replace(/\s*[:：]\s*$/, '')
  const [only, ...more] = rest
  if (more.length > 0 || only?.kind !== 'block' || only.block.type !== 'paragraph')
    return [paragraph([{ type: 'text', text: `${label}:` }]), ...rest]
  const content: Inline[] = only.block.content ?? []
  if (textOf(content).includes('\n')) return [paragraph([{ type: 'text', text: `${label}:` }]), only]
  return [paragraph([{ type: 'text', text: `${label}: ` }, ...content])]
}
