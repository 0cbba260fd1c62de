import type { CloseName } from '@/lib/collab/close-codes'
import type { SaveState } from '@/lib/collab/connection'
import type { Entries } from './ledger'
import type { Pass } from './setup'

/**
 * A writer that a process is to start: with our own connection, or as a stock y-websocket provider. `urls`: of the socket,
 * straight or through a proxy; each attempt goes to the next. `where`: in all texts that its role may write, or only in
 * those where nobody else may.
 */
export type WriterSpec = Pass & {
  name: string
  kind: 'ours' | 'stock'
  urls: string[]
  seed: number
  where: 'everywhere' | 'reserved'
}

export type WriterReport = {
  name: string
  state: SaveState['kind']
  /** Why the server ended it for good, if it did. */
  refusal: CloseName | undefined
  /** How often it became saved. */
  savedTimes: number
  /** The longest that an edit of its own has waited to be saved so far, in milliseconds. */
  longestWait: number
  entries: Entries
  violations: string[]
}

/** What the trial asks of a process of writers, and what each is answered with. */
export type Questions = {
  start: { asked: WriterSpec[]; answer: true }
  /** Edits a second for each writer; 0 to stop typing. */
  pace: { asked: number; answer: true }
  /** While a window is open, nothing these writers type can be confirmed. */
  openWindow: { asked: string[]; answer: true }
  closeWindow: { asked: string[]; answer: true }
  /** Loses the connections of these; their next attempt may lead elsewhere. */
  move: { asked: string[]; answer: true }
  reports: { asked: null; answer: WriterReport[] }
  /** Every document, as one update each, by the writer's name. */
  contents: { asked: null; answer: [name: string, update: Uint8Array][] }
  /** The fingerprint of every document, by the writer's name. */
  prints: { asked: null; answer: [name: string, print: string][] }
}

export type Question = {
  [K in keyof Questions]: { id: number; kind: K; asked: Questions[K]['asked'] }
}[keyof Questions]
export type Answer = { id: number; answer: unknown }
