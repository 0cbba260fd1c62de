import type { CloseName } from '@/lib/collab/close-codes'
import type { Writing } from '@/lib/collab/messages'
import type { Role } from '@/lib/report/access'
import type { Channel } from './channel'

/** Somebody with an open socket. An account has `user` (and `login`, unless a token brought it), a guest `membership`. */
export type Member = { login?: string; user?: string; membership?: string; name: string; role: Role }

/** What the database says about a member now: still in, and whether the report takes edits at all; or out, and why. */
export type Standing = { kind: 'in'; member: Member; writing: Writing } | { kind: 'out'; code: CloseName }

/** A client that was let in, and how to ask the database about it again. */
export type Guest = {
  channel: Channel
  standing: Extract<Standing, { kind: 'in' }>
  ask(): Promise<Standing>
  /** How often it had been looked whether anything about access changed (Rooms.looks) before `standing` was asked. */
  looks?: number | undefined
  /** Whether it asked for confirmations (`?ack=1`). */
  acks: boolean
  /** Which life of the document its copy belongs to, if it said so. */
  epoch: string | undefined
}
