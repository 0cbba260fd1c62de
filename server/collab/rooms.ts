import * as Y from 'yjs'
import { type Clock, realClock } from '@/lib/collab/clock'
import { type CloseName, closeCode, closeSentence } from '@/lib/collab/close-codes'
import { readReport } from '@/lib/report/read'
import { renewDocument } from '@/lib/report/renew'
import type { Report } from '@/lib/report/report'
import type { Template } from '@/lib/report/template'
import type { Bus } from '../cluster/bus'
import { documentOf } from '../store/replay'
import { EpochEnded, RoomFrozen, RoomUnreadable, type Store } from '../store/store'
import { watchAccess } from './access-watch'
import { Connection } from './connection'
import { RoomDocument } from './document'
import { RESTART, TRY_AGAIN } from './endings'
import type { LinkWatch } from './link'
import { Lobby } from './lobby'
import type { Guest, Member } from './member'
import { createNeighbours } from './neighbours'
import { Registry } from './registry'
import { Room, type RoomEvents } from './room'

export type RoomStats = {
  rooms: number
  sockets: number
  /** Edits taken, confirmations sent and sockets closed by the server, by close code, since the start. */
  updates: number
  confirmations: number
  /** Frames that were sent, heartbeats among them. */
  frames: number
  refusals: Partial<Record<CloseName, number>>
  /** Sessions whose log could not be read when somebody last tried. */
  unreadable: number
}

export type RoomWatch = LinkWatch & {
  /** How many milliseconds passed from the receipt of a data frame to its confirmation: of one at a time for a socket. */
  confirmed?: (milliseconds: number) => void
}

/** The shared documents that are open. */
export interface Rooms {
  /** A plain, up-to-date reading, and the log sequence that contains it; what was received is durable by then. */
  read(session: string, template: Template): Promise<{ report: Report; seq: number }>
  /** The whole document as one Yjs update, for a rescue or a copy. */
  encode(session: string): Promise<Uint8Array>
  /** Applies a change made by the server itself: it goes into the log and out to everybody. */
  edit(session: string, user: string, change: (doc: Y.Doc) => void): Promise<void>
  /** How often it was looked whether anything about access changed. */
  looks(): number
  /** Lets a socket into the room of a session; decides nothing (admit.ts does). */
  join(session: string, template: Template, guest: Guest): Promise<void>
  /** Closes the sockets that `which` selects. */
  disconnect(session: string, which: (member: Member) => boolean, code: CloseName): void
  /** From now on no frame is taken; resolves with the reading of what was, durable. */
  freeze(session: string, template: Template): Promise<{ report: Report; seq: number }>
  thaw(session: string): void
  /**
   * It is approved: from now on it is the database that says so, and that says if another node reopens it. Who is here is
   * told.
   */
  approved(session: string): void
  /**
   * Brings the report back to how it was at a time (milliseconds since 1970), as a new epoch: every copy of the
   * document in a browser is of the one before, and is told so. What was written since stays in the history.
   */
  restore(session: string, user: string, at: number): Promise<{ seq: number }>
  /** Why the report of a session could not be opened when somebody last tried; undefined if it could. */
  trouble(session: string): string | undefined
  stats(): RoomStats
  /** Commits what was received and closes every socket with 1012. */
  close(): Promise<void>
}

/** How long a room that nobody is in stays loaded. */
const IDLE_MS = 30_000
const SILENCE_MS = 15_000
/** A room that is let go gets a new snapshot if its log has this many entries since the last one. */
const COMPACT_AFTER = 50
/** How long approving a report may take; and how long nobody can write into it if this process ends meanwhile. */
const FREEZE_MS = 8_000
/** How long clients may take to close when the server stops. */
const FAREWELL_MS = 1_000

export type RoomsOptions = {
  store: Pick<Store, 'log' | 'access'>
  /** To the other nodes, where the store is shared. */
  bus?: Bus | undefined
  idleMs?: number
  silenceMs?: number
  clock?: Clock
  watch?: RoomWatch
}

