import { templateOf } from '../events/session-template'
import { instance } from '../instance'
import type { Session } from '../store/store'

/**
 * At which sequence of its log a session was last looked at, and what it was called. If it is called otherwise, another
 * node looked later, at what was there before.
 */
const looked = new Map<string, { head: number; title: string; date: string | undefined }>()

/** `unreadable`: why its report cannot be read; nothing is written over it. */
export type ListedSession = Session & {
  title: string
  date: string | undefined
  unreadable: string | undefined
}

/**
 * The sessions of an event with their titles and dates as the documents have them now. The copy in the list is made
 * anew only where something was written since; what cannot be read keeps the one it has.
 */
export async function listSessions(event: string): Promise<ListedSession[]> {
  const { store } = instance()
  const troubles = new Map<string, string | undefined>()
  for (const session of await store.sessions.ofEvent(event)) troubles.set(session.id, await look(session))
  const now = await store.sessions.ofEvent(event)
  return now.map((session) => ({ ...session, unreadable: troubles.get(session.id) }))
}

type Row = Omit<ListedSession, 'unreadable'>

/** Copies a session's title, and answers why its report cannot be read, if so: that must not take the list with it. */
async function look(session: Row): Promise<string | undefined> {
  const { store, rooms } = instance()
  const head = await store.log.head(session.id)
  const last = looked.get(session.id)
  if (last && last.head === head && last.title === session.title && last.date === session.date)
    return rooms.trouble(session.id)
  try {
    const { report } = await rooms.read(session.id, templateOf(session))
    // What an approved report is called was settled when it was approved.
    const { title } = report
    const date = report.details.date ?? undefined
    if (session.state !== 'approved') await copyTitle(session, title, date)
    if (head !== undefined) looked.set(session.id, { head, title, date })
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'RoomUnreadable')
      console.error(`Session ${session.id} could not be looked at:`, error)
  }
  return rooms.trouble(session.id)
}

async function copyTitle(session: Row, title: string, date: string | undefined): Promise<void> {
  if (title !== session.title || date !== session.date)
    await instance().store.sessions.setTitle(session.id, title, date)
}
