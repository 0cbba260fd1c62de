import type { Role } from '@/lib/report/access'
import { Refusal } from '../api/problem'
import { instance } from '../instance'
import type { Event, Link, Session, User } from '../store/store'
import { now } from '../time'
import { hashSecret, newSecret } from './secrets'
import { nameOf, roleIn, strongestRole, type Visitor } from './visitor'

/** For what a link is made: an event (organisers) or one of its sessions. */
export type LinkOf = { event: Event; session: Session | undefined }

const DAY = 24 * 60 * 60 * 1000

/** Makes a link; its address is known now and never again. */
export async function makeLink(
  { event, session }: LinkOf,
  wanted: { role: Role; email: string | undefined; days: number },
  by: Visitor,
): Promise<{ link: Link; url: string }> {
  const { store, config } = instance()
  const kind = wanted.role === 'rapporteur' || wanted.role === 'reader' ? 'join' : 'invite'
  const secret = newSecret()
  const link = await store.links.create({
    kind,
    event: event.id,
    session: session?.id,
    role: wanted.role,
    email: wanted.email,
    secretHash: hashSecret(secret),
    createdBy: by.kind === 'user' ? by.user.id : undefined,
    expiresAt: now() + wanted.days * DAY,
  })
  await step({ event: event.id, session: session?.id }, nameOf(by).name, 'link-made', wanted.role)
  return { link, url: `${config.baseUrl}/${kind}#${secret}` }
}

/** Revokes a link, ends the memberships that came by it, and closes their sockets. */
export async function revokeLink(link: Link, by: string): Promise<void> {
  const { store, rooms } = instance()
  await store.links.revoke(link.id)
  const ended = await store.memberships.endByLink(link.id)
  await step({ event: link.event, session: link.session }, by, 'link-revoked', link.role)
  if (link.session === undefined) return
  const ids = new Set(ended.map(({ id }) => id))
  rooms.disconnect(link.session, (member) => ids.has(member.membership ?? ''), 'revoked')
}

/** The link with this secret, if it is still good; throws the sentence that says why not. */
export async function openLink(secret: string, kind?: Link['kind']): Promise<Link> {
  const link = await instance().store.links.bySecret(hashSecret(secret))
  if (!link || (kind !== undefined && link.kind !== kind))
    throw new Refusal(404, 'unknown-link', 'This link leads nowhere. Was it copied whole?')
  if (link.revokedAt !== undefined)
    throw new Refusal(410, 'link-revoked', 'This link has been revoked. Ask for a new one.')
  if (link.usedAt !== undefined)
    throw new Refusal(410, 'link-used', 'This link has been used already. Sign in, or ask for a new one.')
  if (link.expiresAt <= now())
    throw new Refusal(410, 'link-expired', 'This link has expired. Ask for a new one.')
  return link
}

/**
 * Somebody joins a session by a link: an account as itself, anybody else as a guest with a name. Who is in it already,
 * as what the link makes one or more, stays the same person; a guest may go by another name. Answers the secret for
 * the cookie of a new guest.
 */
export async function joinByLink(
  link: Link,
  guestName: string,
  visitor: Visitor | undefined,
): Promise<{ session: string; cookie?: string }> {
  const { store } = instance()
  const { event, session, role } = link
  if (event === undefined || session === undefined) throw new Error(`The join link ${link.id} has no session`)
  if (visitor && (await isAtLeast(role, visitor, session))) {
    if (visitor.kind === 'guest') await store.memberships.rename(visitor.membership.id, guestName)
    return { session }
  }
  const user = visitor?.kind === 'user' ? visitor.user : undefined
  const cookie = user ? undefined : newSecret()
  await store.memberships.create({
    event,
    session,
    user: user?.id,
    guestName: user ? undefined : guestName,
    guestSecretHash: cookie && hashSecret(cookie),
    link: link.id,
    role,
  })
  // A guest who comes by a better link leaves nobody of the same name behind.
  if (visitor?.kind === 'guest') await store.memberships.end(visitor.membership.id)
  await step({ event, session }, user?.name ?? guestName, 'joined', role)
  return cookie === undefined ? { session } : { session, cookie }
}

async function isAtLeast(role: Role, visitor: Visitor, id: string): Promise<boolean> {
  const session = await instance().store.sessions.byId(id)
  const now = session && (await roleIn(visitor, session))
  return now !== undefined && strongestRole([now.role, role]) === now.role
}

/** An account accepts an invitation, which can be done once. */
export async function acceptInvitation(
  link: Link,
  user: User,
): Promise<{ event?: string; session?: string }> {
  const { store } = instance()
  if (link.event === undefined) throw new Error(`The invitation ${link.id} has no event`)
  if (!(await store.links.use(link.id)))
    throw new Refusal(410, 'link-used', 'This link has been used already. Sign in, or ask for a new one.')
  const { event, session, role } = link
  await store.memberships.create({
    event,
    session,
    user: user.id,
    guestName: undefined,
    guestSecretHash: undefined,
    link: link.id,
    role,
  })
  if (role === 'organiser' && !user.mayCreateEvents)
    await store.users.update(user.id, { mayCreateEvents: true })
  await step({ event, session }, user.name, 'joined', role)
  return session === undefined ? { event } : { event, session }
}

/** Writes a step into the log that people can read. */
export async function step(
  of: { event: string | undefined; session: string | undefined },
  actor: string,
  action: string,
  detail = '',
): Promise<void> {
  await instance().store.steps.add({ ...of, actor, action, detail })
}