/** Makes the registry of rooms. There is one in a process (server/instance.ts). */
export function createRooms(options: RoomsOptions): Rooms {
  const { log, access } = options.store
  const { bus, idleMs = IDLE_MS, silenceMs = SILENCE_MS, clock = realClock, watch: told = {} } = options
  /** What this node is about to approve; each time another object. */
  const frozen = new Map<string, object>()
  const counted = { updates: 0, confirmations: 0, frames: 0, refusals: {} as RoomStats['refusals'] }
  const connections = new Set<Connection>()
  const troubles = new Map<string, string>()
  const lobby = new Lobby(clock)
  /** Who was let in before this node last stood still: by how often access had been looked at (`looks`). */
  let standstill = 0
  let stopping = false

  const registry = new Registry<Room>({
    load,
    async settle(room) {
      await room.document.durable()
      await room.document.compact(COMPACT_AFTER)
    },
    dispose: (room) => room.dispose(),
    idleMs,
    clock,
  })
  const watch = watchAccess({ access, clock, everybody: connections })
  const neighbours =
    bus &&
    createNeighbours({ bus, log, clock, watch: told, rooms: () => registry.loaded(), epochEnded, woke })

  return {
    read: reading,
    encode: (session) => withDocument(session, (document) => document.encode()),
    edit,
    looks: () => watch.looks(),
    join,
    disconnect(session, which, code) {
      void registry.peek(session)?.then(
        (room) => {
          for (const connection of room.connections) if (which(connection.member)) connection.close(code)
        },
        () => {},
      )
    },
    async freeze(session, template) {
      frozen.set(session, {})
      // What was taken here until now belongs to the version; what other nodes take from now on is refused by the log.
      await registry.peek(session)?.then((room) => room.document.durable())
      await log.freeze(session, FREEZE_MS)
      return reading(session, template)
    },
    thaw(session) {
      frozen.delete(session)
      // If it does not get through, the freeze ends by itself.
      log.thaw(session).catch((error) => console.error('A room could not be thawed:', error))
      void registry.peek(session)?.then(
        (room) => void watch.ask(room.connections),
        () => {},
      )
    },
    approved(session) {
      const freeze = frozen.get(session)
      // Told first, so that nobody runs into the refusal of the log.
      const told = registry.peek(session)?.then((room) => watch.ask(room.connections))
      void Promise.resolve(told)
        .catch(() => {})
        .then(() => frozen.get(session) === freeze && frozen.delete(session))
    },
    restore,
    trouble: (session) => troubles.get(session),
    stats: () => ({ rooms: registry.size, sockets: connections.size, unreadable: troubles.size, ...counted }),
    close,
  }

  async function open(session: string, to?: Lobby): Promise<RoomDocument> {
    try {
      const document = await RoomDocument.load(log, session, async (loaded) => to?.answer(session, loaded))
      troubles.delete(session)
      return document
    } catch (error) {
      if (error instanceof RoomUnreadable) troubles.set(session, error.message)
      throw error
    }
  }

  function load(session: string): Promise<Room> {
    const alone = async () => makeRoom(session, await open(session, lobby))
    return neighbours ? neighbours.open(session, alone) : alone()
  }

  function makeRoom(session: string, document: RoomDocument): Room {
    let isBroken = false
    const events: RoomEvents = {
      isFrozen: () => frozen.has(session),
      isStale: () => neighbours?.isStale() ?? false,
      broken(error) {
        if (isBroken || stopping) return
        isBroken = true
        // Another node approved it, or brought back an earlier text: that is how this one comes to know.
        if (!(error instanceof RoomFrozen || error instanceof EpochEnded))
          console.error(`The room of session ${session} is loaded anew:`, error)
        registry.replace(session, document.durable(), room)
        for (const connection of room.connections) connection.end(RESTART, 'The report is loaded anew.')
      },
      updated: () => counted.updates++,
      confirmed(waited) {
        counted.confirmations++
        if (waited !== undefined) told.confirmed?.(waited)
      },
      sent(frames) {
        counted.frames += frames
      },
      refused: countRefusal,
    }
    const room = new Room(document, events, silenceMs, clock)
    return room
  }

  function epochEnded(session: string, room: Room): void {
    registry.replace(session, Promise.resolve(), room)
    for (const connection of room.connections) connection.close('restored')
  }

  /** Whoever is still there comes back, and is decided about anew. */
  function woke(): void {
    standstill = watch.missed()
    for (const connection of [...connections]) connection.end(RESTART, 'The server stood still.')
  }

  function countRefusal(code: CloseName): void {
    counted.refusals[code] = (counted.refusals[code] ?? 0) + 1
  }

  /** Reads the open document, or a copy from the log: reading never opens a room, and never writes. */
  async function withDocument<T>(session: string, use: (document: RoomDocument) => T): Promise<T> {
    const present = registry.peek(session)
    if (!present) return withCopy(session, use)
    const { document, link } = await present
    await link?.upToDate()
    // It may have been let go in this very moment.
    return document.isDisposed ? withDocument(session, use) : use(document)
  }

  async function withCopy<T>(session: string, use: (document: RoomDocument) => T): Promise<T> {
    const document = await open(session)
    const result = use(document)
    document.dispose()
    return result
  }

  async function reading(session: string, template: Template): Promise<{ report: Report; seq: number }> {
    const read = (document: RoomDocument) => ({
      report: readReport(document.doc, template),
      // Taken together with the reading: what comes later has no part in it.
      durable: document.durable(),
    })
    const room = await registry.peek(session)
    if (!room?.link) {
      const { report, durable } = await withDocument(session, read)
      return { report, seq: await durable }
    }
    const { document, link } = room
    await link.upToDate()
    await document.durable()
    // With what is on its way here and elsewhere, it may never be what the log was at any one number: then that is read.
    if (document.isDisposed || !document.isDurable || !link.isWhole)
      return withCopy(session, ({ doc, loadedTo }) => ({ report: readReport(doc, template), seq: loadedTo }))
    return { report: readReport(document.doc, template), seq: link.reached }
  }

  async function edit(session: string, user: string, change: (doc: Y.Doc) => void): Promise<void> {
    const { room, release } = await registry.acquire(session)
    try {
      await room.link?.upToDate()
      if (frozen.has(session)) throw new Error('The report is approved and takes no edit')
      if (!room.document.hasRoomFor(0)) throw new Error(closeSentence('tooLarge'))
      room.edit(change, user)
      await room.document.durable()
    } finally {
      release()
    }
  }

  async function restore(session: string, user: string, at: number): Promise<{ seq: number }> {
    const { updates } = await log.loadAt(session, at)
    const data = Y.encodeStateAsUpdate(renewDocument(documentOf(session, updates)))
    const old = registry.peek(session)
    const restarted = restart()
    // From here on nobody gets in before the new epoch has begun.
    registry.replace(session, restarted)
    return restarted

    async function restart(): Promise<{ seq: number }> {
      // It may not be readable any more: one more reason to bring it back.
      const room = await old?.catch(() => undefined)
      const there = [...(room?.connections ?? [])]
      for (const connection of there) connection.deafen()
      try {
        // What was taken so far belongs to the history.
        await room?.document.durable()
        const { seq, epoch } = await log.restart({ room: session, user, data })
        neighbours?.tellEpoch(session, epoch, seq)
        for (const connection of there) connection.close('restored')
        return { seq }
      } finally {
        // If it failed, they go on where they were.
        for (const connection of there) connection.end(RESTART, 'The report is loaded anew.')
      }
    }
  }

  async function join(session: string, template: Template, guest: Guest): Promise<void> {
    const { channel, epoch } = guest
    const { looks = watch.looks() } = guest
    if (stopping) {
      channel.end(RESTART)
      return
    }
    const arrival = lobby.enter(session, guest)
    try {
      const { room, release } = await acquireUpToDate().finally(() => lobby.leave(session, guest))
      const isOutdated = looks < standstill || neighbours?.isStale()
      if (stopping || isOutdated || !channel.isOpen || room.document.isDisposed) {
        release()
        return channel.end(RESTART)
      }
      // Before a byte of its document is read: nothing merges across a restore.
      const held = arrival.given ?? epoch
      if (held !== undefined && held !== room.document.epoch) {
        release()
        return turnAway('restored')
      }
      const connection = new Connection(room, template, guest, arrival, (gone) => {
        release()
        connections.delete(gone)
      })
      // What it said first may have been the end of it.
      if (channel.isOpen) connections.add(connection)
      if (arrival.first) connection.hear(arrival.first)
      // Asking and loading may have taken long: whoever was shut out meanwhile was asked about without this one.
      if (watch.looks() !== looks) void watch.ask([connection])
    } catch (error) {
      console.error(`The room of session ${session} cannot be opened:`, error)
      if (error instanceof RoomUnreadable) turnAway('unreadable')
      else channel.end(TRY_AGAIN)
    } finally {
      channel.resume()
    }

    /** Who comes from another node knows what was durable then, and goes on from there. */
    async function acquireUpToDate() {
      const wasOpen = registry.peek(session) !== undefined
      const acquired = await registry.acquire(session)
      try {
        if (wasOpen) await acquired.room.link?.upToDate()
        return acquired
      } catch (error) {
        acquired.release()
        throw error
      }
    }

    function turnAway(code: CloseName): void {
      countRefusal(code)
      channel.end(closeCode(code), closeSentence(code))
    }
  }

  async function close(): Promise<void> {
    stopping = true
    watch.stop()
    neighbours?.stop()
    const rooms = await registry.all()
    for (const [, room] of rooms) for (const connection of room.connections) connection.deafen()
    await Promise.allSettled(rooms.map(([, room]) => room.document.durable()))
    // The confirmations of what was just committed are sent in the next turn.
    await new Promise<void>((resolve) => clock.soon(resolve))
    const ending = [...connections]
    for (const [, room] of rooms) room.flush()
    for (const connection of ending) connection.end(RESTART, 'The server restarts.')
    clock.setTimeout(() => {
      for (const { channel } of ending) channel.cut()
    }, FAREWELL_MS)
    registry.clear()
  }
}
