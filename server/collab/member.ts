import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import type { CloseName } from '@/lib/collab/close-codes'
import type { Writing } from '@/lib/collab/messages'
import type { Role } from '@/lib/report/access'

/** Somebody with an open socket. An account has `user` (and `login`, unless a token brought it), a guest `membership`. */
export type Member = { login?: string; user?: string; membership?: string; name: string; role: Role }

/** What the database says about a member now: still in, and whether the report takes edits at all; or out, and why. */
export type Standing = { kind: 'in'; member: Member; writing: Writing } | { kind: 'out'; code: CloseName }

/** A socket that was let in, and how to ask the database about it again. */
export type Guest = {
  socket: WebSocket
  /** The connection below it, onto which finished frames are written. */
  wire: Duplex
  standing: Extract<Standing, { kind: 'in' }>
  ask(): Promise<Standing>
  /** Whether it asked for confirmations (`?ack=1`). */
  acks: boolean
}
