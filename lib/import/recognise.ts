import { aboutPerson, type Naming } from '@/lib/export/names'
import { type Parsed, parseReport } from '@/lib/report/parse'
import type { Report, Section, Voice } from '@/lib/report/report'
import type { SectionKind, Template } from '@/lib/report/template'
import { createDictionary } from './dictionary'
import {
  createDraft,
  type Draft,
  listIn,
  merged,
  type Note,
  noteTable,
  putAside,
  type Spoken,
  type Unplaced,
} from './draft'
import { guessLanguage } from './guess'
import { headerLines, readFields } from './header'
import { readNarrated } from './narrated'
import { readPictures } from './pictures'
import { type Piece, paragraph, plainOf, richOf, type Source } from './piece'
import { readPrompts } from './prompts'
import { isOfQuestions, readQuestions } from './questions'
import { type Segment, segmentsOf } from './segments'
import { readSpeakers } from './speakers'
import { openTables } from './tables'
import { readTop } from './top'
import { putAsideUnlisted } from './unlisted'
import { readVoices } from './voices'

/** What is known of the event for which a report is imported. */
export type EventFacts = {
  name: string
  theme: string
  startDate: string | null
  endDate: string | null
  languages: string[]
}

export type Imported = { report: Report; notes: Note[]; unplaced: Unplaced[] }

/** The report that a document is, by its headings and labels, in this template. What fits nowhere is `unplaced`. */
export function recognise(source: Source, template: Template, event: EventFacts | undefined): Imported {
  const dictionary = createDictionary(template)
  const draft = createDraft(template, dictionary)
  draft.year = Number(event?.startDate?.slice(0, 4)) || undefined
  const pieces = openTables(source.pieces, dictionary)
  const { segments, languages } = segmentsOf(draft, pieces)
  readHeader(draft, segments, source, event)
  const others = segments.filter(({ target }) => !isHeader(target))
  for (const segment of others) if (isOfKind(segment, 'speakers')) readSegment(draft, segment)
  for (const segment of others) if (!isOfKind(segment, 'speakers')) readSegment(draft, segment)
  putAsideUnlisted(draft)
  const text = plainOf(source.pieces)
  const language = languageOf(source, languages, event, guessLanguage(text))
  for (const { alt, ...notKept } of source.notKept) draft.notes.push({ code: 'picture', text: alt, notKept })
  const parsed = finished(draft, language, event)
  if (!parsed.ok) throw new Error(`An import does not fit the schema: ${JSON.stringify(parsed.faults)}`)
  return { report: parsed.value, notes: draft.notes, unplaced: draft.unplaced }
}

const isHeader = (target: Segment['target']) =>
  target.to === 'header' ||
  (target.to === 'section' && target.kind === 'details') ||
  (target.to === 'people' && target.kind !== 'speakers')

const isOfKind = ({ target }: Segment, kind: string) =>
  (target.to === 'section' || target.to === 'people') && target.kind === kind

/** All that belongs to the header, wherever it stands: labels first, so that what is left can be told apart. */
function readHeader(draft: Draft, segments: Segment[], source: Source, event: EventFacts | undefined): void {
  const [top, ...rest] = segments
  const years = findYear(top!)
  draft.year = years ?? draft.year
  const lines = headerLines(top!.pieces)
  const left = readFields(draft, lines)
  const others = rest
    .filter(({ target }) => isHeader(target))
    .map((segment) => ({
      ...segment,
      unread: readFields(draft, headerLines(segment.pieces), beginOf(segment.target)),
    }))
  if (source.event && !draft.details.event) {
    const known = source.event
    readTop(draft, left.length > 0 ? left : [{ text: [{ type: 'text', text: known }], look: 'plain' }], {
      event: event?.name ?? '',
      theme: event?.theme ?? '',
    })
  } else readTop(draft, left, { event: event?.name ?? '', theme: event?.theme ?? '' })
  draft.title ||= source.title ?? ''
  for (const { target, unread, heading } of others) {
    putAside(
      draft,
      heading,
      null,
      unread.map(({ text }) => paragraph(text)),
    )
    if (target.to === 'section') draft.notes.push({ code: 'found', section: target.id, text: heading })
  }
  for (const segment of [top!, ...rest.filter(({ target }) => isHeader(target))])
    putAside(
      draft,
      segment.heading,
      null,
      segment.pieces.filter(({ kind }) => kind === 'picture'),
    )
  for (const name of source.rapporteurs ?? [])
    if (name.trim() !== '') draft.registry.meet(name.trim(), 'rapporteur')
}

