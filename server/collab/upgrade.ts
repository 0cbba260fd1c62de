import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Role } from '@/lib/report/access'
import type { Membership, Session, Store, User } from '../store/store'
import type { Rooms } from './rooms'

/** Who is asking: see server/accounts/visitor.ts. */
export type Visitor =
  | { kind: 'user'; user: User; login: string | undefined }
  | { kind: 'guest'; membership: Membership }

export type UpgradeOptions = {
  rooms: Rooms
  store: Pick<Store, 'sessions' | 'logins' | 'memberships'>
  /** By cookie or bearer token (visitorOfRequest). */
  authenticate(request: IncomingMessage): Promise<Visitor | undefined>
  ticketVisitor(ticket: string, session: string): Promise<Visitor | undefined>
  roleIn(visitor: Visitor, session: Session): Promise<{ role: Role; membership?: string } | undefined>
  /** The address of the instance (config.baseUrl); the Origin of a browser's request must be this one. */
  origin: string
}

export type HandleUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void

/** Makes the handler of `/collab/<session>` upgrades; every other path is answered with 404. */
export function createUpgrade(_options: UpgradeOptions): HandleUpgrade {
  throw new Error('Not built yet')
}
