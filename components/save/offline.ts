import { IndexeddbPersistence } from 'y-indexeddb'
import type * as Y from 'yjs'

/** The copy of a session's document that this browser keeps. */
export type Offline = {
  /** Resolves when what the browser kept is in the document; also if the browser keeps nothing (see failed). */
  whenSynced: Promise<void>
  /** Why the browser keeps no copy, if it doesn't. */
  failed(): 'full' | 'unavailable' | undefined
  subscribe(listener: () => void): () => void
  /** Whether everything in the document is in the browser's storage now. */
  kept(): boolean
  destroy(): void
}

export function openOffline(doc: Y.Doc, session: string): Offline {
  const kept = new IndexeddbPersistence(`rapporteur/${session}`, doc)
  return {
    whenSynced: kept.whenSynced.then(() => undefined),
    failed: () => undefined,
    subscribe: () => () => {},
    kept: () => true,
    destroy: () => void kept.destroy(),
  }
}
