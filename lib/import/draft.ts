import type { Details, Picture, Prompt, Question, Voice } from '@/lib/report/report'
import type { Rich } from '@/lib/report/rich'
import type { Template } from '@/lib/report/template'
import type { Dictionary } from './dictionary'
import { type NotKept, type Piece, picturesOf, richOf } from './piece'
import { createRegistry, type Registry } from './registry'

/** Why something is told; the words for it are the reader's (lib/i18n) or `noteSentence`'s. */
export type NoteCode =
  /** A section was recognised by the heading `text`. */
  | 'found'
  /** `text` is the template's hint and was left out. */
  | 'hint'
  /** `text` is the mark of an earlier export and was left out. */
  | 'stamp'
  /** `text` says what the document is ("Session report") and was left out. */
  | 'kind'
  /** A picture cannot be kept: `text` says which, `notKept` why. */
  | 'picture'
  /** The closing remarks stood where the conclusion does. */
  | 'remarks'
  /** A table was written as lines. */
  | 'table'
  /** An answer whose author is not named. */
  | 'unnamed'
export type Note = {
  code: NoteCode
  section?: string
  text: string
  /** Why a picture could not be kept. */
  notKept?: NotKept
}

/** A passage that fits nowhere: under which heading it stood, and in which section that is, if any. */
export type Unplaced = {
  id: string
  heading: string
  section: string | null
  text: Rich
  pictures: Picture[]
}

/** Somebody's text, with what was written after the name. */
export type Spoken = Omit<Voice, 'label'> & { about: string }

export type Draft = {
  template: Template
  dictionary: Dictionary
  registry: Registry
  title: string
  details: Partial<Details>
  labels: { person: string; about: string }[]
  pictures: Map<string, Picture[]>
  pictureCount: number
  voices: Map<string, Spoken[]>
  prompts: Map<string, (Omit<Prompt, 'answers'> & { answers: Spoken[] })[]>
  questions: Map<string, (Omit<Question, 'answers'> & { answers: Spoken[] })[]>
  texts: Map<string, Rich>
  notes: Note[]
  unplaced: Unplaced[]
  /** The year that a date without one is of. */
  year: number | undefined
}

export function createDraft(template: Template, dictionary: Dictionary): Draft {
  return {
    template,
    dictionary,
    registry: createRegistry(),
    title: '',
    details: {},
    labels: [],
    pictures: new Map(),
    pictureCount: 0,
    voices: new Map(),
    prompts: new Map(),
    questions: new Map(),
    texts: new Map(),
    notes: [],
    unplaced: [],
    year: undefined,
  }
}

/** The list under a key, made when it is first asked for. */
export function listIn<T>(map: Map<string, T[]>, key: string): T[] {
  const list = map.get(key) ?? []
  map.set(key, list)
  return list
}

/** A person has one text in a place: what is said again is added to it. */
export function merged(list: Spoken[]): Spoken[] {
  const byPerson = new Map<string, Spoken>()
  for (const spoken of list) {
    const before = byPerson.get(spoken.person)
    if (before) before.text.push(...anew(before, spoken), ...spoken.text)
    else byPerson.set(spoken.person, { ...spoken, text: [...spoken.text] })
  }
  return [...byPerson.values()]
}

/** What stands after a name the second time, if it is something else than the first time. */
function anew(before: Spoken, { about }: Spoken): Rich {
  if (about === '' || about === before.about) return []
  return [{ type: 'paragraph', content: [{ type: 'text', text: about }] }]
}

/** Puts pieces aside, to be shown to whoever imports; neighbours of one heading stay together. */
export function putAside(draft: Draft, heading: string, section: string | null, pieces: Piece[]): void {
  const text = richOf(pieces)
  const pictures = picturesOf(pieces).map((piece) => pictureOf(draft, piece))
  if (text.length === 0 && pictures.length === 0) return
  const last = draft.unplaced.at(-1)
  if (last && last.heading === heading && last.section === section) {
    last.text.push(...text)
    last.pictures.push(...pictures)
  } else draft.unplaced.push({ id: `passage-${draft.unplaced.length + 1}`, heading, section, text, pictures })
}

export function pictureOf(draft: Draft, { file, alt }: Extract<Piece, { kind: 'picture' }>): Picture {
  return { id: `picture-${++draft.pictureCount}`, file, caption: '', description: alt }
}

export function noteTable(draft: Draft, section: string | undefined, pieces: Piece[]): void {
  for (const piece of pieces)
    if (piece.kind === 'table')
      draft.notes.push({
        code: 'table',
        ...(section ? { section } : {}),
        text: richOf([piece]).length.toString(),
      })
}