const beginOf = (target: Segment['target']) =>
  target.to === 'people' && target.kind !== 'speakers' ? target.kind : undefined

/** The year that the head of the document speaks of. */
function findYear(top: Segment): number | undefined {
  const found = /(?<!\d)(?:19|20)\d\d(?!\d)/.exec(plainOf(top.pieces))
  return found ? Number(found[0]) : undefined
}

function readSegment(draft: Draft, segment: Segment): void {
  const { target, heading, pieces } = segment
  const questions = draft.template.sections.find(({ kind }) => kind === 'questions')
  if (target.to === 'people') readSpeakers(draft, null, pieces)
  else if (target.to === 'nowhere' && questions && isOfQuestions(draft, pieces)) {
    // "Discussion": what has the form of questions and answers is that, whatever it is called.
    draft.notes.push({ code: 'found', section: questions.id, text: heading })
    readQuestions(draft, questions.id, pieces)
  } else if (target.to !== 'section') {
    noteTable(draft, undefined, pieces)
    // A heading with nothing below it is all that there is.
    const isBare = plainOf(pieces).trim() === '' && !pieces.some(({ kind }) => kind === 'picture')
    putAside(
      draft,
      isBare ? '' : heading,
      null,
      isBare ? [paragraph([{ type: 'text', text: heading }])] : pieces,
    )
  } else {
    const { id, kind } = target
    if (heading !== '') draft.notes.push({ code: 'found', section: id, text: heading })
    if (kind !== 'picture' && kind !== 'speakers' && kind !== 'questions') noteTable(draft, id, pieces)
    READ[kind](draft, id, segment)
  }
}

const READ: Record<SectionKind, (draft: Draft, id: string, segment: Segment) => void> = {
  // The header is read before all others.
  details: () => {},
  speakers: (draft, id, { pieces }) => readSpeakers(draft, id, pieces),
  picture: (draft, id, { pieces }) => readPictures(draft, id, pieces),
  prompt: (draft, id, { pieces }) => readPrompts(draft, id, pieces),
  questions: (draft, id, { pieces }) => readQuestions(draft, id, pieces),
  summaries: (draft, id, segment) => readSpoken(draft, id, segment, 'summaries'),
  remarks: (draft, id, segment) => readSpoken(draft, id, segment, 'remarks'),
  conclusion: readConclusion,
  text: (draft, id, { pieces }) => readText(draft, id, pieces),
}

function readSpoken(
  draft: Draft,
  id: string,
  { heading, pieces }: Segment,
  kind: 'summaries' | 'remarks',
): void {
  const isFirst = kind === 'summaries' && !draft.registry.people.some((person) => person.kind === 'speaker')
  const named = readVoices(draft, pieces, isFirst ? 'speaker' : 'other', kind === 'summaries')
  const { before, voices } = named.voices.length > 0 ? named : readNarrated(draft, pieces)
  listIn(draft.voices, id).push(...voices)
  putAside(draft, heading, id, before)
  placePictures(draft, pieces, before)
}

/** Where remarks by people stand in the place of the conclusion, they are closing remarks. */
function readConclusion(draft: Draft, id: string, { heading, pieces }: Segment): void {
  const remarks = draft.template.sections.find(({ kind }) => kind === 'remarks')
  const isFree = remarks !== undefined && (draft.voices.get(remarks.id)?.length ?? 0) === 0
  const { before, voices } = isFree
    ? readVoices(draft, pieces, 'other', false)
    : { before: pieces, voices: [] }
  if (remarks && voices.length > 0) {
    listIn(draft.voices, remarks.id).push(...voices)
    draft.notes.push({ code: 'remarks', section: remarks.id, text: heading })
  }
  readText(draft, id, before)
  placePictures(draft, pieces, before)
}

function readText(draft: Draft, id: string, pieces: Piece[]): void {
  listIn(draft.texts, id).push(...richOf(pieces))
  placePictures(draft, pieces, [])
}

