import { notFound } from 'next/navigation'
import type { Organiser } from '@/components/events/organiser-list'
import type { ListedSession } from '@/components/events/session-list'
import { Template } from '@/lib/report/template'
import { roleIn, type Visitor } from '@/server/accounts/visitor'
import { instance } from '@/server/instance'
import { listSessions } from '@/server/reports'
import type { Event } from '@/server/store/store'

export async function loadEvent(id: string): Promise<Event> {
  return (await instance().store.events.byId(id)) ?? notFound()
}

/** The event's sessions that the visitor may open, by date, those without one last. */
export async function sessionsFor(visitor: Visitor, event: string): Promise<ListedSession[]> {
  const listed = await Promise.all(
    (await listSessions(event)).map(async (session) => {
      const { id, title, state, date = null, unreadable } = session
      const role = (await roleIn(visitor, session))?.role
      return role ? [{ id, title, state, date, role, unreadable }] : []
    }),
  )
  return listed.flat().sort((a, b) => (a.date ?? '9999').localeCompare(b.date ?? '9999'))
}

/** Who organises the event, each once, in the order they came. */
export async function organisersOf(event: string): Promise<Organiser[]> {
  const { memberships, users } = instance().store
  const people = (await memberships.ofEvent(event)).filter(({ session }) => session === undefined)
  const ids = new Set(people.flatMap(({ user }) => user ?? []))
  const found = await Promise.all([...ids].map((id) => users.byId(id)))
  return found.flatMap((user) => (user ? [{ id: user.id, name: user.name, email: user.email }] : []))
}

export function bannerOf(event: Event): string | undefined {
  return event.banner && `/api/v1/events/${event.id}/banner?v=${event.banner.slice(0, 8)}`
}

export function templateOf(of: { template: unknown }): Template {
  return Template.parse(of.template)
}
