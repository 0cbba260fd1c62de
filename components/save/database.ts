import type { CloseName } from '@/lib/collab/close-codes'

/*
 * What this browser keeps of one session, in IndexedDB: the copy of its document as updates, what is known about that
 * copy, and texts that were set aside.
 */

export type CopyInfo = {
  /** Which copy it is, so that a page that is still open notices when another one set it aside. */
  id: string
  epoch: string | undefined
  /** Absent in copies from before it was known. */
  unsent?: Unsent
}

/** Which pages have left edits in the copy that no server has confirmed, and how often each has written since. */
export type Unsent = Readonly<Record<string, number>>

/** A text that the server will not take, or that a restore has left behind: to be downloaded, or discarded. */
export type SetAside = {
  key: string
  /** When, in milliseconds since 1970 */
  at: number
  reason: CloseName
  /** Which life of the document it belongs to; absent if that is not known. */
  epoch?: string | undefined
  /** The encoded Yjs state */
  state: Uint8Array
}

type Store = 'updates' | 'about' | 'aside'
const COPY = 'copy'
/** What does not open in this time is not waited for: a tab with an older version of it may never let go. */
const OPENING_MS = 3_000

export async function openDatabase(session: string): Promise<IDBDatabase> {
  const request = indexedDB.open(`rapporteur/${session}`, 2)
  request.onupgradeneeded = ({ oldVersion }) => {
    const db = request.result
    if (oldVersion < 1) db.createObjectStore('updates', { autoIncrement: true })
    db.createObjectStore('about')
    db.createObjectStore('aside', { keyPath: 'key' })
  }
  return new Promise((resolve, reject) => {
    let late = false
    const impatience = setTimeout(() => {
      late = true
      reject(new Error('This browser’s storage does not open.'))
    }, OPENING_MS)
    request.onsuccess = () => {
      clearTimeout(impatience)
      // Nobody uses it any more, and open it would keep others waiting.
      if (late) request.result.close()
      else resolve(request.result)
    }
    request.onerror = () => {
      clearTimeout(impatience)
      reject(request.error)
    }
  })
}

/** One transaction over everything: all of it is written, or nothing. */
export class Work {
  readonly #transaction: IDBTransaction

  constructor(db: IDBDatabase) {
    this.#transaction = db.transaction(['updates', 'about', 'aside'] satisfies Store[], 'readwrite')
  }

  /** Resolves when it is written; rejects with the reason why it is not. */
  finished(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#transaction.oncomplete = () => resolve()
      this.#transaction.onabort = () => reject(this.#transaction.error ?? new Error('Not written'))
    })
  }

  updates(): Promise<Uint8Array[]> {
    return done(this.#store('updates').getAll() as IDBRequest<Uint8Array[]>)
  }

  addUpdate(update: Uint8Array): void {
    this.#store('updates').add(update)
  }

  clearUpdates(): void {
    this.#store('updates').clear()
  }

  copy(): Promise<CopyInfo | undefined> {
    return done(this.#store('about').get(COPY) as IDBRequest<CopyInfo | undefined>)
  }

  putCopy(copy: CopyInfo): void {
    this.#store('about').put(copy, COPY)
  }

  aside(): Promise<SetAside[]> {
    return done(this.#store('aside').getAll() as IDBRequest<SetAside[]>)
  }

  putAside(text: SetAside): void {
    this.#store('aside').put(text)
  }

  deleteAside(key: string): void {
    this.#store('aside').delete(key)
  }

  #store(name: Store): IDBObjectStore {
    return this.#transaction.objectStore(name)
  }
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}
