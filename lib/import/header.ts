import { affiliation } from '@/lib/export/names'
import type { PersonKind } from '@/lib/report/report'
import type { Inline } from '@/lib/report/rich'
import { findDays } from './dates'
import { type Draft, putAside } from './draft'
import { bare, keyOf } from './key'
import { affiliationOf, looksLikeName, splitName } from './person-line'
import { linesOf, type Piece, paragraph, slice, textOf, trimmed } from './piece'
import { findTime } from './times'
import { findLanguages, findParticipants } from './values'
import type { Field } from './words/labels'

/* The header's lines with labels: "Date: 22 October", "Name of moderator" and the name below it. */

export type HeaderLine = { text: Inline[]; look: 'plain' | 'bold' | 'heading' | 'title' }

/** The lines of header pieces. Tables are read row by row, pictures are for `putAside`. */
export function headerLines(pieces: Piece[]): HeaderLine[] {
  return pieces.flatMap((piece): HeaderLine[] => {
    if (piece.kind === 'heading')
      return linesOf(piece.text).map((text) => ({ text, look: piece.level === 0 ? 'title' : 'heading' }))
    if (piece.kind === 'table') return piece.rows.map((row) => ({ text: rowLine(row), look: 'plain' }))
    if (piece.kind === 'picture') return []
    return blockLines(piece.block).map((text) => ({ text, look: 'plain' }))
  })
}

function rowLine(row: Piece[][]): Inline[] {
  return row.flatMap((cell, index): Inline[] => [
    ...(index > 0 ? [{ type: 'text', text: ', ' } as const] : []),
    ...headerLines(cell).flatMap(({ text }) => text),
  ])
}

type AnyBlock = Extract<Piece, { kind: 'block' }>['block']

export function blockLines(block: AnyBlock): Inline[][] {
  if (block.type === 'paragraph') return linesOf(block.content ?? [])
  return (block.content as (AnyBlock | { type: 'listItem'; content: AnyBlock[] })[]).flatMap((inner) =>
    inner.type === 'listItem' ? inner.content.flatMap(blockLines) : blockLines(inner),
  )
}

/** Reads labelled lines into the draft and answers those that had no label. */
export function readFields(draft: Draft, lines: HeaderLine[], begin?: Field): HeaderLine[] {
  const left: HeaderLine[] = []
  let open: Field | undefined = begin
  for (const line of lines) {
    const text = textOf(line.text).trim()
    const label = line.look === 'title' ? undefined : draft.dictionary.label(text)
    const value = label && cleanValue(slice(line.text, label.from))
    if (label && value !== undefined && textOf(value) === '') {
      open = label.field
      continue
    }
    if (label && value && (label.colon || isCertain(draft, label.field, textOf(value)))) {
      open = isOfPeople(label.field) ? label.field : undefined
      if (!setField(draft, label.field, textOf(value))) putAside(draft, '', null, [paragraph(line.text)])
      continue
    }
    if (open && setField(draft, open, textOf(cleanValue(line.text)))) {
      if (!isOfPeople(open)) open = undefined
      continue
    }
    open = undefined
    left.push(line)
  }
  return left
}

const isOfPeople = (field: Field) => field === 'moderators' || field === 'rapporteurs' || field === 'speakers'

function cleanValue(text: Inline[]): Inline[] {
  const value = trimmed(text)
  const start = /^[\s:：*_–—-]+/u.exec(textOf(value))?.[0].length ?? 0
  return trimmed(slice(value, start))
}

