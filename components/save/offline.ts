import * as Y from 'yjs'

/*
 * The copy of a session's document that this browser keeps, so that what was typed survives closing the tab offline.
 * Not y-indexeddb: it never tells whether an edit was written, and that decides here whether leaving loses anything.
 */

export type Offline = {
  /** Resolves when what the browser kept is in the document; also if the browser keeps nothing (see failed). */
  whenSynced: Promise<void>
  /** Why the browser keeps no copy, if it doesn't: its storage is full, or not to be had at all. */
  failed(): 'full' | 'unavailable' | undefined
  /** Whether every edit of the document is in the browser's storage now. */
  kept(): boolean
  /** Calls `listener` when failed or kept may have changed; returns the way to stop it. */
  subscribe(listener: () => void): () => void
  destroy(): void
}

const STORE = 'updates'
/** So many updates are merged into one. */
const MANY = 500

export function openOffline(doc: Y.Doc, session: string): Offline {
  return new OfflineCopy(doc, `rapporteur/${session}`)
}

class OfflineCopy implements Offline {
  readonly whenSynced: Promise<void>
  readonly #doc: Y.Doc
  readonly #listeners = new Set<() => void>()
  #db: IDBDatabase | undefined
  #failure: 'full' | 'unavailable' | undefined
  #waiting: Uint8Array[] = []
  #writing = false
  #count = 0
  #destroyed = false

  constructor(doc: Y.Doc, name: string) {
    this.#doc = doc
    if (doc.store.clients.size > 0) this.#waiting.push(Y.encodeStateAsUpdate(doc))
    doc.on('update', this.#onUpdate)
    this.whenSynced = this.#open(name).catch((error: unknown) => this.#fail(error))
  }

  failed(): 'full' | 'unavailable' | undefined {
    return this.#failure
  }

  kept(): boolean {
    return this.#db !== undefined && this.#waiting.length === 0 && !this.#writing
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  destroy(): void {
    this.#destroyed = true
    this.#doc.off('update', this.#onUpdate)
    this.#listeners.clear()
    if (!this.#writing) this.#flush()
    // Closing waits for what is being written.
    this.#db?.close()
  }

  async #open(name: string): Promise<void> {
    const request = indexedDB.open(name, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { autoIncrement: true })
    const db = await done(request)
    const updates = (await done(db.transaction(STORE).objectStore(STORE).getAll())) as Uint8Array[]
    this.#db = db
    db.onversionchange = () => db.close()
    if (!this.#destroyed) this.#apply(updates)
    this.#count = updates.length
    this.#flush()
    if (this.#destroyed) db.close()
  }

  #onUpdate = (update: Uint8Array, origin: unknown) => {
    if (origin === this) return
    this.#waiting.push(update)
    if (!this.#writing) this.#flush()
    this.#notify()
  }

  #apply(updates: Uint8Array[]) {
    this.#doc.transact(() => {
      for (const update of updates) Y.applyUpdate(this.#doc, update, this)
    }, this)
  }

  /** Writes what waits, in one transaction; what comes meanwhile is written after it. */
  #flush() {
    if (!this.#db || this.#waiting.length === 0) return
    const batch = this.#waiting.splice(0)
    this.#writing = true
    try {
      const transaction = this.#db.transaction(STORE, 'readwrite')
      const store = transaction.objectStore(STORE)
      for (const update of batch) store.add(update)
      this.#count += batch.length
      if (this.#count > MANY && !this.#destroyed) this.#merge(store)
      transaction.oncomplete = () => {
        this.#failure = undefined
        this.#written()
      }
      transaction.onabort = () => this.#refused(batch, transaction.error)
    } catch (error) {
      this.#refused(batch, error)
    }
  }

  /** All updates become one; those of another tab on the same session come into this document by the way. */
  #merge(store: IDBObjectStore) {
    const [keys, updates] = [store.getAllKeys(), store.getAll()]
    updates.onsuccess = () => {
      this.#apply(updates.result as Uint8Array[])
      store.delete(IDBKeyRange.upperBound(keys.result.at(-1)!))
      store.add(Y.encodeStateAsUpdate(this.#doc))
      this.#count = 1
    }
  }

  #written() {
    this.#writing = false
    this.#flush()
    this.#notify()
  }

  /** Kept for the next try, which comes with the next edit. */
  #refused(batch: Uint8Array[], error: unknown) {
    this.#waiting.unshift(...batch)
    this.#count = Math.max(0, this.#count - batch.length)
    this.#writing = false
    this.#fail(error)
  }

  #fail(error: unknown) {
    const full = error instanceof DOMException && error.name === 'QuotaExceededError'
    this.#failure = full ? 'full' : 'unavailable'
    this.#notify()
  }

  #notify() {
    for (const listener of this.#listeners) listener()
  }
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}
