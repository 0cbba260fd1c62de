import type { Role } from '@/lib/report/access'
import { instance } from '../instance'
import type { Membership, Session, Token, User } from '../store/store'
import { now } from '../time'
import { type Asking, cookiesOf, guestCookie, headerOf } from './cookies'
import { isLive, loginOfRequest } from './login'
import { hashSecret } from './secrets'

/** Who is asking. `login`: the browser's sign-in, `token`: the bearer token, by which a user came. */
export type Visitor =
  | { kind: 'user'; user: User; login: string | undefined; token?: string }
  | { kind: 'guest'; membership: Membership }

/**
 * Who sends a request: by bearer token, by the cookie of who signed in, or by a guest's cookie. Guests are somebody
 * in one session only: `session` says which the request is about (a raw request to /collab/<session> says it itself).
 * Undefined: nobody.
 */
export async function visitorOfRequest(
  asking: Asking,
  session: string | undefined = sessionOfSocket(asking),
): Promise<Visitor | undefined> {
  const bearer = bearerOf(asking)
  if (bearer) return bearerVisitor(bearer)
  const { store } = instance()
  const login = await loginOfRequest(asking)
  const user = login && (await store.users.byId(login.user))
  const signedIn: Visitor | undefined = user && { kind: 'user', user, login: login.id }
  const room = session === undefined ? undefined : await store.sessions.byId(session)
  if (!room || (signedIn && (await roleIn(signedIn, room)))) return signedIn
  return (await guestVisitor(asking, room.id)) ?? signedIn
}

/** The bearer token that a request brings; where there is one, cookies count for nothing. */
export function bearerOf(asking: Asking): string | undefined {
  return /^Bearer +(\S+)$/i.exec(headerOf(asking, 'authorization') ?? '')?.[1]
}

/** What a visitor is in a session, and by which membership; undefined: nothing, any more or ever. */
export async function roleIn(
  visitor: Visitor,
  session: Session,
): Promise<{ role: Role; membership: string } | undefined> {
  const { store } = instance()
  if (visitor.kind === 'guest') {
    const membership = await store.memberships.byId(visitor.membership.id)
    const holds = membership && membership.endedAt === undefined && membership.session === session.id
    return holds ? { role: membership.role, membership: membership.id } : undefined
  }
  if (!(await isStillIn(visitor))) return undefined
  const all = await store.memberships.ofUser(visitor.user.id)
  return strongest(
    all.filter(
      (membership) =>
        membership.event === session.event &&
        (membership.session === undefined || membership.session === session.id),
    ),
  )
}

/** What a visitor is in an event as a whole. Who belongs to one of its sessions only is a reader of the event. */
export async function roleInEvent(visitor: Visitor, event: string): Promise<Role | undefined> {
  if (visitor.kind === 'guest') return undefined
  const all = await instance().store.memberships.ofUser(visitor.user.id)
  const here = all.filter((membership) => membership.event === event)
  return (
    strongest(here.filter((membership) => membership.session === undefined))?.role ??
    (here.length > 0 ? 'reader' : undefined)
  )
}

/** Who holds a socket ticket for a session. The ticket is good for connecting until it expires. */
export async function ticketVisitor(ticket: string, session: string): Promise<Visitor | undefined> {
  const { store } = instance()
  const row = await store.tokens.bySecret(hashSecret(ticket))
  if (row?.kind !== 'ticket' || row.session !== session || !isGood(row)) return undefined
  if (row.membership !== undefined) {
    const membership = await store.memberships.byId(row.membership)
    return membership && membership.endedAt === undefined ? { kind: 'guest', membership } : undefined
  }
  const user = row.user === undefined ? undefined : await store.users.byId(row.user)
  return user && { kind: 'user', user, ...readOrigin(row.label) }
}

/** The name under which others see a visitor, and the id under which the log keeps what they write. */
export function nameOf(visitor: Visitor): { id: string; name: string } {
  return visitor.kind === 'user'
    ? { id: visitor.user.id, name: visitor.user.name }
    : { id: visitor.membership.id, name: visitor.membership.guestName ?? '' }
}

/** By what a ticket was got is kept in its label, so that signing out ends the sockets it opened. */
export function writeOrigin(visitor: Visitor): string {
  if (visitor.kind === 'guest') return 'guest'
  return visitor.login ? `login ${visitor.login}` : `token ${visitor.token ?? ''}`
}

function readOrigin(label: string): { login: string | undefined; token?: string } {
  const [kind, id] = label.split(' ')
  return kind === 'login' ? { login: id } : { login: undefined, ...(id ? { token: id } : {}) }
}

async function bearerVisitor(secret: string): Promise<Visitor | undefined> {
  const { store } = instance()
  const token = await store.tokens.bySecret(hashSecret(secret))
  if (token?.kind !== 'api' || token.user === undefined || !isGood(token)) return undefined
  const user = await store.users.byId(token.user)
  // To the minute: not every request is worth a write.
  if (user && (token.lastUsedAt ?? 0) < now() - 60_000) await store.tokens.touch(token.id)
  return user && { kind: 'user', user, login: undefined, token: token.id }
}

async function guestVisitor(asking: Asking, session: string): Promise<Visitor | undefined> {
  const secret = cookiesOf(asking).get(guestCookie(session))
  const membership = secret && (await instance().store.memberships.byGuestSecret(hashSecret(secret)))
  if (!membership || membership.endedAt !== undefined || membership.session !== session) return undefined
  return { kind: 'guest', membership }
}

/** Whether the sign-in or token by which a user came has not been ended since. */
async function isStillIn({ user, login, token }: Visitor & { kind: 'user' }): Promise<boolean> {
  const { store } = instance()
  if (login !== undefined) {
    const row = await store.logins.byId(login)
    return row !== undefined && isLive(row)
  }
  if (token === undefined) return true
  const row = (await store.tokens.ofUser(user.id)).find(({ id }) => id === token)
  return row !== undefined && isGood(row)
}

const RANK: Role[] = ['organiser', 'moderator', 'rapporteur', 'reader']

/** Of some roles the one that may do the most. */
export function strongestRole(roles: [Role, ...Role[]]): Role {
  return RANK.find((role) => roles.includes(role)) ?? roles[0]
}

function strongest(memberships: Membership[]): { role: Role; membership: string } | undefined {
  const [best] = [...memberships].sort((a, b) => RANK.indexOf(a.role) - RANK.indexOf(b.role))
  return best && { role: best.role, membership: best.id }
}

function isGood(token: Token): boolean {
  return token.revokedAt === undefined && token.expiresAt > now()
}

function sessionOfSocket(asking: Asking): string | undefined {
  if (!('url' in asking) || typeof asking.url !== 'string') return undefined
  return /^\/collab\/([^/?]+)/.exec(asking.url)?.[1]
}
