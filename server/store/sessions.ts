import { changingAccess } from './access'
import { newRowId } from './ids'
import { type Db, present, type Tables } from './rows'
import type { Session, Store } from './store'

export function sessions(db: Db): Store['sessions'] {
  return {
    async create({ title, ...session }) {
      const made: Session = { id: newRowId(), ...session, createdAt: Date.now() }
      await db
        .insertInto('session')
        .values({ ...made, title, date: null, template: JSON.stringify(made.template) })
        .execute()
      return made
    },
    async byId(id) {
      const row = await db.selectFrom('session').selectAll().where('id', '=', id).executeTakeFirst()
      if (!row) return undefined
      const { title: _title, date: _date, ...session } = listed(row)
      return session
    },
    async ofEvent(event) {
      const rows = await db
        .selectFrom('session')
        .selectAll()
        .where('event', '=', event)
        .orderBy('id')
        .execute()
      return rows.map(listed)
    },
    async setState(id, from, to) {
      const { numUpdatedRows } = await changingAccess(db, (trx) =>
        trx
          .updateTable('session')
          .set({ state: to })
          .where('id', '=', id)
          .where('state', '=', from)
          .executeTakeFirst(),
      )
      return numUpdatedRows > 0n
    },
    async setTitle(id, title, date) {
      await db
        .updateTable('session')
        .set({ title, date: date ?? null })
        .where('id', '=', id)
        .execute()
    },
  }
}

function listed(row: Tables['session']) {
  return { ...present(row), template: JSON.parse(row.template) as unknown }
}
