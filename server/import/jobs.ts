import type { EventFacts, Imported } from '@/lib/import'
import type { UnreadableCode } from '@/lib/import/unreadable'
import type { Template } from '@/lib/report/template'

/** What the thread is asked: a file, with what is known of it and of the event for which it is read. */
export type ImportJob = {
  id: number
  bytes: Uint8Array
  name: string
  type: string
  template: Template
  event?: EventFacts
}

/** What it answers: a report, or why the file is none. */
export type ImportResult =
  | ({ kind: 'imported' } & Imported)
  | { kind: 'refused'; code: UnreadableCode; sentence: string }
