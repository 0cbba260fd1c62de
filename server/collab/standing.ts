import type { Role } from '@/lib/report/access'
import { may } from '@/lib/report/access'
import type { Membership, Session, Store, User } from '../store/store'
import { now } from '../time'
import type { Standing } from './member'

/** Who is asking: see server/accounts/visitor.ts. */
export type Visitor =
  | { kind: 'user'; user: User; login: string | undefined }
  | { kind: 'guest'; membership: Membership }

export type RoleIn = (
  visitor: Visitor,
  session: Session,
) => Promise<{ role: Role; membership?: string } | undefined>

/** What the database says now about a visitor in a session: asked when a socket is opened, and again while it is. */
export async function standingOf(
  visitor: Visitor,
  id: string,
  { store, roleIn }: { store: Pick<Store, 'sessions' | 'logins' | 'users'>; roleIn: RoleIn },
): Promise<Standing> {
  const session = await store.sessions.byId(id)
  if (!session) return { kind: 'out', code: 'noSession' }
  if (visitor.kind === 'user' && visitor.login !== undefined) {
    const login = await store.logins.byId(visitor.login)
    if (!login || login.endedAt !== undefined || login.expiresAt <= now())
      return { kind: 'out', code: 'signedOut' }
  }
  const found = await roleIn(visitor, session)
  if (!found || !may(found.role, 'read')) return { kind: 'out', code: 'revoked' }
  const writing = session.state === 'approved' ? 'closed' : 'open'
  if (visitor.kind === 'guest') {
    const { id, guestName } = visitor.membership
    return { kind: 'in', writing, member: { membership: id, name: guestName ?? '', role: found.role } }
  }
  const user = (await store.users.byId(visitor.user.id)) ?? visitor.user
  return {
    kind: 'in',
    writing,
    member: {
      user: user.id,
      name: user.name,
      role: found.role,
      ...(visitor.login !== undefined && { login: visitor.login }),
      ...(found.membership !== undefined && { membership: found.membership }),
    },
  }
}
