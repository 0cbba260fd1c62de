import * as Y from 'yjs'
import type { Clock, Timer } from '@/lib/collab/clock'
import type { CloseName } from '@/lib/collab/close-codes'
import { type AwarenessEntry, writeAwareness } from '@/lib/collab/presence'
import type { SharedPresence } from '../cluster/room-messages'
import type { Frame } from './channel'
import { Connection } from './connection'
import { Broken, type RoomDocument } from './document'
import { frameOf } from './frames'
import type { Elsewhere, Link } from './link'
import { Outbox } from './outbox'
import { PresenceTable } from './presence'

/** In a busy room, what comes within this time goes out as one frame. */
const EDITS_WINDOW_MS = 9
const PRESENCE_WINDOW_MS = 40
/** More updates than this are not merged into one: merging is worse than linear. */
const MERGE_AT_MOST = 64
/** With this many log entries since the snapshot a new one is made. */
const COMPACT_AFTER = 500

/** Stock clients, too, give up a socket that says nothing: a message about nobody keeps them. */
const HEARTBEAT = frameOf({ kind: 'awareness', update: writeAwareness([]) })

type Edit = { update: Uint8Array; author: Connection | undefined }
/** Who speaks for a client: a socket here, or somebody on another node. */
type Speaker = Connection | Elsewhere
type State = AwarenessEntry & { author: Speaker }

/** What a room tells the registry. */
export type RoomEvents = {
  isFrozen(): boolean
  /** Whether this process stood still: it may not know any more who may write. */
  isStale(): boolean
  /** The document cannot be vouched for: nobody may go on with it. */
  broken(error: unknown): void
  updated(): void
  /** A confirmation was sent; `waited`: how long one of the data frames it is about took, if that was timed. */
  confirmed(waited: number | undefined): void
  sent(frames: number): void
  refused(code: CloseName): void
}

/** An open session: its document and everybody who is connected to it. */
export class Room {
  readonly connections = new Set<Connection>()
  readonly presence: PresenceTable<Speaker>
  /** The same room on other nodes, if there may be any. */
  link: Link | undefined
  /** Whose each Yjs client id is, by account: text written under somebody else's would swallow theirs. */
  readonly #accounts: Map<number, string>
  readonly #edits: Outbox<Edit>
  /** What has become durable in this turn, and whom to tell so; when the first of it came. */
  #committed: { edits: Edit[]; since: number } = { edits: [], since: 0 }
  readonly #confirming = new Set<Connection>()
  #settling = false
  readonly #states: Outbox<State>
  readonly #beating: Timer

  constructor(
    readonly document: RoomDocument,
    readonly events: RoomEvents,
    /** A socket that says nothing for this long is dead, whatever the network believes. */
    readonly silenceMs: number,
    readonly clock: Clock,
  ) {
    this.presence = new PresenceTable(clock.now)
    const audience = () => this.connections.size
    this.#edits = new Outbox((batch) => this.#sendEdits(batch), EDITS_WINDOW_MS, audience, clock)
    // A caret may always wait a little: mostly an edit comes with it, and takes it along.
    const anybody = () => Number.POSITIVE_INFINITY
    this.#states = new Outbox((batch) => this.#sendStates(batch), PRESENCE_WINDOW_MS, anybody, clock)
    this.#beating = clock.setInterval(() => this.#beat(), silenceMs / 3)
    this.#accounts = document.accounts
    this.#accounts.set(document.doc.clientID, '')
  }

  /** Takes an update that fits and may be written, of these Yjs client ids; the others hear of it. */
  apply(update: Uint8Array, clients: readonly number[], author: Connection): void {
    this.#take(() => this.document.apply(update, author.account, clients), author)
  }

  /** A change made by the server; `author` is whose frame led to it, if any. */
  edit(change: (doc: Y.Doc) => void, account: string): void {
    this.#take(() => this.document.edit(change, account), undefined)
  }

