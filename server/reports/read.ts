import type { Stamp } from '@/lib/export/stamp'
import { sha256OfReport } from '@/lib/report/canonical'
import type { Report } from '@/lib/report/report'
import { templateOf } from '../events/session-template'
import { instance } from '../instance'
import type { Session } from '../store/store'
import { now } from '../time'

/**
 * The report of a session and which version it is: the frozen one if it is approved, else the live document
 * after everything that was received is in it.
 */
export async function readReport(session: Session): Promise<{ report: Report; stamp: Stamp }> {
  const { store, rooms } = instance()
  const approval = session.state === 'approved' ? await store.approvals.latest(session.id) : undefined
  if (approval) {
    const { seq, sha256, at, byName } = approval
    return {
      // As it was read when it was frozen: holding it against what the API takes could only refuse it.
      report: approval.report as Report,
      stamp: { session: session.id, seq, sha256, at, approval: { byName, at } },
    }
  }
  const { report, seq } = await rooms.read(session.id, templateOf(session))
  return { report, stamp: { session: session.id, seq, sha256: await sha256OfReport(report), at: now() } }
}
