import type { Block, ListItem } from '@/lib/report/rich'
import { type Draft, putAside } from './draft'
import { type HeaderLine, headerLines, listedPeople, readFields } from './header'
import { bare, keyOf } from './key'
import { affiliationOf, looksLikeName, splitName } from './person-line'
import { type Piece, paragraph, plainOf, textOf } from './piece'

/** The people of the speakers' section: a line, an item of a list or a row of a table for each. */
export function readSpeakers(draft: Draft, section: string | null, pieces: Piece[]): void {
  const lines: HeaderLine[] = pieces.flatMap((piece) => {
    if (piece.kind === 'table') return tableLines(piece.rows)
    if (piece.kind === 'block' && piece.block.type !== 'paragraph') return itemLines(piece.block)
    return headerLines([piece])
  })
  const left = readFields(draft, lines)
  for (const [index, line] of left.entries()) {
    const text = bare(textOf(line.text).trim())
    if (addSpeakers(draft, text)) continue
    // "Director of the X" below the name.
    const above = index > 0 ? draft.labels.at(-1) : undefined
    if (above && above.about === '' && text.length < 200 && !/[.?!]$/.test(text)) addAbout(draft, above, text)
    else putAside(draft, '', section, [paragraph(line.text)])
  }
  putAside(
    draft,
    '',
    section,
    pieces.filter(({ kind }) => kind === 'picture'),
  )
}

function itemLines(block: Block): HeaderLine[] {
  if (block.type === 'paragraph') return [{ text: block.content ?? [], look: 'plain' }]
  return (block.content as (Block | ListItem)[]).flatMap((inner) => {
    if (inner.type !== 'listItem') return itemLines(inner)
    const [first, ...rest] = inner.content
    return [...headerLines([{ kind: 'block', block: first, look: 'plain' }]), ...rest.flatMap(itemLines)]
  })
}

/** Rows with a name in their first cell; a row of column names is left out. */
function tableLines(rows: Piece[][][]): HeaderLine[] {
  return rows.flatMap((row, index) => {
    const cells = row.map((cell) =>
      plainOf(cell)
        .trim()
        .replace(/\s*\n\s*/g, ', '),
    )
    if (index === 0 && cells.some((cell) => COLUMN.has(keyOf(cell)))) return []
    const [first = '', ...rest] = /^\d+\.?$/.test(cells[0] ?? '') ? cells.slice(1) : cells
    const text = [first, ...rest].filter(Boolean).join(', ')
    return text === '' ? [] : [{ text: [{ type: 'text', text }], look: 'plain' } as const]
  })
}

const COLUMN = new Set(
  [
    'name',
    'names',
    'full name',
    'speaker',
    'organisation',
    'organization',
    'role',
    'title',
    'country',
    'nom',
    'nom et prénom',
    'organisation',
    'fonction',
    'pays',
    'nombre',
    'organización',
    'cargo',
    'país',
    '이름',
    '성명',
    '소속',
    '직책',
    '국가',
    'الاسم',
    'المنظمة',
    'المؤسسة',
    'الصفة',
    'البلد',
  ].map(keyOf),
)

/** One speaker, or several in one line between semicolons. */
function addSpeakers(draft: Draft, text: string): boolean {
  const several = text.split(/\s*[;；؛]\s*/).filter(Boolean)
  if (several.length > 1 && several.every((one) => isSpeaker(splitName(bare(one)).name)))
    return several.every((one) => addSpeakers(draft, bare(one).replace(/(?<=\p{L}{4})\.$/u, '')))
  const listed = listedPeople(text)
  if (listed) return listed.every((one) => addSpeakers(draft, one))
  const { name, about, after } = splitName(text)
  if (after !== '') return false
  const names = text.split(/\s*[,،，]\s*|\s+(?:and|et|y|و)\s+/u)
  // Two would be a name and an organisation.
  if (names.length > 2 && names.every((one) => isSpeaker(one) && /^\S+ \S+$/.test(one)))
    return names.every((one) => addSpeakers(draft, one))
  if (!isSpeaker(name) && !(about !== '' && name.length < 60 && !/[.?!]$/.test(text))) return false
  const person = draft.registry.meet(name, 'speaker', about === '' ? undefined : affiliationOf(about, 'cut'))
  const before = draft.labels.find((label) => label.person === person.id)
  if (!before) draft.labels.push({ person: person.id, about })
  else if (before.about === '') before.about = about
  else return about === '' || about === before.about
  return true
}

const isSpeaker = (name: string) => looksLikeName(name) && affiliationOf(name, 'cut').role === ''

function addAbout(draft: Draft, label: { person: string; about: string }, about: string): void {
  const person = draft.registry.people.find(({ id }) => id === label.person)!
  draft.registry.meet(person.name, 'speaker', affiliationOf(about, 'cut'))
  label.about = about
}
