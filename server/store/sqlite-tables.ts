import type { Database, Statement } from 'better-sqlite3'
import { kyselyRows } from './kysely-tables'
import type { LogRows, LogTables } from './log-tables'
import type { Db } from './rows'

/**
 * The log's tables in SQLite. What a commit of edits needs is prepared once and run without Kysely, which compiles each
 * query anew; the rest is the same as everywhere. `db` is a Kysely on this very connection, which it guards: one
 * transaction at a time.
 */
export function sqliteTables(db: Db, sqlite: Database): LogTables {
  const begin = sqlite.prepare('begin')
  const beginToWrite = sqlite.prepare('begin immediate')
  const commit = sqlite.prepare('commit')
  const rollback = sqlite.prepare('rollback')
  const prepared = preparedRows(sqlite)
  return { transaction, write: transaction }

  function transaction<T>(work: (rows: LogRows) => Promise<T>): Promise<T> {
    return db.connection().execute(async (connection) => {
      const rows = { ...kyselyRows(connection), ...prepared }
      try {
        return await within(begin, () => work(rows))
      } catch (error) {
        if (!isOvertaken(error)) throw error
        return await within(beginToWrite, () => work(rows))
      }
    })
  }

  async function within<T>(beginning: Statement, work: () => Promise<T>): Promise<T> {
    beginning.run()
    try {
      const result = await work()
      commit.run()
      return result
    } catch (error) {
      // SQLite rolls back by itself after some errors, such as a full disk.
      if (sqlite.inTransaction) rollback.run()
      throw error
    }
  }
}

/**
 * It read, and before it could write, another connection did, or is about to. Who has read is refused at once by SQLite,
 * which waits for the others only where a transaction begins by writing.
 */
function isOvertaken(error: unknown): boolean {
  return ['SQLITE_BUSY', 'SQLITE_BUSY_SNAPSHOT'].includes((error as { code?: string }).code ?? '')
}

function preparedRows(sqlite: Database): Pick<LogRows, 'advance' | 'addUpdates' | 'addClients'> {
  const advance = sqlite.prepare<
    [number, number, string, string | null, number],
    { head: number; at: number }
  >(
    `update room set head = head + ?, at = max(at, ?) where id = ? and epoch = coalesce(?, epoch) and frozen_until <= ?
     returning head, at`,
  )
  const addUpdate = sqlite.prepare(
    'insert into room_update (room, seq, "user", at, data, crc) values (?, ?, ?, ?, ?, ?)',
  )
  const addClient = sqlite.prepare(
    'insert into room_client (room, client, "user", retired) values (?, ?, ?, ?) on conflict do nothing',
  )
  return {
    advance: async (room, count, at, epoch) => advance.get(count, at, room, epoch ?? null, at),
    async addUpdates(rows) {
      for (const { room, seq, user, at, data, crc } of rows) addUpdate.run(room, seq, user, at, data, crc)
    },
    async addClients(rows) {
      for (const { room, client, user, retired } of rows) addClient.run(room, client, user, retired ? 1 : 0)
    },
  }
}
