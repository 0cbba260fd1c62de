import type { Clock, Timer } from '@/lib/collab/clock'
import type { Bus, Ear } from '../cluster/bus'
import {
  type RoomMessage,
  readRoomMessage,
  type SharedEntry,
  type SharedPresence,
  writeRoomMessage,
} from '../cluster/room-messages'
import type { LogEntry, RoomLog } from '../store/store'
import { Sequence } from './sequence'

/** Entries of two nodes may overtake each other by a few milliseconds; who waits longer reads the log. */
const OVERTAKEN_MS = 30
/** Longer entries are not sent: whoever wants them finds them in the log. */
const MOST_BYTES = 64 << 10
/** Clients say every 15 s that they are there: who was not heard of for so long is not. */
const GONE_MS = 35_000

/** Somebody who is connected to another node. */
export type Elsewhere = { node: string; account: string }

/** What the link needs of the room. */
export type LinkedRoom = {
  /** Applies what other nodes wrote; `clients` are whose Yjs client ids from now on. Never throws. */
  absorb(updates: Uint8Array[], clients: ReadonlyMap<number, string>): void
  /** Shows the people here somebody who is elsewhere. */
  show(client: number, who: Elsewhere, state: string): void
  /** Who is connected here. */
  present(): SharedPresence[]
  /** The log lacks what is in the document: an older copy of the database was put in its place. */
  lost(): void
  /** The log has gone on in another epoch. */
  epochEnded(): void
}

type Entries = Extract<RoomMessage, { kind: 'entries' }>

/** What is told of all links, for who watches over several nodes. */
export type LinkWatch = {
  /** So many entries of another node were heard of in time. */
  heard?: (entries: number) => void
  /** So many were not, and were read from the log. */
  caughtUp?: (entries: number) => void
}

type LinkOptions = { session: string; bus: Bus; log: RoomLog; clock: Clock; watch?: LinkWatch }

/**
 * An open room's tie to the same room on other nodes (SPEC.md, "Several nodes"). What is written here is told once it is
 * durable; what is told is applied in the order of the log. Whatever was not heard is read from the log.
 */
export class Link {
  readonly #sequence: Sequence
  /** Heard, and not in its place yet. */
  #ahead: Entries[] = []
  #overdue: Timer | undefined
  #outgoing: { from: number; entries: SharedEntry[] } | undefined
  readonly #elsewhere = new Map<number, Elsewhere & { heardAt: number }>()
  #looking: Promise<void> | undefined
  #next: Promise<void> | undefined
  #state: 'open' | 'closed' = 'open'

  constructor(
    private readonly options: LinkOptions,
    private readonly room: LinkedRoom,
    private readonly epoch: string,
    /** The last entry that is in the document. */
    head: number,
    private readonly ear: Ear,
  ) {
    this.#sequence = new Sequence(head)
    this.#say({ kind: 'who' })
  }

  /** Every entry up to this one is in the document. */
  get reached(): number {
    return this.#sequence.reached
  }

  /** Whether no later one is. */
  get isWhole(): boolean {
    return this.#sequence.isWhole
  }

