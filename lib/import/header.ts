import { affiliation } from '@/lib/export/names'
import { joinParts } from '@/lib/export/text'
import { wordsFor } from '@/lib/export/words'
import type { PersonKind } from '@/lib/report/report'
import type { Inline } from '@/lib/report/rich'
import { isCountry } from './countries'
import { findDays } from './dates'
import { type Draft, putAside } from './draft'
import { bare, keyOf } from './key'
import { affiliationOf, looksLikeName, splitName } from './person-line'
import { linesOf, type Piece, paragraph, slice, textOf, trimmed } from './piece'
import { findTime } from './times'
import { findLanguages, findParticipants } from './values'
import type { Field } from './words/labels'
import { LANGUAGES } from './words/languages'

/*
 * The header: lines with labels ("Date: 22 October", "Name of moderator" and the name below it), and above them the
 * event, its dates and theme, and the title, which often have none.
 */

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

/** What a document may call itself above its title. */
const DOCUMENTS = new Set(
  [
    ...LANGUAGES.map((language) => wordsFor(language).words.report),
    ...['report', 'session report', 'report of the session', 'workshop report', 'minutes', 'meeting minutes'],
    ...[
      'rapport',
      'rapport de séance',
      'rapport de session',
      'compte rendu',
      'compte rendu de la séance',
      'compte rendu de la session',
      'rapport de la session',
      'rapport de la séance',
      'rapport d’atelier',
      'rapport de l’atelier',
      'rapport',
      'synthèse de la session',
    ],
    ...['compte rendu de session', 'compte rendu d’atelier', 'procès-verbal', 'informe', 'informe de sesión'],
    ...[
      'informe de la sesión',
      'informe de relatoría',
      'relatoría de la sesión',
      'acta de sesión',
      'relatoría',
      'acta',
      'acta de la sesión',
      'memoria de la sesión',
    ],
    ...[
      '보고서',
      '결과 보고서',
      '결과보고서',
      '세션 결과 보고서',
      '회의록',
      'تقرير',
      'تقرير الجلسة',
      'محضر الجلسة',
      'محضر جلسة',
      'تقرير جلسة',
      'محضر',
    ],
  ].map(keyOf),
)

const isDocument = (text: string): boolean => {
  const key = keyOf(text).replace(/ (?:n |no )?\p{Nd}+$/u, '')
  return DOCUMENTS.has(key) || /^(?:세션|회의|포럼|워크숍)?(?:결과)?보고서$/u.test(key.replaceAll(' ', ''))
}

/** "Minutes: Public procurement": the title behind what the document calls itself, in a line that is only text. */
function takeNamed(draft: Draft, left: HeaderLine[]): void {
  const [first] = left
  const text = first?.look === 'plain' ? textOf(first.text).trim() : ''
  const found = /^([^:：]{3,50}?)\s*[:：]\s*(?=\S)/u.exec(text)
  if (!found || draft.title !== '' || !isDocument(found[1]!)) return
  draft.title = text.slice(found[0].length)
  draft.notes.push({ code: 'kind', text: found[1]! })
  left.shift()
}

