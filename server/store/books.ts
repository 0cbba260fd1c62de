import { now } from '../time'
import { newRowId } from './ids'
import { type Db, present, type Tables } from './rows'
import type { Store, StoredBook } from './store'

const GOING_ON = ['waiting', 'running'] as const

export function books(db: Db): Store['books'] {
  return {
    async create(book) {
      const made: StoredBook = {
        ...book,
        id: newRowId(),
        state: 'waiting',
        reason: '',
        result: undefined,
        file: undefined,
        createdAt: now(),
        finishedAt: undefined,
      }
      const { result: _, sessions, ...row } = made
      await db
        .insertInto('book')
        .values({ ...row, sessions: sessions ? JSON.stringify(sessions) : null, result: null })
        .execute()
      return made
    },
    async byId(id) {
      const row = await db.selectFrom('book').selectAll().where('id', '=', id).executeTakeFirst()
      return row && toBook(row)
    },
    async ofEvent(event) {
      const rows = await db
        .selectFrom('book')
        .selectAll()
        .where('event', '=', event)
        .orderBy('id', 'desc')
        .execute()
      return rows.map(toBook)
    },
    async start(id) {
      await db
        .updateTable('book')
        .set({ state: 'running' })
        .where('id', '=', id)
        .where('state', '=', 'waiting')
        .execute()
    },
    async finish(id, { state, reason, result, file }) {
      const { numUpdatedRows } = await db
        .updateTable('book')
        .set({
          state,
          reason,
          result: result === undefined ? null : JSON.stringify(result),
          file: file ?? null,
          finishedAt: now(),
        })
        .where('id', '=', id)
        .where('state', 'in', GOING_ON)
        .executeTakeFirst()
      return numUpdatedRows === 1n
    },
    async interrupt(reason) {
      await db
        .updateTable('book')
        .set({ state: 'interrupted', reason, finishedAt: now() })
        .where('state', 'in', GOING_ON)
        .execute()
    },
    async remove(id) {
      await db.deleteFrom('book').where('id', '=', id).execute()
    },
  }
}

function toBook(row: Tables['book']): StoredBook {
  const { sessions, result, ...rest } = row
  return {
    ...present(rest),
    sessions: sessions === null ? undefined : JSON.parse(sessions),
    result: result === null ? undefined : JSON.parse(result),
  }
}
