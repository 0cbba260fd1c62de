import type { Stamp } from '@/lib/export/stamp'
import { sha256OfReport } from '@/lib/report/canonical'
import { readReport } from '@/lib/report/read'
import type { Report } from '@/lib/report/report'
import { nameOf, type Visitor } from '../accounts/visitor'
import { faulty } from '../api/problem'
import { templateOf } from '../events/session-template'
import { instance } from '../instance'
import { documentOf } from '../store/replay'
import type { Session } from '../store/store'
import { now } from '../time'
import { inTurn } from '../turns'
import { stateProblem, step } from './steps'

/*
 * A report as it was (SPEC.md, rule 14). Reading it opens no room and writes nothing: it is made from the log alone.
 * Times are milliseconds since 1970.
 */

/** All nodes go by the database's clock, and know it to the milliseconds that its answer takes. */
const APART_MS = 1_000

/** A minute in which something was written, and the names of those who did. */
export type Point = { at: number; seq: number; people: string[] }

/** The points that can be brought back, newest first. Throws RoomUnreadable. */
export async function historyOf(session: Session): Promise<Point[]> {
  const points = await instance().store.log.history(session.id)
  const writers = [...new Set(points.flatMap(({ users }) => users))]
  const names = new Map(await Promise.all(writers.map(async (id) => [id, await writerName(id)] as const)))
  return points.map(({ at, seq, users }) => ({
    at,
    seq,
    people: [...new Set(users.flatMap((id) => names.get(id) ?? []))],
  }))
}

/** The report as it was at a time. Throws Refusal, NoHistory if nothing is left of it, and RoomUnreadable. */
export async function readReportAt(session: Session, at: number): Promise<{ report: Report; stamp: Stamp }> {
  checkHasCome(at)
  const found = await instance().store.log.loadAt(session.id, at)
  const doc = documentOf(session.id, found.updates)
  const report = readReport(doc, templateOf(session))
  doc.destroy()
  const sha256 = await sha256OfReport(report)
  return { report, stamp: { session: session.id, seq: found.seq, sha256, at: found.at } }
}

/**
 * Brings the report back to how it was at a time, as a new epoch: every open page is told. What was written since
 * stays in the history. Throws Refusal, also for an approved report, NoHistory and RoomUnreadable.
 */
export async function restore(
  session: Session,
  at: number,
  reason: string,
  by: Visitor,
): Promise<{ seq: number }> {
  checkHasCome(at)
  const { store, rooms } = instance()
  return inTurn(session.id, async () => {
    const present = await store.sessions.byId(session.id)
    if (present?.state === 'approved') throw stateProblem('The report is approved. Reopen it first.')
    const { id, name } = nameOf(by)
    const { seq } = await rooms.restore(session.id, id, at).catch((error: Error) => {
      // Another node approved it, or is about to.
      throw error.name === 'RoomFrozen' ? stateProblem('The report is approved. Reopen it first.') : error
    })
    await step(session, name, 'restored', `${new Date(at).toISOString()} ${reason}`)
    return { seq }
  })
}

/** What one node has just written may lie in the next moment for another. */
function checkHasCome(at: number): void {
  if (at > now() + APART_MS) throw faulty([{ path: 'at', reason: 'This time has not come yet' }])
}

/** Who wrote under an id: an account, or a guest; undefined for what was no person. */
async function writerName(id: string): Promise<string | undefined> {
  const { users, memberships } = instance().store
  return (await users.byId(id))?.name ?? (await memberships.byId(id))?.guestName
}
