import { now } from '../time'
import { newRowId } from './ids'
import { stillHeld } from './jobs'
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
        progress: undefined,
        reason: '',
        result: undefined,
        file: undefined,
        createdAt: now(),
        finishedAt: undefined,
      }
      const { result: _, progress: __, sessions, ...row } = made
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
    async unfinished() {
      const rows = await db
        .selectFrom('book')
        .selectAll()
        .where('state', 'in', GOING_ON)
        .orderBy('id')
        .execute()
      return rows.map(toBook)
    },
    async move(id, progress, hold) {
      const { numUpdatedRows } = await db
        .updateTable('book')
        .set(
          progress === undefined
            ? { state: 'waiting', progress: null }
            : { state: 'running', progress: JSON.stringify(progress) },
        )
        .where('id', '=', id)
        .where('state', 'in', GOING_ON)
        .where(({ exists }) => exists(stillHeld(db, hold)))
        .executeTakeFirst()
      return numUpdatedRows === 1n
    },
    async finish(id, { state, reason, result, file }, hold) {
      const { numUpdatedRows } = await db
        .updateTable('book')
        .set({
          state,
          reason,
          result: result === undefined ? null : JSON.stringify(result),
          file: file ?? null,
          progress: null,
          finishedAt: now(),
        })
        .where('id', '=', id)
        .where('state', 'in', GOING_ON)
        .$if(hold !== undefined, (query) => query.where(({ exists }) => exists(stillHeld(db, hold!))))
        .executeTakeFirst()
      return numUpdatedRows === 1n
    },
    async remove(id) {
      await db.deleteFrom('book').where('id', '=', id).execute()
    },
  }
}

function toBook(row: Tables['book']): StoredBook {
  const { sessions, progress, result, ...rest } = row
  return {
    ...present(rest),
    sessions: sessions === null ? undefined : JSON.parse(sessions),
    progress: progress === null ? undefined : JSON.parse(progress),
    result: result === null ? undefined : JSON.parse(result),
  }
}
