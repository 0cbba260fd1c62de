import type { FileChild, ISectionOptions } from 'docx'
import { contextOf } from '@/lib/export/docx/blocks'
import { sectionsOf, stampOf } from '@/lib/export/docx/chapter'
import { type About, sectionOf, writeSections } from '@/lib/export/docx/document'
import { headingOf } from '@/lib/export/docx/nodes'
import { lettersOf, type Text } from '@/lib/export/text'
import type { Book, Chapter } from '../book'
import { numbersFrom, pagesOf } from './pages'
import { contentsDraft, contentsOf, coverOf, GUTTER, headOf, indexOf, listOf } from './parts'
import { bookStyles } from './styles'

/** Told how many of how many parts have been laid out. */
export type Tick = (done: number, total: number) => void

/**
 * A book as a Word document, each chapter a section with a running head of its own. Contents and indexes are fields,
 * and the page numbers in them are those of pages laid out as Word does it: nobody is asked to update them.
 */
export function bookToDocx(book: Book, tick: Tick = () => {}): Promise<Uint8Array> {
  const { language } = book
  const about = aboutBook(book)
  const drafted = partsOf(book, contentsDraft)
  const pages = drafted.map((part, done) => {
    tick(done, drafted.length)
    return pagesOf(part, language)
  })
  return writeSections(about, partsOf(book, contentsOf), {
    styles: bookStyles(language),
    pageNumbers: numbersFrom(pages),
  })
}

/** All parts of the book in their order. They are made anew each time: what was laid out once cannot be written. */
function partsOf(book: Book, contents: typeof contentsOf): ISectionOptions[] {
  const lists = { count: 0 }
  const own = contextOf(book.language, 0, lists)
  const part = (heading: Text, children: FileChild[], columns = 1): ISectionOptions =>
    sectionOf(
      { name: lettersOf(heading), language: book.language, event: book.cover.title },
      [headingOf(1, heading, own), ...children],
      { titlePage: true, ...(columns > 1 ? { column: { count: columns, space: GUTTER } } : {}) },
    )
  const about = aboutBook(book)
  const { children, properties = {} } = sectionOf(about, coverOf(book.cover, own))
  return [
    // Nothing stands in the margins of the cover.
    { children, properties },
    sectionOf(about, contents(book, own)),
    ...book.chapters.map((chapter, place) => chapterOf(chapter, place, lists)),
    ...book.indexes.map((index) => part(index.heading, indexOf(index, book, own), 2)),
    ...book.lists.map((list) => part(list.heading, listOf(list, own))),
  ]
}

/** Lists are counted through the whole book, so that each begins at 1. */
function chapterOf(chapter: Chapter, place: number, lists: { count: number }): ISectionOptions {
  const { outline } = chapter
  const context = contextOf(outline.language, 1, lists)
  return sectionOf(outline, [
    ...headOf(chapter, place, context),
    ...sectionsOf(outline.sections, context),
    stampOf(outline, context),
  ])
}

function aboutBook({ name, language, cover, chapters }: Book): About {
  return {
    name,
    language,
    event: cover.title,
    authors: [...new Set(chapters.flatMap(({ outline }) => outline.authors))],
    modifiedBy: 'Rapporteur',
    keywords: [lettersOf(cover.theme)].filter(Boolean),
    description: `${lettersOf(cover.kind)}. ${lettersOf(cover.made)}`,
    properties: chapters.map(({ session, stamp }) => [`session ${session}`, stamp.sha256]),
  }
}
