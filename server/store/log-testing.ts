import { spawn } from 'node:child_process'
import { join } from 'node:path'
import * as Y from 'yjs'
import { type Clock, realClock } from '@/lib/collab/clock'
import { applyExactly } from '@/lib/report/apply'
import { contentOf } from '@/lib/report/content'
import type { LogEntry } from './store'

/** A clock whose time a test sets, also back; it waits as the real one does. */
export function clockAt(time: number): Clock & { time: number } {
  return {
    ...realClock,
    time,
    now() {
      return this.time
    },
  }
}

/** An entry that holds a text and is no update. */
export const entry = (room: string, text: string): LogEntry => ({
  room,
  user: 'ana',
  data: new TextEncoder().encode(text),
})

export const texts = (updates: Uint8Array[]) => updates.map((update) => new TextDecoder().decode(update))

export function documentOf(updates: Uint8Array[]): Y.Doc {
  const doc = new Y.Doc()
  applyExactly(doc, updates)
  return doc
}

/** All of a document that another must have too in order to be the same: what shows, who wrote how much, what is deleted. */
export function stateOf(doc: Y.Doc) {
  return {
    content: contentOf(doc),
    vector: Object.fromEntries(Y.decodeStateVector(Y.encodeStateVector(doc))),
    deleted: [...Y.createDeleteSetFromStructStore(doc.store).clients].sort(([a], [b]) => a - b),
    pending: doc.store.pendingStructs ?? doc.store.pendingDs,
  }
}

/** Starts appender.ts on a folder or database. */
export function startAppender(place: string, room?: string) {
  const script = join(import.meta.dirname, 'appender.ts')
  const args = ['--import', 'tsx', script, place, ...(room ? [room] : [])]
  return spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
}
