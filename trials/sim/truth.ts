import * as Y from 'yjs'
import type { UpdateRow } from '@/server/store/log-tables'
import { Violation } from './rules'
import { documentOf, stateOf, textOf, tokensIn } from './spans'
import type { RoomTables } from './tables'

/** What is durable of a room, gathered entry by entry as it reached the disk. */
export class Truth {
  /** The document of the present epoch. */
  doc = new Y.Doc()
  epoch = ''
  /** Those of the epochs before. */
  readonly #ended: Y.Doc[] = []
  head = 0
  /** Every entry that was ever durable, of all epochs. */
  readonly rows: (UpdateRow & { epoch: string })[] = []
  /** Yjs client ids of earlier epochs. */
  readonly retired = new Set<number>()
  /** When the present epoch began. */
  base = 0
  #at = 0

  constructor(readonly room: string) {}

  /** Takes in what is on the disk now; says of which entries it was new. Throws a Violation. */
  *take(tables: RoomTables): Generator<UpdateRow> {
    const { epoch, head } = tables.room
    const fresh = tables.updates.filter((row) => row.seq > this.head)
    if (epoch !== this.epoch) this.#begin(epoch)
    for (const row of fresh) {
      if (row.seq !== this.head + 1)
        throw new Violation(13, `entry ${row.seq} of ${this.room} became durable after ${this.head}`)
      if (row.at < this.#at) throw new Violation(13, `the time of entry ${row.seq} goes back`)
      this.head = row.seq
      this.#at = row.at
      this.rows.push({ ...row, epoch })
      this.doc.transact((transaction) => {
        Y.applyUpdate(this.doc, row.data)
        // Yjs would tidy up afterwards: that has to be an entry of its own.
        transaction.local = true
      })
      for (const client of this.doc.store.clients.keys())
        if (this.retired.has(client))
          throw new Violation(8, `entry ${row.seq} of ${this.room} brings text from before the restore`)
      yield row
    }
    if (head !== this.head)
      throw new Violation(12, `${this.room} ends at ${head}, but its entries at ${this.head}`)
  }

  #begin(epoch: string): void {
    for (const client of this.doc.store.clients.keys()) this.retired.add(client)
    this.base = this.head + 1
    this.#ended.push(this.doc)
    this.doc = new Y.Doc()
    this.epoch = epoch
  }

  /** The document as it was after an entry. */
  at(seq: number): Y.Doc {
    const epoch = this.rows.find((row) => row.seq === seq)?.epoch
    return documentOf(this.rows.filter((row) => row.epoch === epoch && row.seq <= seq).map((row) => row.data))
  }

  /** Whether it was ever durable, in whatever epoch, up to these ends of Yjs clients. */
  held(ends: Map<number, number>): boolean {
    return [...ends].every(([client, end]) =>
      [this.doc, ...this.#ended].some((doc) => Y.getState(doc.store, client) >= end),
    )
  }

  /** The last entry that was written at a time or before. */
  lastAt(at: number): number | undefined {
    return this.rows.findLast((row) => row.at <= at)?.seq
  }

  /** Tokens that were there before the present epoch, and which it does not begin with. */
  lost(): string[] {
    const before = new Set<string>()
    for (const { seq } of this.rows)
      if (this.rows.some((row) => row.seq === seq + 1 && row.epoch !== this.rows[seq - 1]?.epoch))
        for (const token of tokensIn(textOf(this.at(seq)))) before.add(token)
    const kept = new Set(tokensIn(textOf(this.at(this.base))))
    return [...before].filter((token) => !kept.has(token))
  }

  state(): string {
    return stateOf(this.doc)
  }
}