  /** An entry of ours is durable. */
  wrote(seq: number, { user, clients = [], data }: LogEntry): void {
    const entry = { account: user, clients, update: data }
    const run = this.#outgoing
    if (run && run.from + run.entries.length === seq) run.entries.push(entry)
    else {
      this.#tell()
      this.#outgoing = { from: seq, entries: [entry] }
      // A commit settles many, one after the other: in the next turn all of it is known.
      this.options.clock.soon(() => this.#tell())
    }
    this.#sequence.add(seq)
    if (this.#ahead.length > 0) this.#catchUpWithHeard()
  }

  /** Somebody here is to be seen elsewhere. */
  show(present: SharedPresence[]): void {
    this.#say({ kind: 'presence', present })
  }

  hear(bytes: Uint8Array, from: string): void {
    if (this.#state === 'closed') return
    const message = readRoomMessage(bytes)
    switch (message?.kind) {
      case 'entries':
        if (message.epoch !== this.epoch) void this.look()
        else {
          this.#ahead.push(message)
          this.#catchUpWithHeard()
        }
        break
      case 'head':
        this.seen(message)
        break
      case 'presence':
        for (const one of message.present) this.#onPresence(one, from)
        break
      case 'who': {
        const present = this.room.present()
        if (present.length > 0) this.show(present)
      }
    }
  }

  /** This is where the log is. */
  seen({ head, epoch }: { head: number; epoch: string }): void {
    if (epoch !== this.epoch || head > this.reached) void this.look()
  }

  /** The log ended there a moment ago: what is here beyond that was never in it, or is not any more. */
  endsAt({ head, epoch }: { head: number; epoch: string }, since: number): void {
    if (epoch === this.epoch && head < since) this.room.lost()
    else this.seen({ head, epoch })
  }

  /** Resolves when everything is in the document that was durable, anywhere, when this was called; rejects if it cannot be. */
  async upToDate(): Promise<void> {
    const { log, session } = this.options
    const there = (await log.heads([session])).get(session)
    const isBehind = () => there?.epoch !== this.epoch || there.head > this.reached
    if (!isBehind()) return
    await this.look()
    if (this.#state === 'open' && isBehind())
      throw new Error(`What other nodes wrote in session ${session} could not be read`)
  }

  /** Reads from the log what is not here. Never rejects: if it could not be read, the next look does it. */
  look(): Promise<void> {
    if (this.#next) return this.#next
    if (!this.#looking) return this.#begin()
    // The one under way may have read before what this one is about.
    this.#next = this.#looking.then(() => {
      this.#next = undefined
      return this.#begin()
    })
    return this.#next
  }

  /** Who is elsewhere and was not heard of for long is shown no more. */
  forgetTheSilent(): void {
    const before = this.options.clock.now() - GONE_MS
    for (const [client, who] of this.#elsewhere)
      if (who.heardAt < before) this.#onPresence({ client, account: who.account, state: 'null' }, who.node)
  }

  close(): void {
    this.#state = 'closed'
    this.#tell()
    this.options.clock.clearTimeout(this.#overdue)
    this.ear.stop()
  }

  #begin(): Promise<void> {
    this.#looking = this.#read().finally(() => {
      this.#looking = undefined
    })
    return this.#looking
  }

  async #read(): Promise<void> {
    const { log, session } = this.options
    try {
      const found = await log.since(session, this.reached)
      if (this.#state === 'closed') return
      if (found.epoch !== this.epoch) {
        this.#state = 'closed'
        return this.room.epochEnded()
      }
      if (found.updates.length > 0) this.room.absorb(found.updates, found.clients)
      const missed = found.head - this.reached
      if (missed > 0) this.options.watch?.caughtUp?.(missed)
      this.#sequence.reach(found.head)
      this.#catchUpWithHeard()
    } catch (error) {
      console.error(`What other nodes wrote in session ${session} could not be read:`, error)
    }
  }

  /** Applies what was heard and has its place now. */
  #catchUpWithHeard(): void {
    this.#ahead.sort((one, other) => one.from - other.from)
    const ahead: Entries[] = []
    for (const message of this.#ahead) {
      const to = message.from + message.entries.length - 1
      const place = this.#sequence.placeOf(message.from, to)
      if (place === 'ahead') ahead.push(message)
      if (place !== 'next') continue
      this.#absorb(message.entries)
      this.options.watch?.heard?.(message.entries.length)
      this.#sequence.reach(to)
    }
    this.#ahead = ahead
    const { clock } = this.options
    if (ahead.length === 0) {
      clock.clearTimeout(this.#overdue)
      this.#overdue = undefined
    } else
      this.#overdue ??= clock.setTimeout(() => {
        this.#overdue = undefined
        void this.look()
      }, OVERTAKEN_MS)
  }

  #absorb(entries: SharedEntry[]): void {
    const clients = new Map(entries.flatMap(({ account, clients }) => clients.map((id) => [id, account])))
    this.room.absorb(
      entries.map(({ update }) => update),
      clients,
    )
  }

  #onPresence({ client, account, state }: SharedPresence, node: string): void {
    const known = this.#elsewhere.get(client)
    const heardAt = this.options.clock.now()
    if (state === 'null') {
      // Who moved to another node is still there.
      if (known?.node !== node) return
      this.#elsewhere.delete(client)
      this.room.show(client, known, state)
      return
    }
    const isSame = known?.node === node && known.account === account
    const who = isSame ? Object.assign(known, { heardAt }) : { node, account, heardAt }
    this.#elsewhere.set(client, who)
    this.room.show(client, who, state)
  }

  #tell(): void {
    const run = this.#outgoing
    this.#outgoing = undefined
    if (!run) return
    const { epoch } = this
    const bytes = run.entries.reduce((sum, { update }) => sum + update.length, 0)
    if (bytes <= MOST_BYTES) this.#say({ kind: 'entries', epoch, ...run })
    else this.#say({ kind: 'head', epoch, head: run.from + run.entries.length - 1 })
  }

  #say(message: RoomMessage): void {
    this.options.bus.send(this.options.session, writeRoomMessage(message))
  }
}
