import type { SessionState } from '@/lib/report/access'
import { sha256OfReport } from '@/lib/report/canonical'
import { nameOf, type Visitor } from '../accounts/visitor'
import { Refusal } from '../api/problem'
import { templateOf } from '../events/session-template'
import { instance } from '../instance'
import type { Approval, Session } from '../store/store'
import { now } from '../time'
import { inTurn } from '../turns'

/*
 * A report's way: draft → in review → approved, and back. Each change is made only from the state that its maker
 * saw, one at a time for a session, and is written into the log of steps.
 */

/** draft → in review. */
export function submit(session: Session, by: Visitor): Promise<void> {
  return move(session, 'draft', 'review', 'submitted', by)
}

/** In review → draft. */
export function withdraw(session: Session, by: Visitor): Promise<void> {
  return move(session, 'review', 'draft', 'withdrawn', by)
}

/**
 * Freezes the version that contains everything received so far. From here no edit is taken, on any path. If anything
 * fails on the way, writing goes on as if nothing had happened.
 */
export function approve(session: Session, by: Visitor): Promise<Approval> {
  const { store, rooms } = instance()
  return inTurn(session.id, async () => {
    const present = await store.sessions.byId(session.id)
    if (!present || present.state === 'approved') throw stateProblem('The report is approved already.')
    try {
      const { report, seq } = await rooms.freeze(session.id, templateOf(session))
      const { id, name } = nameOf(by)
      const approval = await store.approvals.approve(present.state, {
        session: session.id,
        seq,
        sha256: await sha256OfReport(report),
        report,
        by: id,
        byName: name,
        at: now(),
      })
      if (!approval) throw stateProblem('Somebody else changed the state of the report just now.')
      rooms.approved(session.id)
      await store.sessions.setTitle(session.id, report.title, report.details.date ?? undefined)
      await step(session, name, 'approved', approval.sha256)
      return approval
    } catch (error) {
      const after = await store.sessions.byId(session.id).catch(() => undefined)
      // Perhaps by another node, at the same time.
      if (after?.state === 'approved') rooms.approved(session.id)
      else rooms.thaw(session.id)
      throw error
    }
  })
}

/** Approved → draft, with a reason that everybody can read. Writing goes on where it stopped. */
export function reopen(session: Session, reason: string, by: Visitor): Promise<void> {
  const { store, rooms } = instance()
  return inTurn(session.id, async () => {
    if (!(await store.sessions.setState(session.id, 'approved', 'draft')))
      throw stateProblem('The report is not approved.')
    rooms.thaw(session.id)
    await step(session, nameOf(by).name, 'reopened', reason)
  })
}

function move(
  session: Session,
  from: SessionState,
  to: SessionState,
  action: string,
  by: Visitor,
): Promise<void> {
  return inTurn(session.id, async () => {
    if (!(await instance().store.sessions.setState(session.id, from, to)))
      throw stateProblem(from === 'draft' ? 'The report is not a draft.' : 'The report is not in review.')
    await step(session, nameOf(by).name, action)
  })
}

export function step(session: Session, actor: string, action: string, detail = ''): Promise<void> {
  return instance().store.steps.add({ event: session.event, session: session.id, actor, action, detail })
}

export function stateProblem(sentence: string): Refusal {
  return new Refusal(409, 'state', sentence)
}
