import * as Y from 'yjs'
import { documentOf } from '../store/replay'
import type { LoadedLog, LogEntry, RoomLog } from '../store/store'
import { Answers, type Parts } from './answers'
import { DocumentSize } from './document-size'
import { Durability } from './durability'
import { DOCUMENT_BYTES } from './limits'

/** An update left the document in a state that nobody can vouch for: forget it and load it anew. */
export class Broken extends Error {
  override name = 'Broken'
}

/** How many were opened by this process. */
let opened = 0

/** The shared document of an open room, and its end of the log: what changes the one is appended to the other. */
export class RoomDocument {
  readonly doc: Y.Doc
  /** Which life of the document this is (SPEC.md, rule 8). */
  readonly epoch: string
  /** Whose each Yjs client id is, by account; also of those that have written nothing yet. */
  readonly accounts: Map<number, string>
  readonly answers: Answers
  /** Client ids of earlier epochs. */
  readonly retired: ReadonlySet<number>
  /** The last entry of the log that was in it when it was loaded. */
  readonly loadedTo: number
  /** Hears of each entry that was written here, once it is durable. */
  onWritten: ((seq: number, entry: LogEntry) => void) | undefined
  /** The client ids whose account is in the log. */
  readonly #known: Set<number>
  readonly #log: RoomLog
  readonly #room: string
  readonly #number = ++opened
  readonly #durability: Durability
  #made: Uint8Array[] = []
  #state: 'open' | 'disposed' = 'open'
  readonly #size: DocumentSize
  #sinceSnapshot = 0
  #compacting: Promise<void> | undefined

  private constructor(log: RoomLog, room: string, doc: Y.Doc, loaded: LoadedLog, answer: Parts | undefined) {
    this.#log = log
    this.#room = room
    this.doc = doc
    this.epoch = loaded.epoch
    this.answers = new Answers(doc, answer)
    this.accounts = new Map(loaded.clients)
    this.retired = loaded.retired
    this.loadedTo = loaded.head
    this.#known = new Set(loaded.clients.keys())
    this.#durability = new Durability(loaded.head)
    this.#sinceSnapshot = loaded.updates.length
    let bytes = loaded.snapshot?.length ?? 0
    for (const update of loaded.updates) bytes += update.length
    this.#size = new DocumentSize(bytes, DOCUMENT_BYTES, () => this.encode().length)
    doc.on('update', (update: Uint8Array) => {
      this.#made.push(update)
    })
  }

  /**
   * Reads the log whole, or throws RoomUnreadable (or what the database says); writes nothing. `answer` is called as soon
   * as the log is read, and returns what it gave to those who wait, if any do.
   */
  static async load(
    log: RoomLog,
    room: string,
    answer?: (loaded: LoadedLog) => Promise<Parts | undefined>,
  ): Promise<RoomDocument> {
    const loaded = await log.load(room)
    const answered = await answer?.(loaded)
    const { snapshot, updates } = loaded
    const doc = documentOf(room, snapshot ? [snapshot, ...updates] : updates)
    return new RoomDocument(log, room, doc, loaded, answered)
  }

  /**
   * Takes an update that fits (scope.ts) and is written under these Yjs client ids, which are `user`'s from now on;
   * appends what it changed to the log, and returns that for the others. Throws Broken.
   */
  apply(update: Uint8Array, user: string, clients: readonly number[]): Uint8Array[] {
    const fresh = clients.filter((client) => !this.#known.has(client))
    for (const client of fresh) {
      this.#known.add(client)
      this.accounts.set(client, user)
    }
    return this.#change(() => Y.applyUpdate(this.doc, update), user, fresh)
  }

  /** The same for a change made here. */
  edit(change: (doc: Y.Doc) => void, user: string): Uint8Array[] {
    return this.#change(() => this.doc.transact(() => change(this.doc)), user, [])
  }

  /**
   * Takes what is in the log already, written elsewhere; `clients` are whose Yjs client ids from now on. Returns what
   * changed. Throws Broken.
   */
  absorb(updates: Uint8Array[], clients: ReadonlyMap<number, string>): Uint8Array[] {
    for (const [client, account] of clients) {
      this.#known.add(client)
      this.accounts.set(client, account)
    }
    const made = this.#make(() =>
      this.doc.transact((transaction) => {
        for (const update of updates) Y.applyUpdate(this.doc, update)
        // What comes from elsewhere Yjs tidies up afterwards, which would be in this document and not in the log. It also
        // forgets then where it was in a text: that is done here.
        for (const type of transaction.changed.keys()) type._searchMarker?.splice(0)
        transaction.local = true
      }),
    )
    for (const { length } of made) this.#size.grow(length)
    return made
  }

  #change(change: () => void, user: string, clients: readonly number[]): Uint8Array[] {
    const made = this.#make(change)
    made.forEach((data, index) => this.#append(data, user, index === 0 ? clients : []))
    return made
  }

  #make(change: () => void): Uint8Array[] {
    this.#checkOpen()
    this.#made = []
    try {
      change()
    } catch (cause) {
      throw new Broken('A change failed half way', { cause })
    }
    if (hasPending(this.doc)) throw new Broken('A change left something pending')
    return this.#made.splice(0)
  }

  #append(data: Uint8Array, user: string, clients: readonly number[]): void {
    this.#size.grow(data.length)
    this.#sinceSnapshot++
    const plain: LogEntry = { room: this.#room, document: this.#number, epoch: this.epoch, user, data }
    const entry = clients.length > 0 ? { ...plain, clients } : plain
    const written = this.#log.append(entry)
    if (this.onWritten)
      written.then(
        (seq) => this.onWritten?.(seq, entry),
        () => {},
      )
    this.#durability.append(written)
  }

  /** Resolves when everything taken so far is durable, with the log sequence that contains it. */
  durable(): Promise<number> {
    return new Promise((resolve, reject) => this.#durability.after(resolve, reject))
  }

  /** The same without a promise, for what happens hundreds of times a second: at once if nothing waits for the disk. */
  whenDurable(done: () => void, lost: (error: unknown) => void): void {
    this.#durability.after(done, lost)
  }

  /** Whether everything taken so far is. */
  get isDurable(): boolean {
    return this.#durability.isSettled
  }

  /** Whether the document may grow by an update of this size. */
  hasRoomFor(bytes: number): boolean {
    return this.#size.hasRoomFor(bytes)
  }

  /** Everything, as one update. */
  encode(): Uint8Array {
    this.#checkOpen()
    return Y.encodeStateAsUpdate(this.doc)
  }

  vector(): Uint8Array {
    this.#checkOpen()
    return Y.encodeStateVector(this.doc)
  }

  /** Makes a new snapshot if the log has this many entries since the last one; one at a time. Rejects for who began it. */
  async compact(after: number): Promise<void> {
    if (this.#compacting) return this.#compacting
    if (this.#sinceSnapshot < after) return
    this.#sinceSnapshot = 0
    const compacted = this.durable().then(() => this.#log.compact(this.#room))
    this.#compacting = compacted
      .catch(() => {})
      .then(() => {
        this.#compacting = undefined
      })
    return compacted
  }

  get isDisposed(): boolean {
    return this.#state === 'disposed'
  }

  /** Nobody may read or change it from now on; what is on its way to the log is waited for as before. */
  dispose(): void {
    this.#state = 'disposed'
    this.doc.destroy()
  }

  #checkOpen(): void {
    if (this.isDisposed) throw new Error('This document was let go: another one may have taken its place')
  }
}

function hasPending(doc: Y.Doc): boolean {
  return doc.store.pendingStructs !== null || doc.store.pendingDs !== null
}
