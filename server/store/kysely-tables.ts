import { FOREVER, type HistoryRow, type KeptRows } from './log-tables'
import type { Db } from './rows'

/** Eight columns each at most: far below what a statement may bind in either dialect. */
const ROWS_A_STATEMENT = 1000

/** The log's rows in a database of either dialect, but for what each commit of edits needs. `db` is within a transaction. */
export function kyselyRows(db: Db): KeptRows {
  return {
    async room(room) {
      const row = await db.selectFrom('room').selectAll().where('id', '=', room).executeTakeFirst()
      return row
    },
    async addRoom(row) {
      await db.insertInto('room').values(row).execute()
    },
    async heads(rooms) {
      const found = []
      for (const some of chunks(rooms))
        found.push(
          ...(await db.selectFrom('room').select(['id', 'head', 'epoch']).where('id', 'in', some).execute()),
        )
      return found
    },
    async freeze(room, until) {
      const row = await db
        .updateTable('room')
        .set((eb) => ({
          frozenUntil: eb
            .case()
            .when('frozenUntil', '<', until)
            .then(eb.val(until))
            .else(eb.ref('frozenUntil'))
            .end(),
        }))
        .where('id', '=', room)
        .returning('head')
        .executeTakeFirst()
      return row?.head
    },
    async thaw(room) {
      await db
        .updateTable('room')
        .set({ frozenUntil: 0 })
        .where('id', '=', room)
        .where('frozenUntil', '<', FOREVER)
        .execute()
    },

    async addEpoch(row) {
      await db.insertInto('roomEpoch').values(row).execute()
      const { room, epoch, firstSeq } = row
      await db.updateTable('room').set({ epoch, base: firstSeq }).where('id', '=', room).execute()
    },
    async epochs(room) {
      return db.selectFrom('roomEpoch').selectAll().where('room', '=', room).orderBy('firstSeq').execute()
    },

    async updates(room, after) {
      const rows = await db
        .selectFrom('roomUpdate')
        .selectAll()
        .where('room', '=', room)
        .where('seq', '>', after)
        .orderBy('seq')
        .execute()
      return rows.map((row) => ({ ...row, data: plain(row.data) }))
    },
    async removeUpdates(room, upTo) {
      await db.deleteFrom('roomUpdate').where('room', '=', room).where('seq', '<=', upTo).execute()
    },

    async snapshot(room) {
      const row = await db
        .selectFrom('roomSnapshot')
        .selectAll()
        .where('room', '=', room)
        .orderBy('seq', 'desc')
        .limit(1)
        .executeTakeFirst()
      return row && { ...row, data: plain(row.data) }
    },
    async replaceSnapshot(room, row) {
      await db.deleteFrom('roomSnapshot').where('room', '=', room).execute()
      if (row) await db.insertInto('roomSnapshot').values(row).execute()
    },

    async history(room) {
      const rows = await db
        .selectFrom('roomHistory')
        .select(['room', 'firstSeq', 'lastSeq', 'at', 'users'])
        .where('room', '=', room)
        .orderBy('firstSeq')
        .execute()
      return rows.map(withUsers)
    },
    async historyRows(room, from, to) {
      const rows = await db
        .selectFrom('roomHistory')
        .selectAll()
        .where('room', '=', room)
        .where('firstSeq', '>=', from)
        .where('lastSeq', '<=', to)
        .orderBy('firstSeq')
        .execute()
      return rows.map((row): HistoryRow => ({ ...withUsers(row), data: plain(row.data) }))
    },
    async addHistory(rows) {
      for (const values of chunks(rows))
        await db
          .insertInto('roomHistory')
          .values(values.map((row) => ({ ...row, users: JSON.stringify(row.users) })))
          .execute()
    },
    async removeHistory(room, upTo) {
      await db.deleteFrom('roomHistory').where('room', '=', room).where('lastSeq', '<=', upTo).execute()
    },

    async clients(room, among) {
      const of = db.selectFrom('roomClient').selectAll().where('room', '=', room)
      const rows = among ? [] : await of.execute()
      for (const some of chunks(among ?? [])) rows.push(...(await of.where('client', 'in', some).execute()))
      return rows.map((row) => ({ ...row, retired: row.retired === 1 }))
    },
    async addClients(rows) {
      for (const values of chunks(rows))
        await db
          .insertInto('roomClient')
          .values(values.map((row) => ({ ...row, retired: row.retired ? 1 : 0 })))
          .onConflict((conflict) => conflict.doNothing())
          .execute()
    },
    async retireClients(room) {
      await db.updateTable('roomClient').set({ retired: 1 }).where('room', '=', room).execute()
    },
  }
}

function withUsers<R extends { users: string }>(row: R): Omit<R, 'users'> & { users: string[] } {
  return { ...row, users: JSON.parse(row.users) }
}

/** The driver's Buffer as the plain array that it is. */
function plain(data: Uint8Array): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
}

function* chunks<T>(rows: readonly T[]): Generator<T[]> {
  for (let from = 0; from < rows.length; from += ROWS_A_STATEMENT)
    yield rows.slice(from, from + ROWS_A_STATEMENT)
}