/** The lines above the labels: event with its dates, theme, title. What is left over is put aside. */
export function readTop(draft: Draft, lines: HeaderLine[], known: { event: string; theme: string }): void {
  const { details } = draft
  let left = lines
  const take = (wanted: (line: HeaderLine, text: string, index: number) => boolean): string | undefined => {
    const index = left.findIndex((line, at) => wanted(line, textOf(line.text).trim(), at))
    if (index < 0) return undefined
    const [found] = left.splice(index, 1)
    return textOf(found!.text).trim()
  }
  left = lines.filter(({ text }) => {
    const isKind = isDocument(textOf(text))
    if (isKind) draft.notes.push({ code: 'kind', text: textOf(text) })
    return !isKind
  })
  takeNamed(draft, left)
  if (draft.title === '') draft.title = take(({ look }) => look === 'title') ?? ''
  for (const name of ['event', 'theme'] as const)
    if (known[name] !== '' && !details[name]) {
      const found = take((_, text) => keyOf(text) === keyOf(known[name]))
      if (found) details[name] = found
    }
  const dated = left.findIndex(({ text, look }) => look !== 'title' && isDated(textOf(text)))
  if (dated >= 0 && !details.eventStart) {
    const days = findDays(textOf(left[dated]!.text))!
    setEventDays(draft, days)
    // The event stands on the line of its dates, or above it; beside them may be where it was.
    const isBelowEvent =
      dated > 0 && GATHERING.test(textOf(left[dated - 1]!.text)) && !GATHERING.test(days.rest)
    const place =
      days.rest !== '' && dated > 0 && (isPlace(days.rest) || (isBelowEvent && days.rest.length < 60))
    const above = (days.rest === '' || place) && dated > 0 && !details.event
    const name = above ? textOf(left[dated - 1]!.text).trim() : ''
    left.splice(above ? dated - 1 : dated, above ? 2 : 1)
    const event = joinParts([name, days.rest])
    if (!details.event) details.event = event
    else if (event !== '' && keyOf(event) !== keyOf(details.event))
      left.splice(dated, 0, { text: [{ type: 'text', text: event }], look: 'plain' })
  }
  takeSession(draft, left)
  if (draft.title === '') {
    const headings = left.filter(({ look }) => look === 'heading').length
    draft.title =
      (headings > 0 ? take(({ look }) => look === 'heading') : take((_, text) => text.length <= 250)) ?? ''
  }
  if (!details.event && left.length > 1)
    details.event = take((_, text) => !OTHERS.test(text) && text.length <= 200 && !/[.?!]$/.test(text)) ?? ''
  if (!details.theme) {
    const theme = take(
      ({ look }, text) => look !== 'heading' && !OTHERS.test(text) && text.length <= 250 && !/\.$/.test(text),
    )
    if (theme) details.theme = theme
  }
  for (const line of left) putAside(draft, '', null, [paragraph(line.text)])
}

/** Labels of what a report has no place for. */
const OTHERS =
  /^\s*(?:venue|place|location|room|link|platform|contact|e-?mail|organi[sz]ers?|organi[sz]ed by|lieu|salle|lien|plateforme|organisat(?:eur|rice)s?|organisé par|lugar|sede|sala|enlace|plataforma|organizan?|organizador(?:es|a)?|장소|링크|주최|주관|플랫폼|المكان|مكان الانعقاد|القاعة|الرابط|الجهة المنظمة|تنظيم)\s*[:：]/iu

const SESSION =
  /^(?:(?:the )?(?:session|workshop|panel|held|meeting)(?: of| on| held on)?|(?:séance|session|atelier|tenue?)(?: tenue)?(?: le| du)?|(?:sesión|taller|celebrad[ao])(?: celebrada)?(?: el| del)?|عقدت الجلسة(?: يوم| في)?|جلسة)?$/iu

/** "Session of 12 April 2024, 2–3:30 pm": the day and time of the session in a line without a label. */
function takeSession(draft: Draft, left: HeaderLine[]): void {
  if (draft.details.date) return
  const at = left.findIndex(({ text }) => {
    const days = isDated(textOf(text)) ? findDays(textOf(text), draft.year) : undefined
    const time = days && findTime(days.rest)
    return days?.start === days?.end && time && time.start !== null && SESSION.test(time.rest)
  })
  if (at < 0) return
  const days = findDays(textOf(left[at]!.text), draft.year)!
  const { rest: _, ...found } = findTime(days.rest)
  Object.assign(draft.details, { date: days.start, ...found })
  left.splice(at, 1)
}

/** Whether a line is about dates, and not a sentence in which one is named. */
function isDated(text: string): boolean {
  return text.length <= 200 && !/[.?!]\s*$/.test(text.replace(/г\.\s*$/, '')) && findDays(text) !== undefined
}

const GATHERING =
  /forum|foro|fórum|congres|conf[eé]rence|conferencia|summit|sommet|cumbre|meeting|week|semaine|semana|encuentro|rencontre|assembl|asamblea|festival|symposi|simposio|포럼|대회|회의|정상|منتدى|مؤتمر|ملتقى|قمة|论坛|大会|форум|конференция/iu

/** "Seoul, Republic of Korea": a few words that name no gathering. */
function isPlace(text: string): boolean {
  const parts = text.split(/\s*[,،，]\s*/)
  if (GATHERING.test(text) || /\d/.test(text) || parts.length > 3) return false
  return isCountry(parts.at(-1)!) || parts.every((part) => part.split(/\s+/).length <= 2)
}
