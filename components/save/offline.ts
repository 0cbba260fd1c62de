import { uuidv4 } from 'lib0/random'
import * as Y from 'yjs'
import type { CloseName } from '@/lib/collab/close-codes'
import { type CopyInfo, openDatabase, type SetAside, type Unsent, Work } from './database'
import type { Offline } from './offline-port'

/*
 * The copy of a session's document that this browser keeps, so that what was typed survives closing the tab offline.
 * Not y-indexeddb: it never tells whether an edit was written, and that decides here whether leaving loses anything.
 */

/** So many updates are merged into one. */
const MANY = 500
/** Of a copy from before it was known which pages left something in it. */
const NOBODY_KNOWS: Unsent = { somebody: 0 }

export function openOffline(doc: Y.Doc, session: string): Offline {
  return new OfflineCopy(doc, session)
}

class OfflineCopy implements Offline {
  readonly whenSynced: Promise<void>
  readonly #doc: Y.Doc
  readonly #listeners = new Set<() => void>()
  /** What this page sets aside, it keeps under this name. */
  readonly #key = uuidv4()
  #db: IDBDatabase | undefined
  /** The copy that the document was begun with. */
  #copy = uuidv4()
  #epoch: string | undefined
  /** What earlier pages left, as this one found it. */
  #found: Unsent = {}
  /** Whether anything in the document is not confirmed; undefined: the server was not heard yet. */
  #unsent: boolean | undefined
  #marks = 0
  #reason: { code: CloseName; worth: 'all' | 'unsent' } | undefined
  #aside: readonly SetAside[] = []
  #failure: 'full' | 'unavailable' | undefined
  #waiting: Uint8Array[] = []
  #writing = false
  /** There is more to write after that. */
  #wanted = false
  #count = 0
  #destroyed = false

