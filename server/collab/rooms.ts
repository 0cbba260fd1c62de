import { WebSocket } from 'ws'
import type * as Y from 'yjs'
import { type CloseName, closeCode, closeSentence } from '@/lib/collab/close-codes'
import { readReport } from '@/lib/report/read'
import type { Report } from '@/lib/report/report'
import type { Template } from '@/lib/report/template'
import { RoomUnreadable, type Store } from '../store/store'
import { Connection } from './connection'
import { RoomDocument } from './document'
import type { Guest, Member } from './member'
import { Registry } from './registry'
import { Room, type RoomEvents } from './room'

export type RoomStats = {
  rooms: number
  sockets: number
  /** Edits taken, confirmations sent and sockets closed by the server, by close code, since the start. */
  updates: number
  confirmations: number
  refusals: Partial<Record<CloseName, number>>
}

/** The shared documents that are open. */
export interface Rooms {
  /** A plain, up-to-date reading, and the log sequence that contains it; what was received is durable by then. */
  read(session: string, template: Template): Promise<{ report: Report; seq: number }>
  /** The whole document as one Yjs update, for a rescue or a copy. */
  encode(session: string): Promise<Uint8Array>
  /** Applies a change made by the server itself: it goes into the log and out to everybody. */
  edit(session: string, user: string, change: (doc: Y.Doc) => void): Promise<void>
  /** Lets a socket into the room of a session; decides nothing (upgrade.ts does). */
  join(session: string, template: Template, guest: Guest): Promise<void>
  /** Closes the sockets that `which` selects. */
  disconnect(session: string, which: (member: Member) => boolean, code: CloseName): void
  /** From now on no frame is taken; resolves with the reading of what was, durable. */
  freeze(session: string, template: Template): Promise<{ report: Report; seq: number }>
  thaw(session: string): void
  stats(): RoomStats
  /** Commits what was received and closes every socket with 1012. */
  close(): Promise<void>
}

/** How long a room that nobody is in stays loaded. */
const IDLE_MS = 30_000
const SILENCE_MS = 15_000
/** A room that is let go gets a new snapshot if its log has this many entries since the last one. */
const COMPACT_AFTER = 50
/** How long sockets may take to close when the server stops. */
const FAREWELL_MS = 1_000
/** WebSocket codes after which clients come back: the service restarts; try again later. */
const RESTART = 1012
const TRY_AGAIN = 1013

/** Makes the registry of rooms. There is one in a process (server/instance.ts). */
export function createRooms(options: {
  store: Pick<Store, 'log'>
  idleMs?: number
  silenceMs?: number
}): Rooms {
  const { log } = options.store
  const { idleMs = IDLE_MS, silenceMs = SILENCE_MS } = options
  const frozen = new Set<string>()
  const counted = { updates: 0, confirmations: 0, refusals: {} as RoomStats['refusals'] }
  const sockets = new Set<WebSocket>()
  let stopping = false

  const registry = new Registry<Room>({
    load,
    async settle(room) {
      await room.document.durable()
      await room.document.compact(COMPACT_AFTER)
    },
    dispose: (room) => room.dispose(),
    idleMs,
  })

  return {
    read: reading,
    encode: (session) => withDocument(session, (document) => document.encode()),
    edit,
    join,
    disconnect(session, which, code) {
      void registry.peek(session)?.then(
        (room) => {
          for (const connection of room.connections) if (which(connection.member)) connection.close(code)
        },
        () => {},
      )
    },
    freeze(session, template) {
      frozen.add(session)
      return reading(session, template)
    },
    thaw(session) {
      frozen.delete(session)
      void registry.peek(session)?.then(
        (room) => room.askAgain(),
        () => {},
      )
    },
    stats: () => ({ rooms: registry.size, sockets: sockets.size, ...counted }),
    close,
  }

  async function load(session: string): Promise<Room> {
    const document = await RoomDocument.load(log, session)
    let isBroken = false
    const events: RoomEvents = {
      isFrozen: () => frozen.has(session),
      broken(error) {
        if (isBroken || stopping) return
        isBroken = true
        console.error(`The room of session ${session} is loaded anew:`, error)
        registry.replace(session, room, document.durable())
        for (const connection of room.connections) connection.end(RESTART, 'The report is loaded anew.')
      },
      updated: () => counted.updates++,
      confirmed: () => counted.confirmations++,
      refused: (code) => {
        counted.refusals[code] = (counted.refusals[code] ?? 0) + 1
      },
    }
    const room = new Room(document, events, silenceMs)
    return room
  }

  /** Reads the open document, or a copy from the log: reading never opens a room, and never writes. */
  async function withDocument<T>(session: string, use: (document: RoomDocument) => T): Promise<T> {
    const open = registry.peek(session)
    if (open) return use((await open).document)
    const document = await RoomDocument.load(log, session)
    const result = use(document)
    document.doc.destroy()
    return result
  }

  async function reading(session: string, template: Template): Promise<{ report: Report; seq: number }> {
    const { report, durable } = await withDocument(session, (document) => ({
      report: readReport(document.doc, template),
      // Taken together with the reading: what comes later has no part in it.
      durable: document.durable(),
    }))
    return { report, seq: await durable }
  }

  async function edit(session: string, user: string, change: (doc: Y.Doc) => void): Promise<void> {
    const { room, release } = await registry.acquire(session)
    try {
      if (frozen.has(session)) throw new Error('The report is approved and takes no edit')
      if (!room.document.hasRoomFor(0)) throw new Error(closeSentence('tooLarge'))
      room.edit(change, user)
      await room.document.durable()
    } finally {
      release()
    }
  }

  async function join(session: string, template: Template, guest: Guest): Promise<void> {
    const { socket } = guest
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    // ws closes by itself what it cannot read; without a listener the error would end the process.
    socket.on('error', () => {})
    // Frames wait below until there is somebody to take them.
    socket.pause()
    try {
      const { room, release } = await registry.acquire(session)
      if (stopping || socket.readyState !== WebSocket.OPEN) {
        release()
        return socket.close(RESTART)
      }
      new Connection(room, template, guest, release)
    } catch (error) {
      console.error(`The room of session ${session} cannot be opened:`, error)
      if (error instanceof RoomUnreadable) socket.close(closeCode('unreadable'), closeSentence('unreadable'))
      else socket.close(TRY_AGAIN)
    } finally {
      socket.resume()
    }
  }

  async function close(): Promise<void> {
    stopping = true
    const rooms = await registry.all()
    for (const [, room] of rooms) for (const connection of room.connections) connection.deafen()
    await Promise.allSettled(rooms.map(([, room]) => room.document.durable()))
    // The confirmations of what was just committed are sent in the next turn.
    await new Promise((resolve) => setImmediate(resolve))
    for (const [, room] of rooms) {
      room.flush()
      for (const connection of room.connections) connection.end(RESTART, 'The server restarts.')
    }
    await Promise.race([
      Promise.all([...sockets].map((socket) => new Promise((resolve) => socket.once('close', resolve)))),
      new Promise((resolve) => setTimeout(resolve, FAREWELL_MS)),
    ])
    for (const socket of sockets) socket.terminate()
    registry.clear()
  }
}
