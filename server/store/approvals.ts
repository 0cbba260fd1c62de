import { changingAccess } from './access'
import { newRowId } from './ids'
import { type Db, present } from './rows'
import { keepFrozen, move, unlessThawed } from './sessions'
import type { Approval, Store } from './store'

export function approvals(db: Db): Store['approvals'] {
  return {
    create: (approval) => insert(db, approval),
    approve: (from, approval) =>
      changingAccess(db, async (trx) => {
        if (!(await move(trx, approval.session, from, 'approved'))) return undefined
        await keepFrozen(trx, approval.session, approval.seq)
        return insert(trx, approval)
      }).catch(unlessThawed),
    async latest(session) {
      const row = await db
        .selectFrom('approval')
        .selectAll()
        .where('session', '=', session)
        .orderBy('id', 'desc')
        .limit(1)
        .executeTakeFirst()
      return row && { ...present(row), report: JSON.parse(row.report) as unknown }
    },
  }
}

async function insert(db: Db, approval: Omit<Approval, 'id'>): Promise<Approval> {
  const made: Approval = { ...approval, id: newRowId() }
  await db
    .insertInto('approval')
    .values({ ...made, report: JSON.stringify(made.report) })
    .execute()
  return made
}