  constructor(doc: Y.Doc, session: string) {
    this.#doc = doc
    if (doc.store.clients.size > 0) this.#waiting.push(Y.encodeStateAsUpdate(doc))
    doc.on('update', this.#onUpdate)
    this.whenSynced = this.#open(session).catch((error: unknown) => this.#fail(error))
  }

  failed(): 'full' | 'unavailable' | undefined {
    return this.#failure
  }

  kept(): boolean {
    return this.#db !== undefined && this.#waiting.length === 0 && !this.#writing && !this.#wanted
  }

  epoch(): string | undefined {
    return this.#epoch
  }

  keepEpoch(epoch: string): void {
    this.#epoch = epoch
    this.#want()
  }

  unsent(): boolean {
    return Object.keys(this.#found).length > 0
  }

  keepUnsent(unsent: boolean): void {
    if (unsent === this.#unsent) return
    this.#unsent = unsent
    this.#want()
  }

  setAside(code: CloseName, worth: 'all' | 'unsent'): void {
    if (this.#reason) return
    this.#reason = { code, worth }
    this.#want()
  }

  aside(): readonly SetAside[] {
    return this.#aside
  }

  discard(key: string): void {
    this.#aside = this.#aside.filter((text) => text.key !== key)
    if (this.#db) new Work(this.#db).deleteAside(key)
    this.#notify()
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  destroy(): void {
    this.#destroyed = true
    this.#doc.off('update', this.#onUpdate)
    this.#listeners.clear()
    // Closing waits for what is being written.
    if (!this.#writing) this.#db?.close()
  }

  async #open(session: string): Promise<void> {
    const db = await openDatabase(session)
    db.onversionchange = () => db.close()
    const work = new Work(db)
    const [copy, updates, aside] = await Promise.all([work.copy(), work.updates(), work.aside()])
    if (copy) [this.#copy, this.#epoch, this.#found] = [copy.id, copy.epoch, copy.unsent ?? NOBODY_KNOWS]
    else work.putCopy({ id: this.#copy, epoch: undefined, unsent: {} })
    this.#aside = aside
    this.#count = updates.length
    this.#db = db
    if (!this.#destroyed) this.#apply(updates)
    await work.finished()
    this.#want()
  }

  #onUpdate = (update: Uint8Array, origin: unknown) => {
    if (origin === this) return
    this.#waiting.push(update)
    this.#want()
    this.#notify()
  }

  #apply(updates: Uint8Array[]) {
    this.#doc.transact(() => {
      for (const update of updates) Y.applyUpdate(this.#doc, update, this)
    }, this)
  }

  /** There is something to write: at once, or after what is being written. */
  #want() {
    this.#wanted = true
    if (!this.#writing && this.#db) void this.#write(this.#db)
  }

  async #write(db: IDBDatabase) {
    this.#writing = true
    while (this.#wanted) {
      this.#wanted = false
      const batch = this.#waiting.splice(0)
      try {
        const work = new Work(db)
        await Promise.all([work.finished(), this.#put(work, batch)])
        this.#failure = undefined
      } catch (error) {
        // Kept for the next try, which comes with the next edit.
        this.#waiting.unshift(...batch)
        this.#fail(error)
      }
    }
    this.#writing = false
    if (this.#destroyed) db.close()
    this.#notify()
  }

  async #put(work: Work, batch: Uint8Array[]) {
    const copy = await work.copy()
    const isOurs = copy === undefined || copy.id === this.#copy
    const unsent = this.#unsentAfter(copy)
    if (isOurs && this.#reason) await this.#putAllAside(work, this.#reason, unsent)
    else if (isOurs) await this.#putBatch(work, batch, unsent)
    else if (!this.#reason && copy.epoch !== undefined && copy.epoch === this.#epoch)
      this.#adopt(work, { ...copy, unsent })
    // Another page set aside what was written before. What came since then belongs to that text, too.
    else if (batch.length > 0) this.#putAside(work, this.#reason?.code ?? 'restored', [])
  }

  /**
   * What is not confirmed in a copy, now that this page writes into it. What was found there has arrived when all of
   * this document has; but another page that is still open may have written more since.
   */
  #unsentAfter(copy: CopyInfo | undefined): Unsent {
    const before = Object.entries(copy ? (copy.unsent ?? NOBODY_KNOWS) : {})
    const hasArrived = ([page, count]: [string, number]) =>
      page === this.#key || (this.#unsent === false && this.#found[page] === count)
    const left = before.filter((mark) => !hasArrived(mark))
    return Object.fromEntries(this.#unsent ? [...left, [this.#key, ++this.#marks]] : left)
  }

  async #putBatch(work: Work, batch: Uint8Array[], unsent: Unsent) {
    work.putCopy({ id: this.#copy, epoch: this.#epoch, unsent })
    this.#count += batch.length
    if (this.#count <= MANY || this.#destroyed) {
      for (const update of batch) work.addUpdate(update)
      return
    }
    // All updates become one; those of another page on the same session come into this document by the way.
    this.#apply(await work.updates())
    work.clearUpdates()
    work.addUpdate(Y.encodeStateAsUpdate(this.#doc))
    this.#count = 1
  }

  /** Another page set the copy aside and began a new one of the same life: all that is here goes into that. */
  #adopt(work: Work, copy: CopyInfo) {
    this.#copy = copy.id
    this.#count = 1
    work.putCopy(copy)
    work.addUpdate(Y.encodeStateAsUpdate(this.#doc))
  }

  /** The whole copy, also what other pages have written into it, is kept apart, and an empty one is begun. */
  async #putAllAside(
    work: Work,
    { code, worth }: { code: CloseName; worth: 'all' | 'unsent' },
    unsent: Unsent,
  ) {
    if (worth === 'all' || Object.keys(unsent).length > 0) this.#putAside(work, code, await work.updates())
    work.clearUpdates()
    // A text from before a restore must not come into the copy of what came after it.
    work.putCopy({ id: uuidv4(), epoch: code === 'restored' ? undefined : this.#epoch, unsent: {} })
  }

  #putAside(work: Work, reason: CloseName, more: Uint8Array[]) {
    const whole = new Y.Doc()
    for (const update of [...more, Y.encodeStateAsUpdate(this.#doc)]) Y.applyUpdate(whole, update)
    const state = Y.encodeStateAsUpdate(whole)
    work.putAside({ key: this.#key, at: Date.now(), reason, epoch: this.#epoch, state })
    whole.destroy()
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
