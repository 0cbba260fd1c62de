import type { Readable } from 'node:stream'
import type { BookFormat, BookProgress } from '@/lib/api/schemas'
import type { Bytes, Home } from '../files/bytes'
import { forgetBytes } from '../files/forget'
import type { Jobs } from '../jobs'
import { growing } from '../jobs/kind'
import type { Event, Store, StoredBook, User } from '../store/store'
import { type Maker, startMaker } from './maker'
import { type Making, makeBook } from './making'
import { ENDED, WAITING } from './progress'

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
}

/** A book that ends its maker, or the server with it, is not tried for ever. */
const ATTEMPTS = 3
const FIRST_WAIT_MS = 5000
const TIMEOUT_MS = 15 * 60_000

type Options = {
  store: Store
  jobs: Jobs
  bytes: Bytes
  /** Where `bytes` are, for the process in which a book is made. */
  home: Home
  /** How long one book may take, in milliseconds. */
  timeout?: number
  start?: () => Maker
  log?: (line: string) => void
}

/**
 * The books of all events. Each is a job: whichever node is free makes it, one after the other, in a process of its own
 * (decisions 0020, 0025).
 */
export async function createBooks(options: Options): Promise<Books> {
  const { store, jobs, bytes: files, home, timeout = TIMEOUT_MS, start = startMaker } = options
  const log = options.log ?? ((line) => console.warn(`book: ${line}`))
  /** What this node makes, by the id of the book. */
  const making = new Map<string, Making>()
  const waiting = jobs.offer<string>('book', {
    attempts: ATTEMPTS,
    wait: growing(FIRST_WAIT_MS, 60_000),
    async run({ payload: id, ...task }) {
      if (!(await store.books.move(id, { ...WAITING, step: 'starting' }, task.hold))) return undefined
      const book = (await store.books.byId(id))!
      const event = (await store.events.byId(book.event))!
      const mine = makeBook(book, event, task, { home, store, start, timeout, log, removeFile })
      making.set(id, mine)
      await mine.ended.finally(() => making.delete(id))
      return undefined
    },
    gaveUp: (id, reason, hold) => store.books.finish(id, { state: 'failed', reason }, hold),
  })
  // A server that ended between writing a book down and asking for it, or was of a version that had no jobs.
  for (const { id } of await store.books.unfinished()) await waiting.add(id, id)

  return {
    async make(event, by, wanted) {
      const same = (await store.books.ofEvent(event.id)).find((book) => isSame(book, wanted))
      if (same) return current(same)
      const book = await store.books.create({ ...wanted, event: event.id, createdBy: by.id, byName: by.name })
      await waiting.add(book.id, book.id)
      return current(book)
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
  }

  /** Another node that makes it learns of it within a second (progress.ts). */
  async function cancel(id: string): Promise<boolean> {
    const didCancel = await store.books.finish(id, { state: 'cancelled', reason: '' })
    const mine = making.get(id)
    mine?.end()
    await mine?.ended.catch(() => {})
    return didCancel
  }

  async function removeFile(id: string): Promise<void> {
    const row = await store.files.byId(id)
    await store.files.remove(id)
    if (row) await forgetBytes(files, store, row.sha256)
  }
}

function current(book: StoredBook): BookNow {
  const isGoingOn = book.state === 'waiting' || book.state === 'running'
  return { ...book, progress: isGoingOn ? ((book.progress as BookProgress) ?? WAITING) : ENDED }
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
