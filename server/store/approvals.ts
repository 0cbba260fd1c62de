import { newRowId } from './ids'
import { type Db, present } from './rows'
import type { Approval, Store } from './store'

export function approvals(db: Db): Store['approvals'] {
  return {
    async create(approval) {
      const made: Approval = { ...approval, id: newRowId() }
      await db
        .insertInto('approval')
        .values({ ...made, report: JSON.stringify(made.report) })
        .execute()
      return made
    },
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