  #take(change: () => Uint8Array[], author: Connection | undefined): void {
    let made: Uint8Array[]
    try {
      made = change()
    } catch (error) {
      if (error instanceof Broken) this.events.broken(error)
      throw error
    }
    this.events.updated()
    const at = this.clock.now()
    this.document.whenDurable(
      () => this.#onDurable(made, author, at),
      (error) => this.events.broken(error),
    )
    this.document
      .compact(COMPACT_AFTER)
      .catch((error) => console.error('A room could not be compacted:', error))
  }

  /**
   * The others hear of an edit once it is durable. If they did before, and the server lost it with its memory, they would
   * bring back what is not theirs.
   */
  #onDurable(made: Uint8Array[], author: Connection | undefined, at: number): void {
    if (this.#committed.edits.length === 0) this.#committed.since = at
    // What follows the first is what Yjs tidied up afterwards: the author does not have it.
    made.forEach((update, index) => {
      this.#committed.edits.push({ update, author: index === 0 ? author : undefined })
    })
    this.#settleSoon()
  }

  /** Takes what other nodes have written; the people here hear of it. */
  absorb(updates: Uint8Array[], clients: ReadonlyMap<number, string>): void {
    try {
      const made = this.document.absorb(updates, clients)
      const edits = made.map((update) => ({ update, author: undefined }))
      if (edits.length > 0) this.#edits.add(edits, this.clock.now())
    } catch (error) {
      this.events.broken(error)
    }
  }

  /** Tells a connection what of its frames is durable, together with everybody else whom this commit concerns. */
  confirmSoon(connection: Connection): void {
    this.#confirming.add(connection)
    this.#settleSoon()
  }

  /** A commit settles many entries, one after the other: in the next turn all of it is known. */
  #settleSoon(): void {
    if (this.#settling) return
    this.#settling = true
    this.clock.soon(() => this.#settle())
  }

  #settle(): void {
    this.#settling = false
    const { edits, since } = this.#committed
    this.#committed = { edits: [], since: 0 }
    if (edits.length > 0) this.#edits.add(edits, since)
    const confirming = [...this.#confirming]
    this.#confirming.clear()
    for (const connection of confirming) connection.sendConfirmation()
  }

  /** Whether this account may write under this Yjs client id; the first who does keeps it. */
  claim(client: number, account: string): boolean {
    const holder = this.#accounts.get(client)
    if (holder === undefined) this.#accounts.set(client, account)
    return holder === undefined || holder === account
  }

  /** Whether `claim` would succeed. */
  mayClaim(client: number, account: string): boolean {
    return [undefined, account].includes(this.#accounts.get(client))
  }

  /** Tells everybody but `author` the state of a client ('null': gone), unless they were just told the same. */
  present(client: number, author: Connection, state: string): void {
    this.#setPresence(client, author, state)
  }

  /** The same for somebody on another node. Who goes there may have come here meanwhile. */
  show(client: number, who: Elsewhere, state: string): void {
    if (state === 'null' && this.presence.owner(client) !== who) return
    this.claim(client, who.account)
    this.#setPresence(client, who, state)
  }

  /** Everybody who is connected here. */
  *presentHere(): Generator<SharedPresence> {
    for (const { client, owner, state } of this.presence.held())
      if (owner instanceof Connection) yield { client, account: owner.account, state }
  }

  #setPresence(client: number, author: Speaker, state: string): void {
    const entry = this.presence.set(client, author, state)
    if (entry) this.#states.add([{ ...entry, author }], this.clock.now())
  }

  leave(connection: Connection): void {
    if (!this.connections.delete(connection)) return
    for (const client of connection.clients)
      if (this.presence.owner(client) === connection) this.present(client, connection, 'null')
  }

  /** Sends what waits to be merged. */
  flush(): void {
    this.#settle()
    this.#edits.flush()
    this.#states.flush()
  }

  dispose(): void {
    this.clock.clearInterval(this.#beating)
    this.flush()
    this.link?.close()
    this.document.dispose()
  }

  #sendEdits(batch: Edit[]): void {
    this.#states.flush()
    for (let from = 0; from < batch.length; from += MERGE_AT_MOST) {
      const part = batch.slice(from, from + MERGE_AT_MOST)
      const [first] = part
      const update = part.length === 1 ? first!.update : Y.mergeUpdates(part.map((entry) => entry.update))
      this.#broadcast(frameOf({ kind: 'update', update }), soleAuthor(part))
    }
  }

  #sendStates(batch: State[]): void {
    const latest = [...new Map(batch.map((entry) => [entry.client, entry])).values()]
    const ours = latest.filter(({ author }) => author instanceof Connection)
    if (ours.length > 0)
      this.link?.show(ours.map(({ client, author, state }) => ({ client, account: author.account, state })))
    const whole = frameOf({ kind: 'awareness', update: writeAwareness(latest) })
    let sent = 0
    for (const connection of this.connections) {
      const isNews = (entry: State) => isNewsTo(connection, entry)
      const news = latest.every(isNews) ? latest : latest.filter(isNews)
      if (news.length === 0) continue
      connection.channel.send(
        news === latest ? whole : frameOf({ kind: 'awareness', update: writeAwareness(news) }),
      )
      sent++
    }
    this.events.sent(sent)
  }

  #broadcast(frame: Frame, except: Connection | undefined): void {
    for (const connection of this.connections) if (connection !== except) connection.channel.send(frame)
    this.events.sent(this.connections.size - (except && this.connections.has(except) ? 1 : 0))
  }

  #beat(): void {
    this.link?.forgetTheSilent()
    for (const connection of this.connections)
      if (connection.isAlive()) connection.channel.send(HEARTBEAT)
      else connection.channel.cut()
  }
}

/** Who need not hear of a batch: its author, if it has one. (What one has already does no harm, either.) */
function soleAuthor(batch: { author: Connection | undefined }[]): Connection | undefined {
  const [first] = batch
  return batch.every((entry) => entry.author === first!.author) ? first!.author : undefined
}

/**
 * A stock client takes what it hears about itself for its own state, and says it again: there would be no end to it. Only
 * that others hold it for gone it has to hear, to contradict it.
 */
function isNewsTo(connection: Connection, { client, state, author }: State): boolean {
  return author !== connection && (state === 'null' || !connection.clients.has(client))
}
