import * as Y from 'yjs'
import { applyExactly } from '@/lib/report/apply'
import { RoomUnreadable } from './store'

/** An update that says nothing. */
const NOTHING = new Uint8Array([0, 0])

/**
 * Applies the log to an empty document, group by group, and says what each group added, as one update: what Yjs
 * itself would have sent. (Merging the updates with Y.mergeUpdates takes minutes for what a document takes in in a
 * blink.) Throws RoomUnreadable.
 */
export function replay(
  room: string,
  start: Uint8Array | undefined,
  groups: Uint8Array[][],
): { document: Uint8Array; added: Uint8Array[]; clients: number[] } {
  const doc = new Y.Doc()
  try {
    let made: Uint8Array[] = []
    doc.on('update', (update: Uint8Array) => made.push(update))
    const take = (updates: Uint8Array[]) => {
      made = []
      applyExactly(doc, updates)
      return made.length > 0 ? Y.mergeUpdates(made) : NOTHING
    }
    if (start) take([start])
    const added = groups.map(take)
    return { document: Y.encodeStateAsUpdate(doc), added, clients: [...doc.store.clients.keys()] }
  } catch (cause) {
    throw unreadable(room, cause)
  } finally {
    doc.destroy()
  }
}

/** The document that the updates of a log make. Throws RoomUnreadable. */
export function documentOf(room: string, updates: Iterable<Uint8Array>): Y.Doc {
  const doc = new Y.Doc()
  try {
    applyExactly(doc, updates)
    return doc
  } catch (cause) {
    doc.destroy()
    throw unreadable(room, cause)
  }
}

/** The Yjs client ids under which an update writes. Throws RoomUnreadable if it is none. */
export function clientsIn(room: string, update: Uint8Array): number[] {
  try {
    return [...Y.parseUpdateMeta(update).to.keys()]
  } catch (cause) {
    throw unreadable(room, cause)
  }
}

function unreadable(room: string, cause: unknown): RoomUnreadable {
  return new RoomUnreadable(`The log of the room ${room} cannot be read: ${(cause as Error).message}`, {
    cause,
  })
}
