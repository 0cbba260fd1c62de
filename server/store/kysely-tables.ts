import type { HistoryRow, LogRows, LogTables } from './log-tables'
import type { Db } from './rows'

/** Eight columns each at most: far below what a statement may bind in either dialect. */
const ROWS_A_STATEMENT = 1000

/** The log's tables in a database of either dialect. */
export function kyselyTables(db: Db): LogTables {
  return { transaction: (work) => db.transaction().execute((trx) => work(kyselyRows(trx))) }
}

/** `db` is within a transaction. */
export function kyselyRows(db: Db): LogRows {
  return {
    async room(room) {
      const row = await db.selectFrom('room').selectAll().where('id', '=', room).executeTakeFirst()
      return row && { ...row, head: Number(row.head), base: Number(row.base), at: Number(row.at) }
    },
    async addRoom(row) {
      await db.insertInto('room').values(row).execute()
    },
    async advance(room, count, at, epoch) {
      const moved = await db
        .updateTable('room')
        .set((eb) => ({
          head: eb('head', '+', count),
          at: eb.case().when('at', '<', at).then(at).else(eb.ref('at')).end(),
        }))
        .where('id', '=', room)
        .$if(epoch !== undefined, (query) => query.where('epoch', '=', epoch!))
        .returning(['head', 'at'])
        .executeTakeFirst()
      return moved && { head: Number(moved.head), at: Number(moved.at) }
    },

    async addEpoch(row) {
      await db.insertInto('roomEpoch').values(row).execute()
      const { room, epoch, firstSeq } = row
      await db.updateTable('room').set({ epoch, base: firstSeq }).where('id', '=', room).execute()
    },
    async epochs(room) {
      const rows = await db
        .selectFrom('roomEpoch')
        .selectAll()
        .where('room', '=', room)
        .orderBy('firstSeq')
        .execute()
      return rows.map((row) => ({ ...row, firstSeq: Number(row.firstSeq), at: Number(row.at) }))
    },

    async updates(room, after) {
      const rows = await db
        .selectFrom('roomUpdate')
        .selectAll()
        .where('room', '=', room)
        .where('seq', '>', after)
        .orderBy('seq')
        .execute()
      return rows.map((row) => ({ ...row, ...stamp(row), data: plain(row.data) }))
    },
    async addUpdates(rows) {
      for (const values of chunks(rows)) await db.insertInto('roomUpdate').values(values).execute()
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
      return row && { ...row, ...stamp(row), data: plain(row.data) }
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
      return rows.map((row) => ({ ...row, ...span(row) }))
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
      return rows.map(
        (row): HistoryRow => ({
          ...row,
          ...span(row),
          crc: Number(row.crc),
          data: plain(row.data),
        }),
      )
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

    async clients(room) {
      const rows = await db.selectFrom('roomClient').selectAll().where('room', '=', room).execute()
      return rows.map((row) => ({ ...row, client: Number(row.client), retired: Number(row.retired) === 1 }))
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

/** PostgreSQL's driver gives a bigint as text. */
function stamp(row: { seq: number; at: number; crc: number | null }) {
  return { seq: Number(row.seq), at: Number(row.at), crc: row.crc === null ? null : Number(row.crc) }
}

function span(row: { firstSeq: number; lastSeq: number; at: number; users: string }) {
  const users = JSON.parse(row.users) as string[]
  return { firstSeq: Number(row.firstSeq), lastSeq: Number(row.lastSeq), at: Number(row.at), users }
}

/** The driver's Buffer as the plain array that it is. */
function plain(data: Uint8Array): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
}

function* chunks<T>(rows: T[]): Generator<T[]> {
  for (let from = 0; from < rows.length; from += ROWS_A_STATEMENT)
    yield rows.slice(from, from + ROWS_A_STATEMENT)
}
