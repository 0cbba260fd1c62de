import { setTimeout as wait } from 'node:timers/promises'
import { CompiledQuery } from 'kysely'
import { kyselyRows } from './kysely-tables'
import type { LogRows, LogTables, UpdateRow } from './log-tables'
import type { Db } from './rows'

/** So often a transaction that others came before is tried again. */
const TRIES = 20
/** Those who overtook each other wait for a while that is another for each; longer from try to try, up to this. */
const LONGEST_WAIT_MS = 100
/** serialization_failure, deadlock_detected; and what either may look like where two write the same new row. */
const OVERTAKEN = ['40001', '40P01']
const DOUBLE = '23505'
const TRIES_OF_A_DOUBLE = 3

/**
 * The log's tables in PostgreSQL. What reads before it writes runs as if alone, and again if others came before; a
 * commit of edits begins by moving the heads of its rooms, which makes all others who would move them wait. What it needs
 * is asked without Kysely, which compiles each query anew; the rest is the same as everywhere.
 */
export function postgresTables(db: Db): LogTables {
  return {
    transaction: (work) => again(() => within(db, 'serializable', work)),
    write: (work) => again(() => within(db, 'read committed', work)),
  }
}

function within<T>(
  db: Db,
  level: 'serializable' | 'read committed',
  work: (rows: LogRows) => Promise<T>,
): Promise<T> {
  return db
    .transaction()
    .setIsolationLevel(level)
    .execute((trx) => work({ ...kyselyRows(trx), ...compiledRows(trx) }))
}

function compiledRows(trx: Db): Pick<LogRows, 'advance' | 'addUpdates'> {
  return {
    async advance(room, count, at, epoch) {
      const moved = CompiledQuery.raw(ADVANCE, [count, at, room, epoch ?? null])
      return (await trx.executeQuery<{ head: number; at: number }>(moved)).rows[0]
    },
    async addUpdates(rows) {
      for (let from = 0; from < rows.length; from += ROWS_A_STATEMENT)
        await trx.executeQuery(insertOf(rows.slice(from, from + ROWS_A_STATEMENT)))
    },
  }
}

const ADVANCE = `update room set head = head + $1, at = greatest(at, $2)
 where id = $3 and epoch = coalesce($4, epoch) and frozen_until <= $2 returning head, at`

/** Six columns each: below what a statement may bind. */
const ROWS_A_STATEMENT = 1000
const INSERT = 'insert into room_update (room, seq, "user", at, data, crc) values '

function insertOf(rows: UpdateRow[]): CompiledQuery {
  const values = rows.flatMap(({ room, seq, user, at, data, crc }) => [room, seq, user, at, data, crc])
  const places = rows.map((_, row) => `(${[1, 2, 3, 4, 5, 6].map((column) => `$${row * 6 + column}`)})`)
  return CompiledQuery.raw(INSERT + places, values)
}

async function again<T>(attempt: () => Promise<T>): Promise<T> {
  let doubles = 0
  for (let tries = 1; ; tries++) {
    try {
      return await attempt()
    } catch (error) {
      const { code = '' } = error as { code?: string }
      if (code === DOUBLE) doubles++
      else if (!OVERTAKEN.includes(code)) throw error
      if (tries >= TRIES || doubles >= TRIES_OF_A_DOUBLE) throw error
      // At once they would only overtake each other again.
      await wait(Math.random() * Math.min(2 ** tries, LONGEST_WAIT_MS))
    }
  }
}
