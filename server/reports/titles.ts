import { Template } from '@/lib/report/template'
import { instance } from '../instance'
import type { Session } from '../store/store'

/** At which sequence of its log a session's title was last copied. */
const copied = new Map<string, number>()

export type ListedSession = Session & { title: string; date: string | undefined }

/**
 * The sessions of an event with their titles and dates as the documents have them now. The copy in the list is made
 * anew only where something was written since.
 */
export async function listSessions(event: string): Promise<ListedSession[]> {
  const { store } = instance()
  for (const session of await store.sessions.ofEvent(event))
    if (session.state !== 'approved') await copyTitle(session)
  return store.sessions.ofEvent(event)
}

async function copyTitle(session: ListedSession): Promise<void> {
  const { store, rooms } = instance()
  const head = await store.log.head(session.id)
  if (head === undefined || copied.get(session.id) === head) return
  // A log that cannot be read must not take the list with it: the page of that session says so.
  const reading = await rooms.read(session.id, Template.parse(session.template)).catch(() => undefined)
  if (!reading) return
  const { title, details } = reading.report
  const date = details.date ?? undefined
  if (title !== session.title || date !== session.date) await store.sessions.setTitle(session.id, title, date)
  copied.set(session.id, head)
}