/** A label without a colon may be the beginning of a sentence; the value shows whether it is. */
function isCertain(draft: Draft, field: Field, value: string): boolean {
  if (field === 'languages') return findLanguages(value) !== undefined
  if (field === 'date') return findDays(value, draft.year ?? 2000) !== undefined
  if (field === 'time' || field === 'duration') return findTime(value).rest === ''
  if (field === 'participants') return /\d/.test(value) && value.length < 80
  if (isOfPeople(field)) return looksLikeName(splitName(value).name) && /\s/.test(value) && !isShouted(value)
  return /^[\p{Lu}\p{Lo}\d"“«]/u.test(value) && value.length < 160
}

/** A heading in capitals: "COMPTE RENDU DE SÉANCE" names nobody. */
const isShouted = (text: string) => text === text.toUpperCase() && text !== text.toLowerCase()

/** Writes a value where it belongs; false if it cannot be read as one. */
function setField(draft: Draft, field: Field, value: string): boolean {
  const { details } = draft
  const keep = (rest: string) => {
    if (rest !== '') putAside(draft, '', null, [paragraph([{ type: 'text', text: value }])])
    return true
  }
  switch (field) {
    case 'title':
      draft.title ||= value
      return draft.title === value
    case 'event':
      return setEvent(draft, value)
    case 'theme':
    case 'type':
      details[field] ||= value
      return details[field] === value
    case 'languages': {
      const plain = value.replace(/\s*[(（][^()（）]*[)）]\s*$/u, '')
      const exact = details.languages ? undefined : findLanguages(value)
      const found = exact ?? (details.languages ? undefined : findLanguages(plain))
      if (found && !exact) keep('more')
      if (found) details.languages = found
      return found !== undefined
    }
    case 'eventDates': {
      const days = findDays(value, draft.year)
      if (!days || details.eventStart) return false
      setEventDays(draft, days)
      return keep(days.rest)
    }
    case 'date': {
      const days = findDays(value, draft.year)
      if (!days || details.date) return false
      details.date = days.start
      return days.rest === ''
        ? days.end === days.start || keep('span')
        : setTime(draft, days.rest) || keep(days.rest)
    }
    case 'time':
    case 'duration':
      return setTime(draft, value, field) || setDayAndTime(draft, value)
    case 'participants':
      if (details.participants !== undefined || /^\D{30,}$/.test(value)) return false
      Object.assign(details, findParticipants(value))
      return true
    case 'moderators':
    case 'rapporteurs':
    case 'speakers':
      return setPeople(draft, field, value)
  }
}

/** An event's name, with its dates if they stand beside it. */
function setEvent(draft: Draft, value: string): boolean {
  const { details } = draft
  const days = findDays(value)
  const name = days && days.rest !== '' ? days.rest : value
  if (days && days.rest !== '' && !details.eventStart) setEventDays(draft, days)
  details.event ||= name
  return details.event === name
}

function setTime(draft: Draft, value: string, field: 'time' | 'duration' = 'time'): boolean {
  const { rest, ...found } = findTime(value, field)
  if (found.start === null && found.minutes === null) return false
  if ((found.start && draft.details.start) || (found.minutes && draft.details.minutes)) return false
  for (const [name, one] of Object.entries(found))
    if (one !== null) Object.assign(draft.details, { [name]: one })
  if (rest !== '') putAside(draft, '', null, [paragraph([{ type: 'text', text: value }])])
  return true
}

function setDayAndTime(draft: Draft, value: string): boolean {
  const days = findDays(value, draft.year)
  if (!days || draft.details.date || !setTime(draft, days.rest)) return false
  draft.details.date = days.start
  return true
}

export function setEventDays(draft: Draft, { start, end }: { start: string; end: string }): void {
  draft.details.eventStart = start
  draft.details.eventEnd = end
  draft.year = Number(start.slice(0, 4))
}

const KINDS: Record<'moderators' | 'rapporteurs' | 'speakers', PersonKind> = {
  moderators: 'moderator',
  rapporteurs: 'rapporteur',
  speakers: 'speaker',
}

/** One person, or several between semicolons; between commas too, if all of them are names alone. */
export function setPeople(draft: Draft, field: keyof typeof KINDS, value: string): boolean {
  const all = value.split(/\s*[;；؛]\s*/).filter(Boolean)
  if (all.length > 1)
    return all.map((one) => setPeople(draft, field, one.replace(/(?<=\p{L}{4})\.$/u, ''))).every(Boolean)
  const listed = listedPeople(value)
  if (listed) return listed.map((one) => setPeople(draft, field, one)).every(Boolean)
  const names = value.split(/\s*[,،，]\s*|\s+(?:and|et|y|و)\s+/u)
  // Two may be a name and an organisation, but of rapporteurs often only names are given.
  const several =
    names.length > 2 || (names.length === 2 && (field === 'rapporteurs' || !/[,،，]/.test(value)))
  if (several && field !== 'speakers' && areNames(names))
    return names.map((one) => setPeople(draft, field, one)).every(Boolean)
  const line = bare(value)
  const { name, about, after } = splitName(line)
  if (name === '' || after !== '' || name.length > 100 || (/[.?!]$/.test(line) && line.length > 120))
    return false
  const person = draft.registry.meet(
    name,
    KINDS[field],
    about === '' ? undefined : affiliationOf(about, 'keep'),
  )
  // Who is known already may be somebody else here, or have another spelling: what was written stays.
  if (keyOf(`${person.name} ${affiliation(person)}`) !== keyOf(`${name} ${about}`) && about !== '')
    putAside(draft, '', null, [paragraph([{ type: 'text', text: value }])])
  return true
}

/** "Ana Ruiz (X) and Ben Okri (Y)": the people in a line, each with what is in brackets; undefined if it is none such. */
export function listedPeople(line: string): string[] | undefined {
  if (line.length > 1000) return undefined
  const listed = line.split(
    /(?:\s*[,،，]\s*(?:and |et |y )?|\s+(?:and|et|y|&|و)\s+)(?=\p{L})(?![^(（]*[)）])/u,
  )
  const bracketed = listed.filter((one) => /[)）]\s*$/u.test(one)).length
  const areSeveral = bracketed === listed.length || (bracketed > 0 && !/[,،，](?![^(（]*[)）])/u.test(line))
  return listed.length > 1 && areSeveral && listed.every(isNamed) ? listed : undefined
}

const isNamed = (text: string) => {
  const { name } = splitName(bare(text))
  const isAlone = /^[^,،，(（]{3,60}(?:[(（][^()（）]*[)）]\s*)?$/u.test(text)
  return isAlone && looksLikeName(name) && (/\s/.test(name) || /[(（]/.test(text))
}

/** "Ana Ruiz, Ben Okri" are two people, "Ana Ruiz, Ville de Lyon" is one. */
const areNames = (names: string[]) =>
  names.every(
    (one) =>
      looksLikeName(one) &&
      (/\s/.test(one) || /^[가-힣]{2,4}(?<![시구군청회부])$/u.test(one)) &&
      one.split(/\s+/).length <= 3 &&
      affiliationOf(one, 'cut').role === '' &&
      !/\b(?:of|de|du|del|for|ville|city|university|université|universidad|network|réseau|red)\b/i.test(one),
  )
