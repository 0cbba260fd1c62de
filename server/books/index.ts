import type { Readable } from 'node:stream'
import type { BookFormat, BookProgress, BookResult } from '@/lib/api/schemas'
import { MEDIA_TYPES } from '@/lib/export'
import { step } from '../accounts/links'
import type { Bytes, Home } from '../files/bytes'
import { forgetBytes } from '../files/forget'
import type { Event, Store, StoredBook, User } from '../store/store'
import { now } from '../time'
import { bring, sessionsFor } from './collect'
import { type Maker, startMaker } from './maker'

/** A book, and how far it is. */
export type BookNow = StoredBook & { progress: BookProgress }

export type Wanted = { format: BookFormat; language: string; sessions: string[] | undefined }

export interface Books {
  /** Begins to make a book. If the same one is being made already, that one is answered. */
  make(event: Event, by: User, wanted: Wanted): Promise<BookNow>
  /** Newest first. */
  list(event: string): Promise<BookNow[]>
  byId(id: string): Promise<BookNow | undefined>
  /** Breaks off what is not finished; false if it had ended. */
  cancel(id: string): Promise<boolean>
  /** Forgets a book and deletes its file; what is not finished is broken off. */
  remove(id: string): Promise<void>
  /** The file of a finished book, as it was stored. */
  open(book: StoredBook): Promise<{ stream: Readable; bytes: number; sha256: string } | undefined>
  /** Breaks off what is being made, and says why where it is listed. */
  close(): Promise<void>
}

const INTERRUPTED = 'The server stopped while this book was being made. Make it again.'
const LATE = 'The book took too long.'
const ENDED: BookProgress = { step: 'ended', done: 0, total: 0, share: 1 }

type Options = {
  store: Store
  bytes: Bytes
  /** Where `bytes` are, for the process in which a book is made. */
  home: Home
  /** How long one book may take, in milliseconds. */
  timeout?: number
  start?: () => Maker
  log?: (line: string) => void
}

/**
 * Makes the books of all events, one after the other, each in a process of its own (decision 0020). What an earlier
 * process of the server left unfinished is marked as interrupted.
 */
