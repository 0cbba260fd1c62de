import * as Y from 'yjs'
import { readMessage } from '@/lib/collab/messages'
import { roomLog } from '@/server/store/log'
import { type LogEntry, RoomUnreadable } from '@/server/store/store'
import type { Client } from './client'
import { type Disk, instantTables } from './disk'
import type { EditKind, Placed } from './edits'
import { UNKNOWN } from './report'
import { Violation } from './rules'
import type { Server } from './server'
import { documentOf, holds, isGone, lettersGone, type Span, stateOf, structsOf, textOf } from './spans'
import type { Image, Purpose } from './tables'
import { Truth } from './truth'

/** SPEC.md, rule 4, in its own numbers: the product's may be wrong. */
const UNSAVED_MS = 5_000
const ALERT_MS = 15_000
/** A machine that is asked at the moment itself shows what it must a moment later. */
const MOMENT_MS = 50
/** How long whoever is revoked may still get something in, while the server runs. */
const REVOKED_MS = 5_000
/** One of several servers that stood still for so long sends everybody away first. */
const STANDSTILL_MS = 4_000

/** What a transaction of somebody's own changed. */
export type Change = { inserted: Span | undefined; deleted: Span[] }

/** Something that somebody did. */
export type Edit = {
  client: Client
  token: string
  placed: Placed
  /** Whether they may do that. */
  isAllowed: boolean
  inserted: Span[]
  deleted: Span[]
  /** The text of it, letter by letter. */
  letters: Set<number>
  /** What the text stands in: who deletes that, deletes the text. */
  around: Set<Y.Item>
  tab: Client['tab']
  /** By the running time of their machine. */
  at: number
  /** The entry by which all of it was durable, and of which epoch. */
  epoch: string | undefined
  seq: number | undefined
}

/** Knows what was typed and what is durable, and compares what everybody says with it. */
export class Oracle {
  readonly truths = new Map<string, Truth>()
  readonly edits: Edit[] = []
  /** Of each client what is not durable yet. */
  readonly pending = new Map<Client, Edit[]>()
  /** Rooms whose log was damaged on purpose. */
  readonly rotten = new Set<string>()
  /** When somebody was revoked, by the running time of each server. */
  readonly #revoked = new Map<string, { at: number; known: Map<Server, number> }>()
  /** Rooms that are frozen, and by which server: nothing may come in there. */
  readonly frozen = new Map<string, Server>()
  #editing: Edit | undefined
  #violation: unknown
  readonly #deliberate = new Map<number, Set<number>>()
  /** What each socket brought: of each data frame, how far it reaches. */
  readonly #said = new WeakMap<object, Map<number, number>[]>()
  readonly #toAudit = new Set<string>()

  constructor(
    private readonly disk: () => Disk,
    private readonly facts: {
      /** Milliseconds since the run began. */
      now(): number
      /** Whether there are several servers. */
      areSeveral: boolean
      /** Whether a server can ask about anybody. */
      mayKnow(server: Server): boolean
      /** Whether a room, on all servers, takes nothing. */
      isApproved(room: string): boolean
    },
    private readonly tell: (words: string) => void,
  ) {}

  /** Notes what breaks a rule; in the midst of the product's code it must not be thrown. */
  guard(look: () => void): void {
    try {
      look()
    } catch (error) {
      this.#violation ??= error
    }
  }

  // What people do

