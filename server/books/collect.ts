import { cleanLine } from '@/lib/export/clean'
import type { Report } from '@/lib/report/report'
import { instance } from '../instance'
import { type ListedSession, listSessions, readReport } from '../reports'
import type { StoredBook } from '../store/store'
import type { Brought } from './messages'

/**
 * The sessions that a book speaks of: those chosen, or all whose reports are approved; and those that have no approved
 * report, which are listed in it. A report that was approved and not chosen is left out without a word.
 */
export async function sessionsFor({ event, sessions: chosen }: StoredBook): Promise<ListedSession[]> {
  const all = await listSessions(event)
  return all.filter(({ id, state }) => !chosen || chosen.includes(id) || state !== 'approved')
}

/** One session as the book's process gets it. Whatever is wrong with its report is said and thrown by nobody. */
export async function bring(session: ListedSession, { sessions: chosen }: StoredBook): Promise<Brought> {
  const { id, state } = session
  const placed = { id, title: cleanLine(session.title), date: session.date ?? null, start: null }
  if (state !== 'approved' && !chosen?.includes(id)) return { kind: 'missing', why: state, session: placed }
  try {
    const { report, stamp } = await readReport(session)
    const { date, start } = report.details
    const pictures = await picturesOf(report, session)
    const here = { id, title: cleanLine(report.title), date, start }
    return { kind: 'report', session: here, state, report, stamp, pictures }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    const isUnreadable = error instanceof Error && error.name === 'RoomUnreadable'
    return { kind: isUnreadable ? 'unreadable' : 'failed', reason, session: placed }
  }
}

/** Those of the report's pictures that belong to its session: a hash alone opens nothing. */
async function picturesOf(report: Report, { id, event }: ListedSession): Promise<Set<string>> {
  const { store } = instance()
  const named = report.sections
    .flatMap((section) => (section.kind === 'picture' ? section.pictures : []))
    .flatMap(({ file }) => (file ? [file.sha256] : []))
  const own = new Set<string>()
  for (const sha256 of named) if (await store.files.find({ event, session: id }, sha256)) own.add(sha256)
  return own
}
