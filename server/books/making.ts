import type { BookProgress, BookResult } from '@/lib/api/schemas'
import { MEDIA_TYPES } from '@/lib/export'
import { step } from '../accounts/links'
import type { Home } from '../files/bytes'
import type { Task } from '../jobs/kind'
import type { Event, Store, StoredBook } from '../store/store'
import { now } from '../time'
import { bring, sessionsFor } from './collect'
import type { Maker } from './maker'
import { keepProgress } from './progress'

const LATE = 'The book took too long.'

type Options = {
  home: Home
  store: Store
  start: () => Maker
  /** How long one book may take, in milliseconds. */
  timeout: number
  log: (line: string) => void
  removeFile: (id: string) => Promise<void>
}

/** What becomes of a book that a process began to make. */
export type Making = {
  /** Breaks it off at once. */
  end(): void
  /** Rejects if it is worth another try. */
  ended: Promise<void>
}

/** Makes one book, as a job of this node, in a process of its own. */
export function makeBook(
  book: StoredBook,
  event: Event,
  { hold, signal, confirm }: Pick<Task<unknown>, 'hold' | 'signal' | 'confirm'>,
  { home, store, start, timeout, log, removeFile }: Options,
): Making {
  const maker = start()
  const end = () => maker.end()
  const progress = keepProgress((now) => store.books.move(book.id, now, hold), end)
  const late = setTimeout(() => {
    void store.books.finish(book.id, { state: 'failed', reason: LATE }, hold).finally(end)
  }, timeout)
  signal.addEventListener('abort', end)
  return { end, ended: ended() }

  async function ended(): Promise<void> {
    try {
      await make()
    } catch (error) {
      await progress.stop()
      // Who was cancelled or late has ended, and is not tried again; what another node makes is not ours.
      if (await store.books.move(book.id, undefined, hold)) throw error
    } finally {
      clearTimeout(late)
      await progress.stop()
      signal.removeEventListener('abort', end)
      end()
    }
  }

  async function make(): Promise<void> {
    const { name, theme, startDate = null, endDate = null, banner } = event
    const { format, language } = book
    const order = { format, language, event: { name, theme, startDate, endDate }, banner, home }
    maker.tell({ kind: 'begin', order: { ...order, at: now() } })
    const sessions = await sessionsFor(book)
    const total = sessions.length
    for (const [done, session] of sessions.entries()) {
      progress.set({ step: 'reading', done, total, share: (0.6 * done) / total })
      if (!maker.tell({ kind: 'session', brought: await bring(session, book) })) break
    }
    const setting = (share: number): BookProgress => ({
      step: 'setting',
      done: total,
      total,
      share: 0.6 + 0.35 * share,
    })
    progress.set(setting(0))
    const made = await maker.ask({ kind: 'make' }, ({ done, total }) => progress.set(setting(done / total)))
    if (made.kind === 'failed') {
      const { reason, result } = made
      await store.books.finish(book.id, { state: 'failed', reason, result }, hold)
      return
    }
    if (made.kind !== 'made') throw new Error('The process that made the book gave none.')
    for (const note of made.notes) log(`${format} of ${event.id}: ${note}`)
    progress.set({ step: 'storing', done: total, total, share: 0.95 })
    await confirm()
    await keep(made)
  }

  /** The row first, so that a file that was never finished is found by sweeping. */
  async function keep({ sha256, bytes, result }: { sha256: string; bytes: number; result: BookResult }) {
    const { id, event, format, byName } = book
    const type = MEDIA_TYPES[format]
    const of = { event, session: undefined }
    const row = await store.files.create({ ...of, sha256, type, bytes, width: 0, height: 0 })
    const stored = await maker.ask({ kind: 'store' })
    if (stored.kind !== 'stored') throw new Error('The book could not be stored.')
    await store.files.ready(row.id)
    if (await store.books.finish(id, { state: 'done', reason: '', result, file: row.id }, hold))
      await step(of, byName, 'compiled', format)
    else await removeFile(row.id)
  }
}
