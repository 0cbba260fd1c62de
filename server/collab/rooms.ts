import type { WebSocket } from 'ws'
import type * as Y from 'yjs'
import type { CloseName } from '@/lib/collab/close-codes'
import type { Role } from '@/lib/report/access'
import type { Report } from '@/lib/report/report'
import type { Template } from '@/lib/report/template'
import type { Store } from '../store/store'

/** Somebody with an open socket. An account has `user` (and `login`, unless a token brought it), a guest `membership`. */
export type Member = { login?: string; user?: string; membership?: string; name: string; role: Role }

/** What the database says about a member now: still in, with this role and able to write or not; or out, and why. */
export type Standing =
  | { kind: 'in'; member: Member; writing: 'open' | 'closed' }
  | { kind: 'out'; code: CloseName }

/** A socket that was let in, and how to ask the database about it again. */
export type Guest = {
  socket: WebSocket
  standing: Extract<Standing, { kind: 'in' }>
  ask(): Promise<Standing>
  /** Whether it asked for confirmations (`?ack=1`). */
  acks: boolean
}

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

/** Makes the registry of rooms. There is one in a process (server/instance.ts). */
export function createRooms(_options: { store: Pick<Store, 'log'> }): Rooms {
  throw new Error('Not built yet')
}
