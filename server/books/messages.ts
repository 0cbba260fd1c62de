import type { BookFormat, BookResult } from '@/lib/api/schemas'
import type { Placed } from '@/lib/book/order'
import type { Stamp } from '@/lib/export'
import type { SessionState } from '@/lib/report/access'
import type { Report } from '@/lib/report/report'
import type { Home } from '../files/bytes'

/*
 * What the server and the process that makes a book say to each other. Only reports go across; pictures are read from where files are kept, and the book is written there, by the process itself.
 */

export type Order = {
  format: BookFormat
  language: string
  event: { name: string; theme: string; startDate: string | null; endDate: string | null }
  /** SHA-256 of the banner. */
  banner: string | undefined
  /** When it is made, in milliseconds since 1970. */
  at: number
  /** Where the pictures are, and where the book goes. */
  home: Home
}

/** What the server knows of a session; titles are those of the list. */
export type Brought = { session: Placed } & (
  | { kind: 'report'; state: SessionState; report: Report; stamp: Stamp; pictures: ReadonlySet<string> }
  | { kind: 'missing'; why: 'draft' | 'review' }
  | { kind: 'unreadable'; reason: string }
  | { kind: 'failed'; reason: string }
)

/** What the process is told, in this order: nobody waits for it to be ready, nor for each of a hundred reports. */
export type Telling = { kind: 'begin'; order: Order } | { kind: 'session'; brought: Brought }

/** What it is asked when it was told everything. */
export type Question =
  /** Make the book, and keep it for now. */
  | { kind: 'make' }
  /** The database expects it: write it to where files are kept. */
  | { kind: 'store' }

/** Said before an answer: how much of it is done. */
export type Tick = { kind: 'tick'; done: number; total: number }

export type Answer =
  | { kind: 'stored' }
  /** `memory`: the most that the process has used, in bytes. */
  | { kind: 'made'; sha256: string; bytes: number; memory: number; result: BookResult; notes: string[] }
  | { kind: 'failed'; reason: string; result: BookResult }
