import { cleanLine } from '@/lib/export/clean'
import { formatDay, formatDays } from '@/lib/export/dates'
import type { Image, Outline } from '@/lib/export/outline'
import type { Stamp } from '@/lib/export/stamp'
import { plain, type Text } from '@/lib/export/text'
import { wordsFor } from '@/lib/export/words'
import type { SessionState } from '@/lib/report/access'
import type { Report } from '@/lib/report/report'
import type { Book, Chapter, Index, List } from './book'
import { byPlace, type Placed } from './order'
import { type Appearance, appearances } from './people'
import { bookWordsFor } from './words'

/** What there is of a session for the book. */
export type Entry = { session: Placed } & (
  | { kind: 'report'; state: SessionState; report: Report; outline: Outline; stamp: Stamp }
  /** It has no report that belongs into the book. */
  | { kind: 'missing'; why: 'draft' | 'review' | 'empty' }
  /** It has one, and nobody can open it. */
  | { kind: 'unreadable' }
  /** It could not be made a chapter. `reason` is the server's sentence, in English. */
  | { kind: 'failed'; reason: string }
)

export type BookInput = {
  /** BCP 47 */
  language: string
  event: { name: string; theme: string; startDate: string | null; endDate: string | null }
  banner: Image | undefined
  /** When it is made, in milliseconds since 1970. */
  at: number
  /** In any order. */
  entries: readonly Entry[]
}

/** What a book of these sessions shows. The only place that decides it. */
export function makeBook({ language, event, banner, at, entries }: BookInput): Book {
  const { words, language: spoken } = bookWordsFor(language)
  const says = (text: string): Text => plain(text, spoken === language ? {} : { language: spoken })
  const placed = [...entries].sort((a, b) => byPlace(a.session, b.session))
  const reports = placed.filter((entry) => entry.kind === 'report')
  const { people, organisations } = appearances(
    reports.map(({ report }) => report),
    language,
  )
  const name = cleanLine(event.name) || words.kind
  return {
    language,
    name,
    cover: {
      banner,
      title: plain(name),
      theme: plain(event.theme),
      days: plain(formatDays(event.startDate, event.endDate, language)),
      kind: says(words.kind),
      made: says(words.made(formatDay(new Date(at).toISOString().slice(0, 10), spoken), reports.length)),
    },
    contents: says(words.contents),
    chapters: reports.map(chapterOf),
    indexes: [
      indexOf('people', says(words.people), people),
      indexOf('organisations', says(words.organisations), organisations),
    ].filter(({ entries }) => entries.length > 0),
    lists: [
      listOf('missing', says(words.missing), (entry) =>
        entry.kind === 'missing' ? says(words.why[entry.why]) : undefined,
      ),
      listOf('leftOut', says(words.leftOut), (entry) => {
        if (entry.kind === 'unreadable') return says(words.unreadable)
        return entry.kind === 'failed' ? says(words.failed(entry.reason)) : undefined
      }),
    ].filter(({ items }) => items.length > 0),
    at,
  }

  function listOf(kind: List['kind'], heading: Text, about: (entry: Entry) => Text | undefined): List {
    const items = placed.flatMap((entry) => {
      const said = about(entry)
      return said ? [{ title: titleOf(entry.session), about: said }] : []
    })
    return { kind, heading, items }
  }

  function titleOf({ title, date }: Placed): Text {
    const written = plain(title)
    const day: Text = date ? [{ type: 'text', text: ` (${formatDay(date, language)})` }] : []
    return [...(written.length > 0 ? written : plain(wordsFor(language).words.report)), ...day]
  }
}

/** In the language of the report, as all of the chapter is. */
function chapterOf({ session, state, outline, stamp }: Entry & { kind: 'report' }): Chapter {
  const { words, language } = bookWordsFor(outline.language)
  const foreign = language === outline.language ? {} : { language }
  const mark = state === 'approved' ? [] : plain(words.mark[state], foreign)
  return { session: session.id, outline, stamp, mark }
}

function indexOf(kind: Index['kind'], heading: Text, found: Appearance[]): Index {
  const entries = found.map(({ name, about, chapters }) => ({
    name: plain(name),
    about: plain(about),
    chapters,
  }))
  return { kind, heading, entries }
}

/** Whether anything of a session was written: its header comes from the programme. */
export function isWritten({ sections }: Outline): boolean {
  return sections.some(({ kind }) => kind !== 'details' && kind !== 'speakers')
}