  editing(of: { client: Client; token: string; what: EditKind }): void {
    const { client, token, what } = of
    const { role } = client.plan
    const isAllowed =
      role !== 'reader' && ((what !== 'trespass' && what !== 'conclusion') || role !== 'rapporteur')
    this.#editing = {
      client,
      token,
      placed: 'held',
      isAllowed,
      inserted: [],
      deleted: [],
      letters: new Set(),
      around: new Set(),
      tab: client.tab,
      at: client.machine.awake(),
      epoch: undefined,
      seq: undefined,
    }
  }

  edited(placed: Placed): void {
    const edit = this.#editing!
    this.#editing = undefined
    if (edit.inserted.length === 0 && edit.deleted.length === 0) return
    edit.placed = placed
    for (const span of edit.inserted)
      for (const struct of structsOf(edit.client.tab!.doc, span))
        if (
          struct instanceof Y.Item &&
          struct.content instanceof Y.ContentString &&
          struct.parentSub === null
        ) {
          for (let letter = 0; letter < struct.length; letter++) edit.letters.add(struct.id.clock + letter)
          for (let item = itemOf(struct.parent); item; item = itemOf(item.parent)) edit.around.add(item)
        }
    this.edits.push(edit)
    const waiting = this.pending.get(edit.client) ?? []
    waiting.push(edit)
    this.pending.set(edit.client, waiting)
    // Somebody else may have done just the same before.
    const truth = this.truths.get(edit.client.plan.room)
    if (truth) this.#settle(truth, truth.head)
  }

  changed(doc: Y.Doc, { inserted, deleted }: Change): void {
    for (const { client, clock, len } of deleted) {
      const clocks = this.#deliberate.get(client) ?? new Set()
      this.#deliberate.set(client, clocks)
      for (let at = clock; at < clock + len; at++) clocks.add(at)
    }
    if (!this.#editing) return
    if (inserted) this.#editing.inserted.push(inserted)
    // Marks that only go away are the document's to keep or not (SPEC.md, "Tidying").
    const isTidying = !inserted && deleted.every((span) => [...structsOf(doc, span)].every(isMark))
    if (!isTidying) this.#editing.deleted.push(...deleted)
  }

  undone(client: Client, doc: Y.Doc, change: Change): void {
    this.guard(() => this.#undone(client, doc, change))
  }

  #undone(client: Client, doc: Y.Doc, { deleted }: Change): void {
    for (const span of deleted)
      if (span.client !== doc.clientID)
        for (const struct of structsOf(doc, span))
          if (
            struct instanceof Y.Item &&
            struct.content instanceof Y.ContentString &&
            struct.parentSub === null
          )
            throw new Violation(11, `an undo of ${client.name} took “${struct.content.str}” of somebody else`)
  }

  // What is confirmed

  /** A frame of a client reaches the server, or leaves it for one. */
  framed(wire: object, room: string, way: 'up' | 'down', bytes: Uint8Array): void {
    this.guard(() => {
      const message = readMessage(bytes)
      const truth = this.truths.get(room)!
      if (way === 'up' && (message.kind === 'step2' || message.kind === 'update')) {
        const said = this.#said.get(wire) ?? []
        this.#said.set(wire, said)
        said.push(Y.parseUpdateMeta(message.update).to)
      }
      if (way === 'up') return
      if (message.kind === 'ack') checkConfirmed(truth, this.#said.get(wire)?.slice(0, message.count) ?? [])
      const isData = message.kind === 'step2' || message.kind === 'update'
      if (isData && !truth.held(Y.parseUpdateMeta(message.update).to))
        throw new Violation('durable', `somebody in ${room} was sent what is not on the disk`)
    })
  }

  // What happens to the log

  /** Somebody may not write any more. */
  revoke(user: string, servers: Server[]): void {
    const known = new Map(servers.map((server) => [server, server.machine.awake()]))
    this.#revoked.set(user, { at: this.facts.now(), known })
  }

  /** Until now these servers could not ask about anybody. */
  knowAgain(servers: Server[]): void {
    for (const { known } of this.#revoked.values())
      for (const server of servers) known.set(server, server.machine.awake())
  }

  /** A server hands something to the log. */
  appended(entry: LogEntry, server: Server): void {
    this.guard(() => this.#appended(entry, server))
  }

  #appended({ room, user, data }: LogEntry, server: Server): void {
    const revoked = this.#revoked.get(user)
    const since = revoked ? server.machine.awake() - revoked.known.get(server)! : 0
    if (since > REVOKED_MS && this.facts.mayKnow(server))
      throw new Violation(9, `an edit of ${user} was taken ${since} ms after they were revoked`)
    const { from, to } = server.machine.slept
    if (this.facts.areSeveral && revoked && revoked.at < to && to - from > STANDSTILL_MS)
      throw new Violation(9, `an edit of ${user}, revoked before, was taken by a server that had stood still`)
    if (this.frozen.get(room) === server)
      throw new Violation(9, `an edit of ${user} was taken after ${room} was frozen`)
    const meta = Y.parseUpdateMeta(data)
    const outdated = this.edits.find(
      (edit) =>
        edit.client.isOurs &&
        edit.client.schema < server.schema &&
        edit.inserted.some(({ client }) => meta.to.has(client)),
    )
    if (outdated)
      throw new Violation(7, `an edit of ${outdated.client.name} was taken, whose page is too old`)
  }

  /** Something became durable. */
  synced(before: Image, purpose: Purpose): void {
    this.guard(() => this.#synced(before, purpose))
  }

  #synced(before: Image, purpose: Purpose): void {
    for (const [room, tables] of this.disk().synced) {
      if (before.get(room) === tables) continue
      const truth = this.truths.get(room) ?? new Truth(room)
      this.truths.set(room, truth)
      for (const row of truth.take(tables)) {
        if (this.facts.isApproved(room))
          throw new Violation(9, `entry ${row.seq} of ${room} was written after it was approved`)
        this.#settle(truth, row.seq)
      }
      if (purpose === 'compact' || purpose === 'restart') this.#toAudit.add(room)
    }
  }

  #settle(truth: Truth, seq: number): void {
    for (const [client, waiting] of this.pending) {
      if (client.plan.room !== truth.room) continue
      const left = waiting.filter((edit) => {
        const isThere =
          edit.inserted.every((span) => holds(truth.doc, span)) &&
          edit.deleted.every((span) => isGone(truth.doc, span))
        if (!isThere) return true
        if (!edit.isAllowed && isVisible(truth.doc, edit))
          throw new Violation('scope', `${edit.token} of ${client.name} (${client.plan.role}) was taken`)
        edit.seq = seq
        edit.epoch = truth.epoch
        return false
      })
      if (left.length !== waiting.length) this.tell(`durable ${client.name} ${waiting.length - left.length}`)
      if (left.length > 0) this.pending.set(client, left)
      else this.pending.delete(client)
    }
  }

  /** Has every room read from the disk as by a new process, and compared. */
  auditAll(): void {
    for (const room of this.truths.keys()) this.#toAudit.add(room)
  }

  // After each step

  async check(): Promise<void> {
    if (this.#violation) throw this.#violation
    for (const [client, waiting] of this.pending) this.#checkShown(client, waiting)
    if (this.#toAudit.size === 0) return
    const rooms = [...this.#toAudit]
    this.#toAudit.clear()
    for (const room of rooms) await this.audit(room)
  }

  #checkShown(client: Client, waiting: Edit[]): void {
    const state = client.shown()
    if (!state) return
    const oldest = waiting[0]!
    const name = `${oldest.token || 'an edit'} of ${client.name}`
    if (state.kind === 'saved')
      throw new Violation(1, `${name} is not on the disk, and its page says “saved”`)
    const mine = waiting.find((edit) => edit.tab === client.tab && edit.isAllowed)
    if (!client.isOurs || client.machine.isAsleep || !mine) return
    const isHidden = (state.kind === 'closed' || state.kind === 'readonly') && state.since === undefined
    if (isHidden)
      throw new Violation(3, `${name} is nowhere but in its page, which says “${state.kind}” and no more`)
    const age = client.machine.awake() - mine.at
    const calm = ['connecting', 'saving', ...(age > ALERT_MS + MOMENT_MS ? ['unsaved'] : [])]
    if (age > UNSAVED_MS + MOMENT_MS && calm.includes(state.kind))
      throw new Violation(4, `${name} is not durable after ${age} ms, and its page says “${state.kind}”`)
  }

  /** Reads a room from the disk, as a new process would after a power cut. */
  async audit(room: string): Promise<void> {
    const truth = this.truths.get(room)!
    const log = roomLog(instantTables(this.disk().read(this.disk().synced)))
    let doc: Y.Doc
    try {
      const { snapshot, updates, epoch, head } = await log.load(room)
      doc = documentOf(snapshot ? [snapshot, ...updates] : updates)
      if (epoch !== truth.epoch || head !== truth.head)
        throw new Violation(
          12,
          `a new process reads ${room} up to ${head} of ${epoch}, and ${truth.head} of ${truth.epoch} was written`,
        )
    } catch (error) {
      if (error instanceof RoomUnreadable && this.rotten.has(room)) return
      if (error instanceof Violation) throw error
      throw new Violation(12, `${room} cannot be read from the disk: ${(error as Error).message}`)
    }
    if (stateOf(doc) !== truth.state() && this.rotten.has(room))
      throw new Violation('read', `the damaged log of ${room} was read`)
    if (stateOf(doc) !== truth.state())
      throw new Violation(12, `a new process reads another text of ${room} than was written`)
    this.#checkUnknown(doc, room)
    this.checkLetters(doc, room)
  }

  /** What nobody deleted is there. */
  checkLetters(doc: Y.Doc, room: string): void {
    for (const edit of this.edits) {
      if (edit.seq === undefined || edit.client.plan.room !== room || edit.letters.size === 0) continue
      if (this.#isInDeleted(edit)) continue
      for (const span of edit.inserted) {
        const mine = this.#deliberate.get(span.client)
        for (const clock of lettersGone(doc, span, (at) => edit.letters.has(at)))
          if (!mine?.has(clock)) throw new Violation(7, `a part of ${edit.token} was deleted by nobody`)
      }
    }
  }

  #checkUnknown(doc: Y.Doc, room: string): void {
    const isThere = textOf(doc).includes(UNKNOWN.text) && doc.getMap('meta').get(UNKNOWN.key) === UNKNOWN.text
    if (!isThere) throw new Violation(7, `what a later version wrote into ${room} is gone`)
  }

  // Readings

  /** What a reading that is asked for now must contain. */
  confirmed(room: string): Edit[] {
    return this.edits.filter(({ client, seq }) => client.plan.room === room && seq !== undefined)
  }

  checkReading(room: string, expected: Edit[], text: string, seq: number): void {
    const truth = this.truths.get(room)!
    if (seq > truth.head) throw new Violation(2, `a reading says ${seq}, and the disk has ${truth.head}`)
    const epoch = truth.rows[seq - 1]?.epoch
    for (const edit of expected) {
      if (edit.epoch !== epoch) continue
      if (edit.seq! > seq)
        throw new Violation(2, `${edit.token} was confirmed as ${edit.seq}, and a later reading says ${seq}`)
      if (edit.placed === 'shown' && this.isWhole(edit) && !text.includes(edit.token))
        throw new Violation(2, `${edit.token} was confirmed, and is not in a later reading`)
    }
    const doc = truth.at(seq)
    for (const { token, placed, inserted, epoch: own } of this.edits)
      if (
        placed === 'shown' &&
        (own ?? epoch) === epoch &&
        text.includes(token) &&
        !inserted.every((span) => holds(doc, span))
      )
        throw new Violation(2, `${token} is in a reading that says ${seq}, and came later`)
  }

  #isInDeleted({ around }: Edit): boolean {
    return [...around].some(({ id }) => this.#deliberate.get(id.client)?.has(id.clock))
  }

  /** Whether nobody deleted a letter of it, or what it stands in. */
  isWhole(edit: Edit): boolean {
    const { inserted, letters } = edit
    if (this.#isInDeleted(edit)) return false
    return inserted.every(({ client }) => {
      const gone = this.#deliberate.get(client)
      return !gone || ![...letters].some((clock) => gone.has(clock))
    })
  }
}

function isMark(struct: Y.Item | Y.GC): boolean {
  return struct instanceof Y.Item && struct.content instanceof Y.ContentFormat
}

function checkConfirmed(truth: Truth, frames: Map<number, number>[]): void {
  for (const [index, frame] of frames.entries())
    if (!truth.held(frame))
      throw new Violation(1, `frame ${index + 1} of a socket was confirmed, and is not on the disk`)
}

/** Whether a letter of it can be read. */
function isVisible(doc: Y.Doc, { inserted, letters }: Edit): boolean {
  return inserted.some((span) => [...lettersGone(doc, span, (at) => letters.has(at))].length < letters.size)
}

function itemOf(parent: unknown): Y.Item | null {
  return parent instanceof Y.AbstractType ? parent._item : null
}
