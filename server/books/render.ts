import type { BookFormat } from '@/lib/api/schemas'
import type { Book } from '@/lib/book/book'
import { type BookInput, type Entry, makeBook } from '@/lib/book/make'
import type { Note } from '../export/note'
import { reasonOf } from './chapters'

/** What is heard of the work: notes for the log, and how many of how many parts are laid out. */
export type Told = { note: Note; tick: (done: number, total: number) => void }

type Render = (book: Book, told: Told) => Promise<Uint8Array>

const RENDER: Record<BookFormat, Render> = {
  docx: async (book, { tick }) => {
    const { bookToDocx } = await import('@/lib/book/docx')
    return bookToDocx(book, tick)
  },
  pdf: async (book, { note }) => {
    const { typeset } = await import('../export/typeset')
    const { bookData } = await import('@/lib/book/pdf/data')
    const { BOOK_SOURCE } = await import('@/lib/book/pdf/source')
    return typeset((drawable) => {
      const data = bookData(book, drawable)
      // The compiler is about to need all the memory there is: without what was read of fonts and reports.
      globalThis.gc?.()
      return { source: BOOK_SOURCE, ...data, made: book.at, standard: 'ua-1' }
    }, note)
  },
}

/** Makes the file of a book; a report with which the renderer fails is left out with its reason. */
export async function renderBook(
  format: BookFormat,
  input: BookInput,
  told: Told,
  render: Render = RENDER[format],
): Promise<{ bytes: Uint8Array; entries: readonly Entry[] }> {
  const { entries } = input
  try {
    return { bytes: await render(makeBook(input), told), entries }
  } catch (error) {
    const checked: Entry[] = []
    for (const entry of entries) checked.push(await alone(entry))
    // If each can be set by itself, the fault is in none of them.
    if (checked.every((entry, index) => entry === entries[index])) throw error
    if (!checked.some(({ kind }) => kind === 'report')) throw error
    return { bytes: await render(makeBook({ ...input, entries: checked }), told), entries: checked }
  }

  async function alone(entry: Entry): Promise<Entry> {
    if (entry.kind !== 'report') return entry
    try {
      await render(makeBook({ ...input, entries: [entry] }), { note: () => {}, tick: () => {} })
      return entry
    } catch (error) {
      return { kind: 'failed', session: entry.session, reason: reasonOf(error) }
    }
  }
}
