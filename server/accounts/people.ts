import type { z } from 'zod'
import type { PersonInfo } from '@/lib/api/schemas'
import { notFound, Refusal } from '../api/problem'
import { instance } from '../instance'
import type { Session } from '../store/store'
import { step } from './links'

/** Who belongs to a session, its event's organisers included. */
export async function peopleOf(session: Session): Promise<z.output<typeof PersonInfo>[]> {
  const { store } = instance()
  return Promise.all(
    (await store.memberships.ofSession(session.id)).map(async (membership) => {
      const user = membership.user === undefined ? undefined : await store.users.byId(membership.user)
      return {
        membership: membership.id,
        name: user?.name ?? membership.guestName ?? '',
        role: membership.role,
        kind: user ? ('account' as const) : ('guest' as const),
        email: user?.email ?? null,
        ofEvent: membership.session === undefined,
        joinedAt: membership.createdAt,
      }
    }),
  )
}

/** Ends a membership of one session and closes the sockets that came by it. */
export async function removePerson(session: Session, id: string, by: string): Promise<void> {
  const { store, rooms } = instance()
  const membership = (await store.memberships.ofSession(session.id)).find((each) => each.id === id)
  if (!membership) throw notFound('person', 'Nobody with this membership belongs to the session.')
  if (membership.session === undefined)
    throw new Refusal(
      409,
      'of-event',
      'This person organises the whole event and cannot be removed from one session.',
    )
  await store.memberships.end(id)
  rooms.disconnect(session.id, (member) => member.membership === id, 'revoked')
  const user = membership.user === undefined ? undefined : await store.users.byId(membership.user)
  await step(
    { event: session.event, session: session.id },
    by,
    'removed',
    user?.name ?? membership.guestName ?? '',
  )
}
