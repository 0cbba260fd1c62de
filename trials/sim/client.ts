import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { createUndo, type SharedUndo } from '@/components/rich/undo'
import { type Connection, connect, type SaveState } from '@/lib/collab/connection'
import { SCHEMA } from '@/lib/report/document'
import { DEEDS, type EditKind } from './edits'
import type { Machine, Process } from './machine'
import { type Line, Wire } from './network'
import type { Change, Oracle } from './oracle'
import type { ClientPlan } from './plan'
import { Random } from './random'
import { type Foreign, foreignClient } from './stock'

/** What a browser keeps of a document when the tab is closed. */
type Copy = { update: Uint8Array; epoch: string | undefined }

/** A tab that is open: the document, and its connection. */
type Tab = {
  process: Process
  doc: Y.Doc
  undo: SharedUndo
  connection: { kind: 'ours'; of: Connection } | { kind: 'foreign'; of: Foreign }
  awareness: Awareness
}

/** One person's page, or other program: it is edited in, and connects by itself. */
export class Client {
  readonly name: string
  /** Which shape of the document its page knows. */
  schema = SCHEMA
  tab: Tab | undefined
  epoch: string | undefined
  wire: Wire | undefined
  /** Whose undo or redo is under way: what it deletes is looked at. */
  #undoing = false
  #copy: Copy | undefined
  #tokens = 0
  #tabs = 0

  constructor(
    readonly plan: ClientPlan,
    readonly machine: Machine,
    readonly line: Line,
    private readonly seed: number,
    private readonly arrive: (wire: Wire, url: string, client: Client) => void,
    private readonly oracle: Oracle,
    private readonly repeatsPresence: boolean,
  ) {
    this.name = plan.name
  }

  get isOurs(): boolean {
    return this.plan.kind === 'page'
  }

  /** What its indicator shows; undefined if it has none, or no tab is open. */
  shown(): SaveState | undefined {
    const connection = this.tab?.connection
    if (!connection) return undefined
    if (connection.kind === 'ours') return connection.of.state()
    return connection.of.isSaved() ? { kind: 'saved' } : undefined
  }

  /** Why the server will not have it any more. */
  closed(): string | undefined {
    const connection = this.tab?.connection
    if (connection?.kind === 'foreign') return connection.of.closed()
    const state = connection?.of.state()
    return state?.kind === 'closed' ? state.code : undefined
  }

  /** Opens the page, with what the browser kept of it. */
  open(): void {
    if (this.tab) return
    this.machine.run(() => this.#open())
  }

  #open(): void {
    if (this.tab) return
    const process = this.machine.start()
    const doc = new Y.Doc()
    doc.clientID = new Random('client', this.seed, this.name, this.#tabs++).uint32()
    if (this.#copy) Y.applyUpdate(doc, this.#copy.update, 'copy')
    this.epoch = this.#copy?.epoch
    const awareness = this.#awareness(doc, process)
    const undo = createUndo(doc)
    // Before what was deleted is let go.
    doc.on('afterTransaction', (transaction: Y.Transaction) => {
      if (!transaction.local) return
      const change = changeOf(transaction)
      this.oracle.changed(doc, change)
      if (this.#undoing) this.oracle.undone(this, doc, change)
    })
    const url = `wss://report.example.org/collab/${this.plan.room}?ticket=${this.plan.user}`
    const dial = (address: string) => this.#dial(address, process)
    const random = new Random('surroundings', this.seed, this.name, this.#tabs)
    const connection: Tab['connection'] = this.isOurs
      ? {
          kind: 'ours',
          of: connect({
            doc,
            url,
            awareness,
            epoch: this.epoch,
            onEpoch: (epoch) => {
              this.epoch = epoch
            },
            surroundings: { clock: process, random: () => random.next(), dial },
          }),
        }
      : {
          kind: 'foreign',
          of: foreignClient({ doc, url, counts: this.plan.kind === 'counting', process, dial }),
        }
    this.tab = { process, doc, undo, connection, awareness }
  }

  /** By the library's own timer a page says now and then that it is there. */
  #awareness(doc: Y.Doc, process: Process): Awareness {
    const { setInterval } = globalThis
    globalThis.setInterval = ((work: () => void, ms: number) =>
      this.repeatsPresence ? process.setInterval(work, ms) : undefined) as typeof setInterval
    try {
      return new Awareness(doc)
    } finally {
      globalThis.setInterval = setInterval
    }
  }

  #dial(address: string, process: Process): Wire {
    const url = new URL(address)
    if (url.searchParams.has('schema')) url.searchParams.set('schema', String(this.schema))
    this.wire = new Wire(this.line, process, (wire) => this.arrive(wire, url.href, this))
    return this.wire
  }

  /** Closes the tab, as a browser does: without a word, and keeping a copy. */
  close(): void {
    if (!this.tab) return
    const { process, doc, undo, connection, awareness } = this.tab
    this.#copy = { update: Y.encodeStateAsUpdate(doc), epoch: this.epoch }
    connection.of.destroy()
    undo.destroy()
    awareness.destroy()
    process.kill()
    doc.destroy()
    this.tab = undefined
  }

  /** Does something in the report; false if there was nothing to do, or nobody at the keyboard. */
  edit(what: EditKind, luck: number): boolean {
    const { tab } = this
    if (!tab || !this.#isWriting() || !tab.doc.getMap('meta').has('schema')) return false
    const token = `‹${this.name}.${++this.#tokens}›`
    let done = false
    this.machine.run(() => {
      this.oracle.editing({ client: this, token, what })
      const placed = DEEDS[what](tab.doc, token, new Random('edit', luck), this.plan.role)
      this.oracle.edited(placed ?? 'held')
      done = placed !== undefined
    })
    return done
  }

  /** Our page takes no edit where the report doesn't; other programs do as they like. */
  #isWriting(): boolean {
    if (this.machine.isAsleep || this.closed()) return false
    return !this.isOurs || (this.plan.role !== 'reader' && this.shown()?.kind !== 'readonly')
  }

  undo(way: 'undo' | 'redo'): void {
    const { tab } = this
    if (!tab || !this.#isWriting()) return
    this.machine.run(() => {
      this.#undoing = true
      this.oracle.editing({ client: this, token: '', what: 'value' })
      tab.undo[way]()
      this.oracle.edited('held')
      this.#undoing = false
    })
  }

  compose(on: boolean): void {
    const connection = this.tab?.connection
    if (connection?.kind === 'ours') this.machine.run(() => connection.of.hold(on))
  }
}

function changeOf({ doc, beforeState, afterState, deleteSet }: Y.Transaction): Change {
  const before = beforeState.get(doc.clientID) ?? 0
  const after = afterState.get(doc.clientID) ?? 0
  return {
    inserted: after > before ? { client: doc.clientID, clock: before, len: after - before } : undefined,
    deleted: [...deleteSet.clients].flatMap(([client, ranges]) =>
      ranges.map(({ clock, len }) => ({ client, clock, len })),
    ),
  }
}