/** Pictures amid a text go to the section for pictures, if there is one. */
function placePictures(draft: Draft, pieces: Piece[], done: Piece[]): void {
  const pictures = pieces.filter((piece) => piece.kind === 'picture' && !done.includes(piece))
  const section = draft.template.sections.find(({ kind }) => kind === 'picture')
  if (pictures.length === 0) return
  if (section) for (const picture of pictures) readPictures(draft, section.id, [picture])
  else putAside(draft, '', null, pictures)
}

/** The source's own word, else most of the headings, else what the letters look like, else the event's. */
function languageOf(
  { language, likely }: Source,
  found: string[],
  event: EventFacts | undefined,
  guessed: string | undefined,
): string {
  if (language) {
    try {
      return Intl.getCanonicalLocales(language)[0]!
    } catch {}
  }
  const counts = new Map<string, number>()
  for (const one of found) counts.set(one, (counts.get(one) ?? 0) + 1)
  const most = Math.max(0, ...counts.values())
  const tied = [...counts].filter(([, count]) => count === most).map(([tag]) => tag)
  if (likely && most > 2 && tied.includes(likely)) return likely
  // Headings that are the same in two languages, or in the wrong one, do not outweigh the text.
  const isClear = guessed !== undefined && ((counts.get(guessed) ?? 0) > 0 || most < 3)
  return (
    (isClear ? guessed : tied.find((tag) => tag === event?.languages[0])) ??
    tied[0] ??
    likely ??
    event?.languages[0] ??
    'en'
  )
}

function finished(draft: Draft, language: string, event: EventFacts | undefined): Parsed<Report> {
  const { registry, details } = draft
  const people = new Map(registry.people.map((person) => [person.id, person]))
  const labelled = (list: Spoken[], naming: Naming): Voice[] =>
    merged(list).map(({ about, ...voice }) => {
      const shown = aboutPerson(people.get(voice.person)!, '', naming)
      return { ...voice, label: about === shown ? '' : about }
    })
  const sections = draft.template.sections.flatMap(({ id, kind }): Section[] => {
    switch (kind) {
      case 'details':
        return [{ id, kind }]
      case 'speakers': {
        const labels = draft.labels
          .filter(({ person }) => people.get(person)!.kind === 'speaker')
          .map(({ person, about }) => ({
            person,
            label: about === aboutPerson(people.get(person)!, '', 'full') ? '' : about,
          }))
        return [{ id, kind, labels }]
      }
      case 'picture':
        return [{ id, kind, pictures: draft.pictures.get(id) ?? [] }]
      case 'summaries':
        return [{ id, kind, summaries: labelled(draft.voices.get(id) ?? [], 'full') }]
      case 'remarks':
        return [{ id, kind, remarks: labelled(draft.voices.get(id) ?? [], 'label') }]
      case 'prompt': {
        const prompts = draft.prompts.get(id)
        return prompts
          ? [
              {
                id,
                kind,
                prompts: prompts.map((one) => ({ ...one, answers: labelled(one.answers, 'short') })),
              },
            ]
          : []
      }
      case 'questions':
        return [
          {
            id,
            kind,
            questions: (draft.questions.get(id) ?? []).map((one) => ({
              ...one,
              answers: labelled(one.answers, 'label'),
            })),
          },
        ]
      case 'conclusion':
      case 'text':
        return [{ id, kind, text: draft.texts.get(id) ?? [] }]
    }
  })
  const ofEvent = event && {
    event: event.name,
    theme: event.theme,
    eventStart: event.startDate,
    eventEnd: event.endDate,
  }
  return parseReport(
    {
      language,
      title: draft.title,
      details: { ...ofEvent, ...onItsDay(details, event) },
      people: registry.people,
      sections,
      template: draft.template,
    },
    draft.template,
  )
}

/** One day above the title is the session's; within an event of several days it is not the event's. */
function onItsDay(details: Draft['details'], event: EventFacts | undefined): Draft['details'] {
  const { eventStart, eventEnd, ...others } = details
  if (!eventStart || eventStart !== eventEnd) return details
  const isWithin =
    event?.startDate && event.endDate && event.startDate <= eventStart && eventStart <= event.endDate
  return { ...(isWithin ? others : details), date: details.date ?? eventStart }
}