export async function createBooks(options: Options): Promise<Books> {
  const { store, bytes: files, home, timeout = 15 * 60_000, start = startMaker } = options
  const log = options.log ?? ((line) => console.warn(`book: ${line}`))
  const progress = new Map<string, BookProgress>()
  const queue: { book: StoredBook; event: Event }[] = []
  let running: { id: string; maker: Maker; ended: Promise<void> } | undefined
  let isClosed = false
  await store.books.interrupt(INTERRUPTED)

  return {
    async make(event, by, wanted) {
      const same = (await store.books.ofEvent(event.id)).find((book) => isSame(book, wanted))
      if (same) return current(same)
      const book = await store.books.create({ ...wanted, event: event.id, createdBy: by.id, byName: by.name })
      queue.push({ book, event })
      next()
      return current((await store.books.byId(book.id)) ?? book)
    },
    list: async (event) => (await store.books.ofEvent(event)).map(current),
    byId: async (id) => {
      const book = await store.books.byId(id)
      return book && current(book)
    },
    cancel,
    async remove(id) {
      await cancel(id)
      const book = await store.books.byId(id)
      if (book?.file !== undefined) await removeFile(book.file)
      await store.books.remove(id)
    },
    async open({ file }) {
      const row = file === undefined ? undefined : await store.files.byId(file)
      const stream = row && (await files.open(row.sha256))
      return stream && { stream, bytes: row.bytes, sha256: row.sha256 }
    },
    async close() {
      isClosed = true
      await store.books.interrupt(INTERRUPTED)
      running?.maker.end()
      await running?.ended
    },
  }

  function current(book: StoredBook): BookNow {
    const isGoingOn = book.state === 'waiting' || book.state === 'running'
    const waiting: BookProgress = { step: 'waiting', done: 0, total: 0, share: 0 }
    return { ...book, progress: isGoingOn ? (progress.get(book.id) ?? waiting) : ENDED }
  }

  async function cancel(id: string): Promise<boolean> {
    const didCancel = await store.books.finish(id, { state: 'cancelled', reason: '' })
    const place = queue.findIndex(({ book }) => book.id === id)
    if (place >= 0) queue.splice(place, 1)
    if (running?.id === id) {
      running.maker.end()
      await running.ended
    }
    return didCancel
  }

  function next(): void {
    if (running || isClosed) return
    const first = queue.shift()
    if (!first) return
    const { book, event } = first
    const maker = start()
    const late = setTimeout(() => {
      void store.books.finish(book.id, { state: 'failed', reason: LATE }).then(() => maker.end())
    }, timeout)
    const ended = attempt(book, event, maker)
      .catch(async (error: Error) => {
        // Who was cancelled or late has ended already.
        if (await store.books.finish(book.id, { state: 'failed', reason: error.message }))
          log(`${book.format} of ${book.event}: ${error.message}`)
      })
      .catch((error) => log(`${book.id}: ${error}`))
      .then(() => {
        clearTimeout(late)
        maker.end()
        progress.delete(book.id)
        running = undefined
        next()
      })
    running = { id: book.id, maker, ended }
  }

  async function attempt(book: StoredBook, event: Event, maker: Maker): Promise<void> {
    progress.set(book.id, { step: 'starting', done: 0, total: 0, share: 0 })
    await store.books.start(book.id)
    const { name, theme, startDate = null, endDate = null, banner } = event
    const { format, language } = book
    const order = { format, language, event: { name, theme, startDate, endDate }, banner, home }
    maker.tell({ kind: 'begin', order: { ...order, at: now() } })
    const sessions = await sessionsFor(book)
    const total = sessions.length
    for (const [done, session] of sessions.entries()) {
      progress.set(book.id, { step: 'reading', done, total, share: (0.6 * done) / total })
      if (!maker.tell({ kind: 'session', brought: await bring(session, book) })) break
    }
    const setting = (share: number) =>
      progress.set(book.id, { step: 'setting', done: total, total, share: 0.6 + 0.35 * share })
    setting(0)
    const made = await maker.ask({ kind: 'make' }, ({ done, total }) => setting(done / total))
    if (made.kind === 'failed') {
      const { reason, result } = made
      await store.books.finish(book.id, { state: 'failed', reason, result })
      return
    }
    if (made.kind !== 'made') throw new Error('The process that made the book gave none.')
    for (const note of made.notes) log(`${format} of ${event.id}: ${note}`)
    progress.set(book.id, { step: 'storing', done: total, total, share: 0.95 })
    await keep(book, made, maker)
  }

  /** The row first, so that a file that was never finished is found by sweeping. */
  async function keep(
    { id, event, format, byName }: StoredBook,
    { sha256, bytes, result }: { sha256: string; bytes: number; result: BookResult },
    maker: Maker,
  ): Promise<void> {
    const type = MEDIA_TYPES[format]
    const row = await store.files.create({
      event,
      session: undefined,
      sha256,
      type,
      bytes,
      width: 0,
      height: 0,
    })
    const stored = await maker.ask({ kind: 'store' })
    if (stored.kind !== 'stored') throw new Error('The book could not be stored.')
    await store.files.ready(row.id)
    if (await store.books.finish(id, { state: 'done', reason: '', result, file: row.id }))
      await step({ event, session: undefined }, byName, 'compiled', format)
    else await removeFile(row.id)
  }

  async function removeFile(id: string): Promise<void> {
    const row = await store.files.byId(id)
    await store.files.remove(id)
    if (row) await forgetBytes(files, store, row.sha256)
  }
}

/** Whether a book that is being made is the one that is wanted. */
function isSame({ state, format, language, sessions }: StoredBook, wanted: Wanted): boolean {
  const key = (list: string[] | undefined) => (list ? [...list].sort().join() : undefined)
  return (
    (state === 'waiting' || state === 'running') &&
    format === wanted.format &&
    language === wanted.language &&
    key(sessions) === key(wanted.sessions)
  )
}
